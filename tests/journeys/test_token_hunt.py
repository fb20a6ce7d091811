"""The token is in the keyring and on the wire, and nowhere else: checked by looking while it is used."""

import secrets
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from checkouts import tracked, written
from emulator import CTRL_C, DOWN, ENTER
from journeys.deadly_site import DeadlySite
from journeys.journey_runs import new_machine
from journeys.journey_terminal import Desk
from journeys.secret_hunt import in_files, in_process, in_text, needles
from journeys.stored_secrets import stored
from journeys.wizard_runs import Ended, Files, Forks, deadly_site, forks
from servers.secret_service import ADDRESS, SecretService

Found = list[str]


@pytest.fixture(scope="module")
def running_tidy(
    running_service: SecretService, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Forks, Path]]:
    folder = tmp_path_factory.mktemp("temporary")
    with forks({**running_service.environ, "TMPDIR": str(folder)}) as started:
        yield started, folder


@pytest.fixture
def tidy(
    running_tidy: tuple[Forks, Path],
    secret_service: SecretService,  # noqa: ARG001 - it lives
) -> tuple[Forks, Path]:
    """Wizards with a temporary folder of their own, on a keyring that lives."""
    return running_tidy


def test_the_hunt_finds_a_token_where_there_is_one(tmp_path: Path) -> None:
    token = "pypi" + "-" + secrets.token_urlsafe(90)
    wanted = needles([token])
    header = b64encode(f"__token__:{token}".encode())
    (tmp_path / "plain").write_text(f"x{token}x")
    (tmp_path / "header").write_bytes(b"Authorization: Basic " + header)
    (tmp_path / "other").write_text(token[:-40])
    assert in_files(tmp_path, wanted) == [str(tmp_path / "header"), str(tmp_path / "plain")]
    environ = {"TOKEN": token, "PATH": "/usr/bin:/bin"}
    program = [sys.executable, "-c", "import time; print(flush=True); time.sleep(60)"]
    with (
        (tmp_path / "plain").open() as file,
        subprocess.Popen(program, env=environ, stdin=file, stdout=PIPE) as child,
    ):
        assert child.stdout
        # Only what has spoken runs with its own environment: before that, the kernel may show none.
        child.stdout.readline()
        found = in_process(child.pid, wanted)
        child.kill()
    assert found[:2] == ["environ", f"open file {tmp_path / 'plain'}"]


def hunted(site: DeadlySite, found: Found, *folders: Path) -> None:
    """From now on every upload is the occasion to look at the process and its files."""

    def look(pid: int) -> None:
        wanted = needles(site.tokens)
        found.extend(in_process(pid, wanted))
        for folder in folders:
            found.extend(in_files(folder, wanted))

    site.on_upload = look


def everywhere(ended: Ended, site: DeadlySite, *folders: Path) -> Found:
    wanted = needles(site.tokens)
    assert site.shown
    assert ended.spoken
    return [file for folder in folders for file in in_files(folder, wanted)]


@pytest.mark.parametrize("verbose", ["no", "yes"])
def test_during_a_whole_run_and_after_it_no_token_is_anywhere_else(
    verbose: str,
    tidy: tuple[Forks, Path],
    repository: Path,
    built: Files,
    secret_service: SecretService,
    tmp_path: Path,
) -> None:
    wizards, temporary = tidy
    folders = (tmp_path, repository, temporary, secret_service.home)
    found: Found = []
    with deadly_site(built) as site:
        hunted(site, found, *folders)
        ended = wizards.run(repository, site, tmp_path, verbose=verbose)
        assert ended.open_facts() == []
        assert ("DEBUG" in ended.spoken) is (verbose == "yes")
        assert found + everywhere(ended, site, *folders) == []
        assert list(temporary.iterdir()) == []


BUGS = ("narrowed to", "uploading", "no longer knows", "you said so")


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_leaves_a_log_without_the_token_and_an_empty_keyring(
    bug: str,
    tidy: tuple[Forks, Path],
    repository: Path,
    built: Files,
    secret_service: SecretService,
    tmp_path: Path,
) -> None:
    wizards, temporary = tidy
    with deadly_site(built) as site:
        ended = wizards.run(repository, site, tmp_path, bug=bug, verbose="yes")
        assert ended.outcome["code"] == 70
        logs = list(tmp_path.rglob("crash-*.log"))
        assert len(logs) == 1
        assert "made to fail" in logs[0].read_text()
        wanted = needles(site.tokens)
        assert [file for one in (tmp_path, temporary, repository) for file in in_files(one, wanted)] == []
        assert stored(secret_service) == []
        again = wizards.run(repository, site, tmp_path)
        assert again.open_facts() == []


@pytest.mark.parametrize("at", ["1", "3", "5"])
def test_a_killed_run_leaves_the_token_in_the_keyring_alone(
    at: str, tidy: tuple[Forks, Path], repository: Path, built: Files, tmp_path: Path
) -> None:
    wizards, temporary = tidy
    with deadly_site(built) as site:
        killed = wizards.run(repository, site, tmp_path, kind="journal", at=at, verbose="yes")
        assert killed.killed
        assert everywhere(killed, site, tmp_path, repository, temporary) == []
        assert wizards.run(repository, site, tmp_path).open_facts() == []


def test_the_command_itself_shows_no_token_in_a_terminal(
    secret_service: SecretService, built: Files, tmp_path: Path
) -> None:
    machine = new_machine(tmp_path / "machine", **{ADDRESS: secret_service.environ[ADDRESS]})
    found: Found = []
    with deadly_site(built) as site:
        table = (
            f'[tool.primer.registries.internal]\nupload-url = "{site.url}/legacy/"\n'
            f'index-url = "{site.url}/simple"\n'
        )
        manifest = f"[project]\nname = 'solo-x'\nversion = '1'\n{table}"
        root = tracked(written(tmp_path / "solo", {"pyproject.toml": manifest}))
        _, token = site.house.tokens.issue("by hand")
        site.shown.append(token)
        command = ("init", "--registry", "internal", "--github-url", site.url, "--verbose")
        answers = ("--owner", "acme", "--repository", "solo", "--workflow", "p.yaml", "--environment", "pypi")
        with Desk(machine).primer(*command, *answers, str(root)) as terminal:
            hunted(site, found, tmp_path, Path(tempfile.gettempdir()) / "primer")
            assert terminal.child.pid is not None
            site.victim = terminal.child.pid
            terminal.wait_for("Prime")
            terminal.send(ENTER)
            terminal.wait_for("nothing is shown")
            terminal.paste(token)
            terminal.send(ENTER)
            terminal.wait_for("Upload them?")
            found += in_process(site.victim, needles(site.tokens))
            terminal.send(DOWN + ENTER)
            terminal.wait_for("5 of 7")
            terminal.send("q")
            terminal.send(CTRL_C)
            terminal.wait_for_end()
        wanted = needles(site.tokens)
        assert len(site.passwords) == 2
        assert token not in site.passwords
        assert not in_text(terminal.raw, wanted)
        assert found + in_files(tmp_path, wanted) == []
        assert stored(secret_service) == []
