"""`primer init` in a real terminal, on real indexes, with a real keyring, as far as those servers can."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checkouts import tracked
from emulator import CTRL_C, DOWN, ENTER, Emulator
from journeys.journey_json import Row, checked_plan, parsed, rows, verdicts
from journeys.journey_runs import EXAMPLE, new_machine
from journeys.journey_terminal import Desk
from journeys.stored_secrets import stored
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.rehearsal.pypi.site import Site
from servers.devpi_fixture import Devpi
from servers.pypiserver_fixture import PypiServer
from servers.secret_service import ADDRESS, SecretService

NAMES = ("adk-sim-protos", "adk-sim-testing", "adk-agent-sim", "adk-sim-server")


@dataclass(frozen=True)
class Index:
    """A real index; `narrows` is whether its tokens can be narrowed."""

    registry: Registry
    token: Callable[[], Secret]
    revoke: Callable[[Secret], None]
    narrows: bool

    @property
    def calls_it(self) -> str:
        """How a person reads of its token, up to the identifier or the hour."""
        return "token " if self.narrows else "the password used "


@dataclass(frozen=True)
class Sitting:
    """One person, one repository, one index."""

    desk: Desk
    root: Path
    index: Index
    words: tuple[str, ...]
    keyring: SecretService

    def plan(self) -> Row:
        """The plan of this moment."""
        done = self.desk.machine.run("--plan", *self.words, "--format", "json")
        assert done.code == 0, done.err
        return checked_plan(parsed(done.out))


@pytest.fixture
def index(request: pytest.FixtureRequest) -> Index:
    found: object = request.getfixturevalue(request.param)
    if isinstance(found, Devpi):
        return Index(found.registry, found.token, found.revoke, narrows=True)
    assert isinstance(found, PypiServer)
    return Index(found.registry, found.token, found.revoke, narrows=False)


@pytest.fixture
def sitting(tmp_path: Path, index: Index, secret_service: SecretService, site: Site) -> Sitting:
    root = tmp_path / "adk"
    shutil.copytree(EXAMPLE, root)
    with (root / "pyproject.toml").open("a") as table:
        table.write(
            "\n[tool.primer.registries.internal]\n"
            f'upload-url = "{index.registry.upload_url}"\n'
            f'index-url = "{index.registry.index_url}"\n'
            f'web-url = "{index.registry.web_url}"\n'
        )
    tracked(root)
    machine = new_machine(tmp_path / "machine", **{ADDRESS: secret_service.environ[ADDRESS]})
    words = ("--registry", "internal", "--github-url", site.url, str(root))
    return Sitting(Desk(machine), root, index, words, secret_service)


def to_the_upload(terminal: Emulator, token: Secret) -> None:
    """Everything up to the last word before what cannot be undone."""
    terminal.wait_for("Prime these 4")
    terminal.send(ENTER)
    terminal.wait_for("nothing is shown")
    terminal.paste(token.reveal())
    terminal.send(ENTER)
    terminal.wait_for("Upload them?")


def installed(sitting: Sitting, into: Path) -> dict[str, str]:
    """What `python -m` of each placeholder says once pip has installed it from the index."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-cache-dir", "--target"]
    wanted = [f"{name}==0.0.1" for name in NAMES]
    source = ["--index-url", sitting.index.registry.index_url, "--disable-pip-version-check"]
    environ = {**sitting.desk.machine.environ(), "PYTHONPATH": str(into), "PIP_CONFIG_FILE": "/dev/null"}
    subprocess.run([*pip, str(into), *source, *wanted], env=environ, check=True, capture_output=True)
    modules = [name.replace("-", "_") for name in NAMES]
    return {
        module: subprocess.run(
            [sys.executable, "-m", module], env=environ, check=True, capture_output=True, text=True
        ).stdout
        for module in modules
    }


@pytest.mark.parametrize("index", ["pypiserver", "devpi"], indirect=True)
def test_init_primes_and_revokes_on_a_real_index_and_a_second_run_does_nothing(
    sitting: Sitting, tmp_path: Path
) -> None:
    token = sitting.index.token()
    with sitting.desk.primer("init", *sitting.words) as terminal:
        to_the_upload(terminal, token)
        terminal.send(DOWN + ENTER)
        terminal.wait_for(f"still knows {sitting.index.calls_it}")
        assert ("narrowed to 4 names" in terminal.text) == sitting.index.narrows
        if sitting.index.narrows:
            assert stored(sitting.keyring) == []
        terminal.send("o")
        sitting.index.revoke(token)
        terminal.wait_for(f"internal no longer knows {sitting.index.calls_it}")
        assert terminal.wait_for_end() == 3
        assert token.reveal().encode() not in terminal.raw
    assert len(sitting.desk.pages) == 1
    assert stored(sitting.keyring) == []
    journal = "".join(file.read_text() for file in sitting.desk.machine.state.rglob("*.jsonl"))
    assert journal
    assert token.reveal() not in journal

    said = installed(sitting, tmp_path / "site")
    assert all("github.com/Acme-Labs/adk-agent-sim" in words for words in said.values())

    before = sitting.plan()
    found = verdicts(before)
    assert {name: found[f"claimed:internal:{name}"] for name in NAMES} == dict.fromkeys(
        NAMES, "done observed"
    )
    assert found["token-revoked:internal"] == "done observed"
    assert found["no-stored-tokens"] == "done observed"
    assert found["no-tokens-on-github"] == "unseen"
    with sitting.desk.primer("init", *sitting.words) as terminal:
        assert terminal.wait_for_end() == 3
        assert "nothing was changed" in terminal.text
        assert "Upload them" not in terminal.text
        assert "nothing is shown" not in terminal.text
    assert verdicts(sitting.plan()) == found
    assert journal == "".join(file.read_text() for file in sitting.desk.machine.state.rglob("*.jsonl"))

    report = tmp_path / "report.md"
    confirmed = sitting.desk.machine.run("confirm", *sitting.words, "--report", str(report))
    assert confirmed.code == 3
    assert "token revoked" in confirmed.out
    assert "Traceback" not in confirmed.err
    (used,) = rows(before["tokens"])
    assert str(used["called"]).startswith(sitting.index.calls_it)
    assert f'"token_id":"{used["id"]}"' in journal
    named = used["id"] if sitting.index.narrows else used["called"]
    assert f"{named} " in report.read_text()
    assert sitting.index.narrows or str(used["id"]) not in confirmed.out + report.read_text()


@pytest.mark.parametrize("index", ["pypiserver"], indirect=True)
def test_a_declined_upload_still_ends_with_the_token_revoked(sitting: Sitting) -> None:
    token = sitting.index.token()
    with sitting.desk.primer("init", *sitting.words) as terminal:
        to_the_upload(terminal, token)
        terminal.send(ENTER)
        terminal.wait_for(f"still knows {sitting.index.calls_it}")
        sitting.index.revoke(token)
        terminal.wait_for(f"internal no longer knows {sitting.index.calls_it}")
        assert terminal.wait_for_end() == 3
    assert stored(sitting.keyring) == []
    found = verdicts(sitting.plan())
    assert {found[f"claimed:internal:{name}"] for name in NAMES} == {"todo"}


@pytest.mark.parametrize("index", ["pypiserver"], indirect=True)
def test_ctrl_c_at_the_last_question_empties_the_keyring_and_another_run_goes_on(sitting: Sitting) -> None:
    token = sitting.index.token()
    with sitting.desk.primer("init", *sitting.words) as terminal:
        to_the_upload(terminal, token)
        assert stored(sitting.keyring) != []
        terminal.send(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert stored(sitting.keyring) == []
    assert {verdicts(sitting.plan())[f"claimed:internal:{name}"] for name in NAMES} == {"todo"}
    with sitting.desk.primer("init", *sitting.words) as terminal:
        terminal.wait_for("where this token can be removed")
        terminal.wait_for("[d] done")
        sitting.index.revoke(token)
        terminal.send("d")
        to_the_upload(terminal, sitting.index.token())
