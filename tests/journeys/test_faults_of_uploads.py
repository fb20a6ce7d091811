"""A registry that fails in the middle of a wave: cause and remedy, the rest kept, the token revoked."""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeys.journey_json import rows, verdicts
from journeys.outlived import Outlived
from journeys.stored_secrets import stored
from journeys.wizard_runs import Ended, Files, Forks, deadly_site, journal
from primer.rehearsal.faults import Fault, Garbage, HangUp, Slow, Wrong
from servers.secret_service import SecretService

THIRD = ("upload", 3)
"""The first file of the second package."""


@dataclass(frozen=True)
class Case:
    """What the third upload meets, and the problem that must come of it."""

    fault: Fault
    reference: str


ELSEWHERE = (("Location", "https://elsewhere.example/legacy/?k=v"),)
CASES = {
    "403 unknown token": Case(
        Wrong(403, "Invalid or non-existent authentication information."), "token-refused"
    ),
    "403 other words": Case(Wrong(403, "No."), "upload-forbidden"),
    "403 read-only": Case(Wrong(403, "Read-only mode: try again later"), "registry-closed"),
    "409": Case(Wrong(409, "Conflict"), "file-exists"),
    "500": Case(Wrong(500, "Internal Server Error"), "registry-failing"),
    "503": Case(Wrong(503, "Backend is unhealthy"), "registry-failing"),
    "redirect": Case(Wrong(307, "Moved", ELSEWHERE), "redirected-upload"),
    "hang-up": Case(HangUp(), "no-answer"),
    "hang-up after it was taken": Case(HangUp(after=True), "no-answer"),
    "garbage": Case(Garbage(), "upload-not-shown"),
}


@pytest.fixture(scope="module")
def finished() -> set[Hashable]:
    """The worlds from which a next run came to the end; from an equal one it is the same run."""
    return set()


@pytest.mark.parametrize("name", CASES)
def test_a_failed_upload_is_explained_and_the_next_run_finishes(
    name: str,
    wizards: Forks,
    repository: Path,
    built: Files,
    secret_service: SecretService,
    finished: set[Hashable],
    tmp_path: Path,
) -> None:
    case = CASES[name]
    with deadly_site(built) as site:
        site.meets[THIRD] = case.fault
        first = wizards.run(repository, site, tmp_path)
        assert (first.outcome["code"], first.outcome["problems"]) == (1, [case.reference])
        assert f"problems.md#{case.reference}" in first.screen or case.reference in first.screen
        assert verdicts(first.plan)["claimed:pypi:duo-base"] == "done observed"
        assert stored(secret_service) == []
        assert site.house.tokens.live() == ()
        world = Outlived(site, tmp_path, secret_service).world()
        if world not in finished:
            again = wizards.run(repository, site, tmp_path)
            assert (again.outcome["code"], again.open_facts()) == (0, [])
            assert site.stored[0] == 8
            finished.add(world)


def quota_words(*headers: tuple[str, str]) -> Wrong:
    return Wrong(429, "Too many new projects created", headers)


SPENT = ("RateLimit", '"project.create.user";r=0;t=7200')
POLICY = ("RateLimit-Policy", '"project.create.user";q=4;w=86400')


@pytest.mark.parametrize("headers", [(), (POLICY, SPENT), (("Retry-After", "7200"),)])
def test_after_a_429_nothing_is_tried_again_before_the_reset(
    headers: tuple[tuple[str, str], ...], wizards: Forks, repository: Path, built: Files, tmp_path: Path
) -> None:
    with deadly_site(built) as site:
        site.meets[THIRD] = quota_words(*headers)
        first = wizards.run(repository, site, tmp_path)
        assert first.outcome["problems"] == ["creation-quota"]
        asked = site.seen["upload"]
        assert asked == 3
        again = wizards.run(repository, site, tmp_path)
        assert site.seen["upload"] == asked
        assert [one.description for one in site.house.tokens.live()] == []
        assert again.outcome["problems"] == []
        assert again.outcome["code"] == 3
        facts = {str(fact["id"]): fact for fact in rows(again.plan["facts"])}
        assert "the quota allows the next one" in str(facts["claimed:pypi:duo-top"]["detail"])
        assert facts["claimed:pypi:duo-base"]["verdict"] == "done"
        seen = [one for one in journal(tmp_path) if one["kind"] == "quota-seen"]
        assert seen[-1]["remaining"] == 0


def test_a_slow_registry_is_waited_for(
    wizards: Forks, repository: Path, built: Files, tmp_path: Path
) -> None:
    with deadly_site(built) as site:
        site.meets[THIRD] = Slow(0.4)
        ended = wizards.run(repository, site, tmp_path)
        assert (ended.outcome["code"], ended.open_facts()) == (0, [])


PROBES: dict[str, Fault] = {
    "500": Wrong(500, "Internal Server Error"),
    "403 read-only": Wrong(403, "Read-only mode"),
    "403 of a gate": Wrong(403, "Access denied"),
    "429": Wrong(429, "Slow down", (("Retry-After", "3600"),)),
    "redirect": Wrong(302, "Found", ELSEWHERE),
    "garbage": Garbage(),
    "hang-up": HangUp(),
}


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_that_is_no_answer_never_counts_as_revoked(
    name: str, wizards: Forks, repository: Path, built: Files, tmp_path: Path
) -> None:
    with deadly_site(built) as site:
        site.meets["probe", 0] = PROBES[name]
        ended: Ended = wizards.run(repository, site, tmp_path)
        assert ended.outcome["code"] == 3
        assert verdicts(ended.plan)["token-revoked:pypi"] == "unseen"
        assert "could not ask" in ended.screen
        assert "no longer knows" not in ended.screen
        assert [one["kind"] for one in journal(tmp_path)].count("token-seen-dead") == 0
