"""One sentence for every verdict, the same on every face."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from primer.core.countdown import span
from primer.core.evidence import said, seen
from primer.core.plan import Item
from primer.core.problem import YourInput
from primer.core.verdict import Await, Done, FactId, Mend, Todo, Unseen, Upload, Verdict, Visit, Waits
from primer.ports.signs import Mark
from primer.terminal.times import iso, local, utc
from primer.terminal.words import detail, mark_of, page_to_visit, told

AT = datetime(2026, 11, 21, 14, 1, 5, tzinfo=UTC)
TODAY = local(now=AT, zone=UTC)
BROKEN = YourInput("name-refused", "no", hint="rename")


def item(verdict: Verdict, package: str | None = "mono") -> Item:
    return Item(FactId("claimed", "pypi", package), "claimed", verdict, "guides/facts.md#claimed")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Done(seen("0.0.1", "PyPI", AT)), "0.0.1, seen 14:01, PyPI"),
        (Done(seen("", "PyPI", AT)), "seen 14:01, PyPI"),
        (Done(seen("Claimed", "PyPI", AT)), "seen 14:01, PyPI"),
        (Done(seen("a/ci.yml, environment x", "a/ci.yml:58", AT)), "a/ci.yml, environment x"),
        (Done(said("registered", AT)), "registered, you said so 14:01"),
        (Done(said("", AT - timedelta(days=1))), "you said so 2026-11-20 14:01"),
        (Todo(Upload("upload placeholder 0.0.1")), "upload placeholder 0.0.1"),
        (Todo(Await("nothing newer", ("git push",))), "nothing newer"),
        (Waits((FactId("first-oidc-publish", "pypi", "mono"),)), "waits for first OIDC publish"),
        (Waits((FactId("claimed", "pypi", "other"),)), "waits for claimed of other"),
        (
            Waits((FactId("claimed", "pypi", "a"), FactId("claimed", "pypi", "b"), FactId("token-revoked"))),
            "waits for claimed of 2 packages, token revoked",
        ),
        (Unseen("offline"), "offline"),
    ],
)
def test_the_sentence_says_why(verdict: Verdict, words: str) -> None:
    assert detail(item(verdict), TODAY) == words


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Done(seen("0.0.1", "PyPI", AT)), "done: 0.0.1, seen 2026-11-21 14:01 UTC, PyPI"),
        (Todo(Upload("upload it")), "to do: upload it"),
        (Waits((FactId("claimed", "pypi", "mono"),)), "waits for claimed"),
        (Unseen("offline"), "could not look: offline"),
    ],
)
def test_without_marks_the_state_stands_in_words(verdict: Verdict, words: str) -> None:
    assert told(item(verdict), utc) == words


def test_every_verdict_has_its_mark() -> None:
    assert mark_of(Done(seen("", "PyPI", AT))) is Mark.SEEN
    assert mark_of(Done(said("", AT))) is Mark.SAID
    assert mark_of(Todo(Upload("upload it"))) is Mark.TODO
    assert mark_of(Todo(Mend("rename it", BROKEN))) is Mark.PROBLEM
    assert mark_of(Todo(Mend("choose"))) is Mark.TODO
    assert mark_of(Waits(())) is Mark.WAITS
    assert mark_of(Unseen("offline")) is Mark.UNSEEN


def test_a_time_is_local_for_the_person_and_utc_elsewhere() -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    assert local(now=AT, zone=kolkata)(AT) == "19:31"
    assert local(now=AT, zone=kolkata, seconds=True)(AT) == "19:31:05"
    assert local(now=AT + timedelta(hours=10), zone=kolkata)(AT) == "2026-11-21 19:31"
    assert utc(AT.astimezone(kolkata)) == "2026-11-21 14:01 UTC"
    assert iso(AT.astimezone(kolkata)) == "2026-11-21T14:01:05Z"


def test_a_length_of_time_is_as_exact_as_it_matters() -> None:
    lengths = [timedelta(seconds=-3), timedelta(seconds=5), timedelta(minutes=24.9), timedelta(minutes=560)]
    assert [span(length) for length in lengths] == ["0 s", "5 s", "24 min", "9 h 20 min"]


def test_what_is_done_on_a_page_names_the_page_and_what_is_done_there_already_does_not() -> None:
    visit = Visit("PyPI still knows token 21394af6…", "https://pypi.example/manage/account/")
    dead = Done(seen("refused", "PyPI", AT))
    assert [page_to_visit(item(one)) for one in (Todo(visit), dead)] == [visit.page, ""]
