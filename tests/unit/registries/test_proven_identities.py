"""The publisher that a proof names, as an identity."""

import pytest

from primer.core.project import Provenance
from primer.core.publisher import GitHubActions, GitLabCI, Google, Identity
from primer.registries.pypi.proofs import identity_of


@pytest.mark.parametrize(
    ("kind", "claims", "identity"),
    [
        (
            "GitHub",
            {"repository": "acme/mono", "workflow": "publish.yaml", "environment": "pypi"},
            GitHubActions("acme", "mono", "publish.yaml", "pypi"),
        ),
        (
            "GitHub",
            {"repository": "acme/mono", "workflow": "publish.yaml"},
            GitHubActions("acme", "mono", "publish.yaml"),
        ),
        (
            "GitLab",
            {"repository": "acme/group/mono", "workflow_filepath": "ci/a.yml", "environment": "Prod"},
            GitLabCI("acme/group", "mono", "ci/a.yml", "Prod"),
        ),
        ("Google", {"email": "robot@acme.example"}, Google("robot@acme.example")),
        ("GitHub", {"repository": "acme/mono"}, None),
        ("Forge", {"repository": "acme/mono"}, None),
    ],
)
def test_a_proof_is_read_as_the_identity_it_shows(
    kind: str, claims: dict[str, str], identity: Identity | None
) -> None:
    assert identity_of(Provenance(kind, tuple(claims.items()))) == identity
