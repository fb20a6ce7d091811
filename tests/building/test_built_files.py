"""What built files say of themselves, held against the plan."""

import io
import tarfile
from pathlib import Path

import pytest

from distributions import sdist, wheel, zipped
from made_up import package
from primer.adapters.building.built_release import BuiltRelease, release_in, strictly_checked
from primer.adapters.building.distributions import Unreadable, distribution, modules_of
from primer.core.built import Failed, Stage


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def members(folder: Path, *names: str) -> tuple[str, ...]:
    """The modules of a wheel with these members."""
    path = put(folder, "acme-1-py3-none-any.whl", zipped(dict.fromkeys(names, "")))
    return modules_of(path)


def test_the_modules_of_a_wheel_are_its_packages_and_single_files(tmp_path: Path) -> None:
    found = members(
        tmp_path,
        "acme_core/__init__.py",
        "acme_core/deep/__init__.py",
        "acme_core/deep/more.py",
        "acme_one.py",
        "_acme.abi3.so",
        "acme_core/data.txt",
        "acme-1.dist-info/METADATA",
        "acme-1.data/scripts/run.py",
        "acme-1.data/purelib/acme_pure/__init__.py",
    )
    assert found == ("_acme", "acme_core", "acme_one", "acme_pure")


def test_a_namespace_stands_for_the_packages_in_it(tmp_path: Path) -> None:
    assert members(tmp_path, "acme/core/__init__.py", "acme/app/__init__.py") == ("acme.app", "acme.core")
    assert members(tmp_path, "acme/v1/core_pb2.py", "acme/v1/py.typed") == ("acme",)


def test_what_no_import_could_name_is_left_out(tmp_path: Path) -> None:
    assert members(tmp_path, "acme-stubs/__init__.pyi", "acme-extra/__init__.py", "acme.pth") == ()


def test_name_and_version_come_from_the_metadata(tmp_path: Path) -> None:
    for one in (sdist("acme-core", "0.2.0"), wheel("acme-core", "0.2.0")):
        read = distribution(put(tmp_path, one.filename, one.content))
        assert (read.name, read.version) == ("acme-core", "0.2.0")


@pytest.mark.parametrize("name", ["acme_core-0.2.0.tar.gz", "acme_core-0.2.0-py3-none-any.whl"])
def test_a_file_that_is_not_what_its_name_says_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        distribution(put(tmp_path, name, b"neither"))


def test_an_archive_without_metadata_cannot_be_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    tarfile.open(fileobj=out, mode="w:gz").close()
    with pytest.raises(Unreadable, match="PKG-INFO"):
        distribution(put(tmp_path, "acme_core-0.2.0.tar.gz", out.getvalue()))
    with pytest.raises(Unreadable, match="METADATA"):
        distribution(put(tmp_path, "acme_core-0.2.0-py3-none-any.whl", zipped({"x.py": ""})))


def released(folder: Path, name: str = "acme-core", version: str = "0.2.0") -> Path:
    for one in (sdist(name, version), wheel(name, version)):
        put(folder, one.filename, one.content)
    return folder


def test_a_release_has_the_plans_name_and_version_however_they_are_written(tmp_path: Path) -> None:
    found = release_in(released(tmp_path, version="0.2.0"), package(version="0.2"))
    assert isinstance(found, BuiltRelease)
    assert found.version == "0.2.0"
    assert [file.name for file in found.wheels] == ["acme_core-0.2.0-py3-none-any.whl"]
    assert strictly_checked(found) is None


def test_a_version_that_only_the_build_knows_is_taken_from_it(tmp_path: Path) -> None:
    found = release_in(released(tmp_path, version="0.2.1.dev3"), package(version=None))
    assert isinstance(found, BuiltRelease)
    assert found.version == "0.2.1.dev3"


def test_another_name_or_version_is_named_with_the_file(tmp_path: Path) -> None:
    words = "acme_core-0.2.0.tar.gz says acme-core 0.2.0; the plan says acme-core 0.3.0"
    assert release_in(released(tmp_path), package(version="0.3.0")) == Failed(Stage.NAME, words)


def test_a_wheel_of_another_version_than_its_sdist_is_named(tmp_path: Path) -> None:
    for one in (sdist("acme-core", "0.2.0"), wheel("acme-core", "0.2.1")):
        put(tmp_path, one.filename, one.content)
    words = "acme_core-0.2.1-py3-none-any.whl says acme-core 0.2.1; the plan says acme-core 0.2.0"
    assert release_in(tmp_path, package(version=None)) == Failed(Stage.NAME, words)


def test_an_sdist_under_an_old_name_is_refused_as_pypi_would(tmp_path: Path) -> None:
    source, built = sdist("acme-core", "0.2.0"), wheel("acme-core", "0.2.0")
    out = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(source.content)) as given,
        tarfile.open(fileobj=out, mode="w:gz") as renamed,
    ):
        for member in given.getmembers():
            content = given.extractfile(member)
            member.name = member.name.replace("acme_core-", "acme-core-", 1)
            renamed.addfile(member, content)
    put(tmp_path, "acme-core-0.2.0.tar.gz", out.getvalue())
    put(tmp_path, built.filename, built.content)
    words = "the build names its sdist acme-core-0.2.0.tar.gz; PyPI takes only acme_core-0.2.0.tar.gz"
    assert release_in(tmp_path, package()) == Failed(Stage.NAME, words)


def test_a_build_that_leaves_no_wheel_says_what_it_left(tmp_path: Path) -> None:
    assert release_in(tmp_path, package()) == Failed(
        Stage.BUILD, "its build left no sdist with a wheel: nothing"
    )
    one = sdist("acme-core", "0.2.0")
    put(tmp_path, one.filename, one.content)
    assert release_in(tmp_path, package()) == Failed(
        Stage.BUILD, "its build left no sdist with a wheel: acme_core-0.2.0.tar.gz"
    )
