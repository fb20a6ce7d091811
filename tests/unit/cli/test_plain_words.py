"""A plan in plain words is understood as the parser understands it; the rest is left to the parser."""

from collections.abc import Iterator
from itertools import combinations, permutations

import pytest

from primer.cli.command_line import parse
from primer.cli.flags.commands import parser_of
from primer.cli.plain_words import SWITCHES, plain_plan

FLAGS = [f"--{name}" for name in SWITCHES]


def ways_to_say_it() -> Iterator[list[str]]:
    """Up to two switches with or without a folder, in every order; and all at once."""
    for folder in ([], ["libs"], ["init"], [""]):
        for count in range(3):
            for flags in combinations(FLAGS, count):
                yield from map(list, permutations([*flags, *folder]))
        yield [*FLAGS, *folder, *FLAGS]


def test_its_switches_are_all_that_a_plan_takes_without_a_value() -> None:
    taken = [action for action in parser_of("--plan").actions if action.const is True]
    assert sorted((action.dest, *action.option_strings) for action in taken) == sorted(
        (name, f"--{name}") for name in SWITCHES
    )


@pytest.mark.parametrize("first", ["--plan", "plan"])
def test_it_is_what_the_parser_makes_of_the_same_words(first: str) -> None:
    for words in ways_to_say_it():
        plain, parsed = plain_plan([first, *words]), parse([first, *words])
        assert plain is not None
        assert {name: getattr(plain, name, None) for name in vars(parsed)} == vars(parsed)


@pytest.mark.parametrize(
    "line",
    [
        *("", "init", "--offline --plan", "libs --plan", "--plan a b", "--plan --", "--plan -h", "--plan -"),
        *("--plan --check=1", "--plan --plan", "plan --plan", "--plan --format json", "--plan --chek"),
    ],
)
def test_the_rest_is_for_the_parser(line: str) -> None:
    assert plain_plan(line.split()) is None
