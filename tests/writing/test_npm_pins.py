"""Waiting for what an npm package pins of its own repository, as the written workflow does it."""

import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from primer.core.release import Tags
from primer.writing.github import workflow
from releases import npm, release
from web_server import Asked, Reply, page, serving
from written_ci import Ran, Step, Written

SERVED = {"@acme/wire": ["0.1.0"], "foreign": []}


@pytest.fixture
def step() -> Step:
    packages = (npm("@acme/wire"), npm("@acme/core", 1, ("@acme/wire",)))
    written = Written.read(workflow(release(*packages, tags=Tags.EACH)))
    return written.step("served", "Wait for what it needs of this repository on npm")


@pytest.fixture
def registry() -> Iterator[str]:
    def answer(asked: Asked) -> Reply:
        name = asked.path.strip("/").replace("%2F", "/").replace("%2f", "/")
        if name not in SERVED:
            return Reply(404)
        return page(json.dumps({"versions": {version: {} for version in SERVED[name]}}), "application/json")

    with serving(answer) as server:
        yield server.url


def test_a_pinned_version_that_is_served_is_not_waited_for(step: Step, registry: str, tmp_path: Path) -> None:
    assert _waits(step, registry, tmp_path, {"@acme/wire": "0.1.0"}) == Ran(0, "")


def test_a_pinned_version_that_is_not_served_fails_in_the_end(
    step: Step, registry: str, tmp_path: Path
) -> None:
    ran = _waits(step, registry, tmp_path, {"@acme/wire": "=0.2.0"})
    assert not ran.ok
    assert ran.out == f"waiting for\n  @acme/wire 0.2.0\n{registry} does not serve them after 0.0 minutes\n"


@pytest.mark.parametrize(
    "wanted", [{"@acme/wire": "^0.2.0"}, {"foreign": "9.9.9"}, {"@acme/wire": "0.x"}, {}]
)
def test_ranges_and_packages_of_others_are_not_waited_for(
    step: Step, registry: str, tmp_path: Path, wanted: Mapping[str, str]
) -> None:
    assert _waits(step, registry, tmp_path, wanted).ok


def test_where_the_tag_releases_a_package_for_another_index_nothing_is_waited_for(
    step: Step, registry: str, tmp_path: Path
) -> None:
    folder = tmp_path / "mono"
    folder.mkdir()
    assert step.play(folder, INDEX=registry, MINUTES="0.0") == Ran(0, "")


def _waits(step: Step, registry: str, tmp_path: Path, dependencies: Mapping[str, str]) -> Ran:
    folder = tmp_path / "mono"
    packed = folder / "dist" / "acme-core"
    packed.mkdir(parents=True)
    manifest = json.dumps({"name": "@acme/core", "version": "0.2.0", "dependencies": dependencies}).encode()
    with tarfile.open(packed / "acme-core-0.2.0.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("package/package.json")
        member.size = len(manifest)
        archive.addfile(member, io.BytesIO(manifest))
    return step.play(folder, INDEX=registry, MINUTES="0.0")
