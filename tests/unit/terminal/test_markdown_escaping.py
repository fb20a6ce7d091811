"""Words of others stay words when they are pasted into an issue."""

import pytest

from primer.terminal.escaping import cell, code, link, text


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("plain words, 0.0.1 (seen)", "plain words, 0.0.1 \\(seen\\)"),
        ("ask @octocat", "ask @<!-- -->octocat"),
        ("see #123 and GH-7", "see #<!-- -->123 and GH-<!-- -->7"),
        ("acme/mono#5", "acme/mono#<!-- -->5"),
        ("<img src=x onerror=y>", "\\<img src=x onerror=y\\>"),
        ("&lt;script&gt;", "&amp;lt;script&amp;gt;"),
        ("a | b `c` *d* _e_ ~f~", "a \\| b \\`c\\` \\*d\\* \\_e\\_ \\~f\\~"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# title", "\\# title"),
        ("two\nlines", "two lines"),
        ("bidi \u202e and \x1b[31m", "bidi \\\\u202e and \\\\x1b\\[31m"),
        (":tada:", ":<!-- -->tada:"),
        ("https://github.com/a/b/issues/1", "https<!-- -->://github.com/a/b/issues/1"),
        ("[x](javascript:y)", "\\[x\\]\\(javascript:y\\)"),
    ],
)
def test_text_is_no_markup_and_calls_nobody(words: str, markdown: str) -> None:
    assert text(words) == markdown


@pytest.mark.parametrize(
    ("words", "markdown"),
    [("a", "`a`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), ("@adk/x", "`@adk/x`"), (" ", "")],
)
def test_code_is_fenced_by_more_backticks_than_it_has(words: str, markdown: str) -> None:
    assert code(words) == markdown


def test_a_pipe_in_a_cell_is_escaped_once() -> None:
    assert cell(code("a|b")) == "`a\\|b`"
    assert cell(text("a|b")) == "a\\|b"


def test_only_web_addresses_are_links() -> None:
    assert link("page", "https://x.example/a?b=c&d=e#f") == "[page](https://x.example/a?b=c&d=e#f)"
    assert link("page", "https://x.example/a) [b](c>") == "[page](https://x.example/a%29%20[b]%28c%3E)"
    assert link("page", "javascript:alert`1`") == "page (`` javascript:alert`1` ``)"
