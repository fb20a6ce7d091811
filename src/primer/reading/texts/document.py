"""A TOML file as its values with their lines; what has the wrong type becomes a problem, once."""

from collections.abc import Mapping
from functools import cached_property

from primer.core.problem import Problem, YourInput
from primer.core.regex import patterns_wait, regex
from primer.core.source import Source
from primer.reading.texts.lines import Lines, find_lines

with patterns_wait():
    # Its patterns are for numbers and dates, of which a package's files have few.
    import tomllib

_PLACE = regex(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_TYPES = {str: "text", list: "an array", dict: "a table", bool: "true or false"}


class Document:
    """One parsed TOML file; reading a value of the wrong type adds to `problems` and gives the empty one."""

    def __init__(self, path: str, text: str, data: Mapping[str, object]) -> None:
        self.path = path
        self.data = data
        self.problems: list[Problem] = []
        self._text = text

    @cached_property
    def lines(self) -> Lines:
        """Where its keys stand; found when first asked for."""
        return find_lines(self._text)

    def source(self, *key: str | int) -> Source:
        """The place of a key, or of the nearest table around it."""
        return Source(self.path, self.lines.line(*key))

    def has(self, *key: str) -> bool:
        """Whether there is a value of any type."""
        return self._get(key) is not None

    def blank(self, *key: str) -> bool:
        """Whether there is no value, or an empty text."""
        return self._get(key) in (None, "")

    def text(self, *key: str) -> str:
        """A text value, stripped; empty when there is none."""
        value = self._get(key)
        if isinstance(value, str):
            return value.strip()
        self._expect(value, str, key)
        return ""

    def texts(self, *key: str) -> tuple[str, ...]:
        """An array of texts, stripped; its other elements are problems."""
        value = self._get(key)
        if not isinstance(value, list):
            self._expect(value, list, key)
            return ()
        for number, element in enumerate(value):
            if not isinstance(element, str):
                self._expect(element, str, (*key, number))
        return tuple(element.strip() for element in value if isinstance(element, str))

    def table(self, *key: str) -> Mapping[str, object]:
        """A table; empty when there is none."""
        value = self._get(key)
        if isinstance(value, dict):
            return {str(name): element for name, element in value.items()}
        self._expect(value, dict, key)
        return {}

    def flag(self, *key: str) -> bool | None:
        """A boolean; None when there is none."""
        value = self._get(key)
        if isinstance(value, bool):
            return value
        self._expect(value, bool, key)
        return None

    def _get(self, key: tuple[str, ...]) -> object:
        value: object = self.data
        for part in key:
            if not isinstance(value, dict):
                return None
            value = value.get(part)
        return value

    def _expect(self, value: object, kind: type, key: tuple[str | int, ...]) -> None:
        if value is None:
            return
        named = ".".join(str(part) for part in key)
        self.complain(f"{named} is not {_TYPES[kind]}", f"write {named} as {_TYPES[kind]}", *key)

    def complain(self, message: str, hint: str, *key: str | int, warning: bool = False) -> None:
        """Adds a problem of reference `malformed-metadata` at a key, unless it is there already."""
        source = self.source(*key)
        self.add(YourInput("malformed-metadata", message, hint, source=source, warning=warning))

    def add(self, problem: Problem) -> None:
        """Adds a problem, unless it is there already."""
        if problem not in self.problems:
            self.problems.append(problem)


def parse_toml(path: str, text: str) -> Document | Problem:
    """The document of a text, or a problem of reference `malformed-file` with its line."""
    try:
        return Document(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        match = _PLACE.search(str(error))
        line = int(match.group(1)) if match and match.group(1) else text.rstrip("\n").count("\n") + 1
        words = _PLACE.sub("", str(error))
        return malformed(path, line if match else None, "TOML", words)
    except (ValueError, RecursionError) as error:
        return malformed(path, None, "TOML", _reason(error))


def malformed(path: str, line: int | None, kind: str, words: str) -> Problem:
    """The problem of a file that does not parse; `words` are the parser's."""
    message = f"this file is no valid {kind}: {words[:1].lower()}{words[1:]}"
    return YourInput("malformed-file", message, "mend the file at this line", source=Source(path, line))


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).partition(";")[0]
