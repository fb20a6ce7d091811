"""What is shown of a log: one line with the rest of its sentence, without secrets, cut where it is long."""

from primer.core.diagnosis import Evidence
from primer.core.regex import regex
from primer.diagnosis.log_line import LogLine
from primer.diagnosis.masking import masked
from primer.diagnosis.message import Message
from primer.diagnosis.openings import NPM

LONGEST = 300
"""So many characters of a line are shown."""
WRAPPED_AT = 80
"""The width that rich takes where no terminal tells another; twine's messages are wrapped so."""
INDENT = " " * 9
MOST = 6
"""So many further lines belong to a sentence at most."""
_BARE = regex(r"\bcode \w+$|:$|https?://\S+$|\bfailed$")
_PREFIX = regex(rf"^\s*(?:{NPM} ?|Caused by: )?")


def shown(text: str) -> str:
    """Without secrets, and first so: cutting afterwards cannot lay one bare."""
    words = " ".join(masked(text).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def evidence(message: Message, line: LogLine) -> Evidence:
    """The line, and what a tool wrapped of its sentence onto the next ones."""
    text, last = line.text, line.text
    at = message.lines.index(line) + 1
    for further in (one.text for one in message.lines[at : at + MOST]):
        if _ends_in_a_secret(text) or not (
            further[:1].isspace() and further.strip() and _goes_on(text, last, further)
        ):
            break
        text, last = f"{text} {further.strip(' │╰╭─▶')}", further
    return Evidence(line.number, shown(text))


def opening_evidence(message: Message) -> Evidence:
    """The first line of a message that nobody knows, with the next where the first only introduces it."""
    number, first = next((at for at in enumerate(message.lines) if at[1].text), (0, message.lines[0]))
    found = evidence(message, first)
    if not _BARE.search(found.text) or _ends_in_a_secret(found.text):
        return found
    reason = next((line for line in message.lines[number + 1 :] if _PREFIX.sub("", line.text)), first)
    words = "" if reason is first else _PREFIX.sub("", evidence(message, reason).text)
    return Evidence(first.number, shown(f"{found.text} {words}"))


def _goes_on(text: str, last: str, further: str) -> bool:
    """A bracket that is still open, or a line that had no room for the next word."""
    if text.count("(") > text.count(")"):
        return True
    # twine's own words before rich's take no room of its width.
    width = len(last[max(0, last.find("ERROR  ")) :])
    full = width <= WRAPPED_AT < width + 1 + len(further.split(maxsplit=1)[0])
    return full and further.startswith(INDENT) and not last.endswith((".", ":", "!", "?", ")"))


def _ends_in_a_secret(text: str) -> bool:
    """Its other half would stand unmasked behind it."""
    return masked(text).endswith("…")
