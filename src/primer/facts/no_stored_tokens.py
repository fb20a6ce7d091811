"""No long-lived token is stored where publishing used to find one."""

from primer.core.evidence import seen
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Verdict
from primer.core.workflow import StoredToken
from primer.facts.repository_fact import RepositoryFact
from primer.ports.eyes import Eyes


@frozen
class NoStoredTokens(RepositoryFact):
    """Looks at what was read of the repository and of the person's own files; names and places only."""

    found: tuple[StoredToken, ...]
    NAME = "no-stored-tokens"
    TITLE = "no stored tokens"

    def look(self, eyes: Eyes) -> Verdict:
        """Done when none was found in any place."""
        if self.found:
            return Todo(Mend("; ".join(f"{token.name} in {token.source}" for token in self.found)))
        claim = "none in workflows, .pypirc or shell profiles"
        return Done(seen(claim, "this repository and your home", eyes.now()))
