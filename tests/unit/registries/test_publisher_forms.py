"""The publisher forms, and proofs compared with them."""

import pytest

from primer.core.project import Difference, Provenance
from primer.core.publisher import (
    ActiveState,
    Form,
    FormField,
    GitHubActions,
    GitLabCI,
    Google,
    Identity,
    Publisher,
    Unsupported,
)
from primer.core.source import Source
from primer.core.token import Tombstone
from primer.registries.addresses import PYPI, TESTPYPI
from primer.registries.pypi.registry import PyPIInterface

INTERFACE = PyPIInterface()
GITHUB = GitHubActions("Acme-Labs", "adk-agent-sim", "publish.yaml", "pypi")
GITLAB = GitLabCI("acme/tools", "mono", "ci/publish.yml", "Pypi")
GOOGLE = Google("ci@mono.iam.gserviceaccount.com")
ACTIVESTATE = ActiveState("acme", "mono", "kim")


def form(identity: Identity) -> Form:
    filled = INTERFACE.form(PYPI, "adk-cli", Publisher(identity))
    assert isinstance(filled, Form)
    return filled


def test_githubs_form_has_the_labels_people_see_and_says_where_values_were_read() -> None:
    read_from = {
        "workflow": Source(".github/workflows/publish.yaml", 41),
        "owner": Source("git remote origin"),
    }
    filled = INTERFACE.form(TESTPYPI, "adk-cli", Publisher(GITHUB, read_from))
    assert filled == Form(
        "github",
        (
            FormField("Owner", "owner", "Acme-Labs", "git remote origin"),
            FormField("Repository name", "repository", "adk-agent-sim"),
            FormField(
                "Workflow name", "workflow_filename", "publish.yaml", ".github/workflows/publish.yaml:41"
            ),
            FormField("Environment name", "environment", "pypi"),
        ),
        "https://test.pypi.org/manage/project/adk-cli/settings/publishing/?provider=github&owner=Acme-Labs"
        "&repository=adk-agent-sim&workflow_filename=publish.yaml&environment=pypi",
    )


def test_gitlabs_form_takes_the_path_of_the_pipeline() -> None:
    filled = form(GITLAB)
    assert [(field.label, field.key, field.value) for field in filled.fields] == [
        ("Namespace", "namespace", "acme/tools"),
        ("Project name", "project", "mono"),
        ("Top-level pipeline file path", "workflow_filepath", "ci/publish.yml"),
        ("Environment name", "environment", "Pypi"),
    ]
    assert "namespace=acme%2Ftools" in filled.link
    assert "workflow_filepath=ci%2Fpublish.yml" in filled.link


def test_googles_and_activestates_forms_are_known_too() -> None:
    assert [(field.label, field.key) for field in form(GOOGLE).fields] == [
        ("Email", "email"),
        ("Subject", "sub"),
    ]
    assert [(field.label, field.key) for field in form(ACTIVESTATE).fields] == [
        ("Organization", "organization"),
        ("ActiveState Project name", "project"),
        ("Actor Username", "actor"),
    ]


def test_an_empty_value_stays_out_of_the_link() -> None:
    assert "sub=" not in form(GOOGLE).link


@pytest.mark.parametrize(
    ("identity", "label"),
    [
        (GitHubActions("acme labs", "mono", "publish.yml"), "Owner"),
        (GitHubActions("acme", "mono", ".github/workflows/publish.yml"), "Workflow name"),
        (GitHubActions("acme", "mono", "publish"), "Workflow name"),
        (GitHubActions("acme", "mono", "publish.yml", "a,b"), "Environment name"),
        (GitLabCI("acme", "mono.git", "publish.yml"), "Project name"),
        (GitLabCI("acme", "mono", "/publish.yml"), "Top-level pipeline file path"),
        (Google(""), "Email"),
    ],
)
def test_a_value_that_the_form_would_not_take_is_named_by_its_label(identity: Identity, label: str) -> None:
    refused = INTERFACE.form(PYPI, "adk-cli", Publisher(identity))
    assert isinstance(refused, Unsupported)
    assert refused.why.startswith(label)


def proof(kind: str, **claims: str) -> Provenance:
    return Provenance(kind, tuple(claims.items()))


def test_a_proof_of_the_same_values_has_no_difference() -> None:
    assert (
        INTERFACE.differences(
            GITHUB,
            proof(
                "GitHub", repository="Acme-Labs/adk-agent-sim", workflow="publish.yaml", environment="pypi"
            ),
        )
        == ()
    )
    assert (
        INTERFACE.differences(
            GITLAB,
            proof(
                "GitLab", repository="acme/tools/mono", workflow_filepath="ci/publish.yml", environment="Pypi"
            ),
        )
        == ()
    )
    assert INTERFACE.differences(GOOGLE, proof("Google", email=GOOGLE.email)) == ()


def test_owner_and_environment_are_compared_without_case_as_pypi_does() -> None:
    emitted = GitHubActions("acme-labs", "adk-agent-sim", "publish.yaml", "PyPI")
    shown = proof("GitHub", repository="Acme-Labs/adk-agent-sim", workflow="publish.yaml", environment="pypi")
    assert INTERFACE.differences(emitted, shown) == ()


def test_each_differing_field_is_named_with_both_values() -> None:
    shown = proof("GitHub", repository="Acme-Labs/Adk-Agent-Sim", workflow="publish.yml")
    assert INTERFACE.differences(GITHUB, shown) == (
        Difference("Repository name", "adk-agent-sim", "Adk-Agent-Sim"),
        Difference("Workflow name", "publish.yaml", "publish.yml"),
        Difference("Environment name", "pypi", ""),
    )


def test_gitlabs_environment_is_compared_with_case() -> None:
    shown = proof(
        "GitLab", repository="acme/tools/mono", workflow_filepath="ci/publish.yml", environment="pypi"
    )
    assert INTERFACE.differences(GITLAB, shown) == (Difference("Environment name", "Pypi", "pypi"),)


def test_a_proof_by_somebody_else_is_one_difference() -> None:
    assert INTERFACE.differences(GITHUB, proof("GitLab")) == (Difference("Publisher", "GitHub", "GitLab"),)


def test_activestate_cannot_prove_anything() -> None:
    assert not INTERFACE.provable(ACTIVESTATE)
    assert all(INTERFACE.provable(identity) for identity in (GITHUB, GITLAB, GOOGLE))


def test_pages_are_where_pypi_has_them() -> None:
    assert INTERFACE.token_page(PYPI) == "https://pypi.org/manage/account/token/"
    assert INTERFACE.pending_page(PYPI) == "https://pypi.org/manage/account/publishing/"
    assert INTERFACE.retire_page(PYPI, "adk-cli") == "https://pypi.org/manage/project/adk-cli/releases/"
    assert INTERFACE.organization_page(PYPI) == "https://pypi.org/manage/organizations/"


def test_a_token_is_removed_in_its_own_dialog_where_a_page_shows_its_identifier() -> None:
    uuid, account = "21394af6-1111-4222-8333-444455556666", "https://pypi.org/manage/account/"
    dialog = f"{account}#remove-API-token--{uuid}"
    assert INTERFACE.removal_page(PYPI, Tombstone(uuid, "shadow")) == dialog
    assert INTERFACE.removal_page(PYPI, Tombstone("HMKy4VRy", "shadow")) == account
    assert INTERFACE.removal_page(PYPI, Tombstone(uuid, "")) == account
