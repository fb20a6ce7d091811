"""The scripts for Python packages: build, check, verify, audit, compare with the tag, wait for pins.

They run in the checkout; a package's files are in `dist/<its job's id>/` (job_ids.folder_of).
"""

import shlex
from collections.abc import Iterable, Mapping

from primer.core.registry import Ecosystem
from primer.core.release import Builder, Forge, Part, Release, ReleasedPackage, Tags
from primer.registries.addresses import PYPI, TESTPYPI
from primer.writing.block import Block, Shell
from primer.writing.import_script import import_script
from primer.writing.job_ids import folder_of, job_ids
from primer.writing.pinned_script import PINNED
from primer.writing.tag_names import tag_name
from primer.writing.tool_versions import BUILD, PIP_AUDIT, TWINE
from primer.writing.version_script import version_script
from primer.writing.waiting import MINUTES

ENVIRONMENTS: Mapping[Forge, str] = {
    Forge.GITHUB: "${{ runner.temp }}/verify",
    Forge.GITLAB: "$CI_PROJECT_DIR/.verify",
}
"""Where the fresh environments stand, outside of what is built."""
TAG: Mapping[Forge, str] = {Forge.GITHUB: "${{ github.ref_name }}", Forge.GITLAB: "$CI_COMMIT_TAG"}
"""The tag that started the run."""


def tools_block(release: Release) -> Block:
    """Installs build and twine with pip; only for Builder.BUILD, since uv brings its tools when asked."""
    audit = f" pip-audit=={PIP_AUDIT}" if Part.AUDIT in release.parts else ""
    return Block("Install the tools", f"python -m pip install build=={BUILD} twine=={TWINE}{audit}\n")


def build_block(release: Release) -> Block:
    """Builds sdist and wheel of every Python package, each into its folder."""
    # A package at the root goes first: what is built into dist must not end up in its sdist.
    packages = sorted(release.of(Ecosystem.PYTHON), key=lambda package: package.path != ".")
    lines = [_build(release, package) for package in packages]
    return Block("Build the Python packages", "".join(f"{line}\n" for line in lines))


def _build(release: Release, package: ReleasedPackage) -> str:
    folder, path = folder_of(release, package), shlex.quote(_no_option(package.path))
    if release.builder is Builder.BUILD:
        return f"python -m build {path} --outdir {folder}"
    what = f"--package {package.name}" if release.workspace else path
    return f"uv build {what} --out-dir {folder}"


def _no_option(path: str) -> str:
    return f"./{path}" if path.startswith("-") else path


def tag_block(release: Release) -> Block:
    """Fails unless the tag (TAG) says the version of what was built, for both ecosystems.

    Where each tag releases one package, it leaves only that one's files in dist, and writes `releases` (the
    tag's name before `-v`) to $GITHUB_OUTPUT: it is the last thing that is done with what was built.
    """
    environment = {"TAG": TAG[release.forge]}
    if release.tags is Tags.EACH:
        ids = job_ids(release)
        names = [f"{ids[package]}={tag_name(package)}" for package in release.packages]
        environment["NAMES"] = " ".join(names)
    return Block("Compare the tag with what was built", version_script(release), Shell.PYTHON, environment)


def check_block(release: Release) -> Block:
    """Twine's strict check of every built file."""
    twine = f"uvx twine@{TWINE}" if release.builder is Builder.UV else "python -m twine"
    return Block("Check them strictly", f"{twine} check --strict dist/*/*.whl dist/*/*.tar.gz\n")


def verify_block(release: Release) -> Block:
    """Installs each wheel from the folders of dist into a fresh environment, and imports its modules."""
    packages = release.of(Ecosystem.PYTHON)
    folders = [folder_of(release, package) for package in packages]
    script = import_script(release.builder, folders, to_pypi=_to_pypi(packages))
    environment = {"ENVIRONMENTS": ENVIRONMENTS[release.forge]}
    return Block("Install each from dist and import it", script, environment=environment)


def audit_block(release: Release) -> Block:
    """Looks for known vulnerabilities in the environments that `verify_block` left."""
    tool = f"uvx pip-audit@{PIP_AUDIT}" if release.builder is Builder.UV else "python -m pip_audit"
    script = (
        "paths=()\n"
        'for place in "$ENVIRONMENTS"/*/lib/python*/site-packages; do\n'
        '  paths+=(--path "$place")\n'
        "done\n"
        f'{tool} --progress-spinner off "${{paths[@]}}"\n'
    )
    environment = {"ENVIRONMENTS": ENVIRONMENTS[release.forge]}
    return Block("Look for known vulnerabilities", script, Shell.BASH, environment)


def pinned_block(release: Release) -> Block:
    """Waits until the index serves every version of this repository that a released wheel pins with `==`."""
    packages = release.of(Ecosystem.PYTHON)
    environment = {
        "INDEX": packages[0].index.rstrip("/"),
        "PACKAGES": " ".join(package.name for package in packages),
        "MINUTES": MINUTES,
    }
    return Block("Wait for what it needs of this repository", PINNED, Shell.PYTHON, environment)


def _to_pypi(packages: Iterable[ReleasedPackage]) -> bool:
    return all(package.registry in (PYPI.name, TESTPYPI.name) for package in packages)
