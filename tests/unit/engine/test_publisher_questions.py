"""A question about the publisher at one registry says so, and so does the flag that answers it."""

from made_up import job, package, repository
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.core.workflow import PublishingJob, Unresolved
from primer.engine.targets import open_questions
from primer.registries.addresses import NPM, PYPI

PYTHON = package("acme-core")
SCRIPT = package("acme-web", ecosystem=Ecosystem.JAVASCRIPT)


def to_npm(environment: Unresolved) -> PublishingJob:
    """A job that publishes to npm from an environment that only a run knows."""
    made = job(environment, name="npm", line=90)
    return replace(made, ecosystem=Ecosystem.JAVASCRIPT, tool="npm publish")


def test_what_only_npms_job_leaves_open_is_asked_and_kept_for_npm_alone() -> None:
    jobs = (job(), to_npm(Unresolved("${{ inputs.where }}")))
    repo = repository(PYTHON, SCRIPT, jobs=jobs)
    assert open_questions([PYTHON], PYPI, repo) == ()
    (asked,) = open_questions([SCRIPT], NPM, repo)
    assert asked.key == "publisher.npm.environment"
    assert asked.question.text == "Environment of the publisher on npm?"
    assert asked.question.flag == "--environment npm=VALUE"


def test_what_everybody_needs_is_asked_for_every_registry() -> None:
    repo = repository(PYTHON, SCRIPT, jobs=())
    asked = {one.key: one.question for one in open_questions([SCRIPT], NPM, repo)}
    assert asked["publisher.workflow"].text == "Workflow of the publisher?"
    assert asked["publisher.workflow"].flag == "--workflow"
