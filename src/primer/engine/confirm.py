"""Looking only at what can be proven afterwards."""

from datetime import timedelta

from primer.core.plan import Item, Plan
from primer.core.verdict import Unseen
from primer.engine.finish import pending, watch_releases
from primer.engine.revoke import remember_deaths
from primer.engine.wizard import Wizard, manager_of
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.token_revoked import NAME as TOKEN_REVOKED

PROVABLE = (TOKEN_REVOKED, FirstOidcPublish.NAME)


def confirm(wizard: Wizard, minutes: float) -> Plan:
    """Looks; with minutes, watches that long for the first releases; gives the last plan."""
    plan = wizard.look()
    remember_deaths(wizard, plan)
    facts = pending(plan)
    if minutes <= 0 or not facts:
        return plan
    until = wizard.eyes().now() + timedelta(minutes=minutes)
    watched = watch_releases(wizard, plan, facts, until)
    return watched if isinstance(watched, Plan) else wizard.look()


def confirmed(plan: Plan) -> bool:
    """Whether every token is seen dead and every first release is proven.

    The token of a log-in can be asked about by the run that holds it, and by nobody afterwards: where nothing
    here remembers one, that is no reason to say no.
    """
    managed = {one.name for one in plan.registries if manager_of(one) is not None}
    facts = [item for item in plan.items if item.id.fact in PROVABLE and not _is_past(item, managed)]
    return bool(facts) and all(item.done for item in facts)


def _is_past(item: Item, managed: set[str]) -> bool:
    is_token = item.id.fact == TOKEN_REVOKED and item.id.registry in managed
    return is_token and isinstance(item.verdict, Unseen)
