"""The keys that a person is offered, and which one Enter stands for."""

from collections.abc import Iterator

from primer.core.publisher import FormField
from primer.core.question import BACK
from primer.core.value import frozen
from primer.ports.voice import Card, Errand, Key
from primer.terminal.lines import Paragraph, Span, Style, Words, joined, plain, unbroken

WORDS = {
    Key.OPEN: "open",
    Key.COPY: "copy",
    Key.DONE: "done",
    Key.LATER: "later",
    Key.BACK: "back",
    Key.LEAVE: "leave",
}


@frozen
class Offers:
    """Keys with their words, in order; `enter` is what Enter does, one of them, or nothing.

    `fields` are what their numbers copy.
    """

    keys: tuple[tuple[Key, str], ...]
    enter: Key | None = None
    fields: tuple[FormField, ...] = ()

    def pressed(self, text: str) -> Key | FormField | None:
        """The key that a typed character is, if it is offered; empty is Enter."""
        wanted = text.strip().lower()
        if wanted.isdecimal():
            return self.fields[int(wanted) - 1] if 0 < int(wanted) <= len(self.fields) else None
        wanted = Key.BACK.value if wanted == BACK else wanted
        return self.enter if not wanted else next((key for key, _ in self.keys if key.value == wanted), None)


def card_offers(card: Card, opened: bool) -> Offers:
    """Enter opens the page and never declares anything: a form may have been refused there."""
    keys = (
        *(((Key.OPEN, f"open {card.form.page}"),) if card.form.link else ()),
        (Key.COPY, "copy all"),
        (Key.DONE, "done"),
        (Key.LATER, "later"),
        *(((Key.BACK, "back"),) if card.number > 1 else ()),
        (Key.LEAVE, "leave"),
    )
    return Offers(keys, Key.OPEN if card.form.link and not opened else None, card.form.fields)


def errand_offers(errand: Errand, opened: bool) -> Offers:
    """Open where there is a page, the errand's own keys, leave; Enter opens, and declares nothing."""
    first = (Key.OPEN,) if errand.page else ()
    own = tuple(key for key in errand.keys if key not in {Key.OPEN, Key.LEAVE})
    keys = tuple((key, WORDS[key]) for key in (*first, *own, Key.LEAVE))
    return Offers(keys, Key.OPEN if errand.page and not opened else None)


def watch_offers(page: bool, back: str = "") -> Offers:
    """Open, back to what is named, and leave; waiting needs no key."""
    first = ((Key.OPEN, "open"),) if page else ()
    way_back = ((Key.BACK, f"back to {back}"),) if back else ()
    return Offers((*first, *way_back, (Key.LEAVE, "leave, and look again later")))


PAGES = Offers(((Key.DONE, "more"), (Key.LEAVE, "enough")), Key.DONE)
"""At the end of a page; the space bar is Enter there."""


def offers_line(offers: Offers, words: str = "") -> Paragraph:
    """The keys in a row after some words, Enter's marked in words."""
    told = (plain(unbroken(words), Style.DIM),) if words else ()
    return Paragraph(joined((*told, *_parts(offers)), "   "), indent=2)


def _parts(offers: Offers) -> Iterator[Words]:
    for key, words in offers.keys:
        if key is Key.COPY and offers.fields:
            yield (Span(f"[1-{len(offers.fields)}]", Style.KEY), Span(unbroken(" copy one")))
        enter = " (Enter)" if key is offers.enter and offers is not PAGES else ""
        sign = "space" if offers is PAGES and key is Key.DONE else key.value
        yield (
            Span(f"[{sign}]", Style.KEY),
            Span(unbroken(f" {words}")),
            Span(unbroken(enter), Style.DIM),
        )
