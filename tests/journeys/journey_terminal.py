"""primer in a real terminal, with a person who clicks elsewhere: pages it opens are written to a file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from emulator import Emulator
from journeys.journey_runs import PROGRAM, Machine

_BROWSER = """\
#!/bin/sh
echo "$1" >> "{pages}"
"""


@dataclass(frozen=True)
class Desk:
    """A person at a terminal of one machine."""

    machine: Machine

    @property
    def pages(self) -> list[str]:
        """What was opened in the browser, in order."""
        file = self.machine.folder / "pages"
        return file.read_text().splitlines() if file.exists() else []

    @contextmanager
    def primer(
        self, *words: str, columns: int = 100, environ: Mapping[str, str] | None = None
    ) -> Iterator[Emulator]:
        """Starts it; whatever is left of it ends with the block."""
        browser = {"BROWSER": str(self._browser())}
        whole = {**self.machine.environ(), **browser, **(environ or {})}
        terminal = Emulator([*PROGRAM, *words], columns, 40, whole, self.machine.folder)
        try:
            yield terminal
        finally:
            terminal.close()

    def _browser(self) -> Path:
        script = self.machine.folder / "browser"
        script.write_text(_BROWSER.format(pages=self.machine.folder / "pages"))
        script.chmod(0o755)
        return script


def wait_for_after(terminal: Emulator, first: str, words: str) -> None:
    """Reads until the words stand below those that were said first."""

    def stand_there() -> bool:
        _, said, below = terminal.text.rpartition(first)
        return bool(said) and words in below

    terminal._until(stand_there, f"{words} after {first}")


def wait_for_again(terminal: Emulator, words: str, times: int) -> None:
    """Reads until the words have been said that many times."""
    terminal._until(lambda: terminal.text.count(words) >= times, f"{words} ({times} times)")
