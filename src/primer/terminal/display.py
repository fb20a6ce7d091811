"""Files filling up, drawn over in place by rich; imported only for a live terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.live import Live
from rich.text import Text

from primer.ports.voice import Progress
from primer.terminal.ink import console_on, painted
from primer.terminal.layout import laid_out
from primer.terminal.lines import Blocks
from primer.terminal.lookout import Now, utc_now
from primer.terminal.speaker import Speaker
from primer.terminal.surface import Surface
from primer.terminal.suspension import unsuspended
from primer.terminal.tally import Tally

ROWS = 8
"""So many packages move; older ones stand still above."""


@contextmanager
def drawn(speaker: Speaker, files: int, until: datetime, now: Now = utc_now) -> Iterator[Progress]:
    """A progress for as long as the block runs; its last lines stay on the screen."""
    tally = Tally(files, until, now())
    display = Display(tally, speaker, now)
    with (
        unsuspended(),
        Live(
            get_renderable=display.picture,
            console=console_on(speaker.stream, speaker.surface),
            refresh_per_second=8,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as live,
    ):
        display.live = live
        try:
            yield display
        finally:
            live.stop()
            speaker.show(tally.last(now()))


class Display:
    """Tells the tally, and prints what no longer moves above the moving rows."""

    live: Live | None = None

    def __init__(self, tally: Tally, speaker: Speaker, now: Now) -> None:
        self._tally = tally
        self._speaker = speaker
        self._now = now

    def begin(self, package: str, filename: str) -> None:
        """A file is on its way."""
        self._tally.begin(package, filename)
        settled = self._tally.settled(ROWS)
        if self.live is not None and settled:
            self.live.console.print(_text(settled, self._speaker.surface))

    def finish(self, package: str, filename: str, words: str) -> None:
        """It arrived."""
        self._tally.finish(package, filename, words)

    def fail(self, package: str, filename: str, words: str) -> None:
        """It did not."""
        self._tally.fail(package, filename, words)

    def picture(self) -> Text:
        """The moving rows, now."""
        surface = self._speaker.surface
        return _text(self._tally.blocks(self._now(), surface), surface)


def _text(blocks: Blocks, surface: Surface) -> Text:
    text = Text(no_wrap=True, overflow="ignore", end="")
    for number, line in enumerate(laid_out(blocks, surface)):
        text.append("\n" if number else "")
        text.append_text(painted(line))
    return text
