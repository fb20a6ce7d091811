"""An identity exchange for machines: `primer.exchange/1`, as exchange.schema.json describes it."""

from primer.engine.exchange import Exchange
from primer.terminal.json_plan import problem_json

SCHEMA = "primer.exchange/1"


def exchange_json(exchange: Exchange) -> dict[str, object]:
    """The whole exchange as JSON's own types; there is no token in it."""
    stood = exchange.standing
    return {
        "schema": SCHEMA,
        "registry": exchange.plan.registry.name,
        "verdict": exchange.outcome.value,
        "identity": dict(exchange.claims),
        "planned": [one.package for one in stood.own],
        "covers": exchange.covers,
        "differs": [
            {"field": one.key, "presented": one.presented, "registered": one.planned}
            for one in stood.fields
            if not one.equal
        ],
        "elsewhere": [{"package": one.package, "why": one.why} for one in stood.others],
        "undecided": list(stood.open),
        "notes": list(exchange.notes),
        "problems": [problem_json(problem) for problem in exchange.problems],
    }
