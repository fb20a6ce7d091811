"""Everything a rehearsal is made of, in one block, and nothing of it afterwards."""

from pathlib import Path

import pytest

from primer.core.problem import Stop
from primer.core.secret import Secret
from primer.providers import github
from primer.registries.addresses import NPM, TESTPYPI
from primer.rehearsal.extra import require_extra
from primer.rehearsal.keyring import ThrowAwayKeyring
from primer.rehearsal.rehearsal import Rehearsal
from site_client import ask


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "mono"
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return root


def test_it_stands_on_loopback_beside_the_repository_and_leaves_nothing(folder: Path) -> None:
    with Rehearsal(folder, (TESTPYPI, NPM)) as rehearsal:
        assert [registry.name for registry in rehearsal.registries] == ["testpypi", "npm"]
        assert [registry.title for registry in rehearsal.registries] == ["TestPyPI", "npm"]
        assert all(one.upload_url.startswith("http://127.0.0.1:") for one in rehearsal.registries)
        assert [registry.trusted for registry in rehearsal.registries] == [True, True]
        assert ask(f"{rehearsal.npm_site.url}/-/ping").status == 200
        assert rehearsal.webs[github.HOST] == rehearsal.site.url == rehearsal.github_api
        assert rehearsal.loopback_only
        assert (rehearsal.checkout / "pyproject.toml").exists()
        assert not rehearsal.journal.is_relative_to(rehearsal.checkout)
        assert ask(rehearsal.release_page).status == 200
    assert not rehearsal.checkout.exists()
    assert not rehearsal.state.exists()
    assert [path.name for path in folder.iterdir()] == ["pyproject.toml"]
    for page in (rehearsal.release_page, rehearsal.npm_site.url):
        with pytest.raises(ConnectionError):
            ask(page)


def test_only_the_registries_that_are_rehearsed_are_stood_in_for(folder: Path) -> None:
    with Rehearsal(folder, (NPM,), users={"npm": "ada"}) as rehearsal:
        (only,) = rehearsal.registries
        assert (only.name, only.index_url) == ("npm", rehearsal.npm_site.url)
        assert rehearsal.npm_site.house.user == "ada"
        assert ask(rehearsal.release_page).status == 200


def test_a_folder_that_is_not_there_stops_it_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(Stop), Rehearsal(tmp_path / "nowhere"):
        pass


def test_the_keyring_says_that_it_is_thrown_away() -> None:
    keyring = ThrowAwayKeyring()
    secret = Secret("made up")
    assert keyring.title == "a throw-away keyring in memory"
    assert keyring.take("slot") is None
    keyring.fill("slot", secret)
    assert keyring.take("slot") is secret
    assert [keyring.empty("slot"), keyring.empty("slot")] == [True, False]


def test_without_the_extra_the_command_that_installs_it_is_named() -> None:
    require_extra()
    with pytest.raises(Stop) as stopped:
        require_extra("werkzeug_that_nobody_installed")
    assert stopped.value.problem.reference == "rehearsal-extra-missing"
    assert "pip install 'publish-primer[rehearse]'" in stopped.value.problem.hint
