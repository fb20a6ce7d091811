"""A real pseudo-terminal with an emulator that keeps its screen as rows."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte
from pyte.screens import Char

PATIENCE = 60.0
POLITE = 2.0
"""Seconds that a program has to leave in order before it is killed."""
CTRL_C = "\x03"
CTRL_D = "\x04"
CTRL_Z = "\x1a"
ENTER = "\r"
DOWN = "\x1b[B"


class Emulator:
    """One program in one terminal; every wait is for words on the screen, never for a time."""

    def __init__(
        self, command: list[str], columns: int, rows: int, environ: Mapping[str, str], cwd: Path
    ) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=2000)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._read_at, self._text = (0, 0, 0), ""
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(rows, columns),
            env=_environ(environ),
            cwd=str(cwd),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    @property
    def rows(self) -> list[str]:
        """What scrolled away and what is on the screen, without trailing spaces."""
        kept = (self.screen.buffer[number] for number in range(self.screen.lines))
        return [_row(line, self.screen.columns) for line in (*self.screen.history.top, *kept)]

    @property
    def text(self) -> str:
        """All rows as one text."""
        now = (len(self.raw), self.screen.columns, self.screen.lines)
        if self._read_at != now:
            self._read_at, self._text = now, "\n".join(self.rows).rstrip()
        return self._text

    def send(self, keys: str) -> None:
        """Types."""
        self.child.send(keys)

    def paste(self, text: str) -> None:
        """Pastes as a terminal does that brackets what is pasted."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")

    def read(self, seconds: float) -> None:
        """Reads what is there, or what comes within that time."""
        try:
            data: object = self.child.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        if isinstance(data, bytes):
            self.raw += data
            self.stream.feed(data)

    def wait_for(self, words: str) -> None:
        """Reads until the words are on the screen."""
        self._until(lambda: words in self.text, words)

    def wait_for_end(self) -> int:
        """Reads until the program ends; gives its exit code."""
        self._until(lambda: self.child.flag_eof, "the end")
        self.child.wait()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)

    def ends_within(self, seconds: float) -> bool:
        """Whether the program ends in that time."""
        end = time.monotonic() + seconds
        while not self.child.flag_eof and time.monotonic() < end:
            self.read(0.2)
        return self.child.flag_eof

    def resize(self, columns: int, rows: int) -> None:
        """Changes the window's size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def close(self) -> None:
        """Ends the program if it is still there: politely at first, as a window that is closed."""
        if self.child.isalive():
            self.child.kill(signal.SIGHUP)
        end = time.monotonic() + POLITE
        while self.child.isalive() and time.monotonic() < end:
            time.sleep(0.005)
        # pexpect would sleep before it looks, also after a program that is long gone.
        vars(self.child)["ptyproc"].delayafterclose = 0.0
        self.child.close(force=True)

    def _until(self, reached: Callable[[], bool], words: str) -> None:
        end = time.monotonic() + PATIENCE
        while not reached():
            if time.monotonic() > end or self.child.flag_eof:
                raise AssertionError(f"never saw {words!r} on:\n{self.text}")
            self.read(0.2)


def _row(line: Mapping[int, Char], columns: int) -> str:
    """A row's letters; what nobody wrote on is a space, and what follows a wide letter is nothing."""
    written = range(min(max(line, default=-1) + 1, columns))
    return "".join(line[column].data if column in line else " " for column in written).rstrip()


def _environ(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "COLUMNS", "LINES"}}
    return {
        **kept,
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": "utf-8",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TZ": "UTC",
        **extra,
    }
