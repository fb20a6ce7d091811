"""The rules for an uploaded file: its name, and what must be inside."""

import io
import tarfile
import zipfile

from primer.rehearsal.pypi.names import normalised
from primer.rehearsal.pypi.refusal import Refusal

_BROKEN = (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError)


def refuse_name(filename: str, kind: str, name: str, version: str) -> None:
    """Refuses a file name that does not belong to this project, version and kind of file."""
    if "/" in filename or "\\" in filename or any(ord(sign) < 32 for sign in filename):
        raise Refusal(400, "Cannot upload a file with '/' or '\\' in the name.")
    if kind == "sdist" and filename.endswith((".tar.gz", ".zip")):
        _refuse_sdist_name(filename, name, version)
    elif kind == "bdist_wheel" and filename.endswith(".whl"):
        _refuse_wheel_name(filename, name, version)
    elif kind in {"sdist", "bdist_wheel"}:
        raise Refusal(400, f"Invalid file extension: {filename!r} is no {kind}.")
    else:
        raise Refusal(400, "Invalid value for filetype. Error: Use a known file type.")


def _refuse_sdist_name(filename: str, name: str, version: str) -> None:
    expected = f"{normalised(name).replace('-', '_')}-{version}.tar.gz"
    if filename != expected:
        raise Refusal(400, f"Filename {filename!r} is invalid, should be {expected!r}.")


def _refuse_wheel_name(filename: str, name: str, version: str) -> None:
    from packaging.utils import InvalidWheelFilename, parse_wheel_filename
    from packaging.version import InvalidVersion

    try:
        found, found_version, _, _ = parse_wheel_filename(filename)
    except (InvalidWheelFilename, InvalidVersion) as problem:
        raise Refusal(400, f"Invalid wheel filename: {problem}") from None
    if found != normalised(name):
        start = normalised(name).replace("-", "_")
        raise Refusal(400, f"Start filename for {name!r} with {start!r}.")
    if str(found_version) != version:
        raise Refusal(400, f"Version in filename should be {version!r} not {str(found_version)!r}.")


def refuse_content(filename: str, content: bytes) -> bytes:
    """Refuses a file that is not what its name says; gives a wheel's METADATA, nothing for an sdist."""
    try:
        if filename.endswith(".whl"):
            return _wheel_metadata(filename, content)
        _refuse_sdist(filename, content)
    except _BROKEN as problem:
        raise Refusal(400, f"Invalid distribution file. {problem}") from None
    return b""


def _refuse_sdist(filename: str, content: bytes) -> None:
    folder = filename.removesuffix(".tar.gz")
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        names = archive.getnames()
    tops = {name.lstrip("./").partition("/")[0] for name in names}
    if tops != {folder}:
        raise Refusal(
            400, "Invalid distribution file. Incorrect top-level folder in the source distribution."
        )
    if f"{folder}/PKG-INFO" not in names:
        raise Refusal(400, f"Invalid distribution file. PKG-INFO not found at {folder}/PKG-INFO")


def _wheel_metadata(filename: str, content: bytes) -> bytes:
    name, version, *_ = filename.split("-")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if (broken := archive.testzip()) is not None:
            raise Refusal(400, f"Invalid distribution file. {broken} is damaged.")
        if len(names) != len(set(names)):
            raise Refusal(400, "Invalid distribution file. Duplicate filename in zip.")
        for part in ("METADATA", "WHEEL", "RECORD"):
            path = f"{name}-{version}.dist-info/{part}"
            if path not in names:
                words = f"Wheel {filename!r} does not contain the required {part} file: {path}"
                raise Refusal(400, words)
        return archive.read(f"{name}-{version}.dist-info/METADATA")
