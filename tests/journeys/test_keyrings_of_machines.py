"""Machines whose keyring is missing, locked, plain text, or fails: said before a token is asked for."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from checkouts import written
from journeys.stored_secrets import stored
from journeys.wizard_runs import REAL, Ended, Files, Forks, deadly_site, forks
from servers.secret_service import SecretService, need_programs, running

PLAIN = """\
from keyring.backend import KeyringBackend
class PlaintextKeyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username):
        raise AssertionError("a plain file was asked")
    set_password = delete_password = get_password
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Wizards on a machine without any secret service, where the plain-text keyrings are installed."""
    folder = tmp_path_factory.mktemp("bare")
    written(folder, {"keyrings/alt/file.py": PLAIN})
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environ: Mapping[str, str] = {
        **kept,
        "HOME": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    with forks(environ, folder) as started:
        yield started


KEYRINGS = {
    "keyring.backends.fail.Keyring": "no-keyring",
    "keyring.backends.null.Keyring": "no-keyring",
    "keyrings.alt.file.PlaintextKeyring": "plain-text-keyring",
    "nowhere.at.all.Keyring": "no-keyring",
}


def never_asked(ended: Ended) -> None:
    assert "Paste it here" not in ended.screen
    assert "Add API token" not in ended.screen


@pytest.mark.parametrize("keyring", KEYRINGS)
def test_without_a_keyring_that_encrypts_no_token_is_asked_for(
    keyring: str, bare: Forks, repository: Path, built: Files, tmp_path: Path
) -> None:
    with deadly_site(built) as site:
        ended = bare.run(repository, site, tmp_path, keyring=keyring)
        assert (ended.outcome["code"], ended.outcome["problems"]) == (1, [KEYRINGS[keyring]])
        assert f"{KEYRINGS[keyring]}" in ended.screen
        assert "Traceback" not in ended.spoken
        never_asked(ended)
        assert site.house.tokens.live() == ()
        assert site.seen["upload"] == 0


def test_a_locked_keyring_is_said_before_a_token_is_asked_for(
    locked_service: SecretService, repository: Path, built: Files, tmp_path: Path
) -> None:
    with forks(locked_service.environ) as wizards, deadly_site(built) as site:
        ended = wizards.run(repository, site, tmp_path / "home")
        assert (ended.outcome["code"], ended.outcome["problems"]) == (1, ["locked-keyring"])
        never_asked(ended)


@pytest.mark.parametrize("keyring", ["keyring.backends.fail.Keyring", REAL, "nowhere.at.all.Keyring"])
def test_what_needs_no_token_needs_no_keyring(
    keyring: str, wizards: Forks, bare: Forks, repository: Path, built: Files, tmp_path: Path
) -> None:
    """Killed when its token was erased: the rest is revoking, registering and confirming."""
    with deadly_site(built) as site:
        killed = wizards.run(repository, site, tmp_path, kind="journal", at="7")
        assert killed.killed
        assert site.stored == (4, 4)
        (tmp_path / "out" / "screen.txt").unlink()
        cleared = wizards.run(repository, site, tmp_path, kind="screen", at="1")
        assert cleared.killed
        ended = bare.run(repository, site, tmp_path, keyring=keyring)
        assert (ended.outcome.get("code"), ended.outcome["problems"]) == (0, [])
        assert ended.open_facts() == []


def test_a_left_over_out_of_reach_is_named_and_its_token_is_revoked_all_the_same(
    wizards: Forks, bare: Forks, repository: Path, built: Files, secret_service: SecretService, tmp_path: Path
) -> None:
    with deadly_site(built) as site:
        assert wizards.run(repository, site, tmp_path, kind="journal", at="7").killed
        assert len(stored(secret_service)) == 1
        ended = bare.run(repository, site, tmp_path, keyring="keyring.backends.fail.Keyring")
        assert (ended.outcome["code"], ended.outcome["problems"]) == (1, ["token-left-in-keyring"])
        assert ended.open_facts() == []
        assert site.house.tokens.live() == ()
        again = wizards.run(repository, site, tmp_path)
        assert (again.outcome["code"], stored(secret_service)) == (0, [])


def test_a_token_that_cannot_be_erased_is_named_with_the_way_to_remove_it(
    repository: Path, built: Files, tmp_path: Path
) -> None:
    need_programs()
    (tmp_path / "keyring").mkdir()
    with running(tmp_path / "keyring", "made-up") as service, forks(service.environ) as wizards:
        with deadly_site(built) as site:
            site.on_upload = lambda _: service.die()
            ended = wizards.run(repository, site, tmp_path / "home")
        assert ended.outcome["code"] == 1
        assert ended.outcome["problems"] == ["token-left-in-keyring"]
        assert "secret-tool clear service publish-primer" in ended.screen.replace("\n    ", " ")
        assert "Traceback" not in ended.spoken


def test_the_real_keyring_is_empty_when_all_is_done(
    wizards: Forks, repository: Path, built: Files, secret_service: SecretService, tmp_path: Path
) -> None:
    with deadly_site(built) as site:
        assert wizards.run(repository, site, tmp_path).outcome["code"] == 0
        assert stored(secret_service) == []
