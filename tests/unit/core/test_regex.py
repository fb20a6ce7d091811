"""A pattern that waits answers as the compiled one does."""

import copy
import pickle
import re
from threading import Thread

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


def test_another_thread_compiles_as_always_and_may_ask_what_waits() -> None:
    waiting = regex("core")
    seen: list[object] = []

    def meanwhile() -> None:
        seen.extend((type(re.compile("cli")), bool(waiting.search("the core"))))
        with patterns_wait():
            seen.append(type(re.compile("cli")))

    with patterns_wait():
        other = Thread(target=meanwhile)
        other.start()
        other.join()
    assert seen == [re.Pattern, True, regex]
    assert type(re.compile("core")) is re.Pattern


def test_it_is_copied_before_and_after_it_was_asked() -> None:
    waiting = regex("co(re)")
    for one in (copy.copy(waiting), copy.deepcopy(waiting), pickle.loads(pickle.dumps(waiting))):  # noqa: S301 - its own
        assert (one.pattern, one.groups) == ("co(re)", 1)
    assert copy.copy(waiting).fullmatch("core")
