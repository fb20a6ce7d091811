"""The document that publishes a package, made from its tarball: what npm sends with a PUT.

Source: libnpmpublish, lib/publish.js.
"""

import base64
import hashlib
import io
from collections.abc import Mapping

from primer.core.call import Json
from primer.core.problem import Problem, YourInput
from primer.core.registry import Registry
from primer.registries.npm.json_values import as_json, parsed, table

MANIFEST = "package.json"
README = "readme.md"


def publish_document(content: bytes, registry: Registry) -> Mapping[str, Json] | Problem:
    """The document with the tarball inside, open to everybody, as the newest release.

    Problem: placeholder-check-failed, for a tarball without a package.json that names the package.
    """
    inside = _members(content)
    if isinstance(inside, str):
        return _unread(inside)
    manifest = table(parsed(inside.get(MANIFEST, b"").decode("utf-8", errors="replace")))
    match manifest:
        case {"name": str(name), "version": str(version)} if name and version:
            readme = inside.get(README, b"").decode("utf-8", errors="replace")
            fields = {key: as_json(value) for key, value in manifest.items()}
            return _document(fields, name, version, readme, content, registry)
        case _:
            return _unread(f"it has no {MANIFEST} that names a package and its version")


def integrity(content: bytes) -> str:
    """The hash of a tarball as npm's registries write it."""
    return f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"


def _document(
    manifest: Mapping[str, Json], name: str, version: str, readme: str, content: bytes, registry: Registry
) -> Mapping[str, Json]:
    file = f"{name}-{version}.tgz"
    release: Mapping[str, Json] = {
        **manifest,
        "_id": f"{name}@{version}",
        "readme": readme,
        "dist": _dist(content, f"{registry.upload_url.rstrip('/')}/{name}/-/{file}"),
    }
    described = {"description": manifest["description"]} if "description" in manifest else {}
    return {
        "_id": name,
        "name": name,
        **described,
        "dist-tags": {"latest": version},
        "versions": {version: release},
        "access": "public",
        "_attachments": {file: _attachment(content)},
    }


def _dist(content: bytes, url: str) -> Mapping[str, Json]:
    # The interface still asks for a SHA-1, and npm writes the address of a tarball with http.
    shasum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    tarball = f"http://{url.removeprefix('https://')}" if url.startswith("https://") else url
    return {"integrity": integrity(content), "shasum": shasum, "tarball": tarball}


def _attachment(content: bytes) -> Mapping[str, Json]:
    data = base64.b64encode(content).decode()
    return {"content_type": "application/octet-stream", "data": data, "length": len(content)}


def _members(content: bytes) -> Mapping[str, bytes] | str:
    """The package's manifest and README, whatever its folder is called; otherwise why they cannot be read."""
    import tarfile
    import zlib

    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            for member in archive:
                _, _, path = member.name.partition("/")
                name = README if path.lower() == README else path
                file = archive.extractfile(member) if name in (MANIFEST, README) else None
                if file is not None:
                    found[name] = file.read()
    except (tarfile.TarError, zlib.error, OSError, EOFError):
        return "it is no tarball, or a damaged one"
    return found


def _unread(why: str) -> Problem:
    return YourInput(
        "placeholder-check-failed",
        f"The tarball of a placeholder cannot be published: {why}",
        "look at the package's metadata; nothing was uploaded",
    )
