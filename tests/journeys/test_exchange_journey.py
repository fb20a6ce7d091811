"""`primer confirm --exchange` inside CI, from the job's variables to the exit code."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ci_run import github, gitlab_environ, identity_token
from journeys.exchange_jobs import NAMES, RUN, Job, checked, checkout, registered
from journeys.journey_json import references
from primer.cli.command_line import parse
from primer.cli.exchange_command import exchange_command
from primer.core.problem import Stop
from primer.core.publisher import GitLabCI
from primer.core.source import Source
from primer.rehearsal.pypi.site import Site
from site_client import send_form
from web_server import Reply, serving

LAB = GitLabCI("acme-labs", "adk-agent-sim", ".gitlab-ci.yml", "pypi")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with registered() as running:
        yield running


@pytest.fixture
def job(site: Site, tmp_path: Path) -> Job:
    return checkout(tmp_path, site.url)


def test_a_job_whose_publisher_is_registered_everywhere_is_covered(site: Site, job: Job) -> None:
    with github(site, RUN) as endpoint:
        finished = job.run(endpoint.environ())
    assert (finished.code, finished.err) == (0, "")
    assert "[x] mine takes this run's identity for 4 projects; planned for it: 4 packages" in finished.out
    assert "thrown away; nothing was uploaded" in finished.out
    assert ("POST", "/legacy/") not in {(one.method, one.path) for one in site.requests}
    assert len(endpoint.given) == 1


def test_a_job_in_another_environment_is_refused_and_told_the_field(site: Site, job: Job) -> None:
    with github(site, RUN, environment="release", sub="repo:Acme-Labs/adk-agent-sim:x") as endpoint:
        finished = job.run(endpoint.environ(), "--format", "json")
    found = checked(finished)
    assert (finished.code, found["verdict"], found["covers"]) == (3, "refused", None)
    assert found["differs"] == [{"field": "environment", "presented": "release", "registered": "pypi"}]
    assert (found["planned"], found["notes"]) == ([], ["npm packages are not asked yet: @adk-sim/protos"])
    assert references(found) == ["invalid-publisher"]


def test_a_job_that_is_trusted_with_less_is_told_so(tmp_path: Path) -> None:
    with registered(RUN, *NAMES[:3]) as site, github(site, RUN) as endpoint:
        finished = checkout(tmp_path, site.url).run(endpoint.environ())
    assert finished.code == 3
    assert "mine takes this run's identity for 3 projects, and 4 packages are planned" in finished.out


def test_a_gitlab_job_has_one_token_and_may_show_it_once(tmp_path: Path) -> None:
    chosen = ("--provider", "gitlab", "--namespace", "acme-labs", "--project", "adk-agent-sim")
    words = (*chosen, "--workflow", LAB.workflow, "--environment", "pypi", "--format", "json")
    with registered(LAB) as site:
        job, environ = checkout(tmp_path, site.url), gitlab_environ(identity_token(site, LAB))
        first, second = (job.run(environ, *words, name=name) for name in ("first", "second"))
    assert (first.code, checked(first)["verdict"]) == (0, "covered")
    assert (second.code, references(checked(second))) == (3, ["reused-identity-token"])


def test_a_job_without_the_permission_is_given_its_line(site: Site, job: Job) -> None:
    with github(site, RUN) as endpoint:
        environ = {**endpoint.environ(), "ACTIONS_ID_TOKEN_REQUEST_TOKEN": ""}
        finished = job.run(environ)
    assert finished.code == 1
    assert "permissions: {contents: read," in finished.out
    assert endpoint.asked == []


def test_an_index_that_takes_no_part_is_never_shown_an_identity(site: Site, tmp_path: Path) -> None:
    with serving(lambda _: Reply(404)) as server, github(site, RUN) as endpoint:
        finished = checkout(tmp_path, server.url).run(endpoint.environ(), "--format", "json")
        assert {one.method for one in server.asked} == {"GET"}
    assert (finished.code, references(checked(finished))) == (1, ["no-trusted-publishing"])
    assert endpoint.asked == []


def test_outside_ci_it_is_said_where_it_runs(job: Job) -> None:
    finished = job.run({})
    assert (finished.code, finished.out) == (2, "")
    assert "not-in-ci" in finished.err


@pytest.mark.parametrize("words", ["--offline", "--wait 5", "--format markdown", "--report -", "--sources"])
def test_a_flag_without_effect_is_refused(words: str) -> None:
    with pytest.raises(Stop) as stopped:
        exchange_command(parse(["confirm", "--exchange", *words.split()]))
    problem = stopped.value.problem
    assert problem.reference == "flags-exclude-each-other"
    assert problem.source == Source(words.partition(" ")[0])


def test_a_pending_publisher_becomes_its_project_and_it_is_said(tmp_path: Path) -> None:
    form = {"owner": RUN.owner, "repository": RUN.repository, "workflow_filename": RUN.workflow}
    with Site() as site, github(site, RUN) as endpoint:
        pending = {**form, "provider": "github", "environment": "pypi", "project_name": NAMES[0]}
        assert send_form(f"{site.url}/manage/account/publishing/", pending).status == 200
        job = checkout(tmp_path, site.url)
        words = ("--route", "pending", "--packages", "packages/protos", "--format", "json")
        found = checked(job.run(endpoint.environ(), *words))
        assert site.house.projects.find(NAMES[0]) is not None
    assert (found["verdict"], found["covers"]) == ("covered", 1)
    assert f"an exchange makes the project of a pending publisher, as a publish would: {NAMES[0]}" in str(
        found
    )
