"""A pattern that waits answers as the compiled one does."""

import re

import pytest

from primer.core.regex import patterns_wait, regex


@pytest.mark.parametrize("flags", [re.NOFLAG, re.IGNORECASE])
def test_it_answers_as_a_compiled_pattern(flags: re.RegexFlag) -> None:
    waiting, compiled = (
        regex(r"(?P<name>[a-z]+)(?:-(\d))?", flags),
        re.compile(r"(?P<name>[a-z]+)(?:-(\d))?", flags),
    )
    for text in ("core-1", "CORE-2", "", "core-1 cli-2"):
        assert str(waiting.fullmatch(text)) == str(compiled.fullmatch(text))
        assert waiting.findall(text) == compiled.findall(text)
        assert waiting.sub(r"\g<name>", text) == compiled.sub(r"\g<name>", text)
    assert (waiting.pattern, waiting.groupindex) == (compiled.pattern, compiled.groupindex)


def test_what_is_no_pattern_is_refused_when_it_is_first_asked() -> None:
    wrong = regex("(")
    with pytest.raises(re.error, match="unterminated subpattern"):
        wrong.search("core")


def test_what_is_made_meanwhile_waits_and_nothing_after_it_however_it_ends() -> None:
    with patterns_wait():
        assert type(re.compile("core")) is regex
    nothing: dict[str, str] = {}
    with pytest.raises(KeyError), patterns_wait():
        nothing["core"]
    assert type(re.compile("core")) is re.Pattern
