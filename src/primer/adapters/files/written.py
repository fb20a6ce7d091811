"""Writing files of a repository: each in one step, with the mode it had, and never outside of it."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from primer.adapters.files.several_files import MARK, clear_drafts
from primer.core.problem import Problem, Stop, YourInput
from primer.core.source import Source
from primer.core.value import frozen

BOM = "\ufeff"


@frozen
class Standing:
    """What a file holds now, with plain line ends and no byte order mark; the two are kept beside it."""

    text: str
    newline: str = "\n"
    mark: str = ""

    def carrying(self, text: str) -> str:
        """Another text with this file's line ends and mark."""
        return self.mark + text.replace("\n", self.newline)


@frozen
class Grounds:
    """Where may be written: paths are relative to `root`, and nothing leaves `around`, its work tree.

    `instead` is what the person can do in place of writing, said where a file cannot be written.
    """

    root: Path
    around: Path
    instead: str = ""

    def standing(self, path: str) -> Standing | None:
        """The file as it stands; None where there is none. Stop where it cannot be read."""
        if not os.path.lexists(self.root / path):
            return None
        try:
            content = self._target(path).read_bytes()
            return _standing(content.decode("utf-8"))
        except OSError as error:
            raise Stop(self._problem(path, f"it cannot be read: {error.strerror}")) from None
        except UnicodeDecodeError:
            raise Stop(self._problem(path, "it is not UTF-8")) from None

    def write(self, path: str, text: str) -> None:
        """Puts a text, line ends and mark as given, in the file's place; makes its folder. Stop where not."""
        target = self._target(path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            put(target, text.encode("utf-8"))
        except OSError as error:
            raise Stop(self._problem(path, f"it cannot be written: {error.strerror}")) from None

    def check(self, path: str) -> None:
        """Stop where the file could not be written; changes nothing."""
        target = self._target(path)
        if target.is_dir():
            raise Stop(self._problem(path, "it is a folder"))
        if target.exists() and not _writable(target):
            raise Stop(self._problem(path, "it may not be written to"))
        folder = next(parent for parent in target.parents if parent.exists())
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            raise Stop(self._problem(path, f"nothing can be written in {folder.name}"))

    def _target(self, path: str) -> Path:
        """The file itself, behind a link if it is one."""
        try:
            real = (self.root / path).resolve()
        except (OSError, RuntimeError):
            raise Stop(self._problem(path, "it is a link that leads nowhere")) from None
        if not real.is_relative_to(self.around.resolve()):
            raise Stop(self._problem(path, "it leads out of the repository"))
        return real

    def _problem(self, path: str, why: str) -> Problem:
        return YourInput(
            "file-not-written",
            f"{path} was not written: {why}",
            ", or ".join(filter(None, ("mend that and run it again", self.instead))),
            source=Source(path),
        )


def put(target: Path, content: bytes) -> None:
    """Replaces a file in one step, keeping owner and mode; a new one gets the usual mode. Raises OSError.

    What a killed run left beside it is cleared away.
    """
    clear_drafts(target)
    before = target.stat() if target.exists() else None
    handle, draft = tempfile.mkstemp(prefix=f".{target.name}{MARK}", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(stat.S_IMODE(before.st_mode) if before else 0o666 & ~_umask())
        if before is not None and hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(draft, before.st_uid, before.st_gid)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _standing(text: str) -> Standing:
    mark = BOM if text.startswith(BOM) else ""
    newline = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    return Standing(text.removeprefix(BOM).replace("\r\n", "\n"), newline, mark)


def _writable(target: Path) -> bool:
    """By its mode too: whoever runs as root may, and yet somebody took the right away."""
    return os.access(target, os.W_OK) and bool(target.stat().st_mode & 0o222)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
