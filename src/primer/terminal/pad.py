"""A pad of single keys, with or without something to wait for; through prompt_toolkit, so only when live."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import ColorDepth

from primer.core.publisher import FormField
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Key, Watch
from primer.terminal.layout import laid_out
from primer.terminal.lines import Block, Blocks, Paragraph, Span, Style, marked
from primer.terminal.lookout import Lookout
from primer.terminal.offers import PAGES, Offers, offers_line
from primer.terminal.surface import Surface

T = TypeVar("T")

Measure = Callable[[], Surface]
Pressed = Key | FormField
Fragments = StyleAndTextTuples

LOOKS = {
    Style.KEY: "bold",
    Style.HEADING: "bold",
    Style.TODO: "bold",
    Style.SEEN: "ansigreen",
    Style.SAID: "ansimagenta",
    Style.UNSEEN: "ansimagenta",
    Style.PROBLEM: "bold ansired",
}
"""As the ink has it; this output knows no dim words."""


def press(offers: Offers, surface: Measure) -> Key | FormField:
    """Shows the keys until one of them is pressed."""
    pad = _pad(offers, lambda: (offers_line(offers),), surface)
    return pad.run()


def turn(words: str, surface: Measure) -> bool:
    """Waits at the end of a page: True for the next one."""
    pad = _pad(PAGES, lambda: (offers_line(PAGES, words),), surface)
    return pad.run() is not Key.LEAVE


def follow(watch: Watch[T], offers: Offers, surface: Measure) -> Arrived[T] | Key:
    """Shows what the last look said, with a countdown, until it arrives, ends, or a key is pressed."""
    with Lookout(watch) as lookout:
        pad = _pad(offers, lambda: _waiting(lookout, offers), surface)

        async def until_it_ends() -> None:
            while not lookout.ended():
                pad.invalidate()
                await asyncio.sleep(0.1)
            if not pad.is_done:
                pad.exit(result=Key.LEAVE)

        pressed = pad.run(pre_run=lambda: _start(pad, until_it_ends()))
        return lookout.outcome() or (pressed if isinstance(pressed, Key) else Key.LEAVE)


def _start(pad: Application[Pressed], watching: Coroutine[None, None, None]) -> None:
    pad.create_background_task(watching)


def _waiting(lookout: Lookout[T], offers: Offers) -> tuple[Block, ...]:
    words = (*marked(Mark.TODO), Span(f" {lookout.said}   "), Span(lookout.when(), Style.DIM))
    return (Paragraph(words, indent=2, hang=2), offers_line(offers))


def _pad(offers: Offers, blocks: Callable[[], tuple[Block, ...]], surface: Measure) -> Application[Pressed]:
    control = FormattedTextControl(lambda: fragments(blocks(), surface()), show_cursor=False)
    window = Window(control, wrap_lines=True, dont_extend_height=True)
    return Application(
        layout=Layout(window),
        key_bindings=_bindings(offers),
        erase_when_done=True,
        color_depth=None if surface().colour else ColorDepth.DEPTH_1_BIT,
    )


def fragments(blocks: Blocks, surface: Surface) -> Fragments:
    """A laid-out screen as prompt_toolkit draws it."""
    drawn: Fragments = []
    for number, line in enumerate(laid_out(blocks, surface)):
        drawn.extend([("", "\n")] if number else [])
        drawn.extend((LOOKS.get(span.style, ""), span.text) for span in line)
    return drawn


def _bindings(offers: Offers) -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("c-c")
    @bindings.add("c-d")
    @bindings.add("<sigint>")
    def leave(event: KeyPressEvent) -> None:
        _end(event.app, None)

    @bindings.add("enter")
    def default(event: KeyPressEvent) -> None:
        if offers.enter is not None:
            _end(event.app, offers.enter)

    @bindings.add(Keys.Any)
    def pressed(event: KeyPressEvent) -> None:
        key = offers.pressed(event.data) if event.data.strip() or offers is PAGES else None
        if key is not None:
            _end(event.app, key)

    return bindings


def _end(pad: Application[Pressed], key: Pressed | None) -> None:
    if pad.is_done:
        return
    if key is None:
        pad.exit(exception=KeyboardInterrupt)
    else:
        pad.exit(result=key)
