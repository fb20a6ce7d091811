"""Which files of a checkout count, and what reading one can end in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from primer.adapters.repository.checkout import LARGEST, Checkout, open_checkout
from primer.core.problem import Problem, Stop


def everything(checkout: Checkout) -> tuple[str, ...]:
    return checkout.find(lambda _: True)


def problem(checkout: Checkout, path: str) -> Problem:
    found = checkout.text(path)
    assert isinstance(found, Problem)
    return found


def test_only_tracked_files_count(tmp_path: Path) -> None:
    tracked(written(tmp_path, {"a/x.toml": "", "b.toml": ""}))
    written(tmp_path, {"untracked.toml": ""})
    checkout = open_checkout(tmp_path)
    assert everything(checkout) == ("a/x.toml", "b.toml")
    assert (checkout.problems, checkout.notes) == ((), ())


def test_a_tracked_file_that_was_deleted_does_not_count(tmp_path: Path) -> None:
    tracked(written(tmp_path, {"a.toml": "", "b.toml": ""}))
    (tmp_path / "a.toml").unlink()
    assert everything(open_checkout(tmp_path)) == ("b.toml",)


def test_an_explicit_folder_is_the_root_itself(tmp_path: Path) -> None:
    tracked(written(tmp_path, {"sub/a.toml": "", "b.toml": ""}))
    checkout = open_checkout(tmp_path / "sub")
    assert (checkout.root, checkout.top) == (tmp_path / "sub", tmp_path)
    assert everything(checkout) == ("a.toml",)


def told(code: str, folder: Path, **environment: str) -> list[str]:
    """What a Python of its own prints, in a folder and an environment of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"from primer.adapters.repository.checkout import open_checkout\n{code}"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_without_a_folder_the_work_tree_around_is_the_root(tmp_path: Path) -> None:
    tracked(written(tmp_path, {"sub/a.toml": ""}))
    assert told("print(open_checkout(None).root)", tmp_path / "sub") == [str(tmp_path)]


def test_a_hooks_environment_does_not_lead_to_another_repository(tmp_path: Path) -> None:
    tracked(written(tmp_path / "a", {"a.toml": ""}))
    tracked(written(tmp_path / "b", {"b.toml": ""}))
    hook = {"GIT_DIR": str(tmp_path / "a" / ".git"), "GIT_WORK_TREE": str(tmp_path / "a")}
    assert told("print(*open_checkout(None).files)", tmp_path / "b", **hook) == ["b.toml"]


def test_a_repository_of_another_user_is_a_problem_with_its_remedy(tmp_path: Path) -> None:
    tracked(written(tmp_path, {"a.toml": ""}))
    code = "for problem in open_checkout(None).problems: print(problem.reference); print(problem.hint)"
    strange = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
    assert told(code, tmp_path, **strange) == [
        "dubious-ownership",
        f"if you trust it: git config --global --add safe.directory '{tmp_path}'",
    ]


def test_without_git_installed_a_repository_is_a_problem_and_a_folder_is_none(tmp_path: Path) -> None:
    tracked(written(tmp_path / "repository", {"a.toml": ""}))
    written(tmp_path / "folder", {"a.toml": ""})
    code = "print(*(problem.reference for problem in open_checkout(None).problems))"
    assert told(code, tmp_path / "repository", PATH="/nowhere") == ["git-missing"]
    assert told(code, tmp_path / "folder", PATH="/nowhere") == [""]


def test_without_git_every_file_counts_and_a_note_says_so(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "a/x.toml": "",
            ".github/workflows/x.yml": "",
            ".venv/x.toml": "",
            "env/pyvenv.cfg": "",
            "env/x.toml": "",
            "node_modules/x.toml": "",
            "other/.git/config": "",
            "other/x.toml": "",
        },
    )
    checkout = open_checkout(tmp_path)
    assert everything(checkout) == (".github/workflows/x.yml", "a/x.toml")
    assert checkout.notes == ("there is no git repository here: every file was looked at, tracked or not",)


def test_a_walk_does_not_run_in_circles(tmp_path: Path) -> None:
    written(tmp_path, {"a/x.toml": ""})
    (tmp_path / "a" / "around").symlink_to(tmp_path)
    assert everything(open_checkout(tmp_path)) == ("a/x.toml",)


def test_a_worktree_is_a_checkout(tmp_path: Path) -> None:
    main = tracked(written(tmp_path / "main", {"a.toml": ""}))
    identity = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org")
    run_git(main, *identity, "commit", "--quiet", "--message=first")
    run_git(main, "worktree", "add", "--quiet", "../other")
    assert everything(open_checkout(tmp_path / "other")) == ("a.toml",)


def test_a_submodule_is_a_repository_of_its_own(tmp_path: Path) -> None:
    inner = tracked(written(tmp_path / "inner", {"a.toml": ""}))
    identity = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org")
    run_git(inner, *identity, "commit", "--quiet", "--message=first")
    outer = tracked(written(tmp_path / "outer", {"b.toml": ""}))
    allowed = ("-c", "protocol.file.allow=always")
    run_git(outer, *allowed, "submodule", "--quiet", "add", str(inner), "inside")
    assert "inside/a.toml" not in everything(open_checkout(outer))
    assert everything(open_checkout(outer / "inside")) == ("a.toml",)


def test_a_file_in_conflict_counts_once(tmp_path: Path) -> None:
    root = tracked(written(tmp_path, {"a.toml": "1"}))
    identity = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org")
    run_git(root, *identity, "commit", "--quiet", "--message=first")
    run_git(root, "checkout", "--quiet", "-b", "side")
    written(root, {"a.toml": "2"})
    run_git(root, *identity, "commit", "--quiet", "--all", "--message=second")
    run_git(root, "checkout", "--quiet", "-")
    written(root, {"a.toml": "3"})
    run_git(root, *identity, "commit", "--quiet", "--all", "--message=third")
    with pytest.raises(AssertionError):
        run_git(root, *identity, "merge", "--quiet", "side")
    assert open_checkout(root).files == ("a.toml",)


@pytest.mark.parametrize("inside", ["bare.git", "work/.git"])
def test_a_repository_without_a_work_tree_stops(tmp_path: Path, inside: str) -> None:
    run_git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    run_git(tmp_path, "init", "--quiet", "work")
    with pytest.raises(Stop) as stopped:
        open_checkout(tmp_path / inside)
    assert stopped.value.problem.reference == "no-work-tree"


def test_a_folder_that_is_none_stops(tmp_path: Path) -> None:
    written(tmp_path, {"file": ""})
    for path in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(Stop) as stopped:
            open_checkout(path)
        assert stopped.value.problem.reference == "no-such-folder"


def test_a_broken_repository_is_a_problem_and_is_walked(tmp_path: Path) -> None:
    written(tmp_path, {".git": "gitdir: nowhere\n", "a.toml": ""})
    checkout = open_checkout(tmp_path)
    assert [problem.reference for problem in checkout.problems] == ["git-refused"]
    assert "a.toml" in everything(checkout)


def test_a_repository_that_tracks_nothing_says_so(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "--quiet")
    assert open_checkout(tmp_path).notes == (
        "git tracks no file here: `git add` what belongs to the project",
    )


def test_a_text_loses_its_byte_order_mark_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    assert open_checkout(tmp_path).text("a.toml") == "a = 1\r\n"


def test_undecodable_bytes_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("a\nb\nJürgen".encode("latin-1"))
    found = problem(open_checkout(tmp_path), "a.toml")
    assert (found.reference, str(found.source)) == ("undecodable-file", "a.toml:3")


def test_an_undecodable_byte_is_named_behind_a_byte_order_mark_too(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfa\xe9 = 1\n")
    assert "byte 0xe9 in line 1" in problem(open_checkout(tmp_path), "a.toml").message


def test_a_link_in_a_loop_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to("b.toml")
    (tmp_path / "b.toml").symlink_to("a.toml")
    assert problem(open_checkout(tracked(tmp_path)), "a.toml").reference == "unreadable-file"


def test_a_link_to_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to("nowhere")
    assert problem(open_checkout(tracked(tmp_path)), "a.toml").message.endswith("no such file or directory")


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    written(tmp_path, {"out.toml": "a = 1", "root/b.toml": ""})
    (tmp_path / "root" / "a.toml").symlink_to(tmp_path / "out.toml")
    found = problem(open_checkout(tracked(tmp_path / "root")), "a.toml")
    assert found.message == "this file cannot be read: it is a link that leads out of the repository"


def test_no_folder_leads_out_of_the_repository(tmp_path: Path) -> None:
    written(tmp_path, {"out/a.toml": "a = 1", "root/b.toml": ""})
    (tmp_path / "root" / "linked").symlink_to(tmp_path / "out")
    checkout = open_checkout(tracked(tmp_path / "root"))
    for path in ("linked/a.toml", "../out/a.toml"):
        assert problem(checkout, path).message.endswith("it is a link that leads out of the repository")


def test_a_file_is_found_where_the_repository_itself_is_behind_a_link(tmp_path: Path) -> None:
    tracked(written(tmp_path / "root", {"a.toml": "a = 1"}))
    (tmp_path / "linked").symlink_to(tmp_path / "root")
    assert open_checkout(tmp_path / "linked").text("a.toml") == "a = 1"


def test_a_link_within_the_repository_is_followed(tmp_path: Path) -> None:
    written(tmp_path, {"a.toml": "a = 1"})
    (tmp_path / "b.toml").symlink_to("a.toml")
    assert open_checkout(tracked(tmp_path)).text("b.toml") == "a = 1"


def test_a_folder_in_a_files_place_is_a_problem(tmp_path: Path) -> None:
    tracked(written(tmp_path, {"a.toml": ""}))
    (tmp_path / "a.toml").unlink()
    (tmp_path / "a.toml").mkdir()
    assert problem(open_checkout(tmp_path), "a.toml").message == "this file cannot be read: it is a folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")
    assert problem(open_checkout(tmp_path), "a.toml").message.endswith("no regular file")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, {"a.toml": ""})
    (tmp_path / "a.toml").chmod(0)
    assert problem(open_checkout(tmp_path), "a.toml").message.endswith("permission denied")


def test_a_file_that_is_too_large_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, {"a.toml": "x" * (LARGEST + 1)})
    assert problem(open_checkout(tmp_path), "a.toml").reference == "unreadable-file"


def test_a_path_that_is_no_text_is_a_problem_and_left_out(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    try:
        os.mkdir(folder)  # noqa: PTH102, the name is no text
    except OSError:
        pytest.skip("this file system only takes names that are UTF-8")
    with open(folder + b"/pyproject.toml", "wb"):  # noqa: PTH123, the name is no text
        pass
    checkout = open_checkout(tracked(tmp_path))
    assert checkout.files == ()
    assert [problem.reference for problem in checkout.problems] == ["undecodable-path"]


@pytest.mark.parametrize("name", ["plain", "new\ntrue\nline", "ends in a line\n", "deadbeef"])
@pytest.mark.parametrize("tags", [(), ("v1", "core-v2")])
def test_the_work_tree_is_found_whatever_it_is_called_and_whether_it_has_tags(
    name: str, tags: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / name
    tracked(written(folder, {"sub/a.toml": ""}))
    run_git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message=first")
    for tag in tags:
        run_git(folder, "tag", tag)
    checkout = open_checkout(folder / "sub")
    assert (checkout.top, checkout.tagged, everything(checkout)) == (folder, bool(tags), ("a.toml",))


def test_a_git_folder_stands_for_the_work_tree_that_it_names(tmp_path: Path) -> None:
    other = written(tmp_path / "other", {"a.toml": ""})
    tracked(written(tmp_path / "mono", {"b.toml": ""}))
    run_git(tmp_path / "mono", "config", "core.worktree", str(other))
    assert told("print(open_checkout(None).root)", tmp_path / "mono" / ".git") == [str(other)]


def test_a_path_from_the_machines_root_is_not_taken_for_one_of_the_checkouts(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", {"a.toml": "secret"}) / "a.toml"
    inside = tmp_path / "mono" / outside.relative_to("/")
    tracked(written(tmp_path / "mono", {str(inside.relative_to(tmp_path / "mono")): "own"}))
    assert "leads out" in problem(open_checkout(tmp_path / "mono"), str(outside)).message
