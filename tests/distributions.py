"""Tiny real distributions for tests: a wheel and an sdist that every index takes, made in a millisecond."""

import base64
import hashlib
import io
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from primer.core.placeholder import Artifact


@dataclass(frozen=True)
class Distribution:
    filename: str
    content: bytes

    def artifact(self, folder: Path) -> Artifact:
        path = folder / self.filename
        path.write_bytes(self.content)
        return Artifact(path, len(self.content), hashlib.sha256(self.content).hexdigest())


def metadata(name: str, version: str, extra: str = "") -> str:
    return (
        f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nSummary: Made by a test\n"
        f"Requires-Python: >=3.8\nDescription-Content-Type: text/markdown\n{extra}\nThe test's own readme.\n"
    )


def wheel(name: str, version: str = "0.0.1", *, body: str = "", extra: str = "") -> Distribution:
    """`body` makes other bytes of the same name; `extra` are further metadata lines."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    files = {
        f"{module}/__init__.py": f"__version__ = {version!r}\n{body}",
        f"{info}/METADATA": metadata(name, version, extra),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(_record(path, text) for path, text in files.items())
    files[f"{info}/RECORD"] += f"{info}/RECORD,,\n"
    return Distribution(f"{module}-{version}-py3-none-any.whl", zipped(files))


def _record(path: str, text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(text.encode())}\n"


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return out.getvalue()


def sdist(name: str, version: str = "0.0.1", *, extra: str = "") -> Distribution:
    folder = f"{name.replace('-', '_')}-{version}"
    return Distribution(
        f"{folder}.tar.gz",
        tarred({f"{folder}/PKG-INFO": metadata(name, version, extra), f"{folder}/a.py": ""}),
    )


def tarred(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for path, text in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()
