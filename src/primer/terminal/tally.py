"""How far an upload is: what each package has, how fast it goes, how long it will take."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from threading import Lock

from primer.core.countdown import span
from primer.core.value import field, mutable
from primer.ports.signs import Mark
from primer.terminal.foreign import cells, harmless
from primer.terminal.lines import Block, Paragraph, Span, Style, Table, Words, marked, plain
from primer.terminal.surface import Surface

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
PLAIN_SPINNER = "-\\|/"
STILL = timedelta(seconds=10)
"""Without movement for so long, that is said."""
KINDS = {".whl": "wheel", ".tar.gz": "sdist", ".tgz": "tarball"}


def kind(filename: str) -> str:
    """What people call a distribution file."""
    return next((word for suffix, word in KINDS.items() if filename.endswith(suffix)), filename)


@mutable
class Row:
    """One package's files: finished or failed with what was said of them, and on their way."""

    package: str
    finished: list[tuple[str, str]] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


class Tally:
    """Counts files; may be told from several threads."""

    def __init__(self, files: int, until: datetime, started: datetime) -> None:
        self._files = files
        self._until = until
        self._started = started
        self._rows: dict[str, Row] = {}
        self._gone = 0
        self._widest = 0
        self._moved = (started, (0, 0))
        self._lock = Lock()

    def begin(self, package: str, filename: str) -> None:
        """A file is on its way."""
        with self._lock:
            self._rows.setdefault(package, Row(package)).under_way.append(filename)
            self._widest = max(self._widest, cells(harmless(package)))

    def finish(self, package: str, filename: str, words: str) -> None:
        """A file arrived."""
        with self._lock:
            row = self._rows.setdefault(package, Row(package))
            if filename in row.under_way:
                row.under_way.remove(filename)
            row.finished.append((filename, words))

    def fail(self, package: str, filename: str, words: str) -> None:
        """A file did not arrive."""
        with self._lock:
            row = self._rows.setdefault(package, Row(package))
            if filename in row.under_way:
                row.under_way.remove(filename)
            row.failed.append((filename, words))

    def settled(self, most: int) -> tuple[Block, ...]:
        """Takes out the oldest rows with nothing on its way, as long as there are more than `most`."""
        with self._lock:
            idle = [row for row in self._rows.values() if not row.under_way]
            gone = idle[: max(0, len(self._rows) - most)]
            for row in gone:
                del self._rows[row.package]
                self._gone += len(row.finished)
        return self._table(gone, "")

    def blocks(self, now: datetime, surface: Surface) -> tuple[Block, ...]:
        """The rows, then how far the whole is."""
        frames = PLAIN_SPINNER if surface.ascii else SPINNER
        frame = frames[int(now.timestamp() * 10) % len(frames)]
        with self._lock:
            rows = self._table(self._rows.values(), frame)
        return (*rows, Paragraph(tuple(self._whole(now, surface)), indent=2, hang=2))

    def last(self, now: datetime) -> tuple[Block, ...]:
        """What stays on the screen: the rows, and how long it took."""
        done, took = self._done, span(now - self._started)
        with self._lock:
            rows = self._table(self._rows.values(), "")
        return (*rows, Paragraph(plain(f"{done} of {self._all} in {took}", Style.DIM), indent=2))

    def _table(self, rows: Iterable[Row], frame: str) -> tuple[Block, ...]:
        shown = tuple(_row(row, frame) for row in rows)
        return (Table(shown, indent=2, lead=3, least=(0, self._widest), gap=1),) if shown else ()

    @property
    def _all(self) -> str:
        return f"{self._files} file{'s' if self._files != 1 else ''}"

    @property
    def _done(self) -> int:
        with self._lock:
            return sum(len(row.finished) for row in self._rows.values()) + self._gone

    def _whole(self, now: datetime, surface: Surface) -> Iterator[Span]:
        done, elapsed = self._done, (now - self._started).total_seconds()
        yield Span(bar(done, self._files, 5 if surface.narrow else 10, surface.ascii))
        yield Span(f"  {done} of {self._all}")
        if done and elapsed > 0:
            yield Span(f" · {done / elapsed:.1f} a second", Style.DIM)
            left = timedelta(seconds=elapsed / done * (self._files - done))
            yield Span(f" · {span(left)} left", Style.DIM)
        if (still := self._still(now)) >= STILL:
            yield Span(f" · nothing new for {span(still)}", Style.DIM)
        yield Span(f" · token good for {span(self._until - now)}", Style.DIM)

    def _still(self, now: datetime) -> timedelta:
        """Since when nothing began and nothing ended, as far as was looked."""
        with self._lock:
            ended = sum(len(row.finished) + len(row.failed) for row in self._rows.values()) + self._gone
            state = (ended, sum(len(row.under_way) for row in self._rows.values()))
            if state != self._moved[1]:
                self._moved = (now, state)
            return now - self._moved[0]


def bar(done: int, of: int, width: int, ascii_only: bool) -> str:
    """A bar of `width` signs."""
    full = width if of == 0 else min(width, width * done // of)
    return ("#" if ascii_only else "▓") * full + ("." if ascii_only else "░") * (width - full)


def _row(row: Row, frame: str) -> tuple[Words, ...]:
    finished = [kind(name) + ("" if words == "uploaded" else f" ({words})") for name, words in row.finished]
    failed = [f"{kind(name)} ({words})" for name, words in row.failed]
    files = " ".join((*finished, *failed, *(f"{kind(name)} …" for name in row.under_way)))
    sign = marked(Mark.PROBLEM if row.failed else Mark.SEEN)
    return (plain(frame or "…") if row.under_way else sign, plain(row.package), plain(files))
