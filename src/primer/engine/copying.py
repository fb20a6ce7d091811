"""Copying for the person: what is said depends on whether a clipboard took the text, decided here alone."""

from primer.engine.wizard import Wizard
from primer.ports.hands import Copied
from primer.ports.signs import Mark


def copy(wizard: Wizard, text: str, what: str, by_hand: str) -> None:
    """Copies a text that is on the screen already; only where a clipboard took it, that is said as seen.

    `what` ends in its verb (`the name was`); `by_hand` is told where nothing can copy.
    """
    match wizard.hands.copy(text):
        case Copied.CLIPBOARD:
            wizard.voice.say(Mark.SEEN, f"{what} sent to your clipboard")
        case Copied.TERMINAL:
            sent = f"{what[0].upper()}{what[1:]} sent to your terminal's clipboard"
            wizard.voice.tell(f"{sent}; if nothing pastes, select it above.")
        case Copied.NOWHERE:
            wizard.voice.tell(f"No clipboard here; {by_hand}")
