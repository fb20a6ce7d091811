"""The script that tries the packed npm packages as others get them: from a registry, in empty folders."""

from collections.abc import Sequence
from shlex import quote

from primer.core.release import Release, ReleasedPackage
from primer.writing.job_ids import folder_of
from primer.writing.tool_versions import VERDACCIO

REGISTRY = "http://127.0.0.1:4873"
"""Verdaccio inside the job; nothing else can reach it, so it needs nobody to log in."""
_HEAD = """\
set -euo pipefail
dist="$PWD/dist" trial="$(mktemp -d)"
cd "$trial"
"""
_STARTED = """\
npx --yes verdaccio@{verdaccio} --config verdaccio.yaml --listen {registry} > verdaccio.log 2>&1 &
trap "kill $!" EXIT
if ! curl -s -o /dev/null --retry 60 --retry-delay 1 --retry-all-errors {registry}/-/ping; then
  cat verdaccio.log
  exit 1
fi
"""
_TRIED = """\
# Installs a package into an empty folder, and imports what it offers.
tried() {
  mkdir -p "$trial/$1" && cd "$trial/$1"
  "${here[@]}" install --prefix . --no-audit --no-fund "$1@trial"
  # A link would lead to a folder that nobody else has.
  if find node_modules -maxdepth 2 -type l -not -path "*/.bin/*" | grep .; then exit 1; fi
  for name in "${@:2}"; do
    node --input-type=module --eval "await import('$name')"
    echo "imported $name"
  done
}
"""


def trial_script(release: Release, packages: Sequence[ReleasedPackage]) -> str:
    """The script; packages for certain machines only are served to the others, and not tried themselves."""
    tried = [package for package in packages if not package.bound]
    return "".join(
        (
            _HEAD,
            _configured(packages),
            _STARTED.format(verdaccio=VERDACCIO, registry=REGISTRY),
            _npm(packages),
            *(
                f'"${{here[@]}}" publish "$dist"/{_folder(release, one)}/*.tgz --tag trial\n'
                for one in packages
            ),
            _TRIED if tried else "",
            *(f"tried {' '.join([package.name, *package.imports])}\n" for package in tried),
        )
    )


def _configured(packages: Sequence[ReleasedPackage]) -> str:
    """Verdaccio's settings: only what is not of this release comes from the real registry."""
    own = "".join(f'  "{package.name}": {{access: $all, publish: $all}}\n' for package in packages)
    return (
        "# A registry inside this job; only what is not of this release comes from npm's.\n"
        "cat > verdaccio.yaml <<'YAML'\n"
        "storage: ./storage\n"
        "max_body_size: 500mb\n"
        f"uplinks: {{npm: {{url: {packages[0].index}}}}}\n"
        f'packages:\n{own}  "**": {{access: $all, publish: $all, proxy: npm}}\n'
        "YAML\n"
    )


def _npm(packages: Sequence[ReleasedPackage]) -> str:
    """The command that is npm, speaking to that registry alone."""
    scopes = dict.fromkeys(one.name.partition("/")[0] for one in packages if one.name.startswith("@"))
    # A manifest's own registry counts more than the environment, and its scope's more than `--registry`.
    flags = [f"--registry={REGISTRY}", *(quote(f"--{scope}:registry={REGISTRY}") for scope in scopes)]
    flags.append(f"--{REGISTRY.removeprefix('http:')}/:_authToken=none")
    words = "".join(f"  {flag}\n" for flag in flags)
    return f"# Nobody logs in there; npm wants a token all the same.\nhere=(\n  npm\n{words})\n"


def _folder(release: Release, package: ReleasedPackage) -> str:
    return folder_of(release, package).removeprefix("dist/")
