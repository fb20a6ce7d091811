"""What a page shows without running it is right all the same: commands are parsed, TOML and JSON are read."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from guides.console import Command
from guides.fences import fences, page_name
from guides.spans import PAGES, spans
from guides.written_commands import NAMES, PLACEHOLDERS, placeholders, scripted, told
from primer.cli.command_line import parse
from primer.reading.choices.chosen import read_choices

PAGE = pytest.mark.parametrize("page", PAGES, ids=page_name)
PARTS: Mapping[str, str] = {
    "guides/how-to/npm.md": "two lines of a package.json, without the braces around all of it",
}
"""Pages with JSON that is a part of an object, each with the reason."""


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def is_taken(command: Command) -> bool:
    """Whether primer's own parser takes it; it ends by itself where it prints help or the version."""
    try:
        parse(command.ours)
    except SystemExit as end:
        return end.code == 0
    except ValueError:
        return False
    return True


def refused(page: str, text: str) -> list[str]:
    """The commands of a page that primer does not take."""
    every = (*scripted(page, text), *told(page, text))
    return [f"{one.place} {one.line}" for one in every if not is_taken(one)]


def unreadable(page: str, text: str) -> Iterator[str]:
    """The TOML and JSON of a page that nothing could read, or that makes no choices."""
    for fence in fences(page, text):
        if fence.language == "json" and not _is_json(fence.text, whole=page not in PARTS):
            yield fence.place
        elif fence.language == "toml":
            yield from (f"{fence.place} {problem}" for problem in _problems(fence.text))


def _is_json(text: str, *, whole: bool) -> bool:
    try:
        json.loads(text if whole or text.startswith("{") else f"{{{text}}}")
    except json.JSONDecodeError:
        return False
    return True


def _problems(text: str) -> list[str]:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [str(error)]
    return [problem.message for problem in read_choices({"pyproject.toml": text})[1]]


@PAGE
def test_primer_takes_every_command_that_a_script_or_a_sentence_shows(page: Path) -> None:
    assert refused(page_name(page), read(page)) == []


@PAGE
def test_what_stands_in_toml_and_json_can_be_read(page: Path) -> None:
    assert list(unreadable(page_name(page), read(page))) == []


def test_scripts_and_sentences_are_found_at_all() -> None:
    """Fewer would mean that the search has lost them."""
    every = [(list(scripted("page", read(page))), list(told("page", read(page)))) for page in PAGES]
    assert sum(len(found) for found, _ in every) >= 6
    assert sum(len(found) for _, found in every) >= 150


def test_nothing_is_excused_or_replaced_that_no_page_shows() -> None:
    assert set(NAMES) <= {span for page in PAGES for span in spans(read(page))}
    assert set(PLACEHOLDERS) == {name for page in PAGES for name in placeholders(read(page))}
    assert set(PARTS) <= {page_name(page) for page in PAGES}


@pytest.mark.parametrize(
    "text",
    [
        "```bash\nprimer completion tcsh --nope > there\n```",
        "```bash\nprimer completion bash \\\n  --nope\n```",
        "```sh\nfirst && primer nowhere\n```",
        "```bash\nuvx --from 'publish-primer[completion]' primer completion tcsh\n```",
        "```yaml\n- run: pipx run --spec publish-primer primer workflow --nope\n```",
        "1. First.\n\n   ```bash\n   primer --plan --nope\n   ```",
        "`primer --plan --format yaml`",
        "say `primer --plan\n--format yaml` there",
        "| `primer --plan --format text\\|yaml` | says |",
        "`primer confirm --wait soon`",
        "`primer workflow [NOWHERE] --nope`",
        "`primer nowhere`",
        "`uvx publish-primer nowhere`",
        "`primer init --packages 'open`",
    ],
)
def test_a_command_that_primer_does_not_take_is_seen(text: str) -> None:
    assert len(refused("page.md", f"# Page\n\n{text}\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"a": 1,}\n```',
        '```json\n"a": 1\n```',
        "```toml\n[tool.primer\n```",
        '```toml\n[tool.primer]\nroute = "nowhere"\n```',
        "```toml\n[tool.primer]\nversion-locked = 1\n```",
        "```toml\n[tool.primer]\nnowhere = true\n```",
        '```toml\n[tool.primer.registries.internal]\nupload-url = "nowhere"\n```',
    ],
)
def test_what_cannot_be_read_is_seen(text: str) -> None:
    assert list(unreadable("page.md", f"# Page\n\n{text}\n"))
