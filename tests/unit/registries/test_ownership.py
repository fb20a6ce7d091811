"""Owners and provenance, as PyPI's JSON says them."""

import json

import pytest

from primer.core.project import Absent, Owners, Provenance, Unlooked
from primer.registries.pypi.ownership import owners, provenance


def test_roles_name_the_owners_once_each() -> None:
    roles = [{"role": "Owner", "user": "kim"}, {"role": "Maintainer", "user": "ana"}, {"user": "kim"}, {}, 3]
    page = {"info": {}, "ownership": {"roles": roles, "organization": "acme"}}
    assert owners(json.dumps(page)) == Owners(("kim", "ana"), "acme")


def test_an_organization_may_own_alone() -> None:
    assert owners('{"ownership": {"organization": "acme"}}') == Owners((), "acme")
    assert owners('{"ownership": {"roles": [], "organization": null}}') == Owners(())


@pytest.mark.parametrize("body", ["{}", "[]", '{"ownership": null}', '{"ownership": {}}'])
def test_a_page_without_owners_does_not_say(body: str) -> None:
    assert owners(body) == Absent()


@pytest.mark.parametrize("body", ["", "<html>", "[" * 100_000])
def test_what_is_no_json_is_no_answer(body: str) -> None:
    assert isinstance(owners(body), Unlooked)
    assert isinstance(provenance(body), Unlooked)


def test_every_bundle_names_its_publisher() -> None:
    github = {
        "kind": "GitHub",
        "repository": "acme/mono",
        "workflow": "publish.yml",
        "environment": "pypi",
        "claims": None,
    }
    gitlab = {"kind": "GitLab", "repository": "acme/mono", "workflow_filepath": "ci.yml", "environment": None}
    google = {"kind": "Google", "email": "ci@mono.example"}
    bundles: list[object] = [
        {"publisher": one, "attestations": []} for one in (github, gitlab, google, github)
    ]
    assert provenance(json.dumps({"version": 1, "attestation_bundles": [*bundles, {}, 3]})) == (
        Provenance(
            "GitHub", (("environment", "pypi"), ("repository", "acme/mono"), ("workflow", "publish.yml"))
        ),
        Provenance("GitLab", (("repository", "acme/mono"), ("workflow_filepath", "ci.yml"))),
        Provenance("Google", (("email", "ci@mono.example"),)),
    )


def test_provenance_without_bundles_is_no_answer() -> None:
    assert isinstance(provenance("{}"), Unlooked)
    assert provenance('{"attestation_bundles": []}') == ()
