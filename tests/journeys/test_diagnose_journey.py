"""`primer diagnose`, the whole program: a file, standard input, a run by `gh`, exit codes, JSON, no token."""

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from checkouts import written
from gh_stand_in import GhStandIn, gh_stand_in
from journeys import journey_repositories as shapes
from journeys.journey_json import Row, as_row, parsed, rows
from journeys.journey_runs import PROGRAM, Finished, Machine, new_machine
from journeys.journey_terminal import Desk
from primer.terminal.schemas import schema

RUN = "36399172205"
LOG = "--log-failed"
STATE = "status,conclusion,jobs,url"
EXISTS = """\
Uploading acme_core-1.2.0.tar.gz
ERROR    HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/
         File already exists ('acme_core-1.2.0.tar.gz', with blake2_256 hash '9d').
"""
REFUSED = """\
Error: Trusted publishing exchange failure:
Token request failed: the server refused the request for the following reasons:

* `invalid-publisher`: valid token, but no corresponding publisher

* `sub`: `repo:acme/mono:ref:refs/tags/v1.2.0`
* `repository`: `acme/mono`
* `repository_owner`: `acme`
* `job_workflow_ref`: `acme/mono/.github/workflows/publish.yml@refs/tags/v1.2.0`
* `environment`: `MISSING`
"""
JOB = shapes.OIDC_JOB.format(job="pypi", environment="pypi", folder="dist/")
WORKFLOW = f"on: push\njobs:\n{JOB}"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"pyproject.toml": shapes.project("acme-core"), ".github/workflows/publish.yml": WORKFLOW}
    return shapes.with_remote(written(tmp_path / "mono", files), "https://github.com/acme/mono.git")


def saved(machine: Machine, text: str) -> str:
    file = machine.folder / "publish.log"
    file.write_text(text)
    return str(file)


def piped(machine: Machine, text: str, *words: str) -> Finished:
    done = subprocess.run(
        [*PROGRAM, "diagnose", *words],
        cwd=machine.folder,
        env=machine.environ(),
        input=text.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def causes(done: Finished) -> list[Row]:
    """The causes of a JSON answer that is as the shipped schema says."""
    answer = parsed(done.out)
    known: object = json.loads(schema("diagnosis"))
    jsonschema.validate(answer, dict(as_row(known)))
    return list(rows(answer["causes"]))


def with_gh(
    tmp_path: Path, log: str, state: object = "gh: Not Found (HTTP 404)"
) -> tuple[GhStandIn, Machine]:
    """A stand-in that shows this log, and a machine that has it on its PATH, beside git."""
    stand_in = gh_stand_in(tmp_path / "bin", {LOG: "run 7 not found", STATE: state})
    if log:
        (stand_in.folder / "pages" / f"{LOG}.json").write_text(log)
    return stand_in, new_machine(tmp_path / "with-gh", PATH=f"{stand_in.folder}:{tools(tmp_path)}")


def tools(tmp_path: Path) -> Path:
    """A folder for the PATH with what the stand-in and primer need, and no gh."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("git", "sh", "cat"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


def test_a_file_names_its_cause_on_stdout_and_exits_0(machine: Machine) -> None:
    done = machine.run("diagnose", saved(machine, EXISTS))
    assert (done.code, done.err) == (0, "")
    assert "file-exists" in done.out.splitlines()[0]
    assert "line 3  File already exists" in done.out
    assert "more  primer guide file-exists" in done.out


@pytest.mark.parametrize("words", [["-"], []], ids=["a dash", "a pipe alone"])
def test_standard_input_is_read_as_a_file_is(machine: Machine, words: list[str]) -> None:
    done = piped(machine, EXISTS, *words)
    assert (done.code, done.err) == (0, "")
    assert "line 3  File already exists" in done.out


def test_a_log_without_a_known_cause_exits_3_and_says_what_was_looked_for(machine: Machine) -> None:
    done = machine.run("diagnose", saved(machine, "1 failed\nError: Process completed with exit code 1.\n"))
    assert (done.code, done.err) == (3, "")
    assert "unknown: no error in the 2 lines" in done.out
    assert "line 1  1 failed" in done.out
    assert "looked for  a refused publisher" in done.out


def test_a_log_that_is_not_there_is_a_problem_with_its_name(machine: Machine) -> None:
    done = machine.run("diagnose", "nothing.log")
    assert (done.code, done.out) == (1, "")
    assert "log-not-read" in done.err
    assert "nothing.log" in done.err


def test_what_differs_from_the_plan_is_named_with_the_filled_form(machine: Machine, root: Path) -> None:
    words = ("diagnose", saved(machine, REFUSED), "--path", str(root), "--format", "json")
    [cause] = causes(machine.run(*words))
    assert cause["differs"] == {"field": "environment", "presented": "", "registered": "pypi"}
    assert "/manage/project/acme-core/settings/publishing/?provider=github" in str(cause["link"])
    text = machine.run(*words[:-2]).out
    assert "Environment name differs:" in text
    assert "planned    pypi" in text


def test_json_of_an_unknown_log_is_an_empty_list(machine: Machine) -> None:
    done = piped(machine, "all is well\n", "--format", "json")
    assert (done.code, causes(done)) == (3, [])


def test_a_token_in_the_log_never_comes_out(machine: Machine) -> None:
    secret = "pypi" + "-" + "AgEIcHlwaS5vcmc" * 6
    log = saved(machine, EXISTS.replace("with blake2_256", f"{secret} https://u:{secret}@x blake2_256"))
    for words in (["--verbose"], ["--format", "json"]):
        done = machine.run("diagnose", log, *words)
        assert done.code == 0
        assert "AgEI" not in done.out + done.err


def test_a_run_is_shown_by_gh_in_the_repository_that_it_belongs_to(tmp_path: Path, root: Path) -> None:
    columns = "".join(f"pypi\tPublish\t2026-11-21T14:00:01.0000000Z {line}\n" for line in EXISTS.splitlines())
    stand_in, machine = with_gh(tmp_path, columns)
    done = machine.run("diagnose", RUN, "--path", str(root))
    assert done.code == 0, done.err
    assert "line 3  File already exists" in done.out
    assert stand_in.asked == [["run", "view", RUN, LOG]]
    assert stand_in.environments[0]["GH_PROMPT_DISABLED"] == "1"


def test_a_run_that_waits_has_no_log_and_is_seen_by_its_state(tmp_path: Path) -> None:
    state = {"status": "waiting", "conclusion": "", "jobs": [], "url": "https://github.com/acme/mono"}
    stand_in, machine = with_gh(tmp_path, "", state)
    done = machine.run("diagnose", RUN)
    assert done.code == 0, done.err
    assert "waiting-for-review" in done.out
    assert [asked[-1] for asked in stand_in.asked] == [LOG, STATE]


def test_a_gh_that_refuses_is_a_problem_in_its_own_words(tmp_path: Path) -> None:
    _, machine = with_gh(tmp_path, "")
    done = machine.run("diagnose", RUN)
    assert (done.code, done.out) == (1, "")
    assert "run-not-read" in done.err
    assert "run 7 not found" in done.err


def test_without_gh_the_way_out_is_named(tmp_path: Path) -> None:
    machine = new_machine(tmp_path / "machine", PATH=str(tools(tmp_path)))
    done = machine.run("diagnose", RUN)
    assert (done.code, done.out) == (1, "")
    assert "gh-missing" in done.err
    assert "save the log" in done.err


def test_offline_no_gh_is_started(tmp_path: Path) -> None:
    stand_in, machine = with_gh(tmp_path, EXISTS)
    done = machine.run("diagnose", RUN, "--offline")
    assert done.code == 2
    assert "--offline" in done.err
    assert stand_in.asked == []


@pytest.mark.parametrize("columns", [100, 40])
def test_in_a_terminal_without_a_log_it_says_what_to_give(machine: Machine, columns: int) -> None:
    with Desk(machine).primer("diagnose", columns=columns) as terminal:
        assert terminal.wait_for_end() == 2
        assert "needs-a-log" in terminal.text
        assert max(map(len, terminal.rows)) <= columns
