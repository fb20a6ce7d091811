"""The tables of the reference that are made from the program; each stands below `<!-- table: NAME -->`."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from guides.reference.command_lines import Option, common, options, parsers, takes_choices
from guides.reference.schemas import FORMS, properties
from primer.cli.choice_flags import CHOICES, SWITCHES
from source_tree import ROOT

FOLDER = ROOT / "guides" / "reference"
BLOCK = re.compile(r"(?m)^<!-- table: ([\w-]+) -->\n((?:\|.*\n)*)")


def made() -> dict[str, str]:
    """Every such table by its name, as the program has it now."""
    return {**_options(), **{f"json-{form}": _json(form) for form in FORMS}}


def standing() -> dict[str, str]:
    """Every such table by its name, as the pages have it."""
    texts = (page.read_text(encoding="utf-8") for page in sorted(FOLDER.glob("*.md")))
    return dict(chain.from_iterable(BLOCK.findall(text) for text in texts))


def write() -> None:
    """Writes every table anew into its page; what stands around them stays."""
    tables = made()
    for page in sorted(FOLDER.glob("*.md")):
        _write(page, tables)


def _write(page: Path, tables: Mapping[str, str]) -> None:
    before = page.read_text(encoding="utf-8")
    after = BLOCK.sub(lambda found: f"<!-- table: {found[1]} -->\n{tables.get(found[1], found[2])}", before)
    if after != before:
        page.write_text(after, encoding="utf-8")
        sys.stderr.write(f"wrote {page.relative_to(ROOT)}\n")


def _options() -> dict[str, str]:
    every = parsers()
    alike = common(every)
    of_all = [one for one in alike if not one.is_choice]
    tables = {"options-common": _flags(of_all), "options-choices": _choices(alike)}
    for name, parser in every.items():
        own = [one for one in options(parser) if not (takes_choices(parser) and one in alike)]
        tables[f"options-{name.lstrip('-')}"] = _flags(own)
    return tables


def _flags(found: Iterable[Option]) -> str:
    rows = ((_code(one.written), _cell(one.does), _code(one.default)) for one in found)
    return _table(("option", "what it does", "default"), rows)


def _choices(found: Iterable[Option]) -> str:
    keys = {name: known[0] for name, known in (*CHOICES.items(), *SWITCHES.items())}
    rows = ((_code(one.written), _cell(one.does), _code(keys[one.dest])) for one in found if one.dest in keys)
    return _table(("option", "what it says", "key of `[tool.primer]`"), rows)


def _json(form: str) -> str:
    rows = ((_code(one.path), _cell(one.types), _cell(one.meaning)) for one in properties(form))
    return _table(("property", "type", "meaning"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"{line}\n" for line in _lines(head, rows))


def _lines(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def _cell(text: str) -> str:
    """A text in a cell; GitHub would take `<package>` for HTML and hide it."""
    return re.sub(r"([|<])", r"\\\1", text)


if __name__ == "__main__":
    write()
