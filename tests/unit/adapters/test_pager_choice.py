"""Which pager a long page is shown in: the person's own, else less, else none."""

from collections.abc import Callable

import pytest

from primer.adapters.programs.pager import is_less, pager


def installed(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in names else None


XTERM = {"TERM": "xterm"}
ALL = installed("less", "cat", "/bin/cat", "most", "/opt/less")


@pytest.mark.parametrize(
    ("chosen", "command"),
    [
        ("less", ("less", "-R")),
        ("less -i +G", ("less", "-R", "-i", "+G")),
        ("/opt/less", ("/opt/less", "-R")),
        ("most -w 'a b'", ("most", "-w", "a b")),
        ("cat -n", ("cat", "-n")),
    ],
)
def test_the_persons_own_pager_is_taken_and_less_keeps_colours(chosen: str, command: tuple[str, ...]) -> None:
    assert pager({**XTERM, "PAGER": chosen}, ALL) == command


def test_without_one_it_is_less_where_there_is_less() -> None:
    assert pager(XTERM, ALL) == ("less", "-R")
    assert pager(XTERM, installed("most")) is None


@pytest.mark.parametrize("chosen", ["", "  ", "cat", "/bin/cat", "not-there -x", "'unended"])
def test_nothing_is_paged_where_the_person_wants_none_or_has_none(chosen: str) -> None:
    assert pager({**XTERM, "PAGER": chosen}, ALL) is None


def test_only_less_is_known_to_show_colours() -> None:
    assert [is_less(command) for command in (("less", "-R"), ("/opt/less",), ("most",))] == [
        True,
        True,
        False,
    ]


def test_no_pager_is_started_on_a_terminal_that_has_no_name() -> None:
    assert pager({"PAGER": "less"}, ALL) is None
