"""A package's document: its releases, its maintainers, who published what."""

import json
from datetime import UTC, datetime

import pytest

from primer.core.project import Absent, Owners, Project, ReleaseFile, Unlooked
from primer.registries.npm.packument import owners, project

URL = "https://registry.npmjs.org/@acme/core/-/core-0.0.1.tgz"
NEXT = "https://registry.npmjs.org/@acme/core/-/core-0.2.0.tgz"
ATTESTED = "https://registry.npmjs.org/-/npm/v1/attestations/@acme%2fcore@0.2.0"

# As npm's registry serves it, cut to what is read.
DOCUMENT = {
    "_id": "@acme/core",
    "name": "@acme/core",
    "dist-tags": {"latest": "0.2.0"},
    "versions": {
        "0.0.1": {
            "name": "@acme/core",
            "version": "0.0.1",
            "deprecated": "replaced by 0.2.0",
            "dist": {"tarball": URL, "integrity": "sha512-YQ==", "shasum": "61"},
            "_npmUser": {"name": "kim", "email": "kim@acme.example"},
        },
        "0.2.0": {
            "name": "@acme/core",
            "version": "0.2.0",
            "dist": {
                "tarball": NEXT,
                "integrity": "sha512-Yg==",
                "attestations": {"url": ATTESTED, "provenance": {"predicateType": "https://slsa.dev/x"}},
            },
            "_npmUser": {
                "name": "GitHub Actions",
                "email": "npm-oidc-no-reply@github.com",
                "trustedPublisher": {"id": "github", "oidcConfigId": "oidc:one"},
            },
        },
    },
    "time": {"created": "2026-11-21T14:02:00.000Z", "0.0.1": "2026-11-21T14:02:01.500Z"},
    "maintainers": [{"name": "kim", "email": "kim@acme.example"}, {"name": "ada"}, {"name": "kim"}],
}


def test_each_release_is_one_tarball_named_as_npm_pack_names_it() -> None:
    assert project("@acme/core", json.dumps(DOCUMENT)) == Project(
        "@acme/core",
        (
            ReleaseFile(
                "acme-core-0.0.1.tgz",
                "0.0.1",
                URL,
                uploaded=datetime(2026, 11, 21, 14, 2, 1, 500_000, tzinfo=UTC),
                yanked=True,
                integrity="sha512-YQ==",
                trusted_by="",
            ),
            ReleaseFile(
                "acme-core-0.2.0.tgz",
                "0.2.0",
                NEXT,
                provenance=ATTESTED,
                integrity="sha512-Yg==",
                trusted_by="github",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("value", "yanked"), [("why", True), (True, True), ("", False), (False, False), (None, False)]
)
def test_an_empty_reason_takes_a_deprecation_back(value: object, yanked: bool) -> None:
    document = {"versions": {"1.0.0": {"deprecated": value, "dist": {"tarball": URL}}}}
    found = project("acme", json.dumps(document))
    assert isinstance(found, Project)
    assert [file.yanked for file in found.files] == [yanked]


def test_a_release_without_an_address_is_left_out() -> None:
    versions: dict[str, object] = {"1.0.0": {"dist": {}}, "1.0.1": None, "1.0.2": {"dist": {"tarball": URL}}}
    found = project("acme", json.dumps({"versions": versions}))
    assert isinstance(found, Project)
    assert [file.version for file in found.files] == ["1.0.2"]


def test_an_unpublished_package_has_no_files_and_its_name_is_not_free() -> None:
    document = {"name": "acme", "time": {"unpublished": {"time": "2026-11-21T14:02:00.000Z"}}}
    assert project("acme", json.dumps(document)) == Project("acme", ())


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "<html>", '{"versions": []}', '{"name": "other", "versions": {}}', "[" * 9999],
)
def test_what_is_no_document_of_the_package_is_no_answer(text: str) -> None:
    assert isinstance(project("acme", text), Unlooked)


def test_the_maintainers_own_it() -> None:
    assert owners(json.dumps(DOCUMENT)) == Owners(("kim", "ada"))
    assert owners('{"maintainers": ["kim <kim@acme.example>"]}') == Owners(("kim",))


def test_where_none_is_named_nobody_is_known() -> None:
    assert owners('{"versions": {}}') == Absent()
    assert owners('{"maintainers": [{"email": "kim@acme.example"}, 1]}') == Absent()
    assert isinstance(owners("<html>"), Unlooked)
