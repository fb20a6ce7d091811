"""No long-lived token is stored where publishing used to find one."""

from dataclasses import dataclass

from primer.core.evidence import seen
from primer.core.project import Unlooked
from primer.core.verdict import Done, FactId, Mend, Todo, Verdict
from primer.core.workflow import StoredToken
from primer.ports.eyes import Eyes

NAME = "no-stored-tokens"


@dataclass(frozen=True, slots=True)
class NoStoredTokens:
    """Looks at what was read of the repository and of the person's own files; names and places only.

    `repository` is `owner/name` on GitHub, whose secrets are asked for as well; empty where there is none.
    """

    found: tuple[StoredToken, ...]
    repository: str = ""
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
        """Done when none was found in any of the places that could be looked at; the others are named."""
        kept = eyes.stored_secrets(self.repository) if self.repository else ()
        unseen = f"; secrets on GitHub not looked at: {kept.why}" if isinstance(kept, Unlooked) else ""
        found = (*self.found, *(() if isinstance(kept, Unlooked) else kept))
        if found:
            return Todo(Mend("; ".join(f"{token.name} in {token.source}" for token in found) + unseen))
        places = "workflows, .pypirc, shell profiles or secrets on GitHub"
        if unseen or not self.repository:
            places = "workflows, .pypirc or shell profiles"
        return Done(seen(f"none in {places}{unseen}", "this repository and your home", eyes.now()))
