"""Speaks to the rehearsal's npm site as plain HTTP clients do, with nothing of primer between."""

import base64
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass

from primer.rehearsal.npm.site import NpmSite
from site_client import Got, ask, send_form

NAME = "@acme/core"
REPOSITORY = {"type": "git", "url": "git+https://github.com/acme/mono.git"}
GITHUB = {"repository": "acme/mono", "workflow_ref": {"file": "publish.yml"}, "environment": "npm"}
WEB = {"npm-auth-type": "web", "npm-command": "publish"}


@dataclass
class NpmClient:
    """A program at one site with one token; `send` signs what it sends."""

    site: NpmSite
    token: str = ""

    def send(self, method: str, path: str, data: object = None, **headers: str) -> Got:
        body = b"" if data is None else json.dumps(data).encode()
        signed = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(f"{self.site.url}{path}", method, body, {**signed, **given})

    def publish(self, name: str = NAME, version: str = "0.0.1", **changed: object) -> Got:
        """Sends a whole document; `changed` replaces parts of it, None takes one away."""
        return self.put({**document(name, version), **changed}, name)

    def put(self, wanted: Mapping[str, object], name: str = NAME, **headers: str) -> Got:
        sent = {key: value for key, value in wanted.items() if value is not None}
        return self.send("PUT", f"/{name.replace('/', '%2f')}", sent, **headers)

    def packument(self, name: str = NAME) -> Got:
        return self.send("GET", f"/{name.replace('/', '%2f')}")

    def trust(self, claims: object, kind: str = "github", permissions: object = ("createPackage",)) -> Got:
        body = [{"type": kind, "claims": claims, "permissions": permissions}]
        return self.send("POST", trust_path(), body)


def trust_path(name: str = NAME) -> str:
    return f"/-/package/{name.replace('/', '%2f')}/trust"


def logged_in(site: NpmSite) -> NpmClient:
    """A client whose second factor is not asked for in the next five minutes."""
    client = NpmClient(site, site.house.tokens.session())
    approve(client.send("GET", "/-/npm/v1/tokens", **WEB), skip=True)
    return client


def approve(refused: Got, *, skip: bool = False) -> None:
    """Does on the page what a person does."""
    assert send_form(text(refused, "authUrl"), {"skip": "yes"} if skip else {}).status == 200


def text(got: Got, key: str) -> str:
    value = got.data.get(key) if isinstance(got.data, dict) else None
    assert isinstance(value, str), got.text
    return value


def error(got: Got) -> str:
    return text(got, "error")


def at(value: object, *path: str) -> object:
    """What stands in a document at this path; None where nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def tarball(name: str, version: str, **more: object) -> bytes:
    """A packed package with nothing but its manifest."""
    manifest = {"name": name, "version": version, "repository": REPOSITORY, **more}
    content = json.dumps(manifest).encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo("package/package.json")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), mtime=0)


def document(name: str, version: str, content: bytes | None = None, **more: object) -> dict[str, object]:
    """What npm sends of a tarball."""
    packed = tarball(name, version, **more) if content is None else content
    dist = {"integrity": integrity(packed), "shasum": hashlib.sha1(packed, usedforsecurity=False).hexdigest()}
    manifest = {"name": name, "version": version, "repository": REPOSITORY, **more}
    file = {"content_type": "application/octet-stream", "length": len(packed)}
    return {
        "_id": name,
        "name": name,
        "dist-tags": {"latest": version},
        "versions": {version: {**manifest, "_id": f"{name}@{version}", "dist": dist}},
        "access": "public",
        "_attachments": {f"{name}-{version}.tgz": {**file, "data": base64.b64encode(packed).decode()}},
    }


def integrity(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
