"""The journal: what cannot be asked again, one line of JSON an entry, only ever added to.

What writes one, and what reads its lines, is imported when there is a line.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from primer.adapters.files.state import private_folder, state_folder
from primer.core.memory import Entry, Memory
from primer.core.problem import Missing, NeedsYou, Problem, Stop
from primer.core.repository import Remote

if TYPE_CHECKING:
    from primer.adapters.files.journal_lines import Unreadable

PATIENCE = 10.0
"""Seconds to wait for another primer that is writing; a write takes milliseconds."""

LONGEST = 150
"""Characters of a name that is not shortened: no system's limit is near."""


def journal_path(remote: Remote | None, root: Path, state: Path | None = None) -> Path:
    """Where a repository's journal lies: by its remote, so that every clone shares it, else by its folder."""
    address = root.resolve().as_posix() if remote is None else f"{remote.host}/{remote.path}".lower()
    return (state or state_folder()) / "journals" / f"{_name(address)}.jsonl"


def _name(address: str) -> str:
    """A file's name that no other address has: a repository that somebody made must not speak for mine."""
    name = quote(address, safe="/", errors="surrogatepass").replace("/", "+")
    if len(name) <= LONGEST:
        return name
    # Loads OpenSSL, which takes longer than all the rest of a journal that is empty.
    from hashlib import sha256

    return f"={name[: LONGEST // 3]}-{sha256(name.encode()).hexdigest()}"


class Journal:
    """One repository's journal; reading makes no file, adding is on disk before it returns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Memory:
        """Every entry that can be read, oldest first."""
        return self._lines()[0]

    def notes(self) -> tuple[str, ...]:
        """What could not be read, as sentences; empty for a journal that is whole."""
        return tuple(
            f"{self.path}:{line.number}: {line.why}; the line is left alone" for line in self._lines()[1]
        )

    def add(self, entry: Entry) -> None:
        """Adds an entry; Stop when it could not be brought to disk."""
        from primer.adapters.custody.lock import Busy, locked
        from primer.adapters.files.appended import append, sync_folder
        from primer.adapters.files.journal_lines import line_of

        private_folder(self.path.parent)
        is_new = not self.path.exists()
        try:
            with locked(self._lock, PATIENCE):
                append(self.path, line_of(entry))
            if is_new:
                sync_folder(self.path.parent)
        except Busy:
            raise Stop(_busy(self.path)) from None
        except OSError as error:
            raise Stop(_not_written(self.path, error)) from None

    @property
    def _lock(self) -> Path:
        return self.path.with_suffix(".lock")

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise Stop(_not_read(self.path, error)) from None

    def _lines(self) -> "tuple[Memory, tuple[Unreadable, ...]]":
        text = self._text()
        if not text:
            return Memory(()), ()
        from primer.adapters.files.journal_lines import read_lines

        return read_lines(text)


def _busy(path: Path) -> Problem:
    return NeedsYou(
        "another-primer",
        "Another primer is writing this repository's journal and does not finish",
        "leave the other one, then run this one again",
        (str(path),),
    )


def _not_written(path: Path, error: OSError) -> Problem:
    return Missing(
        "journal-not-written",
        f"The journal cannot be written: {error.strerror or type(error).__name__}",
        f"make room or give yourself the right to write {path}, then run again",
    )


def _not_read(path: Path, error: OSError) -> Problem:
    return Missing(
        "journal-not-read",
        f"The journal cannot be read: {error.strerror or type(error).__name__}",
        f"give yourself the right to read {path}, or delete it: what it held can be asked or said again",
    )
