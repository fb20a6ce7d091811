"""The scripts for npm packages: build and pack, try from a local registry, publish."""

import posixpath
from shlex import quote

from primer.core.registry import Ecosystem
from primer.core.release import Manager, Release, ReleasedPackage
from primer.writing.block import Block
from primer.writing.job_ids import folder_of
from primer.writing.npm_trial import trial_script

_CLASSIC = '[[ "$(yarn --version)" == 1.* ]]'
_INSTALL = {
    Manager.NPM: ("npm ci --no-audit --no-fund", "npm install --no-audit --no-fund --no-package-lock"),
    Manager.PNPM: ("pnpm install --frozen-lockfile", "pnpm install --no-lockfile"),
    Manager.YARN: (
        f"if {_CLASSIC}; then yarn install --frozen-lockfile; else yarn install --immutable; fi",
        f"if {_CLASSIC}; then yarn install --no-lockfile; else yarn install; fi",
    ),
}
"""With a lock file, and without one."""
_BUILD = {
    Manager.NPM: "npm run build --if-present",
    Manager.PNPM: "pnpm run --if-present build",
    Manager.YARN: "node -e 'process.exit(require(\"./package.json\").scripts?.build ? 0 : 1)' || exit 0; "
    "yarn run build",
}
_COREPACK = """\
# The package manager in the version that package.json names.
tools="$(mktemp -d)"
export COREPACK_ENABLE_DOWNLOAD_PROMPT=0 PATH="$tools:$PATH"
corepack enable --install-directory "$tools"
"""


def build_block(release: Release) -> Block:
    """Installs, builds and packs the npm packages, each into `dist/<its job's id>/`; needs Node."""
    packages = release.of(Ecosystem.JAVASCRIPT)
    begin = 'set -euo pipefail\ndist="$PWD/dist"\n'
    corepack = _COREPACK if release.manager is not Manager.NPM else ""
    build = "".join(
        f"({_into(package.path)}{_BUILD[release.manager]})\n{_pack(release, package)}" for package in packages
    )
    return Block("Build and pack for npm", begin + corepack + _installs(release) + build)


def verify_block(release: Release) -> Block:
    """Installs and imports each packed tarball from a registry inside the job; needs Node and npm."""
    script = trial_script(release, release.of(Ecosystem.JAVASCRIPT))
    return Block("Try the npm packages from a registry", script)


def publish_block(release: Release, package: ReleasedPackage) -> Block:
    """Publishes one packed tarball through the run's identity, with provenance; there is no token."""
    tarball = f"./{folder_of(release, package)}/*.tgz"
    run = (
        "set -euo pipefail\n"
        "# A pre-release must not become what everybody installs by default.\n"
        f'manifest="$(tar -xOf {tarball} package/package.json)"\n'
        'version="$(node -p \'JSON.parse(fs.readFileSync(0)).version\' <<< "$manifest")"\n'
        'if [[ "$version" == *-* ]]; then export npm_config_tag=next; fi\n'
        f"npm publish {tarball} --provenance --access public\n"
    )
    return Block(f"Publish {package.name}", run)


def _installs(release: Release) -> str:
    """By the lock file in its folder; elsewhere, and without one, in each package's own folder."""
    locked, free = _INSTALL[release.manager]
    top = posixpath.dirname(release.lock) or "."
    packages = release.of(Ecosystem.JAVASCRIPT)
    outside = [one for one in packages if not release.lock or not _is_below(one.path, top)]
    lines = [f"({_into(top)}{locked})\n"] if release.lock and len(outside) < len(packages) else []
    return "".join([*lines, *(f"({_into(one.path)}{free})\n" for one in outside)])


def _is_below(path: str, top: str) -> bool:
    return top == "." or path == top or path.startswith(f"{top}/")


def _into(path: str) -> str:
    return "" if path == "." else f"cd {quote(path)} && "


def _pack(release: Release, package: ReleasedPackage) -> str:
    target = f'"$dist"/{folder_of(release, package).removeprefix("dist/")}'
    npm = f"npm pack --pack-destination {target}"
    pack = {
        Manager.NPM: npm,
        Manager.PNPM: f"pnpm pack --pack-destination {target}",
        Manager.YARN: f"if {_CLASSIC}; then {npm}; else yarn pack --out {target}/package.tgz; fi",
    }[release.manager]
    return f"mkdir -p {target}\n({_into(package.path)}{pack})\n"
