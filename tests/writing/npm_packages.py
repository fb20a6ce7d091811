"""Two npm packages made up for the tests, the second in need of the first, and tarballs of them."""

import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path

from primer.core.release import Forge, Release
from primer.core.value import replace
from primer.providers.gitlab import PIPELINE
from primer.writing.gitlab import pipeline
from releases import npm, release
from written_pipeline import WrittenPipeline

BASE = {
    "name": "@acme/base",
    "version": "1.2.0",
    "type": "module",
    "exports": {".": "./dist/index.js", "./more": "./dist/more.js", "./package.json": "./package.json"},
    "files": ["dist"],
    "scripts": {"build": "node build.mjs"},
}
APP = {"name": "acme-app", "version": "1.2.0", "main": "index.js"}


def of_two() -> Release:
    base = replace(npm("@acme/base", path="packages/base"), imports=("@acme/base", "@acme/base/more"))
    made = release(base, npm("acme-app", 1, ("@acme/base",), "packages/app"))
    return replace(made, forge=Forge.GITLAB, file=PIPELINE)


def of_one() -> Release:
    return replace(of_two(), packages=(npm("acme-app", path="packages/app"),))


def written(made: Release) -> WrittenPipeline:
    return WrittenPipeline.read(pipeline(made))


def stand_in(file: Path, script: str) -> None:
    """A program of a test's own, found before the real one."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}")
    file.chmod(0o755)


def pack(folder: Path, manifest: Mapping[str, object], files: Mapping[str, str]) -> Path:
    """A tarball as `npm pack` makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "package.tgz"
    with tarfile.open(file, "w:gz") as archive:
        for name, text in {"package.json": json.dumps(manifest), **files}.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return file


def packed_manifest(folder: Path) -> Mapping[str, object]:
    (file,) = folder.iterdir()
    with tarfile.open(file) as archive:
        member = archive.extractfile("package/package.json")
        assert member is not None
        found: Mapping[str, object] = json.load(member)
    return found
