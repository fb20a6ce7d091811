"""The scripts for Python packages: build, check, verify, audit, and wait for the index.

They run in the checkout; a package's files are in `dist/<its job's id>/` (job_ids.folder_of). Where each tag
releases one package, `keep_block` leaves only the released folders in `dist`, and every later script takes
only those that are there.
"""

import shlex
from collections.abc import Iterable, Mapping

from primer.core.registry import Ecosystem
from primer.core.release import Builder, Forge, Part, Release, ReleasedPackage, Tags
from primer.registries.addresses import PYPI, TESTPYPI
from primer.writing import index_script, version_script
from primer.writing.block import Block, Shell
from primer.writing.import_script import import_script
from primer.writing.job_ids import folder_of, job_ids
from primer.writing.tag_names import tag_name
from primer.writing.tool_versions import BUILD, PIP_AUDIT, TWINE

MINUTES = "20"
"""How long an index is waited for."""
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

    Where each tag releases one package, it writes `releases` (the tag's name before `-v`) to $GITHUB_OUTPUT.
    """
    script = version_script.EACH if release.tags is Tags.EACH else version_script.ONE
    return Block("Compare the tag with what was built", script, Shell.PYTHON, _tagged(release))


def keep_block(release: Release) -> Block:
    """Leaves in dist only what the tag releases; only where each tag releases one package."""
    return Block("Keep what this tag releases", version_script.KEEP, Shell.PYTHON, _tagged(release))


def _tagged(release: Release) -> dict[str, str]:
    ids = job_ids(release)
    words = [ids[package] for package in release.packages]
    if release.tags is Tags.EACH:
        names = [tag_name(package) for package in release.packages]
        words = [word if word == name else f"{word}={name}" for word, name in zip(words, names, strict=True)]
    return {"TAG": TAG[release.forge], "FOLDERS": " ".join(words)}


def check_block(release: Release) -> Block:
    """Twine's strict check of every built file."""
    folders = [f"{folder_of(release, package)}/*" for package in release.of(Ecosystem.PYTHON)]
    twine = f"uvx twine@{TWINE}" if release.builder is Builder.UV else "python -m twine"
    return Block("Check them strictly", f"{twine} check --strict \\\n  " + " \\\n  ".join(folders) + "\n")


def verify_block(release: Release) -> Block:
    """Installs each wheel from the folders of dist into a fresh environment, and imports its modules."""
    packages = release.of(Ecosystem.PYTHON)
    script = import_script(release.builder, to_pypi=_to_pypi(packages))
    environment = {
        "FOLDERS": _folders(release, packages),
        "ENVIRONMENTS": ENVIRONMENTS[release.forge],
    }
    return Block("Install each from dist and import it", script, Shell.PYTHON, environment)


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


def served_block(release: Release, packages: Iterable[ReleasedPackage]) -> Block:
    """Waits until the index serves exactly these packages' files; bounded, and failing loudly.

    The packages are of one index.
    """
    return _waiting("Wait until the index serves them", release, tuple(packages))


def live_block(release: Release, packages: Iterable[ReleasedPackage]) -> Block:
    """The same, and that each file carries provenance, where its index shows that; for the tail job."""
    own = tuple(packages)
    proof = {"PROVENANCE": "required"} if _to_pypi(own) else {}
    return _waiting("Wait until every file is live", release, own, proof)


def _waiting(
    name: str, release: Release, packages: tuple[ReleasedPackage, ...], more: Mapping[str, str] | None = None
) -> Block:
    script = index_script.SERVED if release.tags is Tags.ONE else index_script.SERVED_WHERE_BUILT
    environment = {
        "INDEX": packages[0].index,
        "FOLDERS": _folders(release, packages),
        "MINUTES": MINUTES,
        **(more or {}),
    }
    return Block(name, script, Shell.PYTHON, environment)


def pinned_block(release: Release) -> Block:
    """Waits until the index serves every version of this repository that a released wheel pins with `==`."""
    packages = release.of(Ecosystem.PYTHON)
    environment = {
        "INDEX": packages[0].index,
        "FOLDERS": _folders(release, packages),
        "PACKAGES": " ".join(package.name for package in packages),
        "MINUTES": MINUTES,
    }
    return Block("Wait for what it needs of this repository", index_script.PINNED, Shell.PYTHON, environment)


def _to_pypi(packages: Iterable[ReleasedPackage]) -> bool:
    return all(package.registry in (PYPI.name, TESTPYPI.name) for package in packages)


def _folders(release: Release, packages: Iterable[ReleasedPackage]) -> str:
    ids = job_ids(release)
    return " ".join(ids[package] for package in packages)
