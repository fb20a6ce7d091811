"""The steps that jobs on GitHub are made of: pinned actions, and scripts as `run:`."""

from collections.abc import Mapping

from primer.core.registry import Ecosystem
from primer.core.release import Builder, Release, ReleasedPackage
from primer.providers.pins import (
    ATTEST,
    CHECKOUT,
    DOWNLOAD_ARTIFACT,
    PYPI_PUBLISH,
    SETUP_NODE,
    SETUP_PYTHON,
    SETUP_UV,
    UPLOAD_ARTIFACT,
    Pin,
)
from primer.registries.addresses import NPM, PYPI, TESTPYPI
from primer.writing.block import Block, Shell
from primer.writing.job_ids import folder_of
from primer.writing.tool_versions import NODE, UV
from primer.writing.yaml_text import Node, Said

TITLES = {registry.name: registry.title for registry in (PYPI, TESTPYPI, NPM)}


def uses(name: str, pin: Pin, given: Mapping[str, Node]) -> Mapping[str, Node]:
    """A step that is an action, pinned to its commit."""
    step: dict[str, Node] = {"name": name, "uses": Said(f"{pin.action}@{pin.commit}", pin.version)}
    return {**step, "with": given} if given else step


def runs(block: Block, identifier: str = "") -> Mapping[str, Node]:
    """A step that is a script."""
    step: dict[str, Node] = {"name": block.name}
    if identifier:
        step["id"] = identifier
    if block.shell is Shell.PYTHON:
        step["shell"] = "python"
    if block.environment:
        step["env"] = dict(block.environment)
    one_line = block.run.count("\n") == 1
    return {**step, "run": block.run.rstrip("\n") if one_line else block.run}


def checkout(*, history: bool = False) -> Mapping[str, Node]:
    """The repository at the tag; its credentials do not stay behind for what runs next."""
    depth: dict[str, Node] = {"fetch-depth": 0} if history else {}
    return uses("Check out", CHECKOUT, {**depth, "persist-credentials": False})


def python_tools(release: Release) -> Mapping[str, Node]:
    """Python, and uv where that builds; a release takes nothing from a cache."""
    if release.builder is Builder.BUILD:
        return uses("Set up Python", SETUP_PYTHON, {"python-version": release.python})
    return uses(
        "Set up uv",
        SETUP_UV,
        {"version": UV, "python-version": release.python, "enable-cache": False},
    )


def node_tools() -> Mapping[str, Node]:
    """Node without `registry-url`, whose placeholder token would hide the identity."""
    return uses("Set up Node", SETUP_NODE, {"node-version": int(NODE), "package-manager-cache": False})


def keep_artifact() -> Mapping[str, Node]:
    """Hands dist on to the jobs that follow."""
    given: dict[str, Node] = {"name": "dist", "path": "dist/", "if-no-files-found": "error"}
    return uses("Hand over what was built", UPLOAD_ARTIFACT, given)


def take_artifact() -> Mapping[str, Node]:
    """Takes what the build job handed over."""
    return uses("Take what was built", DOWNLOAD_ARTIFACT, {"name": "dist", "path": "dist/"})


def attest() -> Mapping[str, Node]:
    """Signs a statement of where and from what everything in dist was built."""
    return uses("Attest where it was built", ATTEST, {"subject-path": "dist/*/*"})


def publish_to_index(release: Release, package: ReleasedPackage) -> Mapping[str, Node]:
    """Uploads one Python package's files; there is no password, so the action exchanges the identity."""
    given: dict[str, Node] = {"packages-dir": f"{folder_of(release, package)}/"}
    if package.upload_url:
        given["repository-url"] = package.upload_url
    return uses(f"Publish {package.name} to {title(package)}", PYPI_PUBLISH, given)


def title(package: ReleasedPackage) -> str:
    """What people call the registry of a package."""
    return TITLES.get(package.registry, package.registry)


def is_python(package: ReleasedPackage) -> bool:
    """Whether it is published to a Python index."""
    return package.ecosystem is Ecosystem.PYTHON
