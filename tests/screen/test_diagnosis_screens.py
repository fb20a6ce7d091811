"""A diagnosis' whole page: on wide paper, in 40 columns, in ASCII; the expected ones stand in `expected/`."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from primer.core.diagnosis import Cause, Difference, Evidence
from primer.diagnosis.diagnose import explained
from primer.diagnosis.ending import last_error
from primer.diagnosis.planned import Grounds
from primer.diagnosis.scan import scanned
from primer.registries.addresses import PYPI
from primer.registries.known import known
from primer.terminal.diagnosis_page import diagnosis_blocks
from primer.terminal.lines import Blocks
from primer.terminal.surface import Surface
from screen.painted import captured

EXPECTED = Path(__file__).parent / "expected"
SURFACES: Mapping[str, Surface] = {
    "wide": Surface(98, boxes=True),
    "plain-40": Surface(40),
    "ascii-80": Surface(80, ascii=True),
}
UPLOAD = "ERROR    HTTPError: {} from https://upload.pypi.org/legacy/\n         {}\n"
TWO_JOBS = (
    UPLOAD.format("400 Bad Request", "File already exists ('acme_core-0.2.0.tar.gz').")
    + UPLOAD.format("429 Too Many Requests", "Too many new projects created")
    + "Uploading acme_core-0.2.0.tar.gz\nERROR: No matching distribution found for acme-core==0.2.0\n"
)


def page(log: str) -> Blocks:
    scan = scanned(enumerate(log.splitlines(), 1))
    return diagnosis_blocks(
        explained(scan, Grounds(None, PYPI, known())), last_error(scan.ending), scan.lines
    )


def diagnosis_differs() -> Blocks:
    """A field that differs, with the form that is to be filled in."""
    cause = Cause(
        "invalid-publisher",
        Evidence(214, "* `invalid-publisher`: valid token, but no corresponding publisher"),
        "add `environment: pypi` to the publishing job, or register the publisher without one",
        Difference("environment", "", "pypi"),
        "https://pypi.org/manage/project/acme-core/settings/publishing/?provider=github&owner=Acme",
    )
    return diagnosis_blocks([cause], None, 300)


def diagnosis_ranked() -> Blocks:
    """What ended the run, what it survived, and what only follows."""
    return page(TWO_JOBS)


def diagnosis_unknown() -> Blocks:
    """A failure that is none of these."""
    return page("12 passed, 1 failed\n##[error]Process completed with exit code 1.\n")


def diagnosis_empty() -> Blocks:
    """A log without a line."""
    return page("")


SCREENS = (diagnosis_differs, diagnosis_ranked, diagnosis_unknown, diagnosis_empty)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_whole_page_is_as_expected(screen: Callable[[], Blocks], surface: str) -> None:
    expected = (EXPECTED / f"{screen.__name__}.{surface}.txt").read_text("utf-8")
    assert captured(screen(), SURFACES[surface]) == expected


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_a_diagnosis_fits_a_narrow_window_and_an_ascii_stream(screen: Callable[[], Blocks]) -> None:
    for line in captured(screen(), Surface(40)).splitlines():
        assert len(line) <= 40 or len(line.split()) <= 2
    assert captured(screen(), Surface(80, ascii=True)).isascii()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_without_colour_no_word_is_missing(screen: Callable[[], Blocks]) -> None:
    coloured = captured(screen(), Surface(80, colour=True))
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == captured(screen(), Surface(80))


def test_what_a_log_says_cannot_act_on_the_terminal() -> None:
    hostile = UPLOAD.format("400 Bad Request", "\x1b[2J\u202e\x07 File already exists (acme)")
    text = captured(page(hostile), Surface(80))
    assert "File already exists" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
