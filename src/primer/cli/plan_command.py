"""`primer --plan`: looks, prints, changes nothing."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from primer.cli.arguments import Arguments
from primer.cli.exits import DONE, REMAINS, STOPPED
from primer.cli.ground import the_world
from primer.cli.session import Session
from primer.core.plan import Plan
from primer.core.problem import Stop, YourInput


def plan_command(arguments: Arguments) -> int:
    """Prints the plan in the asked format to stdout."""
    with Session(the_world(arguments), arguments) as session:
        plan = session.look()
    print_plan(plan, arguments)
    return plan_code(plan, arguments.check)


def plan_code(plan: Plan, check: bool) -> int:
    """A plan with a problem in it was made, but is not in order; `check` asks for everything to be done."""
    if plan.errors:
        return STOPPED
    return REMAINS if check and not plan.complete else DONE


def print_plan(plan: Plan, arguments: Arguments) -> None:
    """Writes the plan to stdout; nothing else of the program writes there."""
    if arguments.format == "json":
        from primer.terminal.json_plan import plan_json

        print_json(plan_json(plan))
    elif arguments.format == "markdown":
        from primer.cli.documentation import base_url
        from primer.terminal.markdown import plan_markdown

        print_utf8(plan_markdown(plan, base_url()))
    else:
        from primer.terminal.paper import plan_blocks
        from primer.terminal.printing import show, surface_here

        show(plan_blocks(plan, sources=arguments.sources), sys.stdout, surface_here(sys.stdout))


def print_json(value: object) -> None:
    """Writes a value as JSON to stdout, in characters that stdout can carry."""
    from primer.terminal.json_plan import json_text

    sys.stdout.write(json_text(value, sys.stdout.encoding or "utf-8") + "\n")


def print_utf8(text: str) -> None:
    """Writes Markdown to stdout; it is UTF-8 whatever the locale says, since it is read by web pages."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def write_report(plan: Plan, where: str) -> None:
    """Writes the report with all evidence to a file, or to stdout for `-`; nothing when nowhere is named."""
    if not where:
        return
    from primer.cli.documentation import base_url
    from primer.terminal.report import report_markdown

    text = report_markdown(plan, base_url(), datetime.now(UTC))
    if where == "-":
        print_utf8(text)
        return
    try:
        Path(where).write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"the report cannot be written to {where}: {error.strerror}"
        raise Stop(YourInput("report-not-written", message, "name another file, or - for stdout")) from None
