"""The document that publishes a package, made from its tarball."""

import base64
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Mapping

import pytest

from primer.core.call import Call
from primer.core.problem import Problem
from primer.core.value import replace
from primer.registries.addresses import NPM
from primer.registries.npm.document import publish_document
from primer.registries.npm.registry import NpmInterface

MANIFEST = {
    "name": "@acme/core",
    "version": "0.0.1",
    "description": "Core",
    "publishConfig": {"access": "public"},
}


def packed(files: Mapping[str, str]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for path, words in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(words.encode())
            archive.addfile(member, io.BytesIO(words.encode()))
    return held.getvalue()


def a_package(**fields: object) -> bytes:
    manifest = json.dumps({**MANIFEST, **fields})
    return packed({"package/package.json": manifest, "package/README.md": "# é", "package/index.js": "1"})


def test_it_is_what_npm_sends() -> None:
    content = a_package()
    url = "http://registry.npmjs.org/@acme/core/-/@acme/core-0.0.1.tgz"
    integrity = f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"
    shasum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    assert publish_document(content, NPM) == {
        "_id": "@acme/core",
        "name": "@acme/core",
        "description": "Core",
        "dist-tags": {"latest": "0.0.1"},
        "versions": {
            "0.0.1": {
                **MANIFEST,
                "_id": "@acme/core@0.0.1",
                "readme": "# é",
                "dist": {"integrity": integrity, "shasum": shasum, "tarball": url},
            }
        },
        "access": "public",
        "_attachments": {
            "@acme/core-0.0.1.tgz": {
                "content_type": "application/octet-stream",
                "data": base64.b64encode(content).decode(),
                "length": len(content),
            }
        },
    }


def test_it_is_put_under_the_packages_name() -> None:
    manager = NpmInterface().manager
    call = manager.publish(NPM, a_package())
    assert isinstance(call, Call)
    assert (call.method, call.path, call.signed) == ("PUT", "/@acme%2fcore", True)
    assert call.headers == {"npm-auth-type": "web", "npm-command": "publish"}
    assert call.body == publish_document(a_package(), NPM)


def test_a_registry_below_a_path_keeps_it_in_the_tarballs_address() -> None:
    local = replace(NPM, upload_url="http://127.0.0.1:4873/npm/")
    document = publish_document(a_package(name="acme"), local)
    assert "http://127.0.0.1:4873/npm/acme/-/acme-0.0.1.tgz" in str(document)


def test_a_package_without_a_description_has_none_there() -> None:
    bare = packed({"package/package.json": '{"name": "acme", "version": "0.0.1"}'})
    document = publish_document(bare, NPM)
    assert isinstance(document, Mapping)
    assert "description" not in document
    assert '"readme": ""' in json.dumps(document)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no archive",
        a_package()[:40],
        gzip.compress(b"no archive", mtime=0),
        packed({"package/index.js": "1"}),
        packed({"package.json": json.dumps(MANIFEST)}),
        packed({"package/package.json": "{"}),
        packed({"package/package.json": "[]"}),
        packed({"package/package.json": '{"name": "acme"}'}),
        packed({"package/package.json": '{"name": "acme", "version": 1}'}),
    ],
    ids=[
        "empty",
        "text",
        "cut",
        "no tar",
        "no manifest",
        "no folder",
        "no JSON",
        "list",
        "unversioned",
        "number",
    ],
)
def test_what_is_no_packages_tarball_is_a_problem(content: bytes) -> None:
    found = publish_document(content, NPM)
    assert isinstance(found, Problem)
    assert found.reference == "placeholder-check-failed"
    assert NpmInterface().manager.publish(NPM, content) == found
