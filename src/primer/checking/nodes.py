"""Values of a CI file that know their file and the way down to them, so that they can be changed in place.

Imports PyYAML: import this module only where there is a CI file to check.
"""

from collections.abc import Iterator

from primer.core.source import Source
from primer.core.value import frozen
from primer.reading.texts.yaml_values import NOTHING, Value


@frozen
class File:
    """A CI file: its path, relative to the repository, and its text; each is equal to itself alone."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    path: str
    text: str


@frozen
class Node:
    """A value of a file below `parent`; `key` is its key there, None for an element and for the root.

    `own` is False where the value was merged in from elsewhere (`<<`), or two keys have the same name.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    file: File
    value: Value
    parent: "Node | None" = None
    key: Value | None = None
    own: bool = True

    @property
    def text(self) -> str:
        """The scalar, or empty."""
        return self.value.text

    @property
    def line(self) -> int:
        """The line of the key, or of the value where there is none."""
        return self.key.line if self.key is not None else self.value.line

    @property
    def source(self) -> Source:
        """Where it stands."""
        return Source(self.file.path, self.line)

    @property
    def there(self) -> bool:
        """Whether the file has it at all."""
        return self.value is not NOTHING

    @property
    def changeable(self) -> bool:
        """Whether a change here changes nothing elsewhere: no alias names it or anything around it."""
        node: Node | None = self
        while node is not None:
            if node.value.shared or not node.own or not node.there:
                return False
            node = node.parent
        return True

    def get(self, *names: str) -> "Node":
        """The node under these keys, one below the other; one without a value where there is none."""
        node = self
        for name in names:
            node = node.member(name)
        return node

    def member(self, name: str) -> "Node":
        """The node under one key, merged in or its own."""
        own = [(key, value) for key, value in self.value.members if key.text == name and not key.merges]
        if own:
            key, value = own[-1]
            return Node(self.file, value, self, key, len(own) == 1)
        value = self.value.pairs().get(name, NOTHING)
        return Node(self.file, value, self, None, own=False)

    def members(self) -> Iterator[tuple[str, "Node"]]:
        """Every member by its key, in the order of the file."""
        own = {key.text: (key, value) for key, value in self.value.members if not key.merges}
        alone = len(own) == len(self.value.members)
        for name, value in self.value.pairs().items():
            if alone:
                yield name, Node(self.file, value, self, own[name][0])
            else:
                yield name, self.member(name)

    def elements(self) -> tuple["Node", ...]:
        """The elements of a sequence."""
        return tuple(Node(self.file, value, self) for value in self.value.elements)
