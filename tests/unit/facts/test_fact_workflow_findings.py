"""workflow-publishes: what the check of the CI files says of the job counts."""

import pytest

from fakes.eyes import FakeEyes
from made_up import job, npm_job, target
from primer.core.finding import Finding, Severity
from primer.core.publisher import GitHubActions
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Done, Mend, Todo, Verdict
from primer.core.workflow import Credential
from primer.facts.target import RepositoryCI
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.registries.addresses import NPM

FILE = ".github/workflows/publish.yaml"


def finding(rule: str = "tag-object-pin", name: str = "publish", file: str = FILE) -> Finding:
    return Finding(rule, Source(file, 41), Severity.ERROR, f"why {rule}", "what", (), name)


def look(*findings: Finding, credential: Credential = Credential.OIDC) -> Verdict:
    jobs = (job(credential=credential),)
    about = replace(target(jobs=jobs), ci=RepositoryCI(findings=findings))
    return WorkflowPublishes(about).look(FakeEyes())


def test_an_error_about_the_job_is_to_be_mended() -> None:
    words = f"{FILE}:41: why tag-object-pin (tag-object-pin; `primer workflow --check`)"
    assert look(finding()) == Todo(Mend(words))


def test_the_first_is_named_and_the_others_are_counted() -> None:
    verdict = look(finding("pull-request-target", ""), finding(), finding("missing-environment"))
    words = f"{FILE}:41: why pull-request-target, and 2 more (pull-request-target; `primer workflow --check`)"
    assert verdict == Todo(Mend(words))


@pytest.mark.parametrize(
    "other",
    [
        replace(finding(), severity=Severity.WARNING),
        finding(name="another"),
        finding(file=".github/workflows/other.yaml"),
    ],
)
def test_warnings_and_what_is_about_other_jobs_keep_nothing(other: Finding) -> None:
    assert isinstance(look(other), Done)


def test_what_the_fact_says_itself_comes_first() -> None:
    verdict = look(finding("stored-token"), credential=Credential.STORED)
    words = f"{FILE}:41 publishes with a stored token; trusted publishing needs none"
    assert verdict == Todo(Mend(words))


def test_a_called_file_is_no_fault_of_an_npm_job_whose_publisher_names_the_one_that_calls() -> None:
    calls = (Source(".github/workflows/release.yaml", 4), Source(".github/workflows/nightly.yaml", 4))
    identity = GitHubActions("acme", "mono", "release.yaml", "npm")
    found = RepositoryCI(findings=(finding("publish-in-called-workflow", "npm"),))
    for starts, settled in ((calls[:1], True), (calls, False), ((), False)):
        jobs = (replace(npm_job(), starts=starts, called_only=True),)
        about = replace(target(registry=NPM, identity=identity, jobs=jobs), ci=found)
        assert isinstance(WorkflowPublishes(about).look(FakeEyes()), Done) is settled


def test_a_pipeline_that_nothing_takes_in_is_named_and_no_other_one_proposed() -> None:
    left = Finding("pipeline-not-included", Source(".gitlab/publish.yml", 1), Severity.ERROR, "why", "what")
    nothing = replace(target(jobs=()), ci=RepositoryCI(findings=(left,)))
    words = ".gitlab/publish.yml: why (pipeline-not-included; `primer workflow --check`)"
    assert WorkflowPublishes(nothing).look(FakeEyes()) == Todo(Mend(words))
