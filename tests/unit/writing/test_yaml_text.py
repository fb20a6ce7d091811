"""YAML that primer writes: whatever is in it, YAML reads the same back."""

import pytest
import yaml

from primer.writing.yaml_text import Node, Said, Under, scalar, yaml_text

ODD = (
    *("", " ", "yes", "No", "null", "~", "1", "1.0", "0x1f", "1e3", "-", "- a", "a: b", "a #b", "#a", "a:b:"),
    *("!a", "|", ">", "%a", "@a", "`a", "'a'", '"a"', "{a}", "[a]", "a,b", "a:", "?", "? a", "true", "&a"),
    *(" a", "a ", "a\tb", "ä", "€", "😀", "\u2028", "a\x85b", "\ufeff", "12:30", ".inf", ".", "..", "="),
    *("<<", "y", "*a", "2026-11-21", "1_000", "+1", "0b1", "0o7", ".5", "e", "-.inf", "NaN", ".NaN", "a :b"),
    *("v*", "dist/a/*", "${{ a.b }}", "${{ a && !b }}", "a == 'b'", "!failure() && !cancelled()", "a\\b"),
)
LONG = (
    *("one\ntwo\n", "one\n\n  two\n", "one\ntwo", "\n", "\n\n", "  one\ntwo\n", "one\n\n", "\none\n"),
    *("a\t\nb\n", "# a\nb: c\n", "one \ntwo\n", "one\r\ntwo\n", "---\na\n", "ä\n€\n", "a\x00b\nc\n"),
)
PLAIN = (
    "pypi",
    "a.b-c/d",
    "actions/checkout@1f2e",
    "dist/acme/",
    "${{ a.b }}",
    "a b",
    "https://pypi.org/simple",
)


@pytest.mark.parametrize("text", [*ODD, *LONG])
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    document: dict[str, Node] = {"key": text, "list": [{"in": text, "and": "more"}], "below": {"deep": text}}
    read: object = yaml.safe_load(yaml_text(document))
    assert read == document


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_read_back_from_a_list(text: str) -> None:
    read: object = yaml.safe_load(yaml_text({"key": [text, "b"]}))
    assert read == {"key": [text, "b"]}


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_wears_no_quotes(text: str) -> None:
    assert scalar(text) == text


def test_it_looks_as_a_person_would_write_it() -> None:
    given = {"deep": 0, "keep": False}
    step: dict[str, Node] = {"name": "One", "uses": Said("a/b@1f2e", "v1"), "with": given}
    document: dict[str, Node] = {
        "on": {"push": {"tags": ["v*"]}, "by-hand": {}},
        "jobs": {
            "build": {"needs": [], "steps": [step, {"name": "Two", "run": "one\n\ntwo\n"}]},
            "next": Under("Why this is here.\nAnd more.", {"needs": ["build"]}),
        },
    }
    assert yaml_text(document, apart=frozenset({"jobs"})) == (
        'on:\n  push:\n    tags: ["v*"]\n  by-hand: {}\n\n'
        "jobs:\n  build:\n    needs: []\n    steps:\n"
        "      - name: One\n        uses: a/b@1f2e # v1\n"
        "        with:\n          deep: 0\n          keep: false\n\n"
        "      - name: Two\n        run: |\n          one\n\n          two\n\n"
        "  # Why this is here.\n  # And more.\n  next:\n    needs: [build]\n"
    )


def test_a_list_too_long_for_a_line_takes_one_for_each() -> None:
    names = [f"package-number-{number}" for number in range(9)]
    text = yaml_text({"needs": [*names]})
    assert text.splitlines()[:2] == ["needs:", "  - package-number-0"]
    assert yaml.safe_load(text) == {"needs": names}
