"""guides/reference/options.md: every option as `--help` has it, every key of `[tool.primer]`, no other."""

import re
import tomllib

import pytest

from guides.reference.command_lines import parsers
from guides.reference.made_tables import FOLDER, made, standing
from primer.cli.choice_flags import ACCOUNT, CHOICES, SWITCHES
from primer.core.choices import Choices
from primer.reading.choices.chosen import read_choices
from primer.reading.choices.keys import LISTS, PROVIDERS, PUBLISHER_KEYS, REGISTRY_KEYS, TABLES, TEXTS
from primer.reading.choices.keys import SWITCHES as BOOLEANS

PAGE = (FOLDER / "options.md").read_text(encoding="utf-8")
KEYS = PAGE.partition("## `[tool.primer]`")[2]
ROW = re.compile(r"^\| `([\w.-]+)` \| ([\w ]+) \| (.*?) \| (.*?) \| `(.+?)` \| (.+) \|$", re.MULTILINE)
ROWS = ROW.findall(KEYS)
TYPES = {"string": str, "boolean": bool, "array of strings": list}
NEEDED = 'registries.internal.upload-url = "https://pypi.example.org/legacy/"'
INDEX = 'registries.internal.index-url = "https://pypi.example.org/simple"'


def test_every_table_is_what_the_program_says_today() -> None:
    assert standing() == made(), "`python3 dev tables` writes them anew"


def test_every_command_has_its_row_and_its_section() -> None:
    commands = re.findall(r"^\| `primer ([\w-]+)", PAGE, re.MULTILINE)
    sections = re.findall(r"^## primer ([\w-]+)$", PAGE, re.MULTILINE)
    assert sorted(commands) == sorted(parsers())
    assert sorted(sections) == sorted(parsers())


def test_the_keys_are_those_that_the_table_knows() -> None:
    known = {
        *LISTS,
        *TEXTS,
        *BOOLEANS,
        *(f"publisher.{key}" for key in PUBLISHER_KEYS),
        *(f"registries.NAME.{key}" for key in REGISTRY_KEYS),
        "accounts.NAME",
        "needs.PACKAGE",
    }
    assert sorted(row[0] for row in ROWS) == sorted(known)
    assert {key.partition(".")[0] for key in known} == {*LISTS, *TEXTS, *BOOLEANS, *TABLES}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_key_names_the_flag_that_answers_the_same(row: tuple[str, ...]) -> None:
    dotted = {name: known[0] for name, known in (*CHOICES.items(), *SWITCHES.items())}
    dotted[ACCOUNT] += ".NAME"
    flags = {key: f"`--{name.replace('_', '-')}`" for name, key in dotted.items()}
    assert row[3] == flags.get(row[0], "–")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_an_example_is_taken_and_is_of_the_type(row: tuple[str, ...]) -> None:
    key, kind, _, _, example, _ = row
    lines = [NEEDED, INDEX, *_provider(key), example]
    text = "\n".join(dict.fromkeys(line for line in lines if line == example or _key(line) != _key(example)))
    choices, problems = read_choices({"primer.toml": text})
    assert [problem.message for problem in problems] == []
    assert choices != read_choices({"primer.toml": NEEDED + "\n" + INDEX})[0] or "internal" in example
    assert isinstance(_value(tomllib.loads(example)), TYPES[kind])
    assert _names(key) == _names(_key(example))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_is_named(provider: str) -> None:
    assert f'`"{provider}"`' in next(row[5] for row in ROWS if row[0] == "publisher.provider")


def test_the_defaults_are_the_programs() -> None:
    said = {row[0]: row[2] for row in ROWS}
    assert said["placeholder-version"] == f'`"{Choices().placeholder_version}"`'
    assert said["route"] == f'`"{Choices().route}"`'
    assert said["version-locked"] == f"`{str(Choices().version_locked is not None).lower()}`"


def test_the_example_of_all_is_read_without_a_problem() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert read_choices({"pyproject.toml": text})[1] == ()


def _provider(key: str) -> list[str]:
    """A publisher's key is one of its provider's."""
    name = key.removeprefix("publisher.")
    own = [provider for provider, keys in PROVIDERS.items() if key.startswith("publisher.") and name in keys]
    return [f'publisher.provider = "{own[0]}"'] if own else []


def _key(line: str) -> str:
    return line.partition(" =")[0]


def _names(dotted: str) -> tuple[str, str]:
    """The table and the last name of a key; what stands between is chosen freely."""
    parts = dotted.split(".")
    return parts[0], parts[-1] if parts[0] not in ("accounts", "needs") else ""


def _value(table: object) -> object:
    """The one value of a table of tables."""
    while isinstance(table, dict):
        (table,) = table.values()
    return table
