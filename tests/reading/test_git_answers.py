"""git, asked without being able to ask back."""

import time
from pathlib import Path

import pytest

from checkouts import run_git
from primer.adapters.programs.git import NOT_INSTALLED, NOT_STARTED, GitAnswer, asking, git, git_problem


def test_an_answer_has_its_code_and_words(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet")
    assert git(tmp_path, "rev-parse", "--is-inside-work-tree") == GitAnswer(0, "true\n", "")


def test_a_folder_that_is_no_repository_is_no_problem(tmp_path: Path) -> None:
    answer = git(tmp_path, "rev-parse", "--show-toplevel")
    assert not answer.ok
    assert git_problem(answer, tmp_path) is None


def test_a_folder_that_is_not_there_is_an_answer_too(tmp_path: Path) -> None:
    assert git(tmp_path / "none", "status").code in (NOT_INSTALLED, NOT_STARTED)


def test_a_broken_link_to_a_repository_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text(f"gitdir: {tmp_path}/nowhere\n")
    problem = git_problem(git(tmp_path, "rev-parse", "--show-toplevel"), tmp_path)
    assert problem is not None
    assert problem.reference == "git-refused"
    assert "not a git repository" in problem.context[0]


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        (GitAnswer(NOT_INSTALLED, "", "git is not installed"), "git-missing"),
        (GitAnswer(128, "", "fatal: detected dubious ownership in repository at '/x'"), "dubious-ownership"),
        (GitAnswer(124, "", "no answer within 30 seconds"), "git-refused"),
    ],
)
def test_what_keeps_git_from_answering_is_named(answer: GitAnswer, reference: str) -> None:
    problem = git_problem(answer, Path("/x"))
    assert problem is not None
    assert problem.reference == reference


def test_git_is_not_waited_for_too_long(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet")
    run_git(tmp_path, "config", "alias.wait", "!sleep 5")
    assert git(tmp_path, "wait", timeout=0.05).code == 124


def test_git_works_while_other_things_are_done(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet")
    run_git(tmp_path, "config", "alias.mark", "!touch done; echo said")
    with asking(tmp_path, "mark") as answer:
        end = time.monotonic() + 20
        while not (tmp_path / "done").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        assert answer() == GitAnswer(0, "said\n", "")


def test_git_is_not_waited_for_where_what_asked_it_failed_meanwhile(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet")
    run_git(tmp_path, "config", "alias.wait", "!sleep 5")
    with pytest.raises(LookupError), asking(tmp_path, "wait"):
        raise LookupError
