"""The command `primer`: parse, run, and turn every end into an exit code and calm words."""

import logging
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from primer.cli.arguments import Arguments, parse
from primer.cli.exits import INTERRUPTED, STOPPED, USAGE
from primer.core.problem import Problem, Stop


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command; gives the exit code."""
    arguments = parse(sys.argv[1:] if words is None else words)
    _hear_signals()
    if arguments.verbose:
        logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(name)s: %(message)s")
    try:
        return _run(arguments)
    except Stop as stop:
        _show(stop.problem)
        return USAGE if _is_usage(stop.problem) else STOPPED
    except KeyboardInterrupt:
        lost = arguments.command == "rehearse"
        words = "" if lost else " Nothing is lost: run it again and it goes on from here."
        sys.stderr.write(f"\nStopped.{words}\n")
        return INTERRUPTED
    except BrokenPipeError:
        return STOPPED
    except Exception:  # noqa: BLE001 - the one place where a bug becomes an exit code
        from primer.cli.crash import report

        return report()


def _run(arguments: Arguments) -> int:
    match arguments.command:
        case "init":
            return _init(arguments)
        case "rehearse":
            from primer.rehearsal.extra import require_extra

            require_extra()
            from primer.cli.rehearse_command import rehearse_command

            return rehearse_command(arguments)
        case "confirm":
            from primer.cli.confirm_command import confirm_command

            return confirm_command(arguments)
        case "workflow":
            from primer.cli.workflow_command import workflow_command

            return workflow_command(arguments)
        case "diagnose":
            from primer.cli.diagnose_command import diagnose_command

            return diagnose_command(arguments)
        case "guide":
            from primer.cli.guide_command import guide_command

            return guide_command(arguments.name)
        case _:
            from primer.cli.plan_command import plan_command

            return plan_command(arguments)


def _init(arguments: Arguments) -> int:
    from primer.cli.init_command import in_terminal, init_command, needs_terminal, show_placeholder

    if arguments.show_placeholder:
        return show_placeholder(arguments)
    if not in_terminal():
        raise Stop(needs_terminal())
    return init_command(arguments)


def _is_usage(problem: Problem) -> bool:
    """Whether the command line was at fault: what it named, or where it was called."""
    if problem.reference in ("needs-a-terminal", "unknown-registry", "unknown-guide"):
        return True
    return problem.source is not None and problem.source.where.startswith("--")


def _show(problem: Problem) -> None:
    from primer.terminal.plain import PlainVoice

    PlainVoice().problem(problem)


def _hear_signals() -> None:
    """A closed window or a polite kill ends like Ctrl-C, so that every lease is emptied."""

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
