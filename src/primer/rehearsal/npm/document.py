"""What a publish request of npm's kind holds: one version with its tarball, checked against each other."""

import base64
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.value import frozen
from primer.rehearsal.npm.refusal import NpmRefusal

_NUMBER = r"(?:0|[1-9]\d*)"
_VERSION = regex(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?", re.ASCII)
_LARGEST_MANIFEST = 4_000_000


@frozen
class Sent:
    """One version as it was sent; `access` and `provenance` are empty where the document has none."""

    name: str
    version: str
    manifest: Mapping[str, object]
    tags: Mapping[str, str]
    tarball: bytes
    access: str = ""
    provenance: str = ""

    @property
    def sha512(self) -> str:
        """The tarball's hash, as provenance names it."""
        return hashlib.sha512(self.tarball).hexdigest()

    @property
    def integrity(self) -> str:
        """The tarball's hash, as npm writes it."""
        return integrity_of(self.tarball)

    @property
    def shasum(self) -> str:
        """The tarball's old hash."""
        return shasum_of(self.tarball)

    @property
    def repository(self) -> str:
        """The address of the source that the manifest names; empty for none."""
        match self.manifest.get("repository"):
            case {"url": str(url)} | str(url):
                return url
            case _:
                return ""


def integrity_of(tarball: bytes) -> str:
    """A hash as npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode()


def shasum_of(tarball: bytes) -> str:
    """The old hash, which nobody trusts and every document carries."""
    return hashlib.sha1(tarball, usedforsecurity=False).hexdigest()


def read_document(document: Mapping[str, object], name: str) -> Sent:
    """The version that a document holds; Refusal 400 names the first part that does not fit."""
    if document.get("name") != name or document.get("_id") not in {name, None}:
        raise NpmRefusal(400, f"The document is not about {name}")
    version, manifest = _only_version(document, name)
    tarball = _tarball(document, f"{name}-{version}")
    _refuse_hashes(manifest, tarball)
    _refuse_content(tarball, name, version)
    tags = _tags(document, version)
    access = document.get("access")
    provenance = _attached(document, f"{name}-{version}.sigstore").get("data")
    return Sent(
        name,
        version,
        manifest,
        tags,
        tarball,
        access if isinstance(access, str) else "",
        provenance if isinstance(provenance, str) else "",
    )


def attached_tarball(document: object) -> str:
    """The name of the tarball that a document carries; empty for none."""
    attachments = document.get("_attachments") if isinstance(document, dict) else None
    names = [str(name) for name in attachments] if isinstance(attachments, dict) else []
    return next((name for name in names if name.endswith(".tgz")), "")


def packed_manifest(tarball: bytes) -> dict[str, object]:
    """The package.json in a tarball; Refusal 400 where there is none that can be read."""
    try:
        with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
            member = next((one for one in archive if re.fullmatch(r"[^/]+/package\.json", one.name)), None)
            file = archive.extractfile(member) if member else None
            value: object = json.loads(file.read(_LARGEST_MANIFEST)) if file else None
    except (tarfile.TarError, OSError, EOFError, ValueError):
        value = None
    if not isinstance(value, dict):
        raise NpmRefusal(400, "The tarball holds no package.json that can be read")
    return {str(key): entry for key, entry in value.items()}


def _only_version(document: Mapping[str, object], name: str) -> tuple[str, dict[str, object]]:
    versions = document.get("versions")
    if not isinstance(versions, dict) or len(versions) != 1:
        raise NpmRefusal(400, "The document must hold exactly one version")
    version, manifest = next(iter(versions.items()))
    if not isinstance(manifest, dict) or not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise NpmRefusal(400, f"Invalid version: {version}")
    values = {str(key): value for key, value in manifest.items()}
    told = (values.get("name"), values.get("version"), values.get("_id", f"{name}@{version}"))
    if told != (name, version, f"{name}@{version}"):
        raise NpmRefusal(400, f"The manifest is not about {name}@{version}")
    return version, values


def _tags(document: Mapping[str, object], version: str) -> dict[str, str]:
    tags = document.get("dist-tags")
    given = {str(tag): str(at) for tag, at in tags.items()} if isinstance(tags, dict) else {}
    if not given or set(given.values()) != {version}:
        raise NpmRefusal(400, "dist-tags must name the version that is published")
    return given


def _attached(document: Mapping[str, object], name: str) -> dict[str, object]:
    attachments = document.get("_attachments")
    found = attachments.get(name) if isinstance(attachments, dict) else None
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _tarball(document: Mapping[str, object], stem: str) -> bytes:
    attachment = _attached(document, f"{stem}.tgz")
    data = attachment.get("data")
    try:
        tarball = base64.b64decode(data, validate=True) if isinstance(data, str) else b""
    except ValueError:
        tarball = b""
    if not tarball or attachment.get("length") != len(tarball):
        raise NpmRefusal(400, f"The document must carry {stem}.tgz with its length")
    return tarball


def _refuse_hashes(manifest: Mapping[str, object], tarball: bytes) -> None:
    dist = manifest.get("dist")
    said = dist if isinstance(dist, dict) else {}
    if (said.get("integrity"), said.get("shasum")) != (integrity_of(tarball), shasum_of(tarball)):
        raise NpmRefusal(400, "dist.integrity and dist.shasum do not match the tarball")


def _refuse_content(tarball: bytes, name: str, version: str) -> None:
    manifest = packed_manifest(tarball)
    if (manifest.get("name"), manifest.get("version")) != (name, version):
        raise NpmRefusal(400, f"The package.json in the tarball is not that of {name}@{version}")
