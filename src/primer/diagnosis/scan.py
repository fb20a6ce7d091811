"""Reads a log once, from its first line to its last, and keeps what may have made it fail."""

import re
from collections.abc import Iterable, Iterator

from primer.core.regex import regex
from primer.core.value import field, frozen, mutable
from primer.diagnosis.ending import Ending
from primer.diagnosis.log_line import LogLine, cleaned
from primer.diagnosis.message import Message, messages
from primer.diagnosis.surroundings import MOST, Surroundings
from primer.diagnosis.symptoms import sharpened, symptom_of

RawLine = tuple[int, str]
"""A line's number, from 1, and its text as it stands in the log."""


@frozen
class Sighting:
    """One cause at one line; `host` is the index that was spoken to, empty where the log does not say.

    `sought` is the package and version that was looked for in vain.
    """

    cause: str
    line: LogLine
    message: Message
    host: str = ""
    sought: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """All words of the message."""
        return self.message.text


@mutable
class Scan:
    """What a log holds: `lines` is how many there were, `sightings` the newest of each cause in each job."""

    lines: int = 0
    sightings: dict[tuple[str, str], Sighting] = field(default_factory=dict)
    around: Surroundings = field(default_factory=Surroundings)
    ending: Ending = field(default_factory=Ending)


_WAITING = regex(
    r"^[^\t\"'`]{0,60}\bwaiting for (?:review|approval)(?:$|[.:,]| of | from | to deploy)"
    r"|needs approval to start deploying changes"
    r"|requested your review to deploy to "
    r"|^waiting\t"
    r"|^\{.*\"status\": ?\"waiting\"",
    re.IGNORECASE,
)
_ENVIRONMENT = "not allowed to deploy to"
_CHANGE_REQUEST = regex(r"\b(?:pull request|merge request|[PM]R)\b", re.IGNORECASE)
# Bounded, and never begun amid a word: a line may be long, and time must not grow with its square.
_NAME = r"(?P<name>(?<![\w./@-])@?[A-Za-z0-9][\w./-]{0,213}?)"
_VERSION = r"v?(?P<version>\d{1,9}\.[\w.!+-]{0,80}?)"
_PIP = (
    r"(?P<name>[\w.-]{1,200}?)(?:\[[^]]{0,200}\])?"
    r"(?:[=<>~!]=?(?P<version>[\w.!+*-]{1,80}?))?(?=[\s,;.]{0,9}(?:$|\s))"
)
_SOUGHT = (
    regex(rf"(?:No matching distribution found for|satisfies the requirement) {_PIP}"),
    regex(rf"there (?:is|are) no versions? of {_PIP}"),
    regex(r"Because (?P<name>[\w.-]{1,200}) was not found in the package registry(?P<version>)"),
    regex(rf"No matching version found for {_NAME}@{_VERSION}(?=[\s,;.]*(?:$|\s))"),
    regex(
        rf"{_NAME}(?:==|@| ){_VERSION} (?:is |was |has )?(?:still )?(?:not|never) (?:yet )?"
        r"(?:found|available|live|visible|published|appeared|there|on)\b"
    ),
    regex(rf"(?:timed out|gave up|no longer) waiting for {_NAME}(?:==|@| ){_VERSION}(?=[\s,;.]|$)"),
)
_HOST = regex(r"https?://([a-z0-9.-]+(?::\d+)?)/(?:legacy\b|_/oidc\b|simple/? does not serve)", re.IGNORECASE)


def scanned(raw: Iterable[RawLine]) -> Scan:
    """Everything that may have made this log's run fail; holds no more of the log than one message."""
    scan = Scan()
    for message in messages(_watched(raw, scan)):
        scan.ending.fail(message)
        found = symptom_of(message, scan.around)
        if found is not None:
            cause, words = found
            _keep(scan, Sighting(cause, message.line_of(words), message, _host(message, scan.around)))
        elif sought := _sought(message):
            words, package = sought
            _keep(scan, Sighting("not-live", message.line_of(words), message, sought=package))
    return scan


def sharp(scan: Scan) -> tuple[Sighting, ...]:
    """The sightings, each by the most special cause that the rest of its job's log shows."""
    return tuple(
        Sighting(
            sharpened(one.cause, scan.around.job(one.line.job)), one.line, one.message, one.host, one.sought
        )
        for one in scan.sightings.values()
    )


def _watched(raw: Iterable[RawLine], scan: Scan) -> Iterator[LogLine]:
    for number, text in raw:
        scan.lines = number
        for line in cleaned(number, text):
            scan.around.see(line)
            scan.ending.see(line)
            if "ait" in line.text or "need" in line.text or "review" in line.text:
                _note_waiting(scan, line)
            yield line


def _note_waiting(scan: Scan, line: LogLine) -> None:
    if _WAITING.search(line.text) and not _CHANGE_REQUEST.search(line.text):
        _keep(scan, Sighting("waiting-for-review", line, Message((line,))))


def _keep(scan: Scan, sighting: Sighting) -> None:
    """The newest of its cause and job, as the last one; what names the environment stays."""
    key = (sighting.cause, sighting.line.job)
    known = scan.sightings.get(key)
    if known is not None and _ENVIRONMENT in known.text and _ENVIRONMENT not in sighting.text:
        return
    if len(scan.sightings) < MOST or key in scan.sightings:
        scan.sightings.pop(key, None)
        scan.sightings[key] = sighting


def _host(message: Message, around: Surroundings) -> str:
    found = _HOST.search(message.text)
    return found[1].lower() if found else around.host


def _sought(message: Message) -> tuple[re.Match[str], tuple[str, str]] | None:
    for pattern in _SOUGHT:
        if found := pattern.search(message.text):
            return found, (found["name"], (found["version"] or "").rstrip("."))
    return None
