"""Where a log that names no known cause failed: its last error, which is where a person begins."""

import re

from primer.core.diagnosis import Evidence
from primer.core.regex import regex
from primer.core.value import mutable
from primer.diagnosis.evidence import opening_evidence, shown
from primer.diagnosis.log_line import LogLine, Mark
from primer.diagnosis.message import Message

NEAR = 30
"""An error this many lines before the step ended is what ended it; one before that was survived."""
_ENDED = regex(
    r"(?:Error: )?Process completed with exit code \d+|(?:ERROR: )?Job failed\b|"
    r"(?:Error: )?The operation was canceled|The process '[^']*' failed with exit code"
)
_SIGN = regex(r"\b(?:errors?|failed|failure|fatal|exception|denied|refused)\b", re.IGNORECASE)
_WORD = regex(r"[A-Za-z]{2}")
_SIGNS = ("rror", "RROR", "ail", "AIL", "atal", "FATAL", "xception", "enied", "efused")


@mutable
class Ending:
    """Collects while a log goes by; `before` is the line that a runner's notice of failure follows.

    `sign` is the last line with a word for failure, for logs in which nothing is marked at all.
    """

    error: Message | None = None
    before: LogLine | None = None
    sign: LogLine | None = None
    _last: LogLine | None = None
    _script: bool = False

    def see(self, line: LogLine) -> None:
        """Notes what this line says of the end."""
        if line.mark is not Mark.NONE:
            self._script = line.mark is Mark.GROUP and line.text.startswith("Run ")
        if _is_notice(line):
            self.before = self._last
        elif self._script:
            return
        elif _WORD.search(line.text) and line.mark in (Mark.NONE, Mark.ERROR):
            self._last = line
            if any(sign in line.text for sign in _SIGNS) and _SIGN.search(line.text[:500]):
                self.sign = line

    def fail(self, message: Message) -> None:
        """Notes an error; a runner's own notice only says that there was one."""
        if not _is_notice(message.lines[0]):
            self.error = message


def last_error(ending: Ending) -> Evidence | None:
    """The error that ended the log, masked; None where no line of it speaks of one."""
    error, before = ending.error, ending.before
    if error is not None and (before is None or before.number - error.lines[-1].number <= NEAR):
        return opening_evidence(error)
    line = before or ending.sign
    return Evidence(line.number, shown(line.text)) if line is not None else None


def _is_notice(line: LogLine) -> bool:
    return line.text[:1] in "EJTP" and _ENDED.match(line.text) is not None
