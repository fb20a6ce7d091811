"""A spot: some text in a file of the repository that says a version or a range, and that can be replaced."""

from primer.core.source import Source
from primer.core.value import frozen

Key = tuple[str | int, ...]


@frozen
class Spot:
    """What stands there, and where.

    In a TOML file that people write, `key` leads to it; everywhere else `start` and `end` are its characters
    in the file's text (without a byte order mark), quotes apart.
    """

    file: str
    line: int | None
    text: str
    key: Key = ()
    start: int = 0
    end: int = 0

    @property
    def source(self) -> Source:
        """Its place, as people read it."""
        return Source(self.file, self.line)


def spot_at(file: str, text: str, span: tuple[int, int]) -> Spot:
    """The spot of these characters of a file's text."""
    return Spot(file, text.count("\n", 0, span[0]) + 1, text[slice(*span)], start=span[0], end=span[1])
