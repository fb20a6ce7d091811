"""Whatever others wrote, a Markdown reader shows it as it was written and sees nothing to act on."""

import html
import random
import re

import pytest
from markdown_it import MarkdownIt

from primer.terminal.escaping import link, text

PIECES = (
    *("`", "``", "*", "_", "[", "]", "(", ")", "<", ">", "|", "~", "!", "\\", "-", "+", "=", "&", ":", "/"),
    *(" ", " ", "\n", "word", "1.", "img src=x", "&amp;", ":tada:", "#1", "GH-7", "@kim", "@acme/wire"),
    *("https://x.example/a", "www.x.example", "kim@x.example"),
)
READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
PLAIN = {"p", "ul", "li", "code"}
ACTED_ON = re.compile(r"(?:https?|ftp)://\w|www\.\w|(?<!\w)@\w|\w@\w+\.\w|#\d|GH-\d|:tada:")
"""What GitHub and GitLab look for outside of code."""


def words(seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - the same words in every run
    texts = ("".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(400))
    return [one for one in texts if one.strip()]


def tags(page: str) -> set[str]:
    return set(re.findall(r"</?(\w+)", page))


def running(page: str) -> list[str]:
    """The texts outside of code, each for itself as a forge sees it."""
    return [
        html.unescape(one) for one in re.split(r"<[^>]*>", re.sub(r"(?s)<code>.*?</code>", "<code>", page))
    ]


def shown(page: str) -> str:
    """All that is seen; how wide a space is, and whether a backtick makes code, is no matter here."""
    return re.sub(r"[\s`]", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("before", ["", "- "])
def test_it_is_shown_as_it_was_written_and_nothing_in_it_is_acted_on(seed: int, before: str) -> None:
    for one in words(seed):
        page = READER.render(before + text(one))
        assert tags(page) <= PLAIN, one
        assert shown(page) == re.sub(r"[\s`]", "", one), one
        assert [part for part in running(page) if ACTED_ON.search(part)] == [], one


@pytest.mark.parametrize("seed", range(4))
def test_a_link_is_one_link_to_where_it_says(seed: int) -> None:
    for one in words(seed):
        page = READER.render(link(one, "https://x.example/a"))
        assert re.findall(r'<a href="([^"]*)"', page) == ["https://x.example/a"], one
        assert shown(page) == re.sub(r"[\s`]", "", one), one
