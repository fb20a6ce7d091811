"""A managed registry that fails at any step: cause and remedy, no token left, and the next run finishes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from primer.adapters.custody.lease import slot_of
from primer.cli.command_line import parse
from primer.cli.rehearse_command import _play
from primer.core.verdict import Done
from primer.engine.wizard import Outcome
from primer.registries.addresses import NPM
from primer.rehearsal.faults import Fault, HangUp, Wrong
from primer.rehearsal.rehearsal import Rehearsal

NAME = "@acme/base"
WORKFLOW = """\
on:
  push:
    tags: ["v*"]
jobs:
  publish:
    runs-on: ubuntu-24.04
    environment: npm
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v4
      - run: npm publish
"""
MANIFEST = """\
{
  "name": "@acme/base",
  "version": "1.2.0",
  "repository": {"type": "git", "url": "git+https://github.com/acme/mono.git"},
  "publishConfig": {"access": "public"}
}
"""
PUT = ("PUT", f"/{NAME}")
TRUST = ("POST", f"/-/package/{NAME}/trust")
LOG_IN = ("POST", "/-/v1/login")


@dataclass(frozen=True)
class Case:
    """What a request meets the first time, and the problem that must come of it."""

    meets: tuple[str, str]
    fault: Fault
    reference: str


CASES = {
    "upload 403 spam": Case(PUT, Wrong(403, "Package name triggered spam detection"), "spam-filter"),
    "upload 500": Case(PUT, Wrong(500, "Oops"), "registry-failing"),
    "upload hang-up after it was taken": Case(PUT, HangUp(after=True), "no-answer"),
    "trust hang-up after it was taken": Case(TRUST, HangUp(after=True), "no-answer"),
}
"""What an answer means is specified in tests/unit/test_npm_answers.py; here stands what ends a run."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    files = {"package.json": MANIFEST, ".github/workflows/publish.yml": WORKFLOW}
    root = tracked(written(tmp_path / "mono", files))
    run_git(root, "remote", "add", "origin", "https://github.com/acme/mono.git")
    return root


@contextmanager
def rehearsing(root: Path) -> Iterator[tuple[Rehearsal, Callable[[], Outcome]]]:
    """A rehearsal, and one run of the wizard in it with the person played."""
    arguments = parse(["rehearse", "--auto", "--registry", "npm", str(root)])
    with Rehearsal(root, (NPM,)) as rehearsal:
        yield rehearsal, lambda: _play(rehearsal, arguments, auto=True)


def has_no_token(rehearsal: Rehearsal) -> bool:
    (registry,) = rehearsal.registries
    return rehearsal.slots.take(slot_of(registry)) is None and rehearsal.npm_site.house.tokens.live() == ()


def open_facts(outcome: Outcome) -> list[str]:
    return [str(item.id) for item in outcome.plan.items if not isinstance(item.verdict, Done)]


@pytest.mark.parametrize("name", CASES)
def test_a_failed_step_is_explained_and_the_next_run_finishes(name: str, repository: Path) -> None:
    case = CASES[name]
    with rehearsing(repository) as (rehearsal, run):
        method, path = case.meets
        rehearsal.npm_site.faults.switch_on(path, case.fault, times=1, method=method)
        first = run()
        assert [problem.reference for problem in first.problems] == [case.reference]
        assert has_no_token(rehearsal)
        rehearsal.npm_site.faults.clear()
        again = run()
        assert (again.problems, open_facts(again)) == ((), [])
        assert has_no_token(rehearsal)


def uploads(rehearsal: Rehearsal) -> int:
    return len([one for one in rehearsal.requests if (one.method, one.path) == PUT])


def test_after_a_429_nothing_is_sent_before_the_registrys_own_time(repository: Path) -> None:
    with rehearsing(repository) as (rehearsal, run):
        later = Wrong(429, "Slow down", (("Retry-After", "7200"),))
        rehearsal.npm_site.faults.switch_on(PUT[1], later, times=1, method="PUT")
        first = run()
        assert [problem.reference for problem in first.problems] == ["asked-too-often"]
        sent = uploads(rehearsal)
        again = run()
        assert uploads(rehearsal) == sent
        assert again.problems == ()
        assert f"claimed:npm:{NAME}" in open_facts(again)
        assert has_no_token(rehearsal)


def test_where_no_log_in_can_be_begun_a_pasted_token_uploads_and_the_rest_is_tried_anew(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with rehearsing(repository) as (rehearsal, run):
        rehearsal.npm_site.faults.switch_on(LOG_IN[1], HangUp(), times=1, method=LOG_IN[0])
        outcome = run()
        assert "no-answer" in capsys.readouterr().err
        assert (outcome.problems, open_facts(outcome)) == ((), [])
        assert has_no_token(rehearsal)
