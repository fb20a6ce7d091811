"""Words of others stay words when they are pasted into an issue."""

import pytest

from primer.terminal.escaping import cell, code, link, text


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("plain words, 0.0.1 (seen)", "plain words, 0.0.1 (seen)"),
        ("ask @octocat", "ask `@octocat`"),
        ("see #123 and GH-7", "see `#123` and `GH-7`"),
        ("acme/mono#5, acme/mono!6", "`acme/mono#5`, `acme/mono!6`"),
        ("at %3, &4, $5", "at `%3`, `&4`, `$5`"),
        ("needs @adk/wire and @adk/wire@1.2.3-rc.1", "needs `@adk/wire` and `@adk/wire@1.2.3-rc.1`"),
        ("<img src=x onerror=y>", "\\<img src=x onerror=y\\>"),
        ("&lt;script&gt;", "&amp;lt;script&amp;gt;"),
        ("a | b *d* _e_ ~f~", "a \\| b \\*d\\* \\_e\\_ \\~f\\~"),
        ("`primer workflow` writes one", "`primer workflow` writes one"),
        ("one ` alone, ` ` and `a|b`", "one \\` alone, \\` \\` and `a|b`"),
        ("``a`` and it`s", "\\`\\`a\\`\\` and it\\`s"),
        ("@a@b c@d@e #1GH-7", "`@a``@b` `c@d``@e` `#1``GH-7`"),
        ("adk_sim_protos, __init__.py, a_ _b", "adk_sim_protos, \\_\\_init\\_\\_.py, a\\_ \\_b"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# title", "\\# title"),
        ("two\nlines", "two lines"),
        ("bidi \u202e and \x1b[31m", "bidi \\\\u202e and \\\\x1b\\[31m"),
        (":tada: at 14:01:05", "`:tada:` at 14:01:05"),
        ("[x](javascript:y)", "\\[x\\](javascript:y)"),
    ],
)
def test_text_is_no_markup_and_calls_nobody(words: str, markdown: str) -> None:
    assert text(words) == markdown


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("https://github.com/a/b/issues/1", "`https://github.com/a/b/issues/1`"),
        ("open https://x.example/a_b?c=d&e=*f*.", "open `https://x.example/a_b?c=d&e=*f`\\*."),
        ("(see HTTPS://X.example/a), or not", "(see `HTTPS://X.example/a`), or not"),
        ("www.x.example and ftp://x.example/", "`www.x.example` and `ftp://x.example/`"),
        ("git+https://x.example/a.git@main", "`git+https://x.example/a.git@main`"),
        ("git@github.com:acme/mono.git: no", "`git@github.com:acme/mono.git`: no"),
        ("kim+ci@x.example", "`kim+ci@x.example`"),
        ("<https://x.example>", "\\<`https://x.example`\\>"),
        ("https:// is none", "https:// is none"),
        ("\\https://x.example", "\\\\`https://x.example`"),
    ],
)
def test_a_literal_address_is_code_so_that_no_forge_makes_a_link_or_a_reference_of_it(
    words: str, markdown: str
) -> None:
    assert text(words) == markdown


@pytest.mark.parametrize(
    "words", ["a" * 30_000, "a." * 15_000, "a@" * 15_000, ":a" * 15_000, "`" * 29_999, "x://" * 9_000]
)
def test_a_long_text_takes_no_longer_than_its_length(words: str) -> None:
    assert len(text(words)) >= len(words)


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
