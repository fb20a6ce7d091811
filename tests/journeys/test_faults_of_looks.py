"""A registry or a forge that cannot be looked at: unseen with the reason, never absent, never done."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from journeys.deadly_site import DeadlySite
from journeys.journey_json import Row, checked_plan, parsed, rows, verdicts
from journeys.journey_runs import Finished, new_machine
from journeys.wizard_runs import WORKFLOW
from primer.rehearsal.faults import Fault, Garbage, HangUp, Wrong

ELSEWHERE = (("Location", "https://elsewhere.example/simple/"),)
FAULTS: dict[str, tuple[Fault, str]] = {
    "403": (Wrong(403, "Forbidden"), "it answered 403"),
    "409": (Wrong(409, "Conflict"), "it answered 409"),
    "429": (Wrong(429, "Slow down"), "it answered 429"),
    "429 until later": (Wrong(429, "Slow down", (("Retry-After", "3600"),)), "not before"),
    "500": (Wrong(500, "Internal Server Error"), "it answered 500"),
    "garbage": (Garbage(), "its page is no index page"),
    "garbled JSON": (Garbage(b'{"files": ['), "its page is no index page"),
    "hang-up": (HangUp(), "it hung up"),
    "redirect to another host": (Wrong(302, "Found", ELSEWHERE), "it redirects"),
}


@pytest.fixture
def deadly() -> Iterator[DeadlySite]:
    with DeadlySite() as site:
        yield site


def planned(folder: Path, index: str, github: str, *words: str) -> Finished:
    """The plan of two packages on the private index at this address."""
    table = (
        f'[tool.primer.registries.internal]\nupload-url = "{index}/legacy/"\nindex-url = "{index}/simple"\n'
    )
    files = {
        "base/pyproject.toml": '[project]\nname = "duo-base"\nversion = "0.2.0"\n',
        "top/pyproject.toml": '[project]\nname = "duo-top"\nversion = "0.2.0"\ndependencies = ["duo-base"]\n',
        "pyproject.toml": table,
        ".github/workflows/publish.yaml": WORKFLOW,
    }
    root = tracked(written(folder / "duo", files))
    run_git(root, "remote", "add", "origin", "https://github.com/acme/duo.git")
    machine = new_machine(folder / "machine")
    return machine.run("--plan", "--registry", "internal", "--github-url", github, *words, str(root))


def claimed(plan: Row) -> Row:
    return next(fact for fact in rows(plan["facts"]) if fact["id"] == "claimed:internal:duo-base")


@pytest.mark.parametrize("name", FAULTS)
def test_a_project_that_could_not_be_looked_up_is_unseen(
    name: str, deadly: DeadlySite, tmp_path: Path
) -> None:
    fault, why = FAULTS[name]
    deadly.faults.switch_on("/simple/.*", fault)
    ended = planned(tmp_path, deadly.url, deadly.url, "--format", "json")
    plan = checked_plan(parsed(ended.out))
    assert (ended.code, ended.err, plan["complete"]) == (0, "", False)
    assert claimed(plan)["verdict"] == "unseen"
    assert why in str(claimed(plan)["detail"])
    assert "todo" not in {v for one, v in verdicts(plan).items() if one.startswith(("claimed", "name"))}
    assert "elsewhere.example" in ended.out or "redirect" not in name


def test_a_registry_that_is_not_there_is_unseen_in_every_format(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    nowhere = f"http://127.0.0.1:{port}"
    ended = planned(tmp_path, nowhere, nowhere, "--check")
    assert ended.code == 3
    assert "the connection was refused" in ended.out
    assert "[ ] claimed" not in ended.out
    assert "Traceback" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Wrong(403, "rate limit", (("X-RateLimit-Remaining", "0"),)), "no more questions"),
        (Wrong(404, "Not Found"), "no such repository"),
        (Wrong(500, "Oops"), "GitHub answered 500"),
        (Garbage(), "names no repository"),
        (HangUp(), "hung up"),
        (Wrong(302, "Found", ELSEWHERE), "redirects"),
    ],
)
def test_a_forge_that_could_not_be_asked_is_said_and_stops_nothing(
    fault: Fault, why: str, deadly: DeadlySite, tmp_path: Path
) -> None:
    deadly.faults.switch_on("/repos/.*", fault)
    ended = planned(tmp_path, deadly.url, deadly.url, "--format", "json")
    plan = checked_plan(parsed(ended.out))
    assert ended.code == 0
    assert why in str(plan)
    assert claimed(plan)["verdict"] == "todo"
