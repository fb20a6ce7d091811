"""What is shown of something under way, where rows can be drawn over and where not."""

import sys
import threading
from collections.abc import Callable
from io import StringIO
from types import FrameType

import pytest

from primer.terminal.activity import Pace, active, aside
from primer.terminal.surface import Surface

PAPER, WINDOW = Surface(80, boxes=True), Surface(80, animated=True)
AT_ONCE = Pace(0.0, 0.001, 0.0, 60.0)
SOON = 5.0
"""Seconds that are waited at most."""


class Paper(StringIO):
    """Knows when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def write(self, text: str) -> int:
        count = super().write(text)
        self.written.set()
        return count


def after(surface: Surface, act: Callable[[Paper], None]) -> str:
    paper = Paper()
    with active("looking at PyPI", paper, lambda: surface, AT_ONCE):
        act(paper)
    return paper.getvalue()


def waits(paper: Paper) -> None:
    assert paper.written.wait(SOON)


def test_on_paper_it_is_a_line_every_so_often() -> None:
    text = after(PAPER, waits)
    assert text.startswith("  looking at PyPI · ")
    assert text.endswith(" s so far\n")


def test_in_a_window_it_is_one_row_that_is_taken_back_at_the_end() -> None:
    text = after(WINDOW, waits)
    assert "looking at PyPI" in text
    assert text.endswith("\r\x1b[J")
    assert "\n" not in text


def test_it_steps_aside_for_what_is_said_meanwhile() -> None:
    def says(paper: Paper) -> None:
        waits(paper)
        with aside():
            paper.write("said\n")

    assert "\r\x1b[Jsaid\n" in after(WINDOW, says)


def test_what_is_under_way_within_something_else_is_a_part_of_it() -> None:
    inner = Paper()

    def nests(paper: Paper) -> None:
        with active("inside", inner, lambda: PAPER, AT_ONCE) as reach:
            reach(1, 2)
            waits(paper)

    after(PAPER, nests)
    assert inner.getvalue() == ""


def test_another_thread_shows_nothing_since_a_prompt_may_own_the_terminal() -> None:
    shown: list[str] = []
    thread = threading.Thread(target=lambda: shown.append(after(PAPER, lambda _: None)))
    thread.start()
    thread.join()
    assert shown == [""]


def test_what_is_over_at_once_is_not_shown() -> None:
    paper = Paper()
    with active("looking at PyPI", paper, lambda: WINDOW):
        pass
    assert paper.getvalue() == ""


def test_where_nobody_hears_any_more_it_is_silent() -> None:
    paper = Paper()
    with active("looking at PyPI", paper, lambda: PAPER, AT_ONCE):
        paper.close()
    assert paper.closed


def pressed_in_start(frame: FrameType, event: str, _said: object) -> None:
    """Ctrl-C at the moment in which a thread is waited for to be there."""
    if (event, frame.f_code) == ("call", threading.Thread.start.__code__):
        raise KeyboardInterrupt


def test_ctrl_c_while_it_is_being_started_is_nothing_but_ctrl_c() -> None:
    sys.setprofile(pressed_in_start)
    try:
        with pytest.raises(KeyboardInterrupt), active("looking at PyPI", Paper(), lambda: PAPER):
            pass
    finally:
        sys.setprofile(None)
    assert after(PAPER, waits).startswith("  looking at PyPI"), "the next one is shown again"
