"""`primer confirm --exchange`: inside CI, presents the run's identity and says what it is good for."""

import copy
import sys

from primer.adapters.custody.quiet import forbid_core_dumps
from primer.adapters.identity import run_here
from primer.adapters.web.client import Http
from primer.adapters.web.exchange import Counter
from primer.cli.arguments import Arguments
from primer.cli.choice_flags import PYPI
from primer.cli.exits import DONE, REMAINS, STOPPED
from primer.cli.ground import the_world
from primer.cli.plan_command import print_json
from primer.cli.session import Session
from primer.core.problem import Problem, Stop, YourInput
from primer.core.registry import Registry
from primer.core.source import Source
from primer.engine.exchange import Exchange, Outcome, exchange
from primer.registries.known import interface_of

CODES = {
    Outcome.COVERED: DONE,
    Outcome.REFUSED: REMAINS,
    Outcome.SHORT: REMAINS,
    Outcome.UNASKED: STOPPED,
}


def exchange_command(arguments: Arguments) -> int:
    """Asks once and prints what came of it; 0 covered, 3 refused or too little, 1 not asked."""
    _refuse_other_flags(arguments)
    run = run_here()
    if isinstance(run, Problem):
        raise Stop(run)
    forbid_core_dumps()
    ground, asked = the_world(arguments), at_one(arguments)
    with Session(ground, asked) as session, Http(ground.loopback_only) as http:
        _refuse_other_kinds(session.registry())
        found = exchange(session.read(), run, Counter(http), session.eyes())
    _print(found, arguments)
    return CODES[found.outcome]


def at_one(arguments: Arguments) -> Arguments:
    """The same wishes for the one registry that is asked: as --registry names it, or PyPI."""
    asked = copy.copy(arguments)
    asked.registry = arguments.registry or PYPI
    return asked


def _refuse_other_flags(arguments: Arguments) -> None:
    """What would be silently without effect is said instead."""
    without_effect = {
        "--offline": arguments.offline,
        "--wait": bool(arguments.wait),
        "--report": bool(arguments.report),
        "--sources": arguments.sources,
        "--format": arguments.format == "markdown",
    }
    for flag, said in without_effect.items():
        if said:
            words = "--format markdown" if flag == "--format" else flag
            message = f"{words} has no meaning beside --exchange"
            raise Stop(
                YourInput(
                    "flags-exclude-each-other",
                    message,
                    "leave it away: an exchange asks the registry once, and prints text or JSON",
                    source=Source(flag),
                )
            )


def _refuse_other_kinds(registry: Registry) -> None:
    """Where an identity is exchanged for one package at a time, there is nothing to count."""
    if interface_of(registry).manager is not None:
        raise Stop(
            YourInput(
                "exchange-not-offered",
                f"{registry.title} exchanges an identity for one package at a time; primer does not ask it",
                "leave --registry out, or name an index of PyPI's kind",
                source=Source("--registry"),
            )
        )


def _print(found: Exchange, arguments: Arguments) -> None:
    if arguments.format == "json":
        from primer.terminal.json_exchange import exchange_json

        print_json(exchange_json(found))
        return
    from primer.terminal.exchange_page import exchange_blocks
    from primer.terminal.printing import show, surface_here

    show(exchange_blocks(found), sys.stdout, surface_here(sys.stdout))
