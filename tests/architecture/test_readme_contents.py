"""What a stranger finds in the README, in this order; the rest of it is held where it is made."""

import re

from source_tree import ROOT

SECTIONS = (
    "Try it, then test it",
    "Use it",
    "What it promises about your token",
    "Beside doing it by hand, and beside its neighbours",
    "Speed",
    "Honest limits",
)
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_sections_stand_in_their_order() -> None:
    assert tuple(re.findall(r"^## (.+)$", README, re.MULTILINE)) == SECTIONS


def test_a_picture_and_what_it_is_stand_before_everything() -> None:
    head = README.partition("\n## ")[0]
    assert re.search(r"^!\[[^\]]{60,}\]\(guides/pictures/[\w-]+\.svg\)$", head, re.MULTILINE)
    assert len(head.split("\n\n")[1].split("\n")) <= 3


def test_the_two_commands_stand_together() -> None:
    assert "```console\n$ python3 dev rehearse\n$ python3 dev test\n```" in section(SECTIONS[0])


def test_the_promise_about_tokens_says_how_to_check_it() -> None:
    promise = section("What it promises about your token")
    assert "check" in promise
    assert "](guides/" in promise


def test_the_neighbours_and_the_work_by_hand_are_compared_in_a_table() -> None:
    rows = re.findall(
        r"^\| (.+?) \|", section("Beside doing it by hand, and beside its neighbours"), re.MULTILINE
    )
    assert len(rows) >= 5


def test_the_limits_are_a_list() -> None:
    assert len(re.findall(r"^- ", section("Honest limits"), re.MULTILINE)) >= 5
