"""`primer init`: the wizard, in a terminal."""

import sys

from primer.cli.arguments import Arguments
from primer.cli.exits import DONE, REMAINS, STOPPED
from primer.cli.ground import the_world
from primer.cli.plan_command import write_report
from primer.cli.session import Session
from primer.core.problem import NeedsYou, Problem, Stop
from primer.engine.planning import no_packages
from primer.engine.walk import walk
from primer.engine.wizard import Outcome
from primer.placeholders.versions import written


def init_command(arguments: Arguments) -> int:
    """Walks the plan with the person; gives 0 when everything is done, 3 when something is left."""
    from primer.terminal.voice import TerminalVoice

    with Session(the_world(arguments), arguments) as session:
        outcome = walk(session.wizard(TerminalVoice()))
    write_report(outcome.plan, arguments.report)
    return outcome_code(outcome)


def outcome_code(outcome: Outcome) -> int:
    """Problems come first, then what is left."""
    if outcome.problems or outcome.plan.errors:
        return STOPPED
    return DONE if outcome.plan.complete else REMAINS


def show_placeholder(arguments: Arguments) -> int:
    """Builds what would be uploaded and shows it; needs no terminal, uploads nothing.

    One that cannot be built is explained on stderr and hides none of the others.
    """
    from primer.terminal.plain import PlainVoice

    code = DONE
    with Session(the_world(arguments), arguments) as session:
        repository = session.repository()
        kinds = {registry.ecosystem for registry in session.registries(repository)}
        packages = [package for package in repository.packages if package.ecosystem in kinds]
        if not packages:
            raise Stop(no_packages())
        for package in packages:
            version = written(repository.choices.placeholder_version, package.ecosystem)
            try:
                built = session.builder.build(package.ecosystem, package.name, version)
            except Stop as stop:
                PlainVoice().problem(stop.problem)
                code = STOPPED
            else:
                PlainVoice(sys.stdout).placeholders((built,))
    return code


def in_terminal() -> bool:
    """Whether somebody can be asked: piped input would answer for the person."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def needs_terminal() -> Problem:
    """Said when nobody can be asked."""
    return NeedsYou(
        "needs-a-terminal",
        "`primer init` asks before it acts, and here is no terminal to ask in",
        hint="`primer --plan` prints the same plan and asks nothing; `primer rehearse` plays it through",
    )
