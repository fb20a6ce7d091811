"""YAML as values that know their line; built from parser events, so that depth and aliases cannot hurt.

Imports PyYAML: import this module only where there is a CI file to read.
"""

from collections.abc import Iterator
from functools import lru_cache

from primer.core.problem import Problem, YourInput
from primer.core.regex import patterns_wait
from primer.core.source import Source
from primer.core.value import field, mutable

with patterns_wait():
    # Its patterns tell numbers from dates; events, of which these values are built, need none of them.
    import yaml

DEEPEST = 100
MOST_VALUES = 100_000
NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@mutable
class Value:
    """A node of a document; `scalar` is None for collections and for null; `merges` is the key `<<`.

    An alias is the same object as its anchor, so a value may contain itself: walk with `texts`. `start` and
    `end` count the text's characters; where a block collection or a null ends is not told. `style` is the
    sign that a scalar begins with, or `{` and `[` of a flow collection; `shared` tells that an alias names
    it.
    """

    line: int
    scalar: str | None = None
    tag: str = ""
    merges: bool = False
    mapping: bool = False
    members: list[tuple["Value", "Value"]] = field(default_factory=list)
    elements: list["Value"] = field(default_factory=list)
    start: int = 0
    end: int = 0
    style: str = ""
    shared: bool = False

    @property
    def text(self) -> str:
        """The scalar, or empty."""
        return self.scalar or ""

    @property
    def flow(self) -> list["Value"]:
        """The elements of a sequence, or a lone scalar as the only one."""
        return [self] if self.scalar is not None else self.elements

    def pairs(self) -> dict[str, "Value"]:
        """The members of a mapping by key, merge keys (`<<`) resolved; a later key wins, as in GitHub."""
        if not any(key.merges for key, _ in self.members):
            return {key.text: member for key, member in self.members}
        found: dict[str, Value] = {}
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            value = waiting.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            own = {key.text: member for key, member in value.members if not key.merges}
            found = {**own, **found}
            merged = [member for key, member in value.members if key.merges]
            waiting += reversed([one for member in merged for one in member.elements or [member]])
        return found

    def get(self, *keys: str) -> "Value":
        """The value under these keys, one below the other; an empty one where there is none."""
        value = self
        for key in keys:
            value = value.pairs().get(key, NOTHING)
        return value

    def texts(self) -> Iterator["Value"]:
        """Every scalar below, keys apart, each once however often it is aliased."""
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            value = waiting.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            if value.scalar is not None:
                yield value
            waiting += [member for _, member in reversed(value.members)]
            waiting += reversed(value.elements)


NOTHING = Value(0)


@lru_cache(maxsize=64)
def documents(path: str, text: str) -> tuple[Value, ...] | Problem:
    """The documents of a YAML text, or what is wrong with it and where; `path` is what people read.

    Kept, since jobs, tokens and findings are read off the same files: change no value.
    """
    try:
        return tuple(_Builder(text).roots())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _malformed(path, error.problem or "it is no YAML", mark.line + 1 if mark else None)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return _malformed(path, "it contains a character that YAML does not allow", line)
    except UnicodeError:
        return _malformed(path, "it contains a character that YAML does not allow", None)
    except _UnusableError as error:
        return _malformed(path, str(error), error.line)


def _malformed(path: str, why: str, line: int | None) -> YourInput:
    return YourInput(
        "malformed-file",
        f"{path} is no readable YAML: {' '.join(why.split())}",
        hint="mend the file; what it says about publishing is not known until then",
        source=Source(path, line),
    )


class _UnusableError(Exception):
    def __init__(self, words: str, line: int) -> None:
        super().__init__(words)
        self.line = line


class _Builder:
    """Builds values from events without recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        # libyaml does not count a byte order mark.
        self._shift = int(text.startswith("\ufeff") and _LOADER is not yaml.SafeLoader)
        self._anchors: dict[str, Value] = {}
        self._open: list[Value] = []
        self._keys: list[Value | None] = []
        self._roots: list[Value] = []
        self._count = 0

    def roots(self) -> list[Value]:
        for event in yaml.parse(self._text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            match event:
                case yaml.ScalarEvent():
                    self._anchor(event.anchor, self._add(self._placed(_scalar(event, line), event)))
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    self._begin(event, line)
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    self._place_end(self._open.pop(), event)
                    self._keys.pop()
                case yaml.AliasEvent():
                    self._add(self._named(event.anchor or "", line))
                case yaml.DocumentStartEvent():
                    self._anchors.clear()
        return self._roots

    def _begin(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent, line: int) -> None:
        mapping = isinstance(event, yaml.MappingStartEvent)
        style = ("{" if mapping else "[") if event.flow_style else ""
        value = self._placed(Value(line, tag=event.tag or "", mapping=mapping, style=style), event)
        self._add(value)
        self._anchor(event.anchor, value)
        self._open.append(value)
        self._keys.append(None)
        if len(self._open) > DEEPEST:
            raise _UnusableError(f"it is nested more than {DEEPEST} deep", line)

    def _placed(self, value: Value, event: yaml.Event) -> Value:
        value.start = event.start_mark.index + self._shift if event.start_mark else 0
        self._place_end(value, event)
        return value

    def _place_end(self, value: Value, event: yaml.Event) -> None:
        value.end = event.end_mark.index + self._shift if event.end_mark else 0

    def _anchor(self, name: str | None, value: Value) -> None:
        if name:
            self._anchors[name] = value

    def _named(self, name: str, line: int) -> Value:
        if name not in self._anchors:
            raise _UnusableError(f"the alias *{name} names nothing", line)
        self._anchors[name].shared = True
        return self._anchors[name]

    def _add(self, value: Value) -> Value:
        self._count += 1
        if self._count > MOST_VALUES:
            raise _UnusableError(f"it has more than {MOST_VALUES} values", value.line)
        if not self._open:
            self._roots.append(value)
        elif self._open[-1].mapping:
            self._add_member(value)
        else:
            self._open[-1].elements.append(value)
        return value

    def _add_member(self, value: Value) -> None:
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = value
            return
        self._open[-1].members.append((key, value))
        self._keys[-1] = None


def _scalar(event: yaml.ScalarEvent, line: int) -> Value:
    plain = not event.style
    empty = plain and event.value in NULLS
    return Value(
        line,
        None if empty else event.value,
        event.tag or "",
        merges=plain and event.value == "<<",
        style=event.style or "",
    )
