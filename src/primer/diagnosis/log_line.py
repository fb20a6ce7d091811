"""One line of a CI log as a tool wrote it: without colours, time stamps, and the columns of `gh` or a runner.

Prefixes: GitHub's raw logs, `gh run view --log`, GitLab's time stamps, Jenkins, Buildkite, and `act`.
"""

from collections.abc import Iterator
from enum import StrEnum

from primer.core.regex import regex
from primer.core.value import frozen, replace


class Mark(StrEnum):
    """What a runner says a line is, where it says so."""

    NONE = ""
    ERROR = "error"
    GROUP = "group"
    END = "endgroup"
    OTHER = "other"


@frozen
class LogLine:
    """`number` counts the file's lines from 1; `job` is empty where the log does not name one."""

    number: int
    text: str
    job: str = ""
    mark: Mark = Mark.NONE


_STAMP = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| UTC|[+-]\d\d:?\d\d)"
_COLUMNS = regex(rf"(?P<job>[^\t]*)\t[^\t]*\t\ufeff?(?:{_STAMP} ?)")
_STAMPED = regex(rf"\[?{_STAMP}\]?(?: \d\d[OE][+ ]?| )?")
_ACT = regex(r"\[(?P<job>[^\]]{1,80})\]\s+(?:\||❗|❌|💬|❓|⚙|✅|☁|🚧|⭐|🐳)\ufe0f?\s*")
_ESCAPES = regex(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]_][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^])")
# Copied from a page, an escape character is lost and the rest of the code stays.
_BARE_CODES = regex(r"\[(?:0|3\d|[1-9];3\d)(?:;\d{1,3})*m|^(?:\[\?)?25[hl]")
_MARKED = regex(r"##\[(?P<mark>\w+)\]|::(?P<command>\w+)(?: [^:\n]*)?::")
_MARKS = {"error": Mark.ERROR, "group": Mark.GROUP, "endgroup": Mark.END}


def cleaned(number: int, raw: str) -> Iterator[LogLine]:
    """What one line of a log holds: a progress bar drawn over itself, or an encoded message, is several."""
    for part in raw.split("\r") if "\r" in raw else (raw,):
        yield from _annotation(_unmarked(_unprefixed(number, part)))


def _unprefixed(number: int, text: str) -> LogLine:
    text = text.lstrip("\ufeff").replace("\0", "")
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    job = ""
    if "\t" in text and (columns := _COLUMNS.match(text)):
        job, text = columns["job"], text[columns.end() :]
    elif text[:1] in "[2" and (found := _STAMPED.match(text) or _ACT.match(text)):
        job, text = found.groupdict().get("job") or "", text[found.end() :]
    if "[3" in text or "[0m" in text or text.startswith(("25", "[?25")):
        text = _BARE_CODES.sub("", text)
    return LogLine(number, text.rstrip(), job)


def _unmarked(line: LogLine) -> LogLine:
    if line.text[:2] not in ("##", "::"):
        return line
    found = _MARKED.match(line.text)
    if found is None:
        return line
    mark = _MARKS.get(found["mark"] or found["command"], Mark.OTHER)
    return replace(line, text=line.text[found.end() :], mark=mark)


def _annotation(line: LogLine) -> Iterator[LogLine]:
    """A runner that shows commands as they were sent leaves line breaks encoded."""
    if line.mark is not Mark.ERROR or "%0A" not in line.text:
        yield line
        return
    first, *others = line.text.replace("%0D", "").split("%0A")
    yield replace(line, text=first)
    for other in others:
        yield replace(line, text=other.replace("%25", "%"), mark=Mark.NONE)
