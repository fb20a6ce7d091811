"""The CI stand-in: builds the real release of each package and publishes it as a run at the forge would."""

import hashlib
import http.client
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import Message
from email.parser import BytesParser
from typing import Protocol
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Identity, OnPyPI
from primer.core.value import field, mutable, replace
from primer.rehearsal.forge.identities import presented, sign
from primer.rehearsal.pypi.attestations import attest
from primer.rehearsal.pypi.warehouse import Accounts, Warehouse

Build = Callable[[str, str], Sequence[tuple[str, bytes]]]


def build_nothing(_package: str, _version: str) -> Sequence[tuple[str, bytes]]:
    """Builds no file of any package."""
    return ()


class Beside(Protocol):
    """What the same tag publishes at another registry."""

    def entries(self) -> Sequence[str]:
        """What would be published, a line each."""
        ...

    def runs_at(self, place: str) -> bool:
        """Whether any of it is published by runs that are seen on this page."""
        ...

    def publish(self) -> Iterator[str]:
        """Publishes it; gives a line for each file, and for each failure."""
        ...


@mutable
class Releases:
    """What runs at the forge publish: each package's version, as whom, and how it is built.

    `identities` is what the publishing job really presents, package by package, in the order of upload; a
    package that is not in it is published by no run. `build` gives file names and bytes. `barred` has, for a
    package whose job can present no such identity, the words that its run fails with;
    `beside` is what the same tag publishes elsewhere.
    """

    versions: Mapping[str, str] = field(default_factory=dict)
    identities: Mapping[str, OnPyPI] = field(default_factory=dict)
    build: Build = build_nothing
    barred: Mapping[str, str] = field(default_factory=dict)
    beside: Sequence[Beside] = ()

    def runs_at(self, place: str) -> bool:
        """Whether runs that are seen on this page publish anything, here or at another registry."""
        here = any(place_of(identity).lower() == place.lower() for identity in self.identities.values())
        return here or any(other.runs_at(place) for other in self.beside)


def place_of(identity: Identity) -> str:
    """Where the runs of an identity are seen, as the path of its page; empty where it has none."""
    match identity:
        case GitHubActions(owner, repository, workflow, _):
            return f"/{owner}/{repository}/actions/workflows/{workflow}"
        case GitLabCI(namespace, project, _, _):
            return f"/{namespace}/{project}/-/pipelines"
        case _:
            return ""


class Run:
    """One run of the publishing job: for each package an identity, an upload token, its files."""

    def __init__(self, house: Warehouse, releases: Releases) -> None:
        self._house = house
        self._releases = releases

    def publish(self, packages: Sequence[str]) -> Iterator[str]:
        """Publishes the packages one after the other; gives a line for each file, and for each failure."""
        for package in packages:
            if package in self._releases.barred:
                yield f"{package}: failed: {self._releases.barred[package]}"
                continue
            identity = as_the_forge_writes(self._releases.identities[package], self._house.accounts)
            status, token = self._mint(identity)
            if status != 200:
                yield f"{package}: failed: {token}"
                continue
            yield from self._upload(package, identity, token)

    def _mint(self, identity: OnPyPI) -> tuple[int, str]:
        """The upload token, or the words of the refusal."""
        house = self._house
        number = house.accounts.number(identity.owner) if isinstance(identity, GitHubActions) else ""
        token = sign(presented(identity, number, house.clock()), house.identity_key)
        body = json.dumps({"token": token}).encode()
        headers = {"Content-Type": "application/json"}
        status, answer, _ = _post(house.url, "/_/oidc/mint-token", body, headers)
        return status, _minted(answer)

    def _upload(self, package: str, identity: OnPyPI, token: str) -> Iterator[str]:
        version = self._releases.versions[package]
        for filename, content in self._releases.build(package, version):
            fields = _fields(filename, content)
            if not isinstance(identity, ActiveState):
                proof = attest(filename, fields["sha256_digest"], self._house.identity_key)
                fields["attestations"] = json.dumps([proof])
            status, _, reason = _upload(self._house.url, fields, filename, content, token)
            yield f"{package}: {filename} {'published' if status == 200 else f'failed: {status} {reason}'}"


def as_the_forge_writes(identity: OnPyPI, accounts: Accounts) -> OnPyPI:
    """The identity in the casing that a run presents."""
    if not isinstance(identity, GitHubActions):
        return identity
    owner, _, repository = accounts.path(f"{identity.owner}/{identity.repository}").partition("/")
    return replace(identity, owner=accounts.owner(owner), repository=repository)


def _minted(answer: bytes) -> str:
    try:
        parsed: object = json.loads(answer)
    except ValueError:
        parsed = None
    match parsed:
        case {"success": True, "token": str(token)}:
            return token
        case {"errors": [{"code": str(code), "description": str(description)}, *_]}:
            return f"{code}: {description}"
        case _:
            return "the exchange gave no answer that can be read"


def _upload(
    url: str, fields: MultiDict[str, str], filename: str, content: bytes, token: str
) -> tuple[int, bytes, str]:
    values: dict[str, object] = dict(fields.lists())
    values["content"] = FileStorage(io.BytesIO(content), filename=filename)
    boundary, body = encode_multipart(values)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Authorization": _basic(token),
    }
    return _post(url, "/legacy/", body, headers)


def _basic(token: str) -> str:
    import base64

    return "Basic " + base64.b64encode(f"__token__:{token}".encode()).decode()


def _post(url: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.reason
    except (OSError, http.client.HTTPException) as problem:
        return 0, b"", type(problem).__name__
    finally:
        connection.close()


def _fields(filename: str, content: bytes) -> MultiDict[str, str]:
    """The upload form of a built file, from the metadata inside it."""
    metadata = _metadata(filename, content)
    fields: MultiDict[str, str] = MultiDict({":action": "file_upload", "protocol_version": "1"})
    fields["filetype"] = "bdist_wheel" if filename.endswith(".whl") else "sdist"
    fields["pyversion"] = "py3" if filename.endswith(".whl") else "source"
    fields["sha256_digest"] = hashlib.sha256(content).hexdigest()
    for header in sorted({key.lower() for key in metadata}):
        key = _FORM_NAMES.get(header, header.replace("-", "_"))
        fields.setlist(key, [str(value) for value in metadata.get_all(header, [])])
    description = metadata.get_payload()
    if isinstance(description, str) and description.strip():
        fields["description"] = description
    return fields


_FORM_NAMES = {"classifier": "classifiers", "project-url": "project_urls", "license-file": "license_files"}


def _metadata(filename: str, content: bytes) -> Message:
    if filename.endswith(".whl"):
        name, version, *_ = filename.split("-")
        with zipfile.ZipFile(io.BytesIO(content)) as wheel:
            text = wheel.read(f"{name}-{version}.dist-info/METADATA")
    else:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as sdist:
            member = sdist.extractfile(f"{filename.removesuffix('.tar.gz')}/PKG-INFO")
            text = member.read() if member else b""
    return BytesParser().parsebytes(text)
