"""A check's whole page: on wide paper, in 40 columns, in ASCII; the expected ones stand in `expected/`."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from checked import checked
from primer.core.finding import Finding, Severity
from primer.core.source import Source
from primer.terminal.findings_page import findings_blocks
from primer.terminal.lines import Blocks
from primer.terminal.surface import Surface
from screen.painted import captured

EXPECTED = Path(__file__).parent / "expected"
SURFACES: Mapping[str, Surface] = {
    "wide": Surface(98, boxes=True),
    "plain-40": Surface(40),
    "ascii-80": Surface(80, ascii=True),
}
BAD = """\
on: [push, pull_request_target]
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: pypa/gh-action-pypi-publish@7f25271a4aa483500f742f9492b2ab5648d61011 # v1.12.4
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}
"""
FILE = ".github/workflows/publish.yaml"
ZIZMORS = (
    Finding(
        "zizmor/artipacked",
        Source(FILE, 6),
        Severity.WARNING,
        "credential persistence through GitHub Actions artifacts: does not set persist-credentials: false",
        "read https://docs.zizmor.sh/audits/#artipacked",
    ),
    Finding(
        "zizmor/anonymous-definition", Source(FILE, 3), Severity.WARNING, "workflow without a name", "read"
    ),
    Finding("zizmor/undocumented-permissions", Source(FILE, 1), Severity.WARNING, "why", "read"),
    Finding("zizmor/undocumented-permissions", Source(FILE, 4), Severity.WARNING, "why", "read"),
    Finding("zizmor/template-injection", Source(FILE, 8), Severity.ERROR, "code injection", "read"),
)
PIPELINE = "publish:\n  environment: pypi\n  script:\n    - hatch publish\n"


def findings_many() -> Blocks:
    """Errors and warnings of two files and of zizmor, a clean one, and what could not be looked at."""
    found = checked(BAD, others={".gitlab-ci.yml": PIPELINE}).findings
    every = sorted((*found, *ZIZMORS), key=lambda one: (one.source.where, one.source.line or 0))
    return findings_blocks(every, [FILE, ".github/workflows/docs.yaml"], ["gh is not installed"])


def findings_one() -> Blocks:
    """A single error that is mended without a question."""
    step = "      - uses: pypa/gh-action-pypi-publish@a892a5a61159132606e93a2fa6f4358831b04d26 # v1.14.2\n"
    head = (
        "on: push\njobs:\n  publish:\n    environment: pypi\n    permissions: {id-token: write}\n    steps:\n"
    )
    return findings_blocks(checked(head + step).findings, [FILE])


def findings_none() -> Blocks:
    """Nothing to mend."""
    return findings_blocks((), [FILE])


def findings_nowhere() -> Blocks:
    """Nothing that publishes."""
    return findings_blocks(
        (), (), ["zizmor is not installed: `pip install 'publish-primer[lint]'` brings it"]
    )


SCREENS = (findings_many, findings_one, findings_none, findings_nowhere)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_whole_page_is_as_expected(screen: Callable[[], Blocks], surface: str) -> None:
    expected = (EXPECTED / f"{screen.__name__}.{surface}.txt").read_text("utf-8")
    assert captured(screen(), SURFACES[surface]) == expected


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_findings_fit_a_narrow_window_and_an_ascii_stream(screen: Callable[[], Blocks]) -> None:
    for line in captured(screen(), Surface(40)).splitlines():
        assert len(line) <= 40 or len(line.split()) <= 2
    assert captured(screen(), Surface(80, ascii=True)).isascii()


def test_a_file_in_which_only_zizmor_finds_something_keeps_primers_own_rules() -> None:
    text = captured(findings_blocks(ZIZMORS[:1], [FILE]), Surface(80))
    assert f"✓ {FILE}  nothing to mend by primer's rules" in text
    assert "! warning: artipacked" in text


def test_colour_is_only_added() -> None:
    coloured = captured(findings_many(), Surface(80, colour=True))
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == captured(findings_many(), Surface(80))


def test_what_a_file_says_cannot_act_on_the_terminal() -> None:
    hostile = Finding("unpinned-action", Source(FILE, 1), Severity.WARNING, "\x1b[2J\u202ea@v1", "what")
    text = captured(findings_blocks([hostile]), Surface(80))
    assert "\x1b" not in text
    assert "\\x1b[2J\\u202ea@v1" in text
