"""`primer init` in a real terminal on a real Verdaccio, from where a real npm installs the placeholder."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from checkouts import tracked
from emulator import DOWN, ENTER
from journeys.journey_json import checked_plan, parsed, verdicts
from journeys.journey_runs import EXAMPLE, new_machine
from journeys.journey_terminal import Desk
from journeys.secret_hunt import in_files, in_process, in_text, needles
from journeys.stored_secrets import stored
from primer.rehearsal.pypi.site import Site
from servers.node_tools import npm
from servers.secret_service import ADDRESS, SecretService
from servers.verdaccio_fixture import Verdaccio

NAME = "@adk-sim/protos"
UP = "\x1b[A"


@dataclass(frozen=True)
class Sitting:
    """One person, one repository, a registry of npm's kind that has no page to log in on."""

    desk: Desk
    words: tuple[str, ...]
    keyring: SecretService

    def verdicts(self) -> dict[str, str]:
        """The facts of this moment."""
        done = self.desk.machine.run("--plan", *self.words, "--format", "json")
        assert done.code == 0, done.err
        return verdicts(checked_plan(parsed(done.out)))


@pytest.fixture
def sitting(tmp_path: Path, verdaccio: Verdaccio, secret_service: SecretService, site: Site) -> Sitting:
    root = tmp_path / "adk"
    shutil.copytree(EXAMPLE, root)
    with (root / "pyproject.toml").open("a") as table:
        table.write("\n[tool.primer.registries.inner]\n")
        table.write(f'upload-url = "{verdaccio.url}"\necosystem = "javascript"\n')
    tracked(root)
    machine = new_machine(tmp_path / "machine", **{ADDRESS: secret_service.environ[ADDRESS]})
    words = ("--registry", "inner", "--github-url", site.url, str(root))
    return Sitting(Desk(machine), words, secret_service)


def test_init_publishes_to_verdaccio_and_believes_its_log_out_only_when_it_is_seen(
    sitting: Sitting, verdaccio: Verdaccio, tmp_path: Path
) -> None:
    token = verdaccio.token()
    wanted = needles((token.reveal(),))
    with sitting.desk.primer("init", *sitting.words) as terminal:
        terminal.wait_for("Prime this one")
        terminal.send(ENTER)
        terminal.wait_for("Log in to inner?")
        terminal.send(ENTER)
        terminal.wait_for("no-web-log-in")
        terminal.wait_for("Paste a token instead?")
        terminal.send(UP + ENTER)
        terminal.wait_for("nothing is shown")
        terminal.paste(token.reveal())
        terminal.send(ENTER)
        terminal.wait_for("Upload them?")
        terminal.send(DOWN + ENTER)
        terminal.wait_for(f"inner shows {NAME}")
        terminal.wait_for("inner still knows the token")
        assert terminal.child.pid is not None
        assert in_process(terminal.child.pid, wanted) == []
        terminal.send("q")
        terminal.wait_for("primer cannot see whether it is gone")
        terminal.wait_for("[s] later")
        terminal.send("s")
        assert terminal.wait_for_end() == 3
        assert not in_text(terminal.raw, wanted)
    assert stored(sitting.keyring) == []
    assert in_files(sitting.desk.machine.folder, wanted) == []

    found = sitting.verdicts()
    assert found[f"claimed:inner:{NAME}"] == "done observed"
    assert found["token-revoked:inner"] == "todo"
    assert "is a placeholder" in said_by_node(verdaccio, tmp_path / "elsewhere")

    verdaccio.revoke(token)
    with sitting.desk.primer("init", *sitting.words) as terminal:
        terminal.wait_for("[d] done")
        terminal.send("d")
        assert terminal.wait_for_end() == 3
        assert "Upload them?" not in terminal.text
    assert sitting.verdicts()["token-revoked:inner"] == "done declared"


def said_by_node(verdaccio: Verdaccio, folder: Path) -> str:
    """What the package says once npm has installed it from there."""
    folder.mkdir()
    (folder / "package.json").write_text("{}")
    npm(folder, "install", f"--registry={verdaccio.url}", NAME)
    script = f"console.log(require('{NAME}'))"
    done = subprocess.run(["node", "-e", script], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout
