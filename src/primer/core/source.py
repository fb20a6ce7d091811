"""Where a value was read, so that a person can go and look."""

from typing import Generic, TypeVar

from primer.core.value import frozen

T = TypeVar("T")


@frozen
class Source:
    """A file of the repository and its line (from 1), or words such as `git remote origin`."""

    where: str
    line: int | None = None

    def __str__(self) -> str:
        return self.where if self.line is None else f"{self.where}:{self.line}"


@frozen
class Read(Generic[T]):
    """A value together with the place it was read from."""

    value: T
    source: Source
