"""How error messages begin, tool by tool, and how far each goes on: what tells a failure from a mere word."""

import re
from collections.abc import Callable, Sequence

from primer.core.regex import regex
from primer.core.value import frozen
from primer.diagnosis.log_line import LogLine

GoesOn = Callable[[Sequence[LogLine], LogLine], bool]
"""Whether a line goes on with a message, given its lines so far."""


@frozen
class Opening:
    """How a kind of message begins, and whether a line that opens nothing itself goes on with it.

    `row` is a kind of which every line begins alike; `loose` is one that could be quoted as well, so it
    counts only where no runner marks what is an error.
    """

    pattern: re.Pattern[str]
    goes_on: GoesOn
    row: bool = False
    loose: bool = False


def _never(_so_far: Sequence[LogLine], _line: LogLine) -> bool:
    return False


def until_next_step(so_far: Sequence[LogLine], line: LogLine) -> bool:
    """What a runner marks as an error ends where the step does."""
    return not so_far[0].text.startswith("Process completed") and not line.text.startswith(_ENDS)


def _indented(so_far: Sequence[LogLine], line: LogLine) -> bool:
    return line.text.startswith(("  ", "\t")) or _one_blank(so_far, line)


def _rust(so_far: Sequence[LogLine], line: LogLine) -> bool:
    goes_on = (" ", "}", ")", "{", "Caused by", "Response:", "Token claims", "hint:", "Note:")
    return line.text.startswith(goes_on) or _one_blank(so_far, line)


def _paragraph(so_far: Sequence[LogLine], line: LogLine) -> bool:
    return len(so_far) <= 16 and (bool(line.text) or so_far[-1].text.endswith(":"))


def _few(so_far: Sequence[LogLine], _line: LogLine) -> bool:
    return len(so_far) <= 10


def _one_blank(so_far: Sequence[LogLine], line: LogLine) -> bool:
    return not line.text and any(one.text for one in so_far[-2:])


_ENDS = ("Post job cleanup", "Cleaning up ", "[command]", "section_end:")
NPM = r"(?:npm: |\U0001f98b +\w+ +)?(?:npm (?:error|ERR!)|lerna ERR!)"
"""What stands before every line of npm's, also where changesets or another tool runs it."""
_CODES = r"invalid-(?:pending-)?publisher|invalid-reuse-token|invalid-payload|invalid-token|not-enabled"
_SAID = r"(?:valid token, but|invalid token|malformed|unknown|The name)\b"
_EXCEPTION = r"(?:(?!Assertion)\w+Error|\w+Failure|InvalidDistribution|InvalidMetadata|NonInteractive)"


def _opening(pattern: str, goes_on: GoesOn, *, row: bool = False, loose: bool = False) -> Opening:
    return Opening(re.compile(pattern), goes_on, row, loose)


RUNNER = _opening("", until_next_step)
"""A line that the runner itself marks, whatever its words."""
OPENINGS = (
    # gh-action-pypi-publish, where the runner's mark was lost.
    _opening(r"(?:Error: +)?(?:Trusted publishing|OIDC) exchange failure", until_next_step, loose=True),
    _opening(r"Token request failed: the server refused", until_next_step, loose=True),
    _opening(r"(?:OpenID Connect|OIDC) token retrieval failed: ", until_next_step, loose=True),
    _opening(rf"\* `(?:{_CODES})`: {_SAID}", until_next_step, loose=True),
    # twine through rich; without rich, as flit, hatch and pdm too, an exception's last line.
    _opening(rf"(?:Checking \S+: )?ERROR +{_EXCEPTION}: ", _indented),
    _opening(rf"(?:[a-z_0-9]+\.)*{_EXCEPTION}: ", _paragraph),
    _opening(r"\[(?:PublishError|PdmUsageError|UploadError)\]", _paragraph),
    # npm, its debug log, changesets, semantic-release, lerna, pnpm, both yarns, and npm's --json. What stands
    # further to the right is a commit's message or a test's difference.
    _opening(rf"\s{{0,2}}{NPM}(?: |$)", _never, row=True),
    _opening(r"(?:\[[\d:]+ [AP]M\] )?\[semantic-release\][^›]{0,60}› [✘✖] ", _never),
    _opening(r"\U0001f98b +error ", _never, row=True),
    _opening(r"\d+ error (?:code |\d{3} )", _never, row=True),
    _opening(r"➤ YN00(?:33|35|41):", _never, row=True),
    _opening(r"\s*(?:Error: )?\[?ERR_PNPM_\w+", _few),
    _opening(r"error Couldn't publish package", _few),
    _opening(rf'\s*"code": "(?:{_CODES}|E4\d\d|EOTP)",?$', _few),
    # uv, maturin, poetry.
    _opening(r"error: |Trusted publishing error: ", _rust),
    _opening(r"\U0001f4a5 maturin failed", _paragraph),
    _opening(r"\s{0,2}HTTP Error \d{3}: |\s{0,2}\d{3} Client Error: ", _paragraph),
    # GitHub's environments, where the runner's mark was lost.
    _opening(r'(?:Tag|Branch|Ref) "[^"]+" is not allowed to deploy to ', _never),
    _opening(r"The deployment was rejected or didn't satisfy ", _never),
    # Docker; the exchange through curl, plain and through jq.
    _opening(r"(?:docker: )?Error response from daemon: ", _few),
    _opening(r'\{.*"message": ?"Token request failed"', _never),
    _opening(r'\s*"message": "Token request failed",?$', _few),
    # The scripts of the workflow that primer writes, and pip and uv that look for a release.
    _opening(r"https?://\S+ does not serve \S+ (?:with provenance )?after ", _never),
    _opening(r"The tag \S+ (?:does not fit what was built|names none of these):", _indented),
    _opening(r"\S+: PyPI takes no wheel for bare linux", _never),
    _opening(r"@?[\w./-]+ \d\S*: (?:not there|the registry answers|there, without)", _never),
    _opening(r"\s*× No solution found", _indented),
    _opening(r"(?:ERROR|Error|fatal):? ", _indented),
)
# One look that most lines fail, before two dozen that they would fail too.
_ANY = regex("|".join(f"(?:{one.pattern.pattern})" for one in OPENINGS))


def opening_of(text: str) -> Opening | None:
    """The kind of message that a line begins; None where it begins none."""
    if not text or not _ANY.match(text):
        return None
    return next(one for one in OPENINGS if one.pattern.match(text))
