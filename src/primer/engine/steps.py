"""What is true of each step of the wizard while the person stands at one of them."""

from collections.abc import Mapping

from primer.core.evidence import Grade
from primer.core.plan import Plan
from primer.core.verdict import Done
from primer.facts.claimed import Claimed
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.token_revoked import NAME as TOKEN_REVOKED
from primer.ports.signs import Mark
from primer.registries.stages import Part

FACTS: Mapping[Part, str] = {
    Part.UPLOAD: Claimed.NAME,
    Part.END: TOKEN_REVOKED,
    Part.REGISTER: PublisherRegistered.NAME,
    Part.CONFIRM: FirstOidcPublish.NAME,
}
"""The fact that a step makes true."""
BEFORE_UPLOAD = (Part.PLACEHOLDER, Part.CREDENTIAL)
"""Steps that serve the upload alone, in their order."""
UNDER_WAY = (*BEFORE_UPLOAD, Part.UPLOAD)
AFTER_TOKEN = (Part.UPLOAD, Part.END)
WITH_TOKEN = (*UNDER_WAY, Part.END)
"""Steps of those who upload a placeholder."""


def needed(plan: Plan, names: Mapping[Part, str], here: Part) -> Mapping[Part, str]:
    """The steps that the plan goes through: where no route uploads and no token lives, those few others."""
    # A project that an organization makes, or that was there before, is claimed without a token.
    if here in WITH_TOKEN or any(item.id.fact == TOKEN_REVOKED for item in plan.items):
        return names
    return {part: name for part, name in names.items() if part not in WITH_TOKEN}


def standing(plan: Plan, step: Part, here: Part) -> Mark:
    """Seen, said or to do; a step that was passed over is not done because a later one has begun."""
    if step is Part.PACKAGES:
        return Mark.SEEN
    if step in BEFORE_UPLOAD and here in UNDER_WAY:
        return Mark.SEEN if UNDER_WAY.index(step) < UNDER_WAY.index(here) else Mark.TODO
    if step is Part.CREDENTIAL and here in AFTER_TOKEN:
        return Mark.SEEN
    return _of_fact(plan, FACTS.get(step, Claimed.NAME))


def _of_fact(plan: Plan, fact: str) -> Mark:
    """What all packages have in common; somebody's word for one of them makes it no more than said."""
    verdicts = [item.verdict for item in plan.items if item.id.fact == fact]
    if not verdicts or not all(isinstance(verdict, Done) for verdict in verdicts):
        return Mark.TODO
    observed = (
        isinstance(verdict, Done) and verdict.evidence.grade is Grade.OBSERVED for verdict in verdicts
    )
    return Mark.SEEN if all(observed) else Mark.SAID
