"""Waves: what fits into the quota, and the sentence about it."""

from datetime import timedelta

import pytest

from made_up import INTERNAL, NOW
from primer.core.memory import QuotaSeen
from primer.engine.waves import quota_note, waves
from primer.registries.addresses import PYPI

NAMES = tuple(f"acme-{number}" for number in range(10))
LATER = NOW + timedelta(hours=9, minutes=20)


def seen(limit: int, remaining: int, hours: float = 9) -> QuotaSeen:
    return QuotaSeen("pypi", limit, remaining, NOW + timedelta(hours=hours), NOW)


def numbers(told: QuotaSeen | None) -> list[int]:
    return list(waves(NAMES, PYPI, told, NOW).values())


def test_the_estimate_makes_waves_of_four() -> None:
    assert numbers(None) == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]


def test_where_no_quota_is_known_one_wave_is_enough() -> None:
    assert set(waves(NAMES, INTERNAL, None, NOW).values()) == {1}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (seen(4, 1), [1, 2, 2, 2, 2, 3, 3, 3, 3, 4]),
        (seen(4, 0), [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]),
        (seen(20, 16), [1] * 10),
        (seen(4, 1, hours=-1), [1, 1, 1, 1, 2, 2, 2, 2, 3, 3]),
        (seen(0, 0), [1] * 10),
    ],
    ids=["one left", "spent", "plenty", "reset since", "untold"],
)
def test_what_the_registry_said_outranks_the_estimate(told: QuotaSeen, expected: list[int]) -> None:
    assert numbers(told) == expected


@pytest.mark.parametrize(
    ("count", "told", "note"),
    [
        (0, None, ""),
        (4, None, "quota: about 4 new projects a day (an estimate): all of these fit"),
        (10, None, "quota: about 4 new projects a day (an estimate): 10 make 3 waves, a day each"),
        (2, seen(0, 0), "quota: PyPI takes no new project before 2026-11-21 23:02 UTC (in 9 h 0 min)"),
        (2, seen(0, 0, hours=-1), ""),
        (
            2,
            seen(4, 0),
            "quota: all 4 used; the next new project is possible 2026-11-21 23:02 UTC (in 9 h 0 min)",
        ),
        (
            2,
            seen(20, 16),
            "quota: 16 of 20 new projects left until 2026-11-21 23:02 UTC (in 9 h 0 min): all of these fit",
        ),
        (
            10,
            seen(4, 2),
            "quota: 2 of 4 new projects left until 2026-11-21 23:02 UTC (in 9 h 0 min): 10 make 3 waves",
        ),
        (10, seen(4, 0, hours=-1), "quota: 4 new projects at a time, as PyPI said: 10 make 3 waves"),
    ],
)
def test_the_quota_is_one_sentence(count: int, told: QuotaSeen | None, note: str) -> None:
    assert quota_note(NAMES[:count], PYPI, told, NOW) == note


def test_an_index_without_a_known_quota_gets_no_sentence() -> None:
    assert quota_note(NAMES, INTERNAL, None, NOW) == ""
