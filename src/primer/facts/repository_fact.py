"""A fact of the repository as a whole: of no package, and of no registry."""

from typing import ClassVar

from primer.core.value import frozen
from primer.core.verdict import FactId


@frozen
class RepositoryFact:
    """What every fact of the repository shares: its name alone is its id, and nothing comes before it."""

    NAME: ClassVar[str]
    TITLE: ClassVar[str]

    @property
    def id(self) -> FactId:
        """The repository's own fact."""
        return FactId(self.NAME)

    @property
    def title(self) -> str:
        """What people read."""
        return self.TITLE

    @property
    def after(self) -> tuple[FactId, ...]:
        """Nothing comes before it."""
        return ()
