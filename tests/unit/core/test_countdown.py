"""How long something still takes."""

from datetime import UTC, datetime, timedelta

from primer.core.countdown import moment

NOW = datetime(2026, 11, 21, 14, 1, tzinfo=UTC)


def test_a_time_to_come_says_how_far_it_is() -> None:
    assert moment(NOW + timedelta(hours=9, minutes=20), NOW) == "2026-11-21 23:21 UTC (in 9 h 20 min)"


def test_a_time_that_is_past_counts_nothing_down() -> None:
    assert moment(NOW, NOW) == "2026-11-21 14:01 UTC"
