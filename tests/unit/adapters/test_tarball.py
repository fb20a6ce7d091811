"""Tarballs for npm's registries: the very same bytes everywhere, and readable by everybody."""

import gzip
import hashlib
import io
import tarfile

import pytest

from primer.adapters.building.tarball import members, tarball

FILES = {"package.json": '{"name": "acme"}\n', "README.md": "# acme\n\nÅ\n"}
LARGE = {"package.json": "{}", "README.md": "x" * 200_000}


def test_the_same_files_are_the_same_bytes_on_every_machine() -> None:
    digest = hashlib.sha256(tarball(FILES)).hexdigest()
    assert digest == "54e3d9c251cfe964b0a75dde7368f1cb09a5c6964ec37ea3d000e5a3050ae2cc"


def test_everything_lies_below_one_folder_and_belongs_to_nobody() -> None:
    with tarfile.open(fileobj=io.BytesIO(tarball(FILES))) as archive:
        shown = [(one.name, one.mode, one.uid, one.gid, one.uname, one.mtime, one.type) for one in archive]
    assert shown == [
        ("package/package.json", 0o644, 0, 0, "", 499_162_500, tarfile.REGTYPE),
        ("package/README.md", 0o644, 0, 0, "", 499_162_500, tarfile.REGTYPE),
    ]


def test_gzips_header_has_no_name_no_time_and_no_system() -> None:
    assert tarball(FILES)[:10] == b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


@pytest.mark.parametrize("files", [FILES, LARGE, {"package.json": ""}, {"README.md": "x" * 512}])
def test_what_was_put_in_comes_out(files: dict[str, str]) -> None:
    content = tarball(files)
    assert dict(members(content)) == {f"package/{name}": text.encode() for name, text in files.items()}
    assert len(gzip.decompress(content)) % 512 == 0


def test_another_order_is_another_file() -> None:
    assert tarball(FILES) != tarball(dict(reversed(FILES.items())))


@pytest.mark.parametrize("path", ["x" * 100, "Å.md"])
def test_a_path_that_every_tar_reads_alike_is_short_and_ascii(path: str) -> None:
    with pytest.raises(ValueError, match=r"longer than 100|ascii"):
        tarball({path: ""})


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE])
def test_nothing_but_plain_files_is_read(kind: bytes) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/package.json")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    with pytest.raises(ValueError, match="is no plain file"):
        dict(members(made.getvalue()))
