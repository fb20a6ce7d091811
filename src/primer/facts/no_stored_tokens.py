"""No long-lived token is stored where publishing used to find one."""

from primer.core.evidence import seen
from primer.core.value import frozen
from primer.core.verdict import Done, FactId, Mend, Todo, Verdict
from primer.core.workflow import StoredToken
from primer.ports.eyes import Eyes

NAME = "no-stored-tokens"


@frozen
class NoStoredTokens:
    """Looks at what was read of the repository and of the person's own files; names and places only."""

    found: tuple[StoredToken, ...]
    title: str = "no stored tokens"

    @property
    def id(self) -> FactId:
        """The repository's own fact."""
        return FactId(NAME)

    @property
    def after(self) -> tuple[FactId, ...]:
        """Nothing comes before it."""
        return ()

    def look(self, eyes: Eyes) -> Verdict:
        """Done when none was found in any place."""
        if self.found:
            return Todo(Mend("; ".join(f"{token.name} in {token.source}" for token in self.found)))
        claim = "none in workflows, .pypirc or shell profiles"
        return Done(seen(claim, "this repository and your home", eyes.now()))
