"""The interactive rehearsal in a real terminal: keys, refusals, Ctrl-C, narrow and plain screens."""

import os
import re
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from checkouts import written
from emulator import CTRL_C, DOWN, ENTER, Emulator
from journeys import journey_repositories as shapes
from journeys.journey_runs import new_machine
from journeys.journey_terminal import Desk, wait_for_after, wait_for_again
from primer.rehearsal.pypi import macaroons

STOPPED = "\nStopped."
PASTE = "Paste it here"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(new_machine(tmp_path / "machine"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shapes.setup_cfg(tmp_path)


def to_the_token(terminal: Emulator) -> None:
    terminal.wait_for("Prime this one")
    terminal.send(ENTER)
    terminal.wait_for("nothing is shown")


def made_token(terminal: Emulator) -> str:
    """Makes a token on the page that the wizard opens; gives what the page showed."""
    terminal.send(f"o{ENTER}")
    terminal.wait_for("? Token name")
    terminal.send(ENTER)
    terminal.wait_for("Click")
    terminal.send(ENTER)
    terminal.wait_for("Copy it now")
    wait_for_again(terminal, PASTE, 2)
    shown = terminal.text.rpartition("Copy it now.")[2].partition("?")[0]
    found = re.search(r"pypi-[\w-]+", "".join(shown.split()))
    assert found
    return found[0]


def to_the_upload(terminal: Emulator) -> None:
    to_the_token(terminal)
    terminal.paste(made_token(terminal))
    terminal.send(ENTER)
    terminal.wait_for("Upload them?")


def to_the_revocation(terminal: Emulator) -> None:
    to_the_upload(terminal)
    terminal.send(DOWN + ENTER)
    terminal.wait_for("still knows token")


def remove_token(terminal: Emulator) -> None:
    terminal.wait_for("still knows token")
    terminal.send("o")
    terminal.wait_for("Remove API token")
    terminal.wait_for("Click “Remove")
    terminal.send(ENTER)
    terminal.wait_for("no longer knows token")


def to_the_card(terminal: Emulator) -> None:
    to_the_upload(terminal)
    terminal.send(DOWN + ENTER)
    remove_token(terminal)
    terminal.wait_for("[q] leave")


def to_the_release(terminal: Emulator) -> None:
    to_the_card(terminal)
    terminal.send("o")
    terminal.wait_for("Click “Add")
    terminal.send(ENTER)
    terminal.wait_for("Publisher added")
    wait_for_after(terminal, "Publisher added", "[d] done")
    terminal.send("d")
    terminal.wait_for("of 1 releases seen")


def to_the_card_and_back(terminal: Emulator) -> None:
    """While the release is awaited: what CI shows may be wrong with the publisher."""
    terminal.send("b")
    wait_for_after(terminal, "`primer diagnose`", "[d] done")
    terminal.send("d")
    wait_for_after(terminal, "`primer diagnose`", "of 1 releases seen")


def to_the_retirement(terminal: Emulator) -> None:
    to_the_release(terminal)
    to_the_card_and_back(terminal)
    terminal.send("o")
    terminal.wait_for("Click “Push")
    terminal.send(ENTER)
    terminal.wait_for("The run succeeded")
    terminal.wait_for("yank 0.0.1")


def test_what_is_copied_in_the_rehearsal_is_on_the_persons_own_clipboard(
    desk: Desk, root: Path, tmp_path: Path
) -> None:
    clipboard, holder = tmp_path / "clipboard", tmp_path / "holder"
    # As xclip does, it leaves a process that holds the text.
    script = f'#!/bin/sh\ncat > "{clipboard}"\nsleep 60 &\necho $! > "{holder}"\n'
    tool = written(tmp_path / "tools", {"xclip": script}) / "xclip"
    tool.chmod(0o755)
    path = f"{tool.parent}:{desk.machine.environ()['PATH']}"
    with desk.primer("rehearse", str(root), environ={"PATH": path, "DISPLAY": ":0"}) as terminal:
        to_the_token(terminal)
        assert not clipboard.exists()
        terminal.send("c")
        terminal.wait_for("the name was sent to your clipboard")
        assert clipboard.read_text().startswith("primer-")
        assert clipboard.read_text() in terminal.text
        terminal.send(CTRL_C)
        terminal.wait_for("The rehearsal is over")
    # It is there to be pasted when the terminal is closed; of a process that ended no words are left.
    held_by = int(holder.read_text())
    assert Path(f"/proc/{held_by}/cmdline").read_bytes()
    os.kill(held_by, signal.SIGTERM)


def test_the_happy_path_by_keys_ends_with_everything_done_and_a_second_walk_does_nothing(
    desk: Desk, root: Path
) -> None:
    with desk.primer("rehearse", str(root)) as terminal:
        to_the_retirement(terminal)
        terminal.send("o")
        terminal.wait_for("» Yank 0.0.1")
        terminal.send(ENTER)
        terminal.wait_for("Reason (optional)")
        terminal.send(ENTER)
        terminal.wait_for("Click “Yank")
        terminal.send(ENTER)
        terminal.wait_for("Release yanked")
        terminal.send("d")
        assert terminal.wait_for_end() == 0
        assert "Everything is done; nothing was changed." in terminal.text
        assert terminal.text.count("Upload them?") == 1
    assert desk.pages == [], "its pages are shown in the terminal, none is opened in a browser"
    assert desk.machine.connections == ""
    assert not desk.machine.state.exists()


@pytest.mark.parametrize(
    "place",
    [
        lambda terminal: terminal.wait_for("Prime this one"),
        to_the_token,
        to_the_upload,
        to_the_revocation,
        to_the_card,
        to_the_release,
        to_the_retirement,
    ],
    ids=["prime", "token", "upload", "revocation", "card", "release", "retirement"],
)
def test_ctrl_c_leaves_at_every_question(place: Callable[[Emulator], None], desk: Desk, root: Path) -> None:
    with desk.primer("rehearse", str(root)) as terminal:
        place(terminal)
        terminal.send(CTRL_C)
        assert terminal.wait_for_end() == 130
        assert STOPPED in terminal.text
        assert "Traceback" not in terminal.text


def test_a_declined_upload_is_followed_by_the_revocation_and_nothing_is_uploaded(
    desk: Desk, root: Path
) -> None:
    with desk.primer("rehearse", str(root)) as terminal:
        to_the_upload(terminal)
        terminal.send(ENTER)
        remove_token(terminal)
        assert terminal.wait_for_end() == 3
        assert "sdist" not in terminal.text
        assert "claimed of journey-solo: upload placeholder" in terminal.text.rpartition("Still to come")[2]


def test_what_would_be_uploaded_can_be_looked_at_before_the_yes(desk: Desk, root: Path) -> None:
    with desk.primer("rehearse", str(root)) as terminal:
        to_the_upload(terminal)
        before = terminal.text.count("PKG-INFO")
        terminal.send(DOWN + DOWN + ENTER)
        wait_for_again(terminal, "PKG-INFO", before + 1)
        wait_for_again(terminal, "Upload them?", 2)


def wrong_tokens(real: str) -> Mapping[str, str]:
    """Tokens that cannot serve, by the problem that says why."""
    opened = macaroons.read(real)
    assert opened is not None
    here, user = opened.location, '[3,"made-up"]'

    def minted(location: str, *caveats: str) -> str:
        return macaroons.mint(location, "00000000-0000-4000-8000-000000000000", b"made up", caveats)

    past = int(time.time()) - 60
    return {
        "malformed-token": "hunter2 is not a token",
        "wrong-registry-token": minted("test.pypi.org", user),
        "expired-token": minted(here, user, f"[0,{past},{past - 60}]"),
        "project-scoped-token": minted(here, '[1,["other"]]', '[2,["made-up"]]'),
        "dead-token": minted(here, user),
    }


def test_a_token_that_cannot_serve_is_explained_and_asked_for_again(desk: Desk, root: Path) -> None:
    with desk.primer("rehearse", str(root)) as terminal:
        to_the_token(terminal)
        real = made_token(terminal)
        for count, (reference, token) in enumerate(wrong_tokens(real).items(), start=3):
            terminal.paste(token)
            terminal.send(ENTER)
            wait_for_again(terminal, PASTE, count)
            assert reference in terminal.text
        assert "hunter2" not in terminal.text
        terminal.paste(f"  {real}  \n")
        terminal.send(ENTER)
        terminal.wait_for("narrowed to 1 name")


@pytest.mark.parametrize(
    ("columns", "environ"),
    [(40, {}), (100, {"NO_COLOR": "1"}), (80, {"TERM": "dumb"})],
    ids=["narrow", "no colour", "dumb"],
)
def test_narrow_and_plain_terminals_show_all_of_it(
    columns: int, environ: Mapping[str, str], desk: Desk, root: Path
) -> None:
    with desk.primer("rehearse", str(root), columns=columns, environ=environ) as terminal:
        terminal.wait_for("Prime this one")
        terminal.wait_for("not now")
        assert "journey-solo" in terminal.text
        assert max(map(len, terminal.rows)) <= columns
        if "NO_COLOR" in environ or "TERM" in environ:
            assert not re.search(rb"\x1b\[[0-9;]*3[1-7]m", terminal.raw)
        terminal.send(ENTER)
        if columns == 40:
            terminal.wait_for("[space] more")
            terminal.send(" ")
        terminal.wait_for("nothing is")
        terminal.send(CTRL_C)
        assert terminal.wait_for_end() == 130
