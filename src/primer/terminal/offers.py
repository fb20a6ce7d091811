"""The keys that a person is offered, and which one Enter stands for."""

from collections.abc import Iterator

from primer.core.value import frozen
from primer.ports.voice import Card, Errand, Key
from primer.terminal.lines import Paragraph, Span, Style, Words, joined, unbroken

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
    """Keys with their words, in order; `enter` is what Enter does, one of them, or nothing."""

    keys: tuple[tuple[Key, str], ...]
    enter: Key | None = None

    def pressed(self, text: str) -> Key | None:
        """The key that a typed character is, if it is offered; empty is Enter."""
        wanted = text.strip().lower()
        return self.enter if not wanted else next((key for key, _ in self.keys if key.value == wanted), None)


def card_offers(card: Card, opened: bool) -> Offers:
    """Open first, and done once it was opened: Enter never declares what nobody can have seen."""
    keys = (
        *(((Key.OPEN, f"open {card.form.page}"),) if card.form.link else ()),
        (Key.COPY, "copy"),
        (Key.DONE, "done"),
        (Key.LATER, "later"),
        *(((Key.BACK, "back"),) if card.number > 1 else ()),
        (Key.LEAVE, "leave"),
    )
    return Offers(keys, Key.OPEN if card.form.link and not opened else Key.DONE)


def errand_offers(errand: Errand, opened: bool) -> Offers:
    """Open where there is a page, the errand's own keys, leave."""
    first = (Key.OPEN,) if errand.page else ()
    own = tuple(key for key in errand.keys if key not in {Key.OPEN, Key.LEAVE})
    keys = tuple((key, WORDS[key]) for key in (*first, *own, Key.LEAVE))
    if errand.page and not opened:
        return Offers(keys, Key.OPEN)
    return Offers(keys, own[0] if own else None)


def watch_offers(page: bool) -> Offers:
    """Open and leave; waiting needs no key."""
    first = ((Key.OPEN, "open"),) if page else ()
    return Offers((*first, (Key.LEAVE, "leave, and look again later")))


def offers_line(offers: Offers) -> Paragraph:
    """The keys in a row, Enter's marked in words."""
    return Paragraph(joined(_parts(offers), "   "), indent=2)


def _parts(offers: Offers) -> Iterator[Words]:
    for key, words in offers.keys:
        enter = " (Enter)" if key is offers.enter else ""
        yield (
            Span(f"[{key.value}]", Style.KEY),
            Span(unbroken(f" {words}")),
            Span(unbroken(enter), Style.DIM),
        )
