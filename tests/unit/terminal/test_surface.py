"""What a stream can show is read from the stream and the environment."""

from io import BytesIO, TextIOWrapper

import pytest

from primer.ports.signs import STEP, Mark
from primer.terminal.surface import Surface, surface_of


class Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def terminal(encoding: str = "utf-8") -> Terminal:
    return Terminal(BytesIO(), encoding=encoding)


def test_a_terminal_has_signs_colours_and_moves() -> None:
    environ = {"COLUMNS": "90", "LINES": "30", "TERM": "xterm"}
    assert surface_of(terminal(), environ) == Surface(90, colour=True, animated=True, height=30)


def test_a_file_has_boxes_and_nothing_else() -> None:
    file = TextIOWrapper(BytesIO(), encoding="utf-8")
    assert surface_of(file, {}) == Surface(100, boxes=True, ascii=False, colour=False, animated=False)


@pytest.mark.parametrize(
    ("environ", "colour", "animated"),
    [
        ({"NO_COLOR": "1"}, False, True),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_no_color_and_a_dumb_terminal_are_heeded(
    environ: dict[str, str], colour: bool, animated: bool
) -> None:
    surface = surface_of(terminal(), environ)
    assert (surface.colour, surface.animated) == (colour, animated)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_encoding_without_the_signs_gets_ascii(encoding: str) -> None:
    assert surface_of(terminal(encoding), {}).ascii


@pytest.mark.parametrize(("columns", "width"), [("200", 100), ("5", 20), ("0", 20), ("wide", 80)])
def test_the_width_stays_readable(columns: str, width: int) -> None:
    assert surface_of(terminal(), {"COLUMNS": columns}).width == width


def test_an_ascii_surface_writes_known_signs_in_ascii_and_escapes_the_rest() -> None:
    assert Surface(ascii=True).fit("a → b · “é”…") == 'a -> b - "\\xe9"...'


@pytest.mark.parametrize("environ", [{"PRIMER_PLAIN": "1"}, {"TERM": "dumb"}])
def test_where_words_alone_are_wanted_nothing_is_drawn_and_nothing_coloured(environ: dict[str, str]) -> None:
    surface = surface_of(terminal(), environ)
    assert (surface.plain, surface.animated, surface.colour) == (True, False, False)


def test_a_plain_surface_says_every_mark_and_every_sign_in_words() -> None:
    plain = Surface(plain=True)
    assert [plain.sign(mark) for mark in Mark] == [
        "done:",
        "you said:",
        "to do:",
        "waits:",
        "not seen:",
        "problem:",
    ]
    assert plain.fit("» Token · acme → PyPI") == "now: Token, acme to PyPI"
    assert not surface_of(terminal(), {"PRIMER_PLAIN": "0"}).plain


def test_read_aloud_an_arrow_leads_to_a_page_becomes_another_value_or_begins_what_to_do() -> None:
    plain = Surface(plain=True)
    way = STEP.join(("PyPI", "Account settings", "Add API token"))
    assert plain.fit(way) == "PyPI, then Account settings, then Add API token"
    assert plain.fit("Owner: acme-inc → acme") == "Owner: acme-inc to acme"
    assert plain.fit("→ run it again") == "next: run it again"


@pytest.mark.parametrize(
    ("environ", "is_ascii"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "C.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "POSIX"}, True),
        ({"LC_CTYPE": "en_GB.UTF-8", "LANG": "C"}, False),
        ({"LC_ALL": "C", "PYTHONUTF8": "1"}, False),
        ({}, False),
    ],
)
def test_the_locale_c_has_no_signs_though_python_would_write_them(
    environ: dict[str, str], is_ascii: bool
) -> None:
    assert surface_of(terminal(), environ).ascii == is_ascii
