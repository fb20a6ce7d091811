"""Every option that a guide names in its text is one that there is, of the command that it stands beside."""

import re
from pathlib import Path

import pytest

from guides.reference.command_lines import parsers
from source_tree import ROOT, SRC

PAGES = [ROOT / "README.md", *sorted((ROOT / "guides").rglob("*.md"))]
OPTION = re.compile(r"(?<![\w-])--?[a-zA-Z][\w-]*")
OF_PRIMER = {"--plan", "--version", "-V", "--help", "-h"}
"""What stands before a command, or in place of one."""
OF_OTHERS = {"--index-url": "pip", "--extra-index-url": "pip", "--disable-fallback": "pypi-server"}
"""Options of other tools, that a guide may name."""
OTHER_WORDS = {"plan", "help"}
"""Other ways to say `--plan` and `--help`."""
COMMANDS = {name.removeprefix("primer ").lstrip("-"): parser for name, parser in parsers().items()}
OWN = {name: set(parser._option_string_actions) for name, parser in COMMANDS.items()}


def spans(text: str) -> list[str]:
    """What stands as code in running text."""
    prose = re.sub(r"(?ms)^```.*?^```", "", text)
    return re.findall(r"`([^`\n]+)`", prose)


def unknown(span: str) -> list[str]:
    """The options of a span that there are not, or not there; the command too where there is none."""
    if span.startswith("--"):
        return [
            one
            for one in OPTION.findall(span)
            if one not in OF_PRIMER | {*OF_OTHERS} | set().union(*OWN.values())
        ]
    if not span.startswith("primer "):
        return []
    command = span.split()[1].lstrip("-")
    if command not in {*OWN, *OTHER_WORDS, "version"}:
        return [command]
    return [one for one in OPTION.findall(span) if one not in OF_PRIMER | OWN.get(command, set())]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_option_is_one_that_there_is(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [(span, unknown(span)) for span in spans(text) if unknown(span)] == []


def test_every_command_that_the_program_proposes_is_one_that_there_is() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(SRC.rglob("*.py"))}
    proposed = {
        (file.name, span) for file in texts for span in re.findall(r"`(primer [^`{\n]+)`", texts[file])
    }
    assert len(proposed) > 30
    assert [(file, span) for file, span in sorted(proposed) if unknown(span)] == []


def test_what_there_is_not_is_found() -> None:
    assert unknown("--hlep") == ["--hlep"]
    assert unknown("primer init --wait 30") == ["--wait"]
    assert unknown("primer publish") == ["publish"]
    assert unknown("primer confirm --wait 30") == []
