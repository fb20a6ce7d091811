"""A project that existed before, audited at a registry that really keeps its releases and their proofs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from distributions import sdist, wheel
from made_up import ACME, job, package, repository
from primer.adapters.eyes import World
from primer.adapters.web.client import Http
from primer.core.memory import Declared, Entry, Memory
from primer.core.plan import Plan
from primer.core.publisher import Form, GitHubActions
from primer.core.repository import Repository
from primer.core.value import replace
from primer.core.verdict import FactId
from primer.core.workflow import Credential
from primer.engine.planning import Scope, make_plan
from primer.facts.registration import values_of
from primer.rehearsal.forge.ci import Releases, Run
from primer.rehearsal.pypi.site import Site
from primer.terminal.words import detail, state
from servers.rehearsal_fixture import Clock
from site_client import upload

OLD = replace(ACME, workflow="old.yml")
NAME = "acme-core"
AUDIT = ("publisher-registered", "newest-by-oidc", "publisher-current", "first-oidc-publish")
HERE = replace(repository(package(version="2.0")), ci_files=(job().file,))
BY_TOKEN = replace(HERE, jobs=(replace(job(credential=Credential.STORED), tokens=("PYPI_API_TOKEN",)),))


@dataclass
class Registry:
    """The site, and what a maintainer's history with it looks like."""

    site: Site
    clock: Clock
    http: Http
    entries: list[Entry] = field(default_factory=list)

    def by_hand(self, version: str) -> None:
        """A release with a token, as it used to be."""
        token = self.site.house.tokens.issue("old")[1]
        for made, python in ((sdist(NAME, version), "source"), (wheel(NAME, version), "py3")):
            address = self.site.registry().upload_url
            assert upload(address, token, NAME, made, version=version, pyversion=python).status == 200
        self.clock.forward(days=1)

    def trusts(self, identity: GitHubActions) -> None:
        project = self.site.house.projects.find(NAME)
        assert project is not None
        self.site.house.register(project, identity)

    def by_ci(self, version: str, identity: GitHubActions) -> None:
        """A release through OIDC."""
        self.trusts(identity)
        run = Run(self.site.house, Releases({NAME: version}, {NAME: identity}, _files))
        assert [line for line in run.publish([NAME]) if "failed" in line] == []
        self.clock.forward(days=1)

    def look(self, read: Repository = HERE) -> Plan:
        eyes = World(
            self.http,
            self.clock,
            lambda: Memory(tuple(self.entries)),
            lambda _ecosystem, _name, _version: frozenset(),
            github_url=self.site.url,
        )
        return make_plan(Scope(read, (self.site.registry(),)), eyes)

    def declare(self, plan: Plan) -> None:
        """The person says that today's publisher is registered."""
        form = plan.publishers[0].form
        assert isinstance(form, Form)
        fact = str(FactId("publisher-registered", "pypi", NAME))
        self.entries.append(Declared(fact, values_of(form), self.clock()))
        self.clock.forward(days=1)


def _files(name: str, version: str) -> Sequence[tuple[str, bytes]]:
    return [(one.filename, one.content) for one in (sdist(name, version), wheel(name, version))]


@pytest.fixture
def registry(site: Site, clock: Clock) -> Iterator[Registry]:
    clock.now = clock.now.replace(year=2026, month=3, day=2, hour=12)
    with Http(loopback_only=True) as http:
        yield Registry(site, clock, http)


def audit(plan: Plan) -> dict[str, str]:
    """The facts of the audit, each in words without times."""
    found = {item.id.fact: f"{state(item.verdict)}: {detail(item, lambda _: 'then')}" for item in plan.items}
    return {fact: found[fact] for fact in AUDIT}


def test_a_project_that_a_token_uploads_is_told_so_once(registry: Registry) -> None:
    registry.by_hand("1.0")
    assert audit(registry.look(BY_TOKEN)) == {
        "publisher-registered": "to do: register it on the project's page",
        "newest-by-oidc": "to do: 1.0 of 2026-03-02 carries no provenance: it is still uploaded with"
        " PYPI_API_TOKEN, at .github/workflows/publish.yaml:41",
        "publisher-current": "waits: waits for publisher registered",
        "first-oidc-publish": "waits: waits for publisher registered",
    }


def test_moving_to_oidc_is_seen_step_by_step(registry: Registry) -> None:
    registry.by_hand("1.0")
    registry.declare(registry.look())
    moved = audit(registry.look())
    assert moved["newest-by-oidc"] == "waits: waits for first OIDC publish"
    assert moved["publisher-current"].startswith(
        "done: acme/mono, publish.yaml and environment pypi are there"
    )
    assert moved["first-oidc-publish"] == "to do: nothing newer than 1.0"
    registry.by_ci("1.1", ACME)
    assert audit(registry.look()) == {
        "publisher-registered": "done: proven by acme_core-1.1.tar.gz, seen then, PyPI",
        "newest-by-oidc": "done: 1.1 of 2026-03-04 by GitHub acme/mono, publish.yaml, environment pypi, seen"
        " then, PyPI, acme_core-1.1.tar.gz",
        "publisher-current": "done: acme/mono, publish.yaml and environment pypi are there, seen then,"
        " acme_core-1.1.tar.gz",
        "first-oidc-publish": "done: 1.1, provenance equals the publisher, seen then, PyPI,"
        " acme_core-1.1.tar.gz",
    }


def test_a_publisher_of_a_renamed_file_is_out_of_date_and_stops_nothing(registry: Registry) -> None:
    registry.by_hand("1.0")
    registry.by_ci("1.1", OLD)
    plan = registry.look()
    gone = "there is no .github/workflows/old.yml any more; publish.yaml publishes now"
    found = audit(plan)
    assert found["publisher-registered"] == "to do: 1.1 proves a publisher that differs in Workflow name"
    assert found["newest-by-oidc"].startswith("done: 1.1 of 2026-03-03 by GitHub acme/mono, old.yml")
    assert found["publisher-current"] == f"to do: {gone}"
    assert found["first-oidc-publish"] == "waits: waits for publisher registered"
    (problem,) = [one for one in plan.problems if one.reference == "publisher-outdated"]
    assert problem.context == (gone, "Workflow name: old.yml → publish.yaml")
    assert "workflow_filename=publish.yaml" in problem.hint
    assert plan.errors == ()


def test_a_renamed_repository_is_named_with_its_new_name(registry: Registry) -> None:
    registry.by_hand("1.0")
    registry.by_ci("1.1", replace(ACME, repository="old"))
    registry.site.house.accounts.renamed["acme/old"] = "acme/mono"
    assert audit(registry.look())["publisher-current"] == "to do: GitHub calls acme/old acme/mono now"


def test_a_yanked_release_and_an_early_one_are_the_newest_all_the_same(registry: Registry) -> None:
    registry.by_hand("1.0")
    registry.by_ci("1.1rc1", ACME)
    project = registry.site.house.projects.find(NAME)
    assert project is not None
    registry.site.house.projects.yank(project, "1.1rc1", "broken")
    found = audit(registry.look())["newest-by-oidc"]
    assert found.startswith("done: 1.1rc1 of 2026-03-03, yanked since, by GitHub")


def test_a_wheel_that_was_added_by_hand_is_named(registry: Registry) -> None:
    registry.by_hand("1.0")
    registry.trusts(ACME)
    whole = Releases({NAME: "1.1"}, {NAME: ACME}, lambda name, version: _files(name, version)[:1])
    assert list(Run(registry.site.house, whole).publish([NAME])) == [
        "acme-core: acme_core-1.1.tar.gz published"
    ]
    token = registry.site.house.tokens.issue("old")[1]
    address, made = registry.site.registry().upload_url, wheel(NAME, "1.1")
    assert upload(address, token, NAME, made, version="1.1", pyversion="py3").status == 200
    registry.clock.forward(hours=1)
    found = audit(registry.look())["newest-by-oidc"]
    lacks = "1.1 of 2026-03-03: acme_core-1.1-py3-none-any.whl carries no provenance"
    assert found.startswith(f"could not look: {lacks}")


def test_a_quarantined_project_shows_nothing_to_judge(registry: Registry) -> None:
    registry.by_hand("1.0")
    project = registry.site.house.projects.find(NAME)
    assert project is not None
    project.status = "quarantined"
    found = audit(registry.look())["newest-by-oidc"]
    assert found.startswith("could not look: the project is quarantined")
