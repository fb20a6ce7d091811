"""Shell scripts of CI jobs as commands: quotes, continuations, comments, here-documents, subshells.

It reads sh and bash, and of PowerShell and cmd what differs in joining lines. Nothing is ever run.
"""

import itertools
import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.value import field, frozen

_CONTINUATION = regex(r"[\\`^][ \t]*\r?\n")
_ENCLOSED = {"${{": "}}", "$((": "))", "$(": ")", "${": "}"}
_LONGEST = 4_000
"""How far the end of a substitution is looked for."""
_OPERATORS = "\n;&|"
_ASSIGNMENT = regex(r"(?:\$env:)?([A-Za-z_]\w*)\+?=(.*)", re.DOTALL | re.IGNORECASE)
_HERE = regex(r"<<(-?)\s*(['\"]?)([\w.-]+)\2")
_REDIRECTION = regex(r"\d*(?:&>>?|[<>]+[&|]?)")
_LEADERS = frozenset(
    {"if", "then", "else", "elif", "while", "until", "do", "!", "{", "time", "exec", "command"}
)


@frozen
class Command:
    """One simple command: its words without quotes, the variables set for it, its line (from 0).

    `depth` is how many subshells are around it; without words, `assigned` is what the script itself sets.
    """

    words: tuple[str, ...]
    line: int
    depth: int = 0
    assigned: Mapping[str, str] = field(default_factory=dict)


def commands(script: str) -> tuple[Command, ...]:
    """The simple commands of a script, in their order."""
    return tuple(_Scan(script.replace("\r\n", "\n")).commands())


class _Scan:
    def __init__(self, script: str) -> None:
        self.script = script
        self.closing = _closing(script)
        self.at = 0
        self.line = 0
        self.depth = 0
        self.word: str | None = None
        self.words: list[str] = []
        self.begun = 0
        self.dropping = False
        self.heres: list[str] = []
        self.found: list[Command] = []

    def commands(self) -> list[Command]:
        while self.at < len(self.script):
            self.step()
        self.end_command()
        return self.found

    def step(self) -> None:
        char = self.script[self.at]
        if joined := _CONTINUATION.match(self.script, self.at):
            self.end_word()
            self.skip(joined.end())
        elif char == "#" and self.word is None:
            self.comment()
        elif char in "'\"":
            self.quoted(char)
        elif char in "$`":
            self.enclosed()
        elif char == "\\":
            self.put(self.script[self.at + 1 : self.at + 2])
            self.at += 2
        else:
            self.plain(char)

    def plain(self, char: str) -> None:
        if char in "<>" or self.script.startswith("&>", self.at):
            self.redirection()
        elif char in _OPERATORS:
            self.end_command()
            self.skip(self.at + 1)
            if char == "\n":
                self.here_documents()
        elif char in "()":
            self.parenthesis(char)
        elif char.isspace():
            self.end_word()
            self.at += 1
        else:
            self.put(char)
            self.at += 1

    def comment(self) -> None:
        end = self.script.find("\n", self.at)
        self.at = len(self.script) if end < 0 else end

    def quoted(self, quote: str) -> None:
        self.put("")
        self.at += 1
        while self.at < len(self.script) and self.script[self.at] != quote:
            if quote == '"' and self.script[self.at] == "\\":
                self.put(self.script[self.at + 1 : self.at + 2].replace("\n", ""))
                self.skip(self.at + 2)
            elif quote == '"' and self.script[self.at] in "$`":
                self.enclosed()
            else:
                self.put(self.script[self.at])
                self.skip(self.at + 1)
        self.at += 1

    def enclosed(self) -> None:
        """An expression, a substitution or a variable: one piece of the word, whatever is in it."""
        begins, ends = self.enclosure()
        end = self.script.find(ends, self.at + len(begins), self.at + _LONGEST) if begins else -1
        if ends == ")" and begins:
            end = self.closing.get(self.at + len(begins) - 1, -1)
        stop = end + len(ends) if end >= 0 else self.at + 1
        self.put(self.script[self.at : stop])
        self.skip(stop)

    def enclosure(self) -> tuple[str, str]:
        if self.script[self.at] == "`":
            return "`", "`"
        return next(
            (pair for pair in _ENCLOSED.items() if self.script.startswith(pair[0], self.at)), ("", "")
        )

    def redirection(self) -> None:
        here = _HERE.match(self.script, self.at)
        if here and not self.script.startswith("<<<", self.at):
            self.heres.append(here.group(3))
            self.end_word()
            self.at = here.end()
            return
        if self.word is not None and self.word.isdigit():
            self.word = None
        self.end_word()
        operator = _REDIRECTION.match(self.script, self.at)
        self.at = operator.end() if operator else self.at + 1
        self.dropping = True

    def here_documents(self) -> None:
        for delimiter in self.heres:
            end = re.compile(rf"^[ \t]*{re.escape(delimiter)}[ \t]*$", re.MULTILINE)
            found = end.search(self.script, self.at)
            self.skip(found.end() if found else len(self.script))
        self.heres = []

    def parenthesis(self, char: str) -> None:
        self.end_command()
        self.depth = max(0, self.depth + (1 if char == "(" else -1))
        self.at += 1

    def put(self, text: str) -> None:
        if not self.words and self.word is None:
            self.begun = self.line
        self.word = (self.word or "") + text

    def skip(self, to: int) -> None:
        self.line += self.script.count("\n", self.at, to)
        self.at = to

    def end_word(self) -> None:
        if self.word is not None and not self.dropping:
            self.words.append(self.word)
        if self.word is not None:
            self.dropping = False
        self.word = None

    def end_command(self) -> None:
        self.end_word()
        self.dropping = False
        if self.words:
            self.found.append(_command(self.words, self.begun, self.depth))
        self.words = []


def _closing(script: str) -> dict[int, int]:
    """For every opening parenthesis the place of the one that closes it."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in re.finditer(r"[()]", script):
        if match.group() == "(":
            waiting.append(match.start())
        elif waiting:
            found[waiting.pop()] = match.start()
    return found


def _command(words: list[str], line: int, depth: int) -> Command:
    """Leading keywords and assignments apart from the command they stand before."""
    assigned: dict[str, str] = {}
    rest = list(words)
    while rest and (rest[0] in _LEADERS or _ASSIGNMENT.fullmatch(rest[0])):
        word = rest.pop(0)
        if match := _ASSIGNMENT.fullmatch(word):
            assigned[match.group(1)] = match.group(2)
    if rest and rest[0] in ("export", "set", "declare", "local", "readonly", "typeset"):
        matches = filter(None, map(_ASSIGNMENT.fullmatch, rest[1:]))
        return Command((), line, depth, {match.group(1): match.group(2) for match in matches})
    if len(rest) > 2 and rest[1] == "=" and rest[0].lower().startswith("$env:"):
        return Command((), line, depth, {rest[0][5:]: " ".join(rest[2:])})
    if rest and rest[0] in ("env", "sudo"):
        before = itertools.takewhile(lambda word: word[:1] == "-" or _ASSIGNMENT.fullmatch(word), rest[1:])
        matches = filter(None, map(_ASSIGNMENT.fullmatch, before))
        assigned |= {match.group(1): match.group(2) for match in matches}
    return Command(tuple(rest), line, depth, assigned)
