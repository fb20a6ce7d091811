"""The keys of a person who waits."""

from primer.ports.voice import Key
from primer.terminal.offers import offers_line, watch_offers


def words(page: bool, back: str = "") -> str:
    return "".join(span.text for span in offers_line(watch_offers(page, back)).words).replace("\xa0", " ")


def test_a_page_can_be_opened_and_waiting_can_be_left() -> None:
    assert words(page=True) == "[o] open   [q] leave, and look again later"


def test_a_way_back_says_where_it_leads() -> None:
    assert words(page=False, back="the publishers").startswith("[b] back to the publishers   [q]")
    assert watch_offers(page=False, back="the publishers").pressed("b") is Key.BACK
    assert watch_offers(page=False).pressed("b") is None
