"""No long-lived token is stored where publishing used to find one."""

from dataclasses import dataclass

from primer.core.evidence import said, seen
from primer.core.project import Unlooked
from primer.core.verdict import Done, FactId, Mend, Todo, Unseen, Verdict, Visit
from primer.core.workflow import StoredToken
from primer.ports.eyes import Eyes
from primer.providers import github

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
        """Done when none was found in any place, those on GitHub seen, or vouched for by the person."""
        kept = eyes.stored_secrets(self.repository) if self.repository else ()
        unseen = f"; secrets on GitHub not looked at: {kept.why}" if isinstance(kept, Unlooked) else ""
        found = (*self.found, *(() if isinstance(kept, Unlooked) else kept))
        if found:
            return Todo(Mend("; ".join(f"{token.name} in {token.source}" for token in found) + unseen))
        if isinstance(kept, Unlooked):
            return self._by_word(kept.why, eyes)
        places = "workflows, .pypirc, shell profiles or secrets on GitHub"
        if not self.repository:
            places = "workflows, .pypirc or shell profiles"
        return Done(seen(f"none in {places}", "this repository and your home", eyes.now()))

    def _by_word(self, why: str, eyes: Eyes) -> Verdict:
        """What GitHub keeps and primer could not look at: the person's word on this repository counts."""
        about = (("repository", self.repository),)
        declared = eyes.memory().declared(str(self.id))
        if declared is not None and dict(declared.values) == dict(about):
            return Done(said(f"GitHub keeps none for {self.repository}", declared.at))
        words = "see that GitHub keeps no publishing token, for the repository or an environment of it"
        page = github.secrets_page(self.repository)
        return Unseen(
            f"none in workflows, .pypirc or shell profiles; secrets on GitHub not looked at: {why}; "
            f"look at {page}",
            Visit(words, page, can_be_seen=False, about=about),
        )
