"""workflow-publishes, where the publisher is on CircleCI."""

import pytest

from fakes.eyes import FakeEyes
from made_up import NOW, form, npm_job, package
from primer.core.choices import Route, Way
from primer.core.evidence import seen
from primer.core.publisher import CircleCI, GitHubActions, Identity, Publisher, Unsupported
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.core.verdict import Done, Mend, Todo, Verdict
from primer.core.workflow import Credential, PublishingJob
from primer.facts.target import RepositoryCI, Target
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.registries.addresses import NPM, PYPI

NAME, FILE = "@acme/core", ".circleci/config.yml"
ONE = "11111111-1111-4111-8111-111111111111"
CIRCLE = CircleCI(ONE, ONE, ONE, "github.com/acme/mono")
JOB = replace(npm_job(None), provider="circleci", file=FILE, line=9, job="publish", contexts=("npm", "slack"))


def look(*jobs: PublishingJob, identity: Identity = CIRCLE, ci: RepositoryCI = RepositoryCI()) -> Verdict:  # noqa: B008
    made = package(NAME, "0.2.0", ecosystem=Ecosystem.JAVASCRIPT)
    filled = form(NAME, NPM, identity)
    found = Target(made, NPM, Way(Route.PRIME), "0.0.1", jobs, Publisher(identity), filled, ci=ci)
    return WorkflowPublishes(found).look(FakeEyes())


def test_its_job_is_shown_with_the_contexts_that_lend_it_variables() -> None:
    claim = f"{FILE}, job publish, context npm, slack"
    assert look(JOB) == Done(seen(claim, f"{FILE}:9", NOW))
    bare = f"{FILE}, job publish, no context"
    assert look(replace(JOB, contexts=())) == Done(seen(bare, f"{FILE}:9", NOW))


@pytest.mark.parametrize(
    ("credential", "words"),
    [
        (Credential.STORED, "publishes with a stored token; trusted publishing needs none"),
        (
            Credential.NOTHING,
            "can use no identity: job publish sets no NPM_ID_TOKEN; `circleci run oidc get` gives it",
        ),
    ],
)
def test_a_job_without_an_identity_is_to_be_mended(credential: Credential, words: str) -> None:
    assert look(replace(JOB, credential=credential)) == Todo(Mend(f"{FILE}:9 {words}"))


def test_without_a_job_none_of_its_workflows_calls_one() -> None:
    assert look() == Todo(Mend("no job that CircleCI's workflows call publishes it to npm"))


def test_pypis_reason_is_said_in_place_of_a_workflow_that_would_help() -> None:
    why = Unsupported("PyPI takes no publisher on CircleCI")
    found = Target(package("acme-core"), PYPI, Way(Route.PRIME), "0.0.1", (), Publisher(CIRCLE), why)
    assert WorkflowPublishes(found).look(FakeEyes()) == Todo(Mend(why.why))


def test_a_job_there_is_pointed_at_where_the_publisher_is_elsewhere() -> None:
    words = f"{FILE} publishes; `--provider npm=circleci` if that is it"
    github = GitHubActions("acme", "mono", "publish.yaml")
    assert look(identity=github, ci=RepositoryCI(jobs=(JOB,))) == Todo(Mend(words))
