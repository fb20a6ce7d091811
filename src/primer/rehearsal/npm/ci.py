"""The CI stand-in for packages of npm's kind: exchanges a run's identity and publishes with provenance."""

import base64
import hashlib
import http.client
import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from primer.core.publisher import CircleCI, GitHubActions
from primer.core.value import field, frozen, replace
from primer.rehearsal.forge.ci import Build, as_the_forge_writes, build_nothing, place_of
from primer.rehearsal.forge.identities import presented, sign
from primer.rehearsal.npm.claims import OnNpm
from primer.rehearsal.npm.document import integrity_of, packed_manifest, shasum_of
from primer.rehearsal.npm.house import NpmHouse, escaped
from primer.rehearsal.npm.provenance import MEDIA_TYPE, attest, package_url
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.warehouse import Accounts


@frozen
class NpmRun:
    """What the same tag publishes at a registry of npm's kind, package by package.

    `versions`, `identities`, `build` and `barred` are as those of `ci.Releases`; each build is one tarball.
    """

    house: NpmHouse
    accounts: Accounts
    versions: Mapping[str, str] = field(default_factory=dict)
    identities: Mapping[str, OnNpm] = field(default_factory=dict)
    build: Build = build_nothing
    barred: Mapping[str, str] = field(default_factory=dict)

    def entries(self) -> Sequence[str]:
        """What would be published, a line each."""
        return [f"{package} {self.versions[package]}" for package in self._packages()]

    def runs_at(self, place: str) -> bool:
        """Whether any package is published by runs that are seen on this page."""
        return any(place_of(identity).lower() == place.lower() for identity in self.identities.values())

    def publish(self) -> Iterator[str]:
        """Publishes one after the other; gives a line for each tarball, and for each failure."""
        for package in self._packages():
            if package in self.barred:
                yield f"{package}: failed: {self.barred[package]}"
                continue
            identity = self._written(self.identities[package])
            status, token = self._exchanged(package, identity)
            if status != 201:
                yield f"{package}: failed: {token}"
                continue
            for filename, content in self.build(package, self.versions[package]):
                yield f"{package}: {filename} {self._published(package, identity, content, token)}"

    def _packages(self) -> Sequence[str]:
        return [package for package in self.identities if package in self.versions]

    def _written(self, identity: OnNpm) -> OnNpm:
        """The identity in the casing that a run presents."""
        if isinstance(identity, CircleCI):
            host, _, path = identity.origin.partition("/")
            return replace(identity, origin=f"{host}/{self.accounts.path(path)}")
        if isinstance(identity, GitHubActions):
            written = as_the_forge_writes(identity, self.accounts)
            return written if isinstance(written, GitHubActions) else identity
        return identity

    def _exchanged(self, package: str, identity: OnNpm) -> tuple[int, str]:
        """The token for this package, or the words of the refusal."""
        house = self.house
        number = self.accounts.number(identity.owner) if isinstance(identity, GitHubActions) else ""
        token = sign(presented(identity, number, house.clock(), house.audience), house.identity_key)
        path = f"/-/npm/v1/oidc/token/exchange/package/{escaped(package)}"
        status, answer = _asked(house.url, "POST", path, b"", token)
        key = "token" if status == 201 else "message"
        return status, _text(answer, key) or f"the exchange answered {status}"

    def _published(self, package: str, identity: OnNpm, content: bytes, token: str) -> str:
        try:
            document = publish_document(content, self.house.url)
        except Refusal as unreadable:
            return f"failed: {unreadable.words}"
        if not isinstance(identity, CircleCI):
            document = with_provenance(document, content, identity, self.house.identity_key)
        body = json.dumps(document).encode()
        status, answer = _asked(self.house.url, "PUT", f"/{escaped(package)}", body, token)
        return "published" if status == 200 else f"failed: {status} {_text(answer, 'error')}"


def publish_document(content: bytes, url: str) -> dict[str, object]:
    """What a publisher sends of a tarball, made from the package.json inside it."""
    manifest = packed_manifest(content)
    name, version = str(manifest.get("name")), str(manifest.get("version"))
    file = f"{name}-{version}.tgz"
    dist = {
        "integrity": integrity_of(content),
        "shasum": shasum_of(content),
        "tarball": f"{url}/{name}/-/{file}",
    }
    data = base64.b64encode(content).decode()
    attachment = {"content_type": "application/octet-stream", "data": data, "length": len(content)}
    return {
        "_id": name,
        "name": name,
        "description": manifest.get("description", ""),
        "dist-tags": {"latest": version},
        "versions": {version: {**manifest, "_id": f"{name}@{version}", "dist": dist}},
        "access": "public",
        "_attachments": {file: attachment},
    }


def with_provenance(
    document: Mapping[str, object], content: bytes, identity: OnNpm, key: bytes
) -> dict[str, object]:
    """The document with the bundle that a run of this identity signs; CircleCI signs none."""
    attachments, versions = document.get("_attachments"), document.get("versions")
    if isinstance(identity, CircleCI) or not isinstance(attachments, dict) or not isinstance(versions, dict):
        return dict(document)
    name, version = str(document.get("name")), str(next(iter(versions), ""))
    sha512 = hashlib.sha512(content).hexdigest()
    text = json.dumps(attest(identity, package_url(name, version), sha512, key))
    bundle = {"content_type": MEDIA_TYPE, "data": text, "length": len(text)}
    return {**document, "_attachments": {**attachments, f"{name}-{version}.sigstore": bundle}}


def _asked(url: str, method: str, path: str, body: bytes, token: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException) as problem:
        return 0, json.dumps({"error": type(problem).__name__, "message": type(problem).__name__}).encode()
    finally:
        connection.close()


def _text(answer: bytes, key: str) -> str:
    try:
        parsed: object = json.loads(answer)
    except ValueError:
        return ""
    value = parsed.get(key) if isinstance(parsed, dict) else None
    return value if isinstance(value, str) else ""
