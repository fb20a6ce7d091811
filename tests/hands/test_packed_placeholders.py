"""Placeholders of JavaScript packages: one tarball each, reproducible, strictly checked, and taken by npm."""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from primer.adapters.building import packed
from primer.adapters.building.builder import Builder
from primer.adapters.building.tarball import members, tarball
from primer.core.package import Description, Package, Person
from primer.core.placeholder import Artifact, Placeholder
from primer.core.problem import Stop
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.core.value import replace
from servers.node_tools import npm

WEB = "https://github.com/acme/mono"
PLAIN = Description("Tools for acmes", "MIT", (Person("Kim", "kim@acme.io"),))
ODD = Description('é "x" \\ \n\x00 \ud83d', "MIT", (Person('K "the" M'), Person("Å: <b>")), (("a: b", WEB),))


def package(name: str, description: Description = PLAIN) -> Package:
    source = Source("packages/base/package.json", 2)
    return Package(name, Ecosystem.JAVASCRIPT, "packages/base", "1.0.0", source, description=description)


PACKAGES = (package("@acme/base"), package("acme-app"), package("odd", ODD))


def build(name: str, version: str = "0.0.1") -> tuple[Artifact, bytes, Placeholder]:
    with Builder(PACKAGES, WEB) as builder:
        built = builder.build(Ecosystem.JAVASCRIPT, name, version)
        (artifact,) = built.artifacts
        return artifact, artifact.path.read_bytes(), built


@pytest.mark.parametrize(
    ("name", "file"), [("@acme/base", "acme-base-0.0.1.tgz"), ("acme-app", "acme-app-0.0.1.tgz")]
)
def test_a_placeholder_is_one_tarball_called_as_npm_calls_it(name: str, file: str) -> None:
    artifact, content, built = build(name)
    assert artifact.filename == file
    assert (artifact.size, artifact.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (built.package, built.version) == (name, "0.0.1")


@pytest.mark.parametrize("name", ["@acme/base", "odd"])
def test_what_is_shown_of_it_is_what_is_in_it(name: str, tmp_path: Path) -> None:
    artifact, content, built = build(name)
    (tmp_path / "it.tgz").write_bytes(content)
    with tarfile.open(tmp_path / "it.tgz") as archive:
        archive.extractall(tmp_path, filter="data")
    folder = tmp_path / "package"
    assert {file.name for file in folder.iterdir()} == {name for name, _ in artifact.members}
    assert (folder / "README.md").read_text() == built.readme
    assert json.loads((folder / "package.json").read_text())["name"] == name


def test_both_worlds_are_built_side_by_side() -> None:
    python = replace(package("acme-app"), ecosystem=Ecosystem.PYTHON, path=".")
    with Builder((*PACKAGES, python), WEB) as builder:
        found = [builder.hashes(world, "acme-app", "0.0.1") for world in Ecosystem]
        assert [len(one) for one in found] == [2, 1]
        assert builder.build(Ecosystem.PYTHON, "acme-app", "0.0.1").artifacts[1].filename.endswith(".whl")


def test_a_name_of_the_other_world_is_none_of_the_repository() -> None:
    with Builder(PACKAGES, WEB) as builder, pytest.raises(Stop) as stop:
        builder.build(Ecosystem.PYTHON, "acme-app", "0.0.1")
    assert stop.value.problem.reference == "not-in-repository"


@pytest.mark.parametrize(
    ("name", "version"),
    [("@Acme/base", "0.0.1"), ("fs", "0.0.1"), ("acme-app", "1.0"), ("acme-app", "v1.0.0")],
)
def test_what_no_registry_takes_does_not_pass_the_check(name: str, version: str) -> None:
    with Builder((package(name),), WEB) as builder, pytest.raises(Stop) as stop:
        builder.build(Ecosystem.JAVASCRIPT, name, version)
    assert stop.value.problem.reference == "placeholder-check-failed"
    assert stop.value.problem.context


def files(content: bytes) -> dict[str, str]:
    return {path.removeprefix("package/"): text.decode() for path, text in members(content)}


def fault_of(content: bytes, folder: Path) -> str | None:
    artifact, _, built = build("acme-app")
    path = folder / artifact.filename
    path.write_bytes(content)
    return packed.fault(replace(built, artifacts=(replace(artifact, path=path),)))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"package.json": "{"}, "is no JSON"),
        ({"package.json": "[]"}, "is no object"),
        ({"package.json": '{"name": "acme-app", "version": "0.0.2"}'}, "another package or version"),
        ({"README.md": "other"}, "another one than is shown"),
        ({"more.js": ""}, "not what was written"),
    ],
)
def test_a_tarball_that_is_not_as_shown_does_not_pass(
    changed: Mapping[str, str], why: str, tmp_path: Path
) -> None:
    _, content, _ = build("acme-app")
    assert fault_of(content, tmp_path) is None
    assert why in str(fault_of(tarball({**files(content), **changed}), tmp_path))
    assert "cannot be read back" in str(fault_of(content[:-700], tmp_path))
    assert "cannot be read back" in str(fault_of(b"", tmp_path))


@pytest.mark.parametrize("key", ["private", "scripts", "bin", "dependencies", "bundledDependencies"])
def test_a_placeholder_runs_nothing_and_needs_nothing(key: str, tmp_path: Path) -> None:
    _, content, _ = build("acme-app")
    inside = files(content)
    manifest = json.dumps({**json.loads(inside["package.json"]), key: {"a": "b"}})
    assert key in str(fault_of(tarball({**inside, "package.json": manifest}), tmp_path))


ELSEWHERE = """
import json, os, sys
os.umask(int(sys.argv[1], 8))
from hands.test_packed_placeholders import PACKAGES, WEB
from primer.adapters.building.builder import Builder
from primer.core.registry import Ecosystem
with Builder(PACKAGES, WEB) as builder:
    print(json.dumps(sorted(builder.hashes(Ecosystem.JAVASCRIPT, "@acme/base", "0.0.1"))))
"""


@pytest.mark.parametrize(
    ("umask", "environ"),
    [
        ("077", {"TZ": "Asia/Kolkata", "LC_ALL": "C"}),
        ("000", {"SOURCE_DATE_EPOCH": "1000000000", "PYTHONHASHSEED": "7"}),
    ],
)
def test_the_same_bytes_come_out_in_any_process(
    umask: str, environ: Mapping[str, str], tmp_path: Path
) -> None:
    here = str(Path(__file__).parents[1])
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": here, **environ}
    command = [sys.executable, "-c", ELSEWHERE, umask]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [build("@acme/base")[0].sha256]


@pytest.mark.parametrize("name", ["@acme/base", "odd"])
def test_npm_installs_it_and_node_is_told_where_the_project_lives(name: str, tmp_path: Path) -> None:
    artifact, content, _ = build(name)
    (tmp_path / artifact.filename).write_bytes(content)
    (tmp_path / "package.json").write_text("{}")
    npm(tmp_path, "install", "--offline", f"./{artifact.filename}")
    said = subprocess.run(
        ["node", "-p", f"require('{name}')"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert WEB in said
    assert "0.0.1 is a placeholder" in said


@pytest.mark.parametrize("name", ["@acme/base", "odd"])
def test_npm_has_nothing_to_mend_in_its_manifest(name: str, tmp_path: Path) -> None:
    _, content, _ = build(name)
    written = files(content)["package.json"]
    (tmp_path / "package.json").write_text(written)
    npm(tmp_path, "pkg", "fix")
    mended = (tmp_path / "package.json").read_text()
    assert json.dumps(json.loads(mended)) == json.dumps(json.loads(written))
