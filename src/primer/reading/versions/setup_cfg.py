"""Where a setup.cfg says a version and its requirements; what configparser reads has no places."""

from collections.abc import Iterator

from primer.core.regex import regex
from primer.core.value import frozen
from primer.reading.versions.spot import Spot

_LINE = regex(r"[^\n]*\n|[^\n]+")
_OPTION = regex(r"(?P<name>[A-Za-z0-9_.-]+)\s*[=:]\s*")
_REQUIRING = {("options", "install_requires"), ("options", "setup_requires"), ("options", "tests_require")}


@frozen
class _Line:
    """One line of an option's value: what it says without space around, and where."""

    section: str
    option: str
    spot: Spot


def version_spot(file: str, text: str) -> Spot | None:
    """The value of `version` in `[metadata]`, also where it is `attr:` or `file:`."""
    found = (one.spot for one in _lines(file, text) if (one.section, one.option) == ("metadata", "version"))
    return next((spot for spot in found if spot.text), None)


def requirement_spots(file: str, text: str) -> Iterator[tuple[Spot, bool]]:
    """Every requirement, with whether a release carries it."""
    for one in _lines(file, text):
        is_extra = one.section == "options.extras_require"
        if one.spot.text and (is_extra or (one.section, one.option) in _REQUIRING):
            yield one.spot, is_extra or one.option == "install_requires"


def _lines(file: str, text: str) -> Iterator[_Line]:
    section = option = ""
    start = 0
    for number, raw in enumerate(_LINE.findall(text), start=1):
        line = raw.rstrip()
        begin = len(line) - len(line.lstrip())
        head = _OPTION.match(line)
        if line.startswith("["):
            section, option = line.strip("[] "), ""
        elif head and begin == 0:
            option, begin = head["name"].lower().replace("-", "_"), head.end()
        is_value = bool(option) and not line.startswith("[") and not line.lstrip().startswith(("#", ";"))
        if is_value and line.strip():
            spot = Spot(file, number, line[begin:], start=start + begin, end=start + len(line))
            yield _Line(section, option, spot)
        start += len(raw)
