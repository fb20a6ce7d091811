"""What a stream can show is read from the stream and the environment."""

from io import BytesIO, TextIOWrapper

import pytest

from primer.terminal.surface import Surface, surface_of


class Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def terminal(encoding: str = "utf-8") -> Terminal:
    return Terminal(BytesIO(), encoding=encoding)


def test_a_terminal_has_signs_colours_and_moves() -> None:
    assert surface_of(terminal(), {"COLUMNS": "90", "TERM": "xterm"}) == Surface(
        90, boxes=False, ascii=False, colour=True, animated=True
    )


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
