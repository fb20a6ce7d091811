"""A small real monorepo of Python packages, each needing the one before, and an index that serves them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checkouts import written
from primer.core.release import Builder, Release, Tags
from releases import python, release
from web_server import Asked, Reply, page, serving

NAMES = ("acme-wire", "acme-core", "acme-cli")
JSON = "application/vnd.pypi.simple.v1+json"

UV_BACKEND = '[build-system]\nrequires = ["uv_build"]\nbuild-backend = "uv_build"\n'
OWN_BACKEND = (
    '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    "[tool.acme]\nnote = 'no build requirement: nothing is fetched'\n"
)
BACKEND = '''\
"""Builds this package with the standard library alone."""

import base64, hashlib, io, pathlib, tarfile, tomllib, zipfile


def _project():
    project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
    lines = ["Metadata-Version: 2.4", f"Name: {project['name']}", f"Version: {project['version']}"]
    lines += [f"Requires-Dist: {one}" for one in project["dependencies"]]
    lines += ["Description-Content-Type: text/markdown", "", project["name"], ""]
    return project["name"].replace("-", "_"), project["version"], "\\n".join(lines)


def build_wheel(folder, config_settings=None, metadata_directory=None):
    module, version, metadata = _project()
    info = f"{module}-{version}.dist-info"
    files = {str(one.relative_to("src")): one.read_text() for one in pathlib.Path("src").rglob("*.py")}
    files[f"{info}/METADATA"] = metadata
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    rows = []
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(text.encode())}")
    files[f"{info}/RECORD"] = "\\n".join([*rows, f"{info}/RECORD,,", ""])
    name = f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return name


def build_sdist(folder, config_settings=None):
    module, version, metadata = _project()
    top = f"{module}-{version}"
    with tarfile.open(pathlib.Path(folder, f"{top}.tar.gz"), "w:gz") as archive:
        info = tarfile.TarInfo(f"{top}/PKG-INFO")
        info.size = len(metadata.encode())
        archive.addfile(info, io.BytesIO(metadata.encode()))
        for path in ("pyproject.toml", "backend.py", "src"):
            archive.add(path, f"{top}/{path}")
    return f"{top}.tar.gz"
'''


def monorepo(into: Path, builder: Builder, version: str = "0.2.0") -> Path:
    """The monorepo's files: a workspace of uv, or packages that build with the standard library alone."""
    uv = builder is Builder.UV
    files = {"pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n'}
    below = ""
    for name in NAMES:
        needs = f'"{below}=={version}"' if below else ""
        imports = f"import {below.replace('-', '_')}\n" if below else ""
        files |= {
            f"packages/{name}/pyproject.toml": (
                f'[project]\nname = "{name}"\nversion = "{version}"\ndescription = "Made by a test"\n'
                f'readme = "README.md"\nrequires-python = ">=3.11"\ndependencies = [{needs}]\n'
                + (UV_BACKEND + _sources(below) if uv else OWN_BACKEND)
            ),
            f"packages/{name}/README.md": f"# {name}\n",
            f"packages/{name}/src/{name.replace('-', '_')}/__init__.py": imports,
            **({} if uv else {f"packages/{name}/backend.py": BACKEND}),
        }
        below = name
    return written(into, files)


def _sources(below: str) -> str:
    return f"[tool.uv.sources]\n{below} = {{ workspace = true }}\n" if below else ""


def its_release(builder: Builder = Builder.UV, tags: Tags = Tags.ONE) -> Release:
    """The release of that monorepo."""
    packages = [python(name, tier, NAMES[max(0, tier - 1) : tier]) for tier, name in enumerate(NAMES)]
    return release(*packages, tags=tags, builder=builder)


@dataclass
class Index:
    """What plays a simple index, in HTML as PyPI shows itself to curl, or in JSON.

    `files` are by project; it shows them from the `after`th look on.
    """

    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    after: int = 0
    json: bool = False
    provenance: bool = True
    instead: Reply | None = None
    looks: int = 0

    def take(self, dist: Path, *projects: str) -> None:
        """Takes the files of some projects, as an upload would bring them."""
        for project in projects:
            folder = dist / project
            self.files[project] = {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix != ""}

    def answer(self, asked: Asked) -> Reply:
        self.looks += 1
        project = asked.path.strip("/").rpartition("/")[2]
        if self.instead is not None:
            return self.instead
        if self.looks <= self.after or project not in self.files:
            return Reply(404)
        return self._json(project) if self.json else self._html(project)

    def _json(self, project: str) -> Reply:
        rows = [self._row(name, content) for name, content in self.files[project].items()]
        return page(json.dumps({"meta": {"api-version": "1.4"}, "files": rows}), JSON)

    def _row(self, name: str, content: bytes) -> Mapping[str, object]:
        proof = "https://index.example/provenance" if self.provenance else None
        hashes = {"sha256": hashlib.sha256(content).hexdigest()}
        return {"filename": name, "url": f"/files/{name}", "hashes": hashes, "provenance": proof}

    def _html(self, project: str) -> Reply:
        proof = ' data-provenance="https://index.example/provenance"' if self.provenance else ""
        links = [
            f'<a href="../../files/{name}#sha256={hashlib.sha256(content).hexdigest()}" '
            f'data-requires-python="&gt;=3.11"{proof}>{name}</a><br />'
            for name, content in self.files[project].items()
        ]
        return page("\n".join(["<!DOCTYPE html><html><body>", *links, "</body></html>"]))


@contextmanager
def serving_index(index: Index) -> Iterator[str]:
    """The address of its simple pages."""
    with serving(index.answer) as server:
        yield f"{server.url}/simple"
