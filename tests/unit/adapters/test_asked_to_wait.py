"""How long a server asks to be left alone, whatever it writes there."""

from datetime import UTC, datetime, timedelta

import pytest

from primer.adapters.web.patience import asked_to_wait
from primer.adapters.web.response import Response
from primer.ports.hands import Answer
from primer.registries.quota import UNTOLD, resets_after, retry_after

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NO_TIMES = ["", "soon", "99999999999 Jan 0 00:00:00", "1 Jan 99999999999 00:00:00", "-5", "Sat, 99 Nov 2026"]


@pytest.mark.parametrize("words", NO_TIMES)
def test_what_names_no_time_asks_for_none(words: str) -> None:
    headers = {"retry-after": words}
    assert asked_to_wait(Response(429, headers, b""), NOON) is None
    assert retry_after(Answer(429, "", headers), NOON) is None
    assert resets_after(Answer(429, "", headers), NOON) == NOON + UNTOLD


@pytest.mark.parametrize("words", ["60", "Sat, 21 Nov 2026 12:01:00 GMT"])
def test_seconds_and_dates_are_both_heard(words: str) -> None:
    headers = {"retry-after": words}
    wait = asked_to_wait(Response(503, headers, b""), NOON)
    assert wait is not None
    assert wait.seconds == 60
    assert retry_after(Answer(503, "", headers), NOON) == NOON + timedelta(minutes=1)


def test_a_date_past_all_patience_is_cut() -> None:
    headers = {"retry-after": "Fri, 31 Dec 9999 23:59:59 -1200"}
    wait, until = (
        asked_to_wait(Response(429, headers, b""), NOON),
        retry_after(Answer(429, "", headers), NOON),
    )
    assert wait is not None
    assert until is not None
    assert max(until, NOON + timedelta(seconds=wait.seconds)) <= NOON + timedelta(days=400)
