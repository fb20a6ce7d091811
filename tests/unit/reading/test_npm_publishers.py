"""Who publishes a package to npm: the file that a run begins with, and choices that were meant for PyPI."""

from primer.core.choices import Choices, PublisherChoice
from primer.core.package import Package
from primer.core.publisher import GitHubActions, GitLabCI, Publisher
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.core.workflow import PublishingJob
from primer.engine.targets import open_questions
from primer.reading.ci.jobs import read_jobs
from primer.reading.ci.notices import notices
from primer.reading.publishers.decided import OpenValue, Undecided, publisher_for
from primer.registries.addresses import NPM, PYPI

WIRE = Package("@acme/wire", Ecosystem.JAVASCRIPT, "js/wire", "1.0.0", Source("js/wire/package.json", 2))
CORE = Package("acme-core", Ecosystem.PYTHON, "core", "1.0.0", Source("core/pyproject.toml", 2))
REMOTE = Remote("github.com", "acme/mono", Source("git remote origin"))
FOLDER = ".github/workflows"

NPM_JOB = """
jobs:
  npm:
    environment: npm
    permissions: {id-token: write}
    steps: [{run: npm publish}]
"""
PYPI_JOB = """
  pypi:
    environment: pypi
    permissions: {id-token: write}
    steps: [{run: uv publish}]
"""
CALLED = f"on: workflow_call{NPM_JOB}"


def calling(file: str, on: str = "push") -> str:
    return f"on: {on}\njobs:\n  go:\n    uses: ./{FOLDER}/{file}\n"


def repository(choices: Choices | None = None, remote: Remote = REMOTE, **workflows: str) -> Repository:
    jobs, _ = read_jobs({f"{FOLDER}/{name}.yml": text for name, text in workflows.items()})
    return around(jobs, choices or Choices(), remote)


def around(jobs: tuple[PublishingJob, ...], choices: Choices, remote: Remote) -> Repository:
    return Repository("mono", remote, (CORE, WIRE), (), jobs, (), choices)


def chosen(registry: str = "", where: str = "pyproject.toml", **values: str) -> Choices:
    read = {key: Read(value, Source(where)) for key, value in values.items()}
    return Choices(publishers={registry: PublisherChoice(read)})


def identity(found: Repository, package: Package = WIRE, registry: Registry = NPM) -> object:
    publisher = publisher_for(package, registry, found)
    assert isinstance(publisher, Publisher), publisher
    return publisher.identity


def open_values(found: Repository) -> tuple[OpenValue, ...]:
    undecided = publisher_for(WIRE, NPM, found)
    assert isinstance(undecided, Undecided)
    return undecided.missing


def test_a_job_that_nothing_calls_is_its_own_workflow() -> None:
    found = repository(publish=f"on: push{NPM_JOB}")
    assert identity(found) == GitHubActions("acme", "mono", "publish.yml", "npm")


def test_npm_is_told_the_calling_workflow_and_where_it_calls() -> None:
    found = repository(publish=CALLED, release=calling("publish.yml"))
    publisher = publisher_for(WIRE, NPM, found)
    assert isinstance(publisher, Publisher)
    assert publisher.identity == GitHubActions("acme", "mono", "release.yml", "npm")
    assert publisher.read_from["workflow"] == Source(f"{FOLDER}/release.yml", 4)


def test_pypi_is_told_the_called_one_of_the_same_files() -> None:
    found = repository(publish=f"{CALLED}{PYPI_JOB}", release=calling("publish.yml"))
    assert identity(found, CORE, PYPI) == GitHubActions("acme", "mono", "publish.yml", "pypi")
    assert identity(found) == GitHubActions("acme", "mono", "release.yml", "npm")


def test_calls_are_followed_to_the_file_that_a_run_begins_with() -> None:
    between = calling("publish.yml", on="workflow_call")
    found = repository(publish=CALLED, between=between, release=calling("between.yml"))
    assert identity(found) == GitHubActions("acme", "mono", "release.yml", "npm")


def test_files_that_call_each_other_end_the_search() -> None:
    found = repository(publish=f"{CALLED}  again: {{uses: ./{FOLDER}/publish.yml}}\n")
    (value,) = open_values(found)
    assert value.key == "workflow"


def test_several_files_to_begin_with_are_asked_about() -> None:
    found = repository(publish=CALLED, nightly=calling("publish.yml"), release=calling("publish.yml"))
    (value,) = open_values(found)
    assert (value.key, [name for name, _ in value.candidates]) == ("workflow", ["release.yml", "nightly.yml"])
    assert value.why == f"runs of {FOLDER}/publish.yml begin in more than one file"


def test_a_file_that_starts_by_itself_and_is_called_may_be_either() -> None:
    both = f"on: {{push: , workflow_call: }}{NPM_JOB}"
    found = repository(publish=both, release=calling("publish.yml"))
    (value,) = open_values(found)
    assert {name for name, _ in value.candidates} == {"publish.yml", "release.yml"}


def test_a_chosen_file_among_them_settles_it() -> None:
    choices = chosen("npm", workflow="release.yml")
    found = repository(
        choices, publish=CALLED, nightly=calling("publish.yml"), release=calling("publish.yml")
    )
    assert identity(found) == GitHubActions("acme", "mono", "release.yml", "npm")


def test_what_only_another_repository_calls_is_asked_about_without_candidates() -> None:
    (value,) = open_values(repository(publish=CALLED))
    assert value.candidates == ()
    assert value.why == f"only another repository's workflow starts {FOLDER}/publish.yml"
    found = repository(chosen("npm", workflow="theirs.yml"), publish=CALLED)
    assert identity(found) == GitHubActions("acme", "mono", "theirs.yml", "npm")


def test_gitlabs_pipeline_is_the_top_level_file() -> None:
    job = "publish: {id_tokens: {NPM_ID_TOKEN: {aud: 'npm:registry.npmjs.org'}}, script: [npm publish]}"
    jobs, _ = read_jobs({".gitlab-ci.yml": job})
    remote = Remote("gitlab.com", "acme/team/mono", Source("git remote origin"))
    assert identity(around(jobs, Choices(), remote)) == GitLabCI("acme/team", "mono", ".gitlab-ci.yml")


def test_what_is_chosen_for_every_registry_gives_way_to_npms_own_job() -> None:
    choices = chosen(workflow="publish.yml", environment="pypi")
    found = repository(choices, publish=f"on: push\njobs:{PYPI_JOB}", script=f"on: push{NPM_JOB}")
    assert identity(found) == GitHubActions("acme", "mono", "script.yml", "npm")
    assert identity(found, CORE, PYPI) == GitHubActions("acme", "mono", "publish.yml", "pypi")


def test_it_counts_where_no_job_says_otherwise() -> None:
    choices = chosen(workflow="publish.yml", environment="release")
    assert identity(repository(choices)) == GitHubActions("acme", "mono", "publish.yml", "release")


def test_what_is_chosen_for_npm_and_what_a_flag_says_count_whatever_jobs_say() -> None:
    workflow = f"on: push{NPM_JOB}"
    for choices in (chosen("npm", environment="x"), chosen(where="--environment", environment="x")):
        assert identity(repository(choices, publish=workflow)) == GitHubActions(
            "acme", "mono", "publish.yml", "x"
        )


def test_npm_minds_the_case_of_an_environment() -> None:
    found = repository(chosen(environment="NPM"), publish=f"on: push{NPM_JOB}")
    assert identity(found) == GitHubActions("acme", "mono", "publish.yml", "npm")


def keys(found: Repository) -> list[str]:
    return [one.key for one in open_questions([WIRE], NPM, found)]


def test_what_npms_own_jobs_leave_open_is_asked_for_npm_alone() -> None:
    found = repository(publish=CALLED, nightly=calling("publish.yml"), release=calling("publish.yml"))
    assert keys(found) == ["publisher.npm.workflow"]
    assert keys(replace(found, packages=(WIRE,))) == ["publisher.workflow"]


def test_what_no_job_says_is_asked_once_for_all() -> None:
    assert keys(repository()) == ["publisher.workflow", "publisher.environment"]


def test_the_environment_that_is_proposed_is_called_after_the_registry() -> None:
    (value,) = (one for one in open_values(repository()) if one.key == "environment")
    assert [name for name, _ in value.candidates] == ["npm"]


def test_a_job_without_an_environment_is_warned_of_for_npm_too() -> None:
    found = repository(publish=f"on: push{NPM_JOB.replace('environment: npm', 'name: x')}")
    (warning,) = notices(found, NPM)
    assert (warning.reference, warning.warning) == ("job-without-environment", True)
    assert "`environment: npm`" in warning.hint
    assert notices(found, PYPI) == ()
