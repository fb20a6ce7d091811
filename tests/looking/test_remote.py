"""The remote, asked of real git and real ssh."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from primer.adapters.programs.git import git as answer_of
from primer.adapters.repository.remote import REMOTES, SSH, read_remote, ssh_host
from primer.core.problem import Problem
from primer.core.repository import Remote
from primer.core.source import Source


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True)


def found(
    folder: Path, ssh: tuple[str, ...] = SSH
) -> tuple[Remote | None, tuple[Problem, ...], tuple[str, ...]]:
    return read_remote(answer_of(folder, *REMOTES), folder, ssh)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


@pytest.fixture
def ssh(tmp_path: Path) -> tuple[str, ...]:
    if shutil.which("ssh") is None:
        if os.environ.get("CI"):
            pytest.fail("ssh is not installed")
        pytest.skip("ssh is not installed")
    config = tmp_path / "ssh_config"
    config.write_text("Host work\n  HostName ssh.github.com\n  Port 443\nHost lab\n  HostName gitlab.com\n")
    return ("ssh", "-F", str(config))


def test_origin_is_read_without_its_user(repo: Path) -> None:
    git(repo, "remote", "add", "origin", "https://kim:hunter2@github.com/Acme/mono.git")
    remote, problems, notes = found(repo)
    assert remote == Remote("github.com", "Acme/mono", Source("git remote origin"))
    assert (problems, notes) == ((), ())


def test_addresses_are_rewritten_as_git_rewrites_them(repo: Path) -> None:
    git(repo, "config", "url.https://github.com/.insteadOf", "gh:")
    git(repo, "remote", "add", "origin", "gh:Acme/mono")
    remote, _, _ = found(repo)
    assert remote is not None
    assert remote.path == "Acme/mono"


def test_a_remote_that_fetches_only_a_part_is_read_like_any_other(repo: Path) -> None:
    git(repo, "remote", "add", "origin", "https://github.com/Acme/mono.git")
    git(repo, "config", "remote.origin.promisor", "true")
    git(repo, "config", "remote.origin.partialclonefilter", "blob:none")
    git(repo, "config", "remote.origin.pushurl", "https://github.com/kim/fork.git")
    remote, _, _ = found(repo)
    assert remote is not None
    assert remote.path == "Acme/mono"


def test_a_remote_without_an_address_is_none(repo: Path) -> None:
    git(repo, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    assert found(repo)[0] is None


def test_an_alias_of_ssh_is_resolved(repo: Path, ssh: tuple[str, ...]) -> None:
    git(repo, "remote", "add", "origin", "work:Acme/mono.git")
    remote, _, _ = found(repo, ssh)
    assert remote is not None
    assert (remote.host, remote.path) == ("github.com", "Acme/mono")
    assert ssh_host("lab", ssh) == "gitlab.com"
    assert ssh_host("git.example.org", ssh) == "git.example.org"


def test_a_host_is_never_taken_for_an_option(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    assert ssh_host(f"-oProxyCommand=touch {trap}") == f"-oProxyCommand=touch {trap}"
    assert not trap.exists()


def test_without_ssh_a_host_stays_as_it_is() -> None:
    assert ssh_host("work", ("no-such-program-anywhere",)) == "work"


def test_the_only_other_remote_serves_and_is_named(repo: Path) -> None:
    git(repo, "remote", "add", "upstream", "https://gitlab.com/group/sub/name.git")
    remote, _, _ = found(repo)
    assert remote == Remote("gitlab.com", "group/sub/name", Source("git remote upstream"))


def test_origin_goes_before_others(repo: Path) -> None:
    git(repo, "remote", "add", "fork", "https://github.com/kim/mono.git")
    git(repo, "remote", "add", "origin", "https://github.com/Acme/mono.git")
    remote, _, _ = found(repo)
    assert remote is not None
    assert remote.owner == "Acme"


def test_of_several_others_none_is_guessed(repo: Path) -> None:
    git(repo, "remote", "add", "b", "https://github.com/b/mono.git")
    git(repo, "remote", "add", "a", "https://github.com/a/mono.git")
    assert found(repo) == (
        None,
        (),
        ("git has no remote named origin, and more than one other: a, b",),
    )


def test_no_remote_and_a_folder_as_remote_are_notes(repo: Path) -> None:
    remote, problems, notes = found(repo)
    assert (remote, problems) == (None, ())
    assert notes == ("git has no remote here, so where the source lives is not known",)
    git(repo, "remote", "add", "origin", "/srv/git/mono.git")
    assert found(repo)[2] == ("git remote origin is no web address that people could visit",)


def test_a_folder_without_git_is_a_note(tmp_path: Path) -> None:
    remote, problems, (note,) = found(tmp_path)
    assert (remote, problems) == (None, ())
    assert note == "this folder is in no git repository, so where its source lives is not known"


def test_a_worktree_has_the_remote_of_its_repository(repo: Path, tmp_path: Path) -> None:
    git(repo, "remote", "add", "origin", "git@github.com:Acme/mono.git")
    git(repo, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x")
    git(repo, "worktree", "add", "-q", str(tmp_path / "tree"))
    remote, _, _ = found(tmp_path / "tree")
    assert remote is not None
    assert remote.path == "Acme/mono"


def test_a_server_of_ones_own_is_named_as_what_it_is(repo: Path) -> None:
    git(repo, "remote", "add", "origin", "https://github.example.org/Acme/mono.git")
    remote, problems, notes = found(repo)
    assert remote is not None
    assert problems == ()
    assert notes == ("GitHub Enterprise Server at github.example.org is no publisher PyPI knows",)


def test_a_broken_repository_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere/at/all\n")
    remote, problems, _ = found(tmp_path)
    assert remote is None
    assert [problem.reference for problem in problems] == ["git-refused"]
