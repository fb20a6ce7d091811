"""`primer confirm`: looks at what can be proven afterwards, and says so with its exit code."""

import sys

from primer.cli.arguments import Arguments
from primer.cli.exits import DONE, REMAINS, STOPPED
from primer.cli.ground import the_world
from primer.cli.plan_command import print_plan, write_report
from primer.cli.session import Session
from primer.core.plan import Plan
from primer.core.value import replace
from primer.engine.confirm import PROVABLE, confirm, confirmed
from primer.ports.voice import Voice


def confirm_command(arguments: Arguments) -> int:
    """Looks, for as long as was asked; 0 when all of it is proven, 3 when not yet."""
    if arguments.exchange:
        from primer.cli.exchange_command import exchange_command

        return exchange_command(arguments)
    with Session(the_world(arguments), arguments) as session:
        plan = confirm(session.wizard(voice_here()), arguments.wait)
    print_plan(_provable(plan), arguments)
    write_report(plan, arguments.report)
    if plan.errors:
        return STOPPED
    return DONE if confirmed(plan) else REMAINS


def _provable(plan: Plan) -> Plan:
    """The plan with nothing but the facts that can be proven afterwards."""
    return replace(plan, items=tuple(item for item in plan.items if item.id.fact in PROVABLE))


def voice_here() -> Voice:
    """The voice for this stream: with keys where there is a terminal, plain lines where not."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        from primer.terminal.voice import TerminalVoice

        return TerminalVoice()
    from primer.terminal.plain import PlainVoice

    return PlainVoice()
