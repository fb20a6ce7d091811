"""npm's form for a publisher, as its page has it."""

import pytest

from primer.core.publisher import (
    ActiveState,
    CircleCI,
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
from primer.registries.addresses import NPM
from primer.registries.npm.registry import NpmInterface

INTERFACE = NpmInterface()
ONE, TWO, THREE, FOUR = (f"{digit * 8}-1111-4222-8333-444455556666" for digit in "1234")
GITHUB = GitHubActions("Acme-Labs", "mono", "publish.yaml", "npm")
GITLAB = GitLabCI("acme/tools", "mono", "ci/publish.yml")
CIRCLE = CircleCI(ONE, TWO, THREE, "github.com/acme/mono", (FOUR,))
ALLOWED = FormField("Allowed actions", "allowed_actions", "npm publish", several=("npm publish",))


def form(identity: Identity, package: str = "@acme/core") -> Form:
    filled = INTERFACE.form(NPM, package, Publisher(identity))
    assert isinstance(filled, Form)
    return filled


def test_githubs_form_has_the_labels_of_the_page_and_where_values_were_read() -> None:
    read_from = {"workflow": Source(".github/workflows/publish.yaml", 41)}
    assert INTERFACE.form(NPM, "@acme/core", Publisher(GITHUB, read_from)) == Form(
        "github",
        (
            FormField("Organization or user", "owner", "Acme-Labs"),
            FormField("Repository", "repository", "mono"),
            FormField(
                "Workflow filename", "workflow_filename", "publish.yaml", ".github/workflows/publish.yaml:41"
            ),
            FormField("Environment name", "environment", "npm"),
            ALLOWED,
        ),
        "https://www.npmjs.com/package/@acme/core/access",
        prefilled=False,
    )


def test_gitlabs_form_takes_the_path_of_the_pipeline() -> None:
    assert [(one.label, one.key, one.value) for one in form(GITLAB).fields] == [
        ("Namespace", "namespace", "acme/tools"),
        ("Project name", "project", "mono"),
        ("Top-level CI file path", "workflow_filepath", "ci/publish.yml"),
        ("Environment name", "environment", ""),
        ("Allowed actions", "allowed_actions", "npm publish"),
    ]


def test_circlecis_form_takes_ids_and_a_list_of_contexts() -> None:
    assert [(one.label, one.key, one.value, one.several) for one in form(CIRCLE).fields] == [
        ("Organization ID", "organization_id", ONE, None),
        ("Project ID", "project_id", TWO, None),
        ("Pipeline definition ID", "pipeline_definition_id", THREE, None),
        ("VCS origin", "vcs_origin", "github.com/acme/mono", None),
        ("Context IDs", "context_ids", FOUR, (FOUR,)),
        ("Allowed actions", "allowed_actions", "npm publish", ("npm publish",)),
    ]


def test_an_unscoped_package_has_its_page_too() -> None:
    assert form(GITHUB, "acme-core").link == "https://www.npmjs.com/package/acme-core/access"
    assert form(GITHUB, "\ud800?").link == "https://www.npmjs.com/package/%3F%3F/access"


@pytest.mark.parametrize(
    ("identity", "why"),
    [
        (Google("ci@mono.iam.gserviceaccount.com"), "npm takes no publisher on Google Cloud"),
        (ActiveState("acme", "mono", "kim"), "npm takes no publisher on ActiveState"),
        (
            GitHubActions("acme", "mono", ".github/workflows/p.yml"),
            "Workflow filename .github/workflows/p.yml: is a path; the form takes the file's name alone",
        ),
        (CircleCI("acme", TWO, THREE, "github.com/acme/mono"), "Organization ID acme: is no UUID"),
        (CircleCI(ONE, TWO, THREE, "github.com/a/b", ("x",)), "Contexts: is no UUID"),
    ],
)
def test_what_the_form_does_not_take_is_said(identity: Identity, why: str) -> None:
    assert INTERFACE.form(NPM, "@acme/core", Publisher(identity)) == Unsupported(why)
