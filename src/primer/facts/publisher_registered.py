"""The registry trusts exactly this publisher with the project."""

from dataclasses import dataclass
from datetime import timedelta

from primer.core.choices import Route
from primer.core.evidence import said, seen
from primer.core.project import Absent, Unlooked
from primer.core.publisher import Form, Unsupported
from primer.core.verdict import Done, Fill, Mend, Todo, Unseen, Verdict
from primer.facts.claimed import Claimed
from primer.facts.proof import Confirmed, Mismatch, proof
from primer.facts.registration import NAME, registration
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes

LAPSES = timedelta(days=30)
"""How long PyPI keeps a pending publisher that nothing is published with."""


@dataclass(frozen=True, slots=True)
class PublisherRegistered(TargetFact):
    """Believes a release's proof first, then the person's word about these very values."""

    NAME = NAME
    TITLE = "publisher registered"
    AFTER = (Claimed.NAME,)

    def look(self, eyes: Eyes) -> Verdict:
        """Done when proven, or when the person said so of the values that hold today."""
        form = self.target.form
        if isinstance(form, Unsupported):
            return _takes_no_part(self.target, eyes) or Todo(Mend(form.why))
        proven = proof(self.target, eyes)
        if isinstance(proven, Confirmed):
            return Done(seen(f"proven by {proven.filename}", self.target.registry.title, eyes.now()))
        if isinstance(proven, Mismatch):
            fields = ", ".join(difference.label for difference in proven.differences)
            return Todo(Fill(f"{proven.version} proves a publisher that differs in {fields}", form))
        declared = _declared(self.target, form, eyes)
        if declared is None and isinstance(proven, Unlooked):
            return Unseen(proven.why)
        return declared or _to_register(self.target, form, eyes)


def _declared(target: Target, form: Form, eyes: Eyes) -> Verdict | None:
    """The person's word, as long as what it was about can still be there."""
    declared = registration(target, eyes)
    if declared is None:
        return None
    is_unused = isinstance(eyes.project(target.registry, target.name), Absent)
    if target.route is Route.PENDING and is_unused and eyes.now() - declared.at >= LAPSES:
        return Todo(Fill("the pending publisher lapsed after 30 days: register it again", form))
    return Done(said("registered", declared.at))


def _takes_no_part(target: Target, eyes: Eyes) -> Unseen | None:
    """Nothing in the repository could be mended for an index that knows no publishers."""
    if eyes.offers_publishers(target.registry) is not False:
        return None
    return Unseen(f"{target.registry.title} takes no part in trusted publishing")


def _to_register(target: Target, form: Form, eyes: Eyes) -> Verdict:
    offers = eyes.offers_publishers(target.registry)
    if isinstance(offers, Unlooked):
        return Unseen(offers.why)
    if target.route is Route.PENDING:
        words = "register it as a pending publisher on your account's page"
    else:
        words = "register it on the project's page"
    return _takes_no_part(target, eyes) or Todo(Fill(words, form))
