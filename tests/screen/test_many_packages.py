"""Fifty packages with long names: nothing that must be known scrolls away."""

from dataclasses import dataclass, field
from io import StringIO
from itertools import pairwise
from typing import TypeVar

from primer.core.plan import Item, Plan
from primer.core.problem import YourInput
from primer.core.publisher import FormField
from primer.core.question import Question
from primer.core.value import replace
from primer.core.verdict import Mend, Todo
from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.found import found_blocks
from primer.terminal.layout import as_text
from primer.terminal.offers import Offers
from primer.terminal.surface import Surface
from primer.terminal.voice import TerminalVoice
from screen.reference_plan import TODAY, before, facts_before, planned

T = TypeVar("T")
LOW = Surface(80, animated=True, height=24)
NAMES = tuple(f"acme-{number:02}-{'long-' * 16}name" for number in range(50))


def many() -> Plan:
    packages = tuple(planned(name, 0) for name in NAMES)
    items = tuple(item for name in NAMES for item in facts_before(name))
    return replace(before(), packages=packages, items=items, publishers=(), questions=())


@dataclass
class Reader:
    """Turns as many pages as it is told to; `told` is what stood at the end of each."""

    turns: int
    told: list[str] = field(default_factory=list)

    def goes_on(self, words: str) -> bool:
        self.told.append(words)
        return len(self.told) <= self.turns

    def answer(self, question: Question) -> str:
        return question.default

    def hidden(self, words: str, instead: frozenset[str] = frozenset()) -> str:
        return words if not instead else ""

    def key(self, offers: Offers) -> Key | FormField:
        return offers.enter or Key.LEAVE

    def follow(self, watch: Watch[T], offers: Offers) -> Arrived[T] | Key:
        return offers.enter or Key.LEAVE if watch.page else Key.LEAVE


def shown(reader: Reader, surface: Surface = LOW, *, whole: bool = False) -> str:
    stream = StringIO()
    voice = TerminalVoice(stream, lambda _: surface, TODAY, reader)
    if whole:
        voice.plan(many())
    else:
        voice.packages(many())
    return stream.getvalue()


def rows(line: str) -> int:
    return -(-len(line) // LOW.width)


def test_of_many_packages_it_is_told_how_many_there_are_of_each_kind() -> None:
    text = as_text(found_blocks(many()), Surface(80))
    assert "  in all    50 packages: 50 no project of this name\n" in text
    assert text.index("in all") > text.index(NAMES[-1])


def test_few_packages_are_seen_at_a_glance() -> None:
    assert "in all" not in as_text(found_blocks(before()), Surface(80))


def test_the_found_packages_come_page_by_page_and_what_they_have_in_common_last() -> None:
    reader = Reader(turns=99)
    text = shown(reader)
    assert all(name in text for name in NAMES)
    pages = [int(words.split()[0]) for words in reader.told]
    steps = [after - earlier for earlier, after in pairwise(pages)]
    assert max(steps) <= LOW.height
    assert max(map(rows, text.splitlines())) == 2
    assert text.rstrip().splitlines()[-1].startswith("  quota ")


def test_who_has_seen_enough_still_reads_what_they_have_in_common() -> None:
    text = shown(Reader(turns=0))
    assert NAMES[0] in text
    assert NAMES[-1] not in text
    assert "in all    50 packages" in text


def test_the_whole_plan_comes_page_by_page_and_can_be_left() -> None:
    reader = Reader(turns=1)
    lines = shown(reader, whole=True).splitlines()
    assert sum(map(rows, lines)) <= 2 * LOW.height
    assert len(reader.told) == 2


def test_where_lines_are_read_aloud_no_page_has_to_be_turned() -> None:
    reader = Reader(turns=0)
    text = shown(reader, Surface(80, plain=True, height=24))
    assert reader.told == []
    assert NAMES[-1] in text


def test_what_a_manifest_lacks_says_nothing_of_ci() -> None:
    lacks = YourInput("repository-missing", "ts/protos/package.json names no repository", hint="name it")
    plan = before()

    def mended(item: Item) -> Item:
        if item.id.fact != "workflow-publishes":
            return item
        return replace(item, verdict=Todo(Mend(lacks.message, lacks)))

    text = as_text(found_blocks(replace(plan, items=tuple(map(mended, plan.items)))), Surface(80))
    assert "names no repository" not in text
    assert "  CI        not looked at before repository-missing is mended\n" in text
