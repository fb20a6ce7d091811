"""What is said of something under way, at any moment of it."""

from primer.terminal.pulse import Pulse
from primer.terminal.surface import Surface

WORDS = "looking at PyPI and npm"


def test_before_anything_came_back_the_time_is_told() -> None:
    assert Pulse(WORDS, 0).line(2, Surface(80)) == "looking at PyPI and npm · 2 s so far"


def test_once_something_came_back_how_far_how_long_still_and_how_fast() -> None:
    pulse = Pulse(WORDS, 0)
    for place in range(1, 21):
        pulse.reach(place, 100, place / 10)
    assert pulse.line(2.1, Surface(80)) == (
        "looking at PyPI and npm · 20 of 100 · 8 s left · 10.0 a second · 2 s so far"
    )


def test_what_does_not_fit_into_one_row_is_left_out_from_the_end() -> None:
    pulse = Pulse(WORDS, 0)
    pulse.reach(1, 100, 0)
    assert pulse.line(5, Surface(40)) == "looking at PyPI and npm · 1 of 100"
    assert pulse.line(5, Surface(20)) == "looking at Py..."
    assert len(pulse.drawn(5, Surface(40))) <= 40


def test_another_whole_is_another_part_with_a_rate_of_its_own() -> None:
    pulse = Pulse(WORDS, 0)
    pulse.reach(4, 4, 1)
    pulse.reach(1, 30, 1.5)
    pulse.reach(11, 30, 3.5)
    assert pulse.line(3.5, Surface(80)) == (
        "looking at PyPI and npm · 11 of 30 · 3 s left · 5.5 a second · 4 s so far"
    )


def test_when_nothing_moves_that_is_said_and_how_to_leave() -> None:
    pulse = Pulse(WORDS, 0)
    pulse.reach(3, 10, 1)
    assert pulse.line(20, Surface(80)) == (
        "looking at PyPI and npm · 3 of 10 · nothing new for 19 s, Ctrl-C leaves"
    )


def test_on_an_ascii_terminal_it_turns_in_ascii_and_read_aloud_it_has_no_signs() -> None:
    assert Pulse(WORDS, 0).drawn(2, Surface(80, ascii=True)).isascii()
    assert Pulse(WORDS, 0).line(2, Surface(80, plain=True)) == "looking at PyPI and npm, 2 s so far"
