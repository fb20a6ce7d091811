"""One run of the command: parse, do it, and turn every end into an exit code and calm words."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from primer.cli.arguments import Arguments
from primer.cli.exits import INTERRUPTED, STOPPED, USAGE
from primer.cli.plain_words import plain_plan
from primer.cli.streams import SPACE, end_quietly, let_go, open_closed
from primer.core.problem import Problem, Stop

GOES_ON = " Nothing is lost: run it again and it goes on from here."
USAGES = ("malformed-token-id", "needs-a-terminal", "unknown-guide", "unknown-registry")
"""Problems that only a command line can have, whatever their source says."""
LEFT: Mapping[str, str] = {"init": GOES_ON, "confirm": GOES_ON, "workflow": GOES_ON, "rehearse": ""}
"""What stays of a command that was interrupted; a rehearsal says that itself, and the others only look."""


def run(said: Sequence[str]) -> int:
    """Does what was said; gives the exit code."""
    open_closed()
    try:
        code = _act(said)
        sys.stdout.flush()
    except Stop as stop:
        return _stopped(stop.problem)
    except KeyboardInterrupt:
        return _interrupted(said)
    except BrokenPipeError:
        let_go(sys.stdout)
        return STOPPED
    except Exception as error:  # noqa: BLE001 - the one place where a bug becomes an exit code
        return _failed(error)
    finally:
        end_quietly()
    return code


def _act(said: Sequence[str]) -> int:
    arguments = plain_plan(said) or _parsed(said)
    _hear_signals()
    if arguments.plain:
        from primer.terminal.surface import PLAIN

        # Every stream is measured by the environment, a problem's as well that ends the run.
        os.environ[PLAIN] = "1"
    if arguments.verbose:
        import logging

        logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(name)s: %(message)s")
    return _done(arguments)


def _parsed(said: Sequence[str]) -> Arguments:
    from primer.cli.command_line import parse

    return parse(said)


def _done(arguments: Arguments) -> int:
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
        case "plan":
            from primer.cli.plan_command import plan_command

            return plan_command(arguments)
        case _:
            return _tell(arguments)


def _tell(arguments: Arguments) -> int:
    """The commands that look at no repository."""
    if arguments.command == "completion":
        from primer.cli.completion_command import completion_command

        return completion_command(arguments.shell)
    from primer.cli.guide_command import guide_command

    return guide_command(arguments.name)


def _init(arguments: Arguments) -> int:
    from primer.cli.init_command import in_terminal, init_command, needs_terminal, show_placeholder

    if arguments.show_placeholder:
        return show_placeholder(arguments)
    if not in_terminal():
        raise Stop(needs_terminal())
    return init_command(arguments)


def _stopped(problem: Problem) -> int:
    with suppress(OSError):
        _show(problem)
    return USAGE if _is_usage(problem) else STOPPED


def _is_usage(problem: Problem) -> bool:
    """Whether the command line was at fault: what it named, or where it was called."""
    if problem.reference in USAGES:
        return True
    return problem.source is not None and problem.source.where.startswith("--")


def _show(problem: Problem) -> None:
    from primer.terminal.plain import PlainVoice

    PlainVoice().problem(problem)


def _interrupted(said: Sequence[str]) -> int:
    left = LEFT.get(said[0] if said else "", " Nothing was changed.")
    with suppress(OSError):
        sys.stderr.write(f"\nStopped.{left}\n")
    return INTERRUPTED


def _failed(error: Exception) -> int:
    """A full disk is nobody's bug."""
    if isinstance(error, OSError) and error.errno in SPACE:
        from primer.cli.full_disk import no_space

        let_go(sys.stdout)
        return _stopped(no_space(error))
    from primer.cli.crash import report

    return report()


def _hear_signals() -> None:
    """A closed window or a polite kill ends like Ctrl-C, so that every lease is emptied."""

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
