"""Looking again and again, without anybody waiting for a look."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.lookout import Lookout

AT = datetime(2026, 11, 21, 14, 5, 12, tzinfo=UTC)


def wait(lookout: Lookout[str]) -> Arrived[str] | Key | None:
    end = threading.Event()
    for _ in range(2000):
        if lookout.ended():
            break
        end.wait(0.005)
    return lookout.outcome()


def test_what_arrives_ends_it() -> None:
    answers = iter(("not yet", "nearly"))

    def look() -> Arrived[str] | str:
        return next(answers, None) or Arrived("gone")

    with Lookout(Watch("waiting", look, 0.001)) as lookout:
        assert wait(lookout) == Arrived("gone")
        assert lookout.said == "nearly"


def test_a_failed_look_is_raised_where_it_is_waited_for() -> None:
    def look() -> Arrived[str] | str:
        raise OSError("the disk is full")

    with Lookout(Watch("waiting", look, 1)) as lookout, pytest.raises(OSError, match="the disk is full"):
        wait(lookout)


def test_leaving_waits_for_no_look_and_no_look_follows() -> None:
    held, looks = threading.Event(), [0]

    def look() -> Arrived[str] | str:
        looks[0] += 1
        held.wait(10)
        return "late"

    with Lookout(Watch("waiting", look, 0)) as lookout:
        assert lookout.outcome() is None
        assert (lookout.said, lookout.when()) == ("waiting", "asking")
    held.set()
    assert looks[0] <= 1


def test_a_watch_that_ends_by_itself_counts_down_to_its_end() -> None:
    watch: Watch[None] = Watch("waiting", lambda: "nobody logged in yet", 60, until=AT + timedelta(minutes=5))
    with Lookout(watch, lambda: AT) as lookout:
        while "again in" not in lookout.when():
            threading.Event().wait(0.005)
        assert lookout.said == "nobody logged in yet"
        assert lookout.when().endswith(", again in 1 min, 5 min left")
    assert Lookout(Watch("waiting", lambda: "", 1)).left() == ""


def test_the_end_of_the_time_is_leaving() -> None:
    watch = Watch("waiting", lambda: Arrived("unasked"), 1, until=AT)
    assert Lookout(watch, lambda: AT).outcome() is Key.LEAVE
    assert Lookout(watch, lambda: AT - timedelta(seconds=1)).outcome() is None


def test_of_a_look_that_hangs_it_is_told_since_when() -> None:
    clock = [AT]
    watch: Watch[None] = Watch("waiting", lambda: "", 1)
    lookout = Lookout(watch, lambda: clock[0])
    assert lookout.when() == "asking"
    clock[0] += timedelta(seconds=12)
    assert lookout.when() == "asking, no answer for 12 s"
