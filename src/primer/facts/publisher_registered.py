"""The registry trusts exactly this publisher with the project."""

from datetime import timedelta

from primer.core.choices import Route
from primer.core.evidence import said, seen
from primer.core.memory import Declared, PublisherSeen
from primer.core.project import Absent, Unlooked
from primer.core.publisher import Form, Unsupported
from primer.core.value import frozen
from primer.core.verdict import Done, Fill, Mend, Todo, Unseen, Verdict
from primer.facts.claimed import Claimed
from primer.facts.proof import Confirmed, Mismatch, NotYet, Proof, proof
from primer.facts.registration import NAME, lapses, registration
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of

LAPSES = timedelta(days=30)
"""How long PyPI keeps a pending publisher that nothing is published with."""


@frozen
class PublisherRegistered(TargetFact):
    """Believes a release's proof first, then the registry's list, then the person's word; of these values."""

    NAME = NAME
    TITLE = "publisher registered"
    AFTER = (Claimed.NAME,)

    def look(self, eyes: Eyes) -> Verdict:
        """Done when proven, or when it was listed, or the person said so, with the values that hold today."""
        form = self.target.form
        if isinstance(form, Unsupported):
            return _takes_no_part(self.target, eyes) or Todo(Mend(form.why))
        proven = proof(self.target, eyes)
        if isinstance(proven, Confirmed):
            return Done(seen(f"proven by {proven.filename}", self.target.registry.title, eyes.now()))
        if isinstance(proven, Mismatch):
            fields = ", ".join(difference.label for difference in proven.differences)
            return Todo(Fill(f"{proven.version} proves a publisher that differs in {fields}", form))
        known = _known(self.target, form, proven, eyes)
        if known is None and isinstance(proven, Unlooked):
            return Unseen(proven.why)
        return known or _to_register(self.target, form, eyes)


def _known(target: Target, form: Form, proven: Proof, eyes: Eyes) -> Verdict | None:
    """What was seen or said of it, as long as it can still be there."""
    registered = registration(target, eyes)
    if registered is None:
        return None
    is_unused = isinstance(eyes.project(target.registry, target.name), Absent)
    if target.route is Route.PENDING and is_unused and eyes.now() - registered.at >= LAPSES:
        return Todo(Fill("the pending publisher lapsed after 30 days: register it again", form))
    return _lapsed(target, form, registered, proven, eyes) or _done(target, registered)


def _lapsed(
    target: Target, form: Form, registered: Declared | PublisherSeen, proven: Proof, eyes: Eyes
) -> Verdict | None:
    """A publisher that something was published with stays."""
    ends = lapses(target, registered)
    if ends is None or not isinstance(proven, NotYet) or eyes.now() < ends:
        return None
    words = f"{target.registry.title} dropped it {ends:%Y-%m-%d %H:%M} UTC, for nothing was published with it"
    return Todo(Fill(f"{words}: register it again", form))


def _done(target: Target, registered: Declared | PublisherSeen) -> Done:
    if isinstance(registered, PublisherSeen):
        return Done(seen("registered, as the registry lists it", target.registry.title, registered.at))
    return Done(said("registered", registered.at))


def _takes_no_part(target: Target, eyes: Eyes) -> Unseen | None:
    """Nothing in the repository could be mended for an index that knows no publishers."""
    if eyes.offers_publishers(target.registry) is not False:
        return None
    return Unseen(f"{target.registry.title} takes no part in trusted publishing")


def _to_register(target: Target, form: Form, eyes: Eyes) -> Verdict:
    offers = eyes.offers_publishers(target.registry)
    if isinstance(offers, Unlooked):
        return Unseen(offers.why)
    if target.way.is_pending:
        words = "register it as a pending publisher on your account's page"
    elif interface_of(target.registry).manager is not None:
        words = "register it, under a log-in or on the package's page"
    else:
        words = "register it on the project's page"
    return _takes_no_part(target, eyes) or Todo(Fill(words, form))
