"""`primer diagnose`: names the cause of a failed publish and the one thing to change."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from primer.adapters.files.home import at_home
from primer.adapters.files.log_lines import log_file, numbered_lines
from primer.adapters.programs.run_log import run_lines
from primer.adapters.repository.whole import read_repository
from primer.cli.arguments import Arguments
from primer.cli.chosen import flags
from primer.cli.destinations import registry_named
from primer.cli.exits import DONE, REMAINS, USAGE
from primer.cli.plan_command import print_json
from primer.core.diagnosis import Cause
from primer.core.problem import Stop, YourInput
from primer.core.repository import Repository
from primer.core.source import Source
from primer.diagnosis.diagnose import explained
from primer.diagnosis.ending import last_error
from primer.diagnosis.planned import Grounds
from primer.diagnosis.scan import RawLine, Scan, scanned
from primer.registries.known import known

STDIN = "-"
# What makes a folder a repository; without it nobody wants all files below to be looked at.
_SIGNS = (".git", "pyproject.toml", "setup.py", "setup.cfg", "package.json", "primer.toml")


def diagnose_command(arguments: Arguments) -> int:
    """Prints the causes to stdout; 0 when there is one, 3 when none is known, 2 when no log was given."""
    if not arguments.log and (sys.stdin is None or sys.stdin.isatty()):
        return _asks_for_a_log()
    grounds = _grounds(arguments)
    with _under_way(arguments), _lines(arguments) as lines:
        scan = scanned(lines)
    causes = explained(scan, grounds)
    _print(causes, scan, arguments)
    return DONE if causes else REMAINS


def _under_way(arguments: Arguments) -> AbstractContextManager[object]:
    """What `gh` fetches, or a log of many megabytes, may last; nothing is drawn where one is typed."""
    if not arguments.log or arguments.log == STDIN:
        return nullcontext()
    from primer.terminal.plain import PlainVoice

    return PlainVoice().working("reading the log")


@contextmanager
def _lines(arguments: Arguments) -> Iterator[Iterator[RawLine]]:
    log = arguments.log or STDIN
    if log == STDIN:
        yield numbered_lines(sys.stdin.buffer)
    elif log.isdecimal() and not os.path.lexists(log):
        yield run_lines(_run(log, arguments), arguments.path or Path())
    else:
        with log_file(at_home(Path(log))) as stream:
            yield numbered_lines(stream)


def _run(number: str, arguments: Arguments) -> str:
    if arguments.offline:
        raise Stop(
            YourInput(
                "run-not-read",
                f"the log of run {number} is at GitHub, and --offline asks nobody",
                "leave --offline out, or save the log and name the file",
                source=Source("--offline"),
            )
        )
    return number


def _grounds(arguments: Arguments) -> Grounds:
    """What the log is held against; nobody is asked, so that the plan is the files' own."""
    repository = _repository(arguments)
    registries = known(repository.choices.registries if repository else ())
    return Grounds(repository, registry_named(arguments.registry, registries), registries)


def _repository(arguments: Arguments) -> Repository | None:
    """The repository that was named, else the one around the working folder, if there is one."""
    if arguments.path is not None:
        return read_repository(arguments.path, flags(arguments))
    try:
        here = Path.cwd()
    except OSError:
        return None
    around = any(os.path.lexists(folder / ".git") for folder in (here, *here.parents))
    if not around and not any(os.path.lexists(here / name) for name in _SIGNS):
        return None
    try:
        return read_repository(None, flags(arguments))
    except Stop as stop:
        if stop.problem.source is not None and stop.problem.source.where.startswith("--"):
            raise
        return None


def _print(causes: Sequence[Cause], scan: Scan, arguments: Arguments) -> None:
    if arguments.format == "json":
        from primer.terminal.json_diagnosis import diagnosis_json

        print_json(diagnosis_json(causes))
        return
    from primer.terminal.diagnosis_page import diagnosis_blocks
    from primer.terminal.printing import show, surface_here

    show(diagnosis_blocks(causes, last_error(scan.ending), scan.lines), sys.stdout, surface_here(sys.stdout))


def _asks_for_a_log() -> int:
    from primer.terminal.plain import PlainVoice

    problem = YourInput(
        "needs-a-log",
        "there is no log to read",
        "give one: `primer diagnose LOG`, with a file, - for standard input, or the number of a run",
    )
    PlainVoice().problem(problem)
    return USAGE
