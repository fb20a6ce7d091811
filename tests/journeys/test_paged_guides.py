"""`primer guide` in a window that is too low: the person's pager, or less, or neither."""

import signal
import sys
from pathlib import Path

import pytest

from emulator import CTRL_C, Emulator
from installed import need
from journeys.journey_runs import CHECKOUT, PROGRAM, Machine, new_machine
from journeys.journey_terminal import Desk
from primer.terminal.layout import as_text
from primer.terminal.prose import prose_blocks
from primer.terminal.surface import Surface

TITLE = "What happens to a token"
PAGE = (CHECKOUT / "guides" / "explanation" / "tokens.md").read_text(encoding="utf-8")
LAST = as_text(prose_blocks(PAGE, 80), Surface(80)).split()[-1]
# Says what came in, shows the first line as a pager would, and waits for a key as one does.
STAND_IN = """\
import sys
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write(sys.stdin.read())
with open(sys.argv[1], encoding="utf-8") as file:
    print(file.readline())
with open("/dev/tty") as keys:
    print("paged", flush=True)
    keys.readline()
"""


@pytest.fixture(scope="session")
def less() -> None:
    need("less")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@pytest.fixture
def stand_in(tmp_path: Path) -> str:
    """The value of PAGER; what was paged is in `paged.txt` then."""
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN)
    return f"'{sys.executable}' '{script}' '{tmp_path / 'paged.txt'}'"


@pytest.mark.usefixtures("less")
@pytest.mark.parametrize("leave", ["q", CTRL_C], ids=["q", "Ctrl-C"])
@pytest.mark.parametrize("columns", [40, 80])
def test_a_long_page_is_in_less_with_its_colours_and_is_left_calmly(
    columns: int, leave: str, machine: Machine
) -> None:
    with Desk(machine).primer("guide", "tokens", columns=columns, environ={"PAGER": "less"}) as terminal:
        terminal.wait_for("\n:")
        assert terminal.rows[0] == TITLE
        assert LAST not in terminal.text
        terminal.send(leave)
        if not terminal.ends_within(5):
            # less loses a Ctrl-C between its prompt and its reading; a person presses it again.
            terminal.send(leave)
        assert terminal.wait_for_end() == 0
    assert terminal.screen.buffer[0][0].bold
    assert "ESC" not in terminal.text
    assert "Stopped" not in terminal.text


def test_the_persons_own_pager_gets_the_page_as_wide_as_the_window(
    machine: Machine, stand_in: str, tmp_path: Path
) -> None:
    with Desk(machine).primer("guide", "tokens", columns=50, environ={"PAGER": stand_in}) as terminal:
        terminal.wait_for("paged")
        terminal.send("\r")
        assert terminal.wait_for_end() == 0
    lines = (tmp_path / "paged.txt").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1].split()[-1]) == (TITLE, LAST)
    assert "\x1b" not in "".join(lines)
    assert 40 < max(map(len, lines)) <= 50


def test_the_list_is_paged_too_and_a_page_that_fits_is_not(machine: Machine, stand_in: str) -> None:
    with Desk(machine).primer("guide", environ={"PAGER": stand_in}) as terminal:
        terminal.wait_for("paged")
        terminal.send("\r")
        assert terminal.wait_for_end() == 0
    with Desk(machine).primer("guide", "unknown-guide", environ={"PAGER": stand_in}) as terminal:
        assert terminal.wait_for_end() == 0
    assert "paged" not in terminal.text


@pytest.mark.parametrize(
    "environ",
    [
        {"PAGER": ""},
        {"PAGER": "cat"},
        {"PAGER": "no-such-pager"},
        {"PAGER": "false"},
        {"TERM": "dumb"},
        {"TERM": ""},
        {"PRIMER_PLAIN": "1"},
    ],
    ids=["empty", "cat", "missing", "failing", "dumb", "nameless", "plain"],
)
def test_without_a_pager_that_works_the_whole_page_is_written(
    environ: dict[str, str], machine: Machine, stand_in: str
) -> None:
    with Desk(machine).primer("guide", "tokens", environ={"PAGER": stand_in, **environ}) as terminal:
        assert terminal.wait_for_end() == 0
    assert (terminal.rows[0], terminal.text.split()[-1]) == (TITLE, LAST)


def test_nothing_is_paged_where_nobody_can_press_a_key(machine: Machine, stand_in: str) -> None:
    command = ["sh", "-c", '"$@" </dev/null', "sh", *PROGRAM, "guide", "tokens"]
    environ = {**machine.environ(), "PAGER": stand_in}
    terminal = Emulator(command, 100, 40, environ, machine.folder)
    assert terminal.wait_for_end() == 0
    terminal.close()
    assert (terminal.rows[0], terminal.text.split()[-1]) == (TITLE, LAST)


def test_a_pager_that_closes_at_once_is_no_mistake(machine: Machine) -> None:
    with Desk(machine).primer("guide", "problems", environ={"PAGER": "head -n 1"}) as terminal:
        assert terminal.wait_for_end() == 0
    assert terminal.text.count("\n") == 0


@pytest.mark.usefixtures("less")
def test_a_polite_kill_takes_the_pager_along(machine: Machine) -> None:
    with Desk(machine).primer("guide", "tokens", environ={"PAGER": "less"}) as terminal:
        terminal.wait_for("\n:")
        terminal.child.kill(signal.SIGTERM)
        assert terminal.wait_for_end() == 130
    assert "Stopped. Nothing was changed." in terminal.text
