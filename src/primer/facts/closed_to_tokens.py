"""Nobody can publish the package with a token any more; only for registries that can be told so."""

from primer.core.evidence import said, seen
from primer.core.project import Unlooked
from primer.core.publisher import Form
from primer.core.value import frozen
from primer.core.verdict import Done, Todo, Unseen, Verdict, Visit
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of


@frozen
class ClosedToTokens(TargetFact):
    """Believes what the registry took from primer, then the person's word; nobody can look."""

    NAME = "closed-to-tokens"
    TITLE = "closed to tokens"
    AFTER = (FirstOidcPublish.NAME,)

    @classmethod
    def concerns(cls, target: Target) -> bool:
        """Whether the registry knows such a setting."""
        return interface_of(target.registry).manager is not None

    def look(self, eyes: Eyes) -> Verdict:
        """Done when the registry took it, or the person said so."""
        target = self.target
        closed = eyes.memory().closed(target.registry.name, target.name)
        if closed is not None:
            claim = f"{target.registry.title} took it: publishers only, no tokens"
            return Done(seen(claim, target.registry.title, closed.at))
        declared = eyes.memory().declared(str(self.id))
        if declared is not None:
            return Done(said("closed", declared.at))
        return _to_close(target, eyes)


def _to_close(target: Target, eyes: Eyes) -> Verdict:
    offers = eyes.offers_publishers(target.registry)
    if isinstance(offers, Unlooked):
        return Unseen(offers.why)
    if not offers:
        return Unseen(f"{target.registry.title} takes no part in trusted publishing")
    page = target.form.link if isinstance(target.form, Form) else ""
    manager = interface_of(target.registry).manager
    setting = f': "{manager.words.closing}"' if manager and manager.words.closing else ""
    words = f"disallow tokens in the package's settings{setting}"
    return Todo(Visit(words, page, can_be_seen=False))
