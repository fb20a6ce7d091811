"""Placeholders as files: reproducible, checked, installable, and nowhere near the repository."""

import hashlib
import json
import os
import stat
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from primer.adapters.building.builder import Builder
from primer.core.package import Description, Package, Person
from primer.core.placeholder import Placeholder
from primer.core.problem import Stop
from primer.core.registry import Ecosystem
from primer.core.source import Source

WEB = "https://github.com/acme/mono"


def package(name: str, description: Description | None = None) -> Package:
    return Package(
        name,
        Ecosystem.PYTHON,
        name,
        "1.0",
        Source(f"{name}/pyproject.toml", 2),
        description=description or Description(summary="Tools for acmes", authors=(Person("Kim"),)),
    )


PACKAGES = {
    "acme-tools": package("acme-tools"),
    "3d": package("3d"),
    "odd": package(
        "odd",
        Description(
            'é "x" \\ """ \n\x00 \ud83d',
            "MIT",
            (Person('K "the" M, Jr.', "kim@acme.io"), Person("Å: <b>")),
            (("a: b", "https://acme.io/?a='b'&c=\"d\""),),
            "==3.11.*",
        ),
    ),
}


def names(placeholder: Placeholder) -> list[str]:
    return [artifact.filename for artifact in placeholder.artifacts]


def wheel_of(placeholder: Placeholder) -> Path:
    return placeholder.artifacts[1].path


def metadata_of(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        return archive.read(name).decode()


def test_a_placeholder_is_an_sdist_and_a_wheel() -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        built = builder.build(Ecosystem.PYTHON, "acme-tools", "0.0.1")
        assert names(built) == ["acme_tools-0.0.1.tar.gz", "acme_tools-0.0.1-py3-none-any.whl"]
        for artifact in built.artifacts:
            data = artifact.path.read_bytes()
            assert (artifact.size, artifact.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_nothing_but_the_placeholder_is_inside() -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        sdist, wheel = (
            artifact.path for artifact in builder.build(Ecosystem.PYTHON, "acme-tools", "0.0.1").artifacts
        )
        with tarfile.open(sdist) as archive:
            top = "acme_tools-0.0.1"
            assert sorted(archive.getnames()) == [
                f"{top}/PKG-INFO",
                f"{top}/README.md",
                f"{top}/acme_tools/__init__.py",
                f"{top}/acme_tools/__main__.py",
                f"{top}/pyproject.toml",
            ]
        with zipfile.ZipFile(wheel) as archive:
            info = "acme_tools-0.0.1.dist-info"
            assert sorted(archive.namelist()) == [
                f"{info}/METADATA",
                f"{info}/RECORD",
                f"{info}/WHEEL",
                "acme_tools/__init__.py",
                "acme_tools/__main__.py",
            ]


def test_what_is_shown_of_a_file_is_what_is_in_it() -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        sdist, wheel = builder.build(Ecosystem.PYTHON, "acme-tools", "0.0.1").artifacts
        with tarfile.open(sdist.path) as tar:
            inside = {name.partition("/")[2] for name in tar.getnames()}
        assert {name for name, _ in sdist.members} == inside
        assert dict(wheel.members)["acme_tools/__init__.py"] == "says what this is and where the source lives"


@pytest.mark.parametrize("name", PACKAGES)
def test_the_metadata_is_of_version_2_4_and_asks_for_nothing(name: str) -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        built = builder.build(Ecosystem.PYTHON, name, "0.0.1")
        metadata = metadata_of(wheel_of(built))
        assert "Metadata-Version: 2.4\n" in metadata
        assert "Classifier: Development Status :: 1 - Planning\n" in metadata
        assert "Requires-Dist" not in metadata
        assert metadata.endswith(built.readme)


def test_the_files_are_private_and_gone_at_the_end() -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        path = wheel_of(builder.build(Ecosystem.PYTHON, "acme-tools", "0.0.1"))
        top = path.parents[2]
        assert stat.S_IMODE(top.stat().st_mode) == 0o700
        assert not any((folder / ".git").exists() for folder in path.parents)
    assert not top.exists()


def test_after_closing_it_builds_anew() -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        before = builder.hashes(Ecosystem.PYTHON, "acme-tools", "0.0.1")
        builder.close()
        assert builder.hashes(Ecosystem.PYTHON, "acme-tools", "0.0.1") == before


def test_hashes_are_those_of_the_files() -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        built = builder.build(Ecosystem.PYTHON, "odd", "0.0.1")
        assert builder.hashes(Ecosystem.PYTHON, "odd", "0.0.1") == {
            artifact.sha256 for artifact in built.artifacts
        }
        assert builder.hashes(Ecosystem.PYTHON, "odd", "0.0.2").isdisjoint(
            builder.hashes(Ecosystem.PYTHON, "odd", "0.0.1")
        )


def test_a_name_that_the_repository_does_not_have_is_refused() -> None:
    with Builder(PACKAGES.values(), WEB) as builder, pytest.raises(Stop) as stop:
        builder.build(Ecosystem.PYTHON, "requests", "0.0.1")
    assert stop.value.problem.reference == "not-in-repository"


def test_a_version_that_cannot_be_built_is_a_problem() -> None:
    with Builder(PACKAGES.values(), WEB) as builder, pytest.raises(Stop) as stop:
        builder.build(Ecosystem.PYTHON, "acme-tools", "not a version")
    assert stop.value.problem.reference == "placeholder-not-built"
    assert stop.value.problem.context


def test_threads_may_build_at_once() -> None:
    found: list[tuple[str, Placeholder]] = []
    with Builder(PACKAGES.values(), WEB) as builder:

        def build(name: str) -> None:
            found.append((name, builder.build(Ecosystem.PYTHON, name, "0.0.1")))

        threads = [threading.Thread(target=build, args=(name,)) for name in [*PACKAGES] * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 12
        assert all(built.package == name and name in metadata_of(wheel_of(built)) for name, built in found)
        assert len({built.artifacts for _, built in found}) == 3


ELSEWHERE = """
import json, os, sys
os.umask(int(sys.argv[1], 8))
from primer.adapters.building.builder import Builder
from primer.core.package import Description, Package, Person
from primer.core.registry import Ecosystem
from primer.core.source import Source
packages = {"acme-tools": Package("acme-tools", Ecosystem.PYTHON, "acme-tools", "1.0", Source("p", 2),
            description=Description(summary="Tools for acmes", authors=(Person("Kim"),)))}
with Builder(packages.values(), "https://github.com/acme/mono") as builder:
    print(json.dumps(sorted(builder.hashes(Ecosystem.PYTHON, "acme-tools", "0.0.1"))))
"""


@pytest.mark.parametrize(
    ("umask", "environ"),
    [
        ("022", {}),
        ("077", {"TZ": "Asia/Kolkata", "LC_ALL": "C"}),
        ("000", {"SOURCE_DATE_EPOCH": "1000000000", "PYTHONHASHSEED": "7"}),
    ],
)
def test_the_same_bytes_come_out_in_any_process(
    umask: str, environ: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.py\n")
    command = [sys.executable, "-c", ELSEWHERE, umask]
    environment = {**os.environ, "TMPDIR": str(tmp_path), **environ}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    with Builder(PACKAGES.values(), WEB) as builder:
        assert json.loads(done.stdout) == sorted(builder.hashes(Ecosystem.PYTHON, "acme-tools", "0.0.1"))


@pytest.mark.parametrize(("name", "module", "file"), [("acme-tools", "acme_tools", 1), ("3d", "_3d", 1)])
def test_pip_installs_the_wheel_and_the_module_says_where_the_project_lives(
    name: str, module: str, file: int, tmp_path: Path
) -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        path = builder.build(Ecosystem.PYTHON, name, "0.0.1").artifacts[file].path
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-cache-dir"]
        subprocess.run(
            [*pip, "--disable-pip-version-check", "--target", str(tmp_path), str(path)], check=True
        )
    run = subprocess.run(
        [sys.executable, "-m", module], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout == f"{name} 0.0.1 is a placeholder; its source lives at {WEB}\n"
    version = f"import {module}; print({module}.__version__, {module}.__doc__)"
    shown = subprocess.run(
        [sys.executable, "-c", version], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("0.0.1 ")


def test_the_sdist_builds_the_same_wheel(tmp_path: Path) -> None:
    with Builder(PACKAGES.values(), WEB) as builder:
        sdist, wheel = builder.build(Ecosystem.PYTHON, "odd", "0.0.1").artifacts
        with tarfile.open(sdist.path) as archive:
            archive.extractall(tmp_path, filter="data")
        build = "import hatchling.build, sys; hatchling.build.build_wheel(sys.argv[1])"
        environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        subprocess.run(
            [sys.executable, "-c", build, str(tmp_path)],
            cwd=tmp_path / "odd-0.0.1",
            env=environment,
            check=True,
        )
        assert (tmp_path / wheel.filename).read_bytes() == wheel.path.read_bytes()
