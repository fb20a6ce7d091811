"""GitHub keeps no long-lived publishing token among the secrets of the repository and its environments."""

from primer.core.evidence import said, seen
from primer.core.project import Unlooked
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict, Visit
from primer.facts.repository_fact import RepositoryFact
from primer.ports.eyes import Eyes
from primer.providers import github


@frozen
class NoTokensOnGitHub(RepositoryFact):
    """Looks at the names of the secrets; `repository` is `owner/name` on GitHub."""

    repository: str
    NAME = "no-tokens-on-github"
    TITLE = "no tokens on GitHub"

    def look(self, eyes: Eyes) -> Verdict:
        """Done when none is there, or where nobody could look, when the person vouched for it."""
        kept = eyes.stored_secrets(self.repository)
        if isinstance(kept, Unlooked):
            return self._by_word(kept.why, eyes)
        if kept:
            return Todo(Mend("; ".join(f"{token.name} in {token.source}" for token in kept)))
        return Done(seen(f"none in the secrets of {self.repository}", "GitHub", eyes.now()))

    def _by_word(self, why: str, eyes: Eyes) -> Verdict:
        """The person's word on this very repository counts."""
        about = (("repository", self.repository),)
        declared = eyes.memory().declared(str(self.id))
        if declared is not None and dict(declared.values) == dict(about):
            return Done(said(f"GitHub keeps none for {self.repository}", declared.at))
        words = "see that GitHub keeps no publishing token, for the repository or an environment of it"
        page = github.secrets_page(self.repository)
        return Unseen(f"{why}; look at {page}", Visit(words, page, can_be_seen=False, about=about))
