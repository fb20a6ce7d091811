"""Publishers on CircleCI: chosen for npm, refused by PyPI, and what of them a repository can say."""

import pytest

from primer.core.choices import Choices, PublisherChoice
from primer.core.package import Package
from primer.core.problem import Stop
from primer.core.publisher import CircleCI, Form, Publisher, Unsupported
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.core.workflow import Credential, PublishingJob
from primer.engine.release import Wishes, release_of
from primer.reading.choices.chosen import read_choices, with_flags
from primer.reading.ci.notices import notices
from primer.reading.publishers.chosen import choice_key
from primer.reading.publishers.decided import Undecided, job_for, publisher_for
from primer.reading.publishers.illegal import illegal_publishers
from primer.registries.addresses import NPM, PYPI
from primer.registries.known import interface_of

ONE, TWO, THREE, FOUR, FIVE = (f"{n}1111111-1111-4111-8111-111111111111" for n in range(1, 6))
TABLE = f"""\
[tool.primer.publisher.npm]
provider = "circleci"
organization-id = "{ONE}"
project-id = "{TWO}"
pipeline-id = "{THREE}"
contexts = ["{FOUR}", "{FIVE}"]
"""
REMOTE = Remote("github.com", "acme/mono", Source("git remote origin"))
SCRIPT = Package("@acme/core", Ecosystem.JAVASCRIPT, "js/core", "1.0.0", Source("js/core/package.json", 1))
WHEEL = Package("acme-core", Ecosystem.PYTHON, "py/core", "1.0.0", Source("py/core/pyproject.toml", 1))
ON_CIRCLE = PublishingJob(
    "circleci",
    ".circleci/config.yml",
    9,
    "publish",
    "npm publish",
    Credential.OIDC,
    ecosystem=Ecosystem.JAVASCRIPT,
    identifies=True,
    contexts=("npm-release",),
)
ON_GITHUB = PublishingJob(
    "github",
    ".github/workflows/publish.yml",
    20,
    "publish",
    "npm publish",
    Credential.OIDC,
    Read("npm", Source(".github/workflows/publish.yml", 12)),
    ecosystem=Ecosystem.JAVASCRIPT,
    identifies=True,
)


def chosen(table: str) -> Choices:
    choices, problems = read_choices({"pyproject.toml": table})
    assert not problems
    return choices


def repository(choices: Choices, *jobs: PublishingJob, remote: Remote | None = REMOTE) -> Repository:
    return Repository("mono", remote, (WHEEL, SCRIPT), (), jobs, (), choices)


def identity(found: Publisher | Undecided) -> object:
    return found.identity if isinstance(found, Publisher) else found


def form(registry: Registry, package: Package, found: Repository) -> Form | Unsupported:
    publisher = publisher_for(package, registry, found)
    assert isinstance(publisher, Publisher)
    return interface_of(registry).form(registry, package.name, publisher)


def test_the_ids_are_chosen_and_the_origin_is_read_off_the_remote() -> None:
    found = publisher_for(SCRIPT, NPM, repository(chosen(TABLE)))
    assert identity(found) == CircleCI(ONE, TWO, THREE, "github.com/acme/mono", (FOUR, FIVE))
    assert isinstance(found, Publisher)
    assert str(found.read_from["origin"]) == "git remote origin"
    assert str(found.read_from["contexts"]) == "pyproject.toml:6"


@pytest.mark.parametrize("contexts", [f'["{FOUR}", "{FIVE}"]', f'"{FOUR}, {FIVE}"', f'"{FOUR},{FIVE},"'])
def test_contexts_are_an_array_or_a_text_with_commas(contexts: str) -> None:
    table = TABLE.rpartition("contexts")[0] + f"contexts = {contexts}\n"
    found = identity(publisher_for(SCRIPT, NPM, repository(chosen(table))))
    assert isinstance(found, CircleCI)
    assert found.contexts == (FOUR, FIVE)


def test_no_contexts_are_asked_for() -> None:
    table = TABLE.rpartition("contexts")[0]
    found = identity(publisher_for(SCRIPT, NPM, repository(chosen(table))))
    assert isinstance(found, CircleCI)
    assert found.contexts == ()


def test_what_no_file_of_the_repository_says_is_open_with_the_page_that_shows_it() -> None:
    found = publisher_for(SCRIPT, NPM, repository(chosen(TABLE.partition("organization-id")[0])))
    assert isinstance(found, Undecided)
    assert {one.key: one.why for one in found.missing} == {
        "organization-id": "CircleCI shows it under Organization Settings, Overview",
        "project-id": "CircleCI shows it under Project Settings, Overview",
        "pipeline-id": "CircleCI shows it under Project Settings, Project Setup",
    }


def test_without_a_remote_that_it_builds_from_the_origin_is_open_too() -> None:
    for remote in (None, Remote("git.acme.example", "acme/mono", Source("git remote origin"))):
        found = publisher_for(SCRIPT, NPM, repository(chosen(TABLE), remote=remote))
        assert isinstance(found, Undecided)
        assert [one.key for one in found.missing] == ["origin"]


def test_a_value_of_its_own_implies_it() -> None:
    flags = {"publisher.npm.organization-id": ONE, "publisher.npm.project-id": TWO}
    choices = with_flags(Choices(), {**flags, "publisher.npm.pipeline-id": THREE})
    found = identity(publisher_for(SCRIPT, NPM, repository(choices)))
    assert found == CircleCI(ONE, TWO, THREE, "github.com/acme/mono")


@pytest.mark.parametrize("values", ["", f'organization-id = "{ONE}"\n'])
def test_pypi_takes_none_and_nobody_is_asked_for_its_values(values: str) -> None:
    table = f'[tool.primer.publisher]\nprovider = "circleci"\n{values}'
    assert form(PYPI, WHEEL, repository(chosen(table))) == Unsupported("PyPI takes no publisher on CircleCI")


def test_each_registry_offers_only_the_providers_that_it_has_a_form_for() -> None:
    nowhere = repository(Choices(), remote=None)
    for package, registry, names in (
        (WHEEL, PYPI, ["github", "gitlab", "google", "activestate"]),
        (SCRIPT, NPM, ["github", "gitlab", "circleci"]),
    ):
        found = publisher_for(package, registry, nowhere)
        assert isinstance(found, Undecided)
        assert [name for name, _ in found.missing[0].candidates] == names


def test_its_job_counts_once_it_is_chosen_and_whatever_workflow_the_others_name() -> None:
    common = '[tool.primer.publisher]\nworkflow = "publish.yml"\nenvironment = "pypi"\n'
    assert job_for(SCRIPT, NPM, repository(Choices(), ON_GITHUB, ON_CIRCLE)) == ON_GITHUB
    assert job_for(SCRIPT, NPM, repository(chosen(common + TABLE), ON_GITHUB, ON_CIRCLE)) == ON_CIRCLE


def test_it_knows_no_environments_so_none_is_missed() -> None:
    assert notices(repository(chosen(TABLE), ON_CIRCLE), NPM) == ()


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("organization-id", "acme", "is no UUID"),
        ("project-id", ONE[:-1], "is no UUID"),
        ("pipeline-id", "publish", "is no UUID"),
        ("contexts", f"{ONE}, npm-release", "is no UUID"),
        ("origin", "https://github.com/acme/mono", "is not written as github.com/owner/name"),
    ],
)
def test_an_illegal_value_is_a_problem_at_its_place(key: str, value: str, why: str) -> None:
    place = Source("pyproject.toml", 3)
    choices = Choices(publishers={"npm": PublisherChoice({key: Read(value, place)})})
    (problem,) = illegal_publishers(choices, REMOTE)
    assert (problem.reference, problem.source) == ("illegal-choice", place)
    assert problem.message == f"publisher.{key} cannot be used: it {why}"


def test_where_nothing_else_publishes_there_the_provider_is_asked_for() -> None:
    found = publisher_for(SCRIPT, NPM, repository(Choices(), ON_CIRCLE))
    assert isinstance(found, Undecided)
    (provider,) = found.missing
    assert provider.why == ".circleci/config.yml:9 publishes there, and nothing else does"
    assert [name for name, _ in provider.candidates] == ["circleci", "github"]
    assert isinstance(publisher_for(SCRIPT, NPM, repository(Choices(), ON_CIRCLE, ON_GITHUB)), Publisher)


@pytest.mark.parametrize("key", ["provider", "organization-id", "contexts"])
def test_an_answer_about_it_is_kept_for_npm_alone(key: str) -> None:
    assert choice_key(key, NPM, repository(Choices())) == f"publisher.npm.{key}"
    assert choice_key("provider", PYPI, repository(Choices())) == "publisher.provider"


def test_its_packages_are_left_out_of_a_workflow_that_is_written() -> None:
    choices, pypi = chosen(TABLE), PYPI
    release = release_of(repository(choices, ON_CIRCLE), pypi, Wishes(), frozenset())
    assert [one.name for one in release.packages] == ["acme-core"]
    alone = replace(repository(choices, ON_CIRCLE), packages=(SCRIPT,))
    with pytest.raises(Stop) as stopped:
        release_of(alone, pypi, Wishes(), frozenset())
    assert stopped.value.problem.reference == "no-forge"
    assert "circleci" in stopped.value.problem.message
