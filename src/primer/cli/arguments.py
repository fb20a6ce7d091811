"""What can be said on the command line; every question of the wizard has its flag here."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from primer.cli.choice_flags import CHOICES, PUBLISHER, SEVERAL, SWITCHES

EXIT_CODES = (
    "exit codes: 0 done · 1 stopped by a problem · 2 usage · 70 a bug in primer · 130 Ctrl-C\n"
    "            3 not as it should be (work remains, findings, no cause found)"
)


class Arguments(argparse.Namespace):
    """What was said; argparse fills it."""

    command: str = "plan"
    path: Path | None = None
    registry: str = ""
    offline: bool = False
    check: bool = False
    format: str = "text"
    sources: bool = False
    token_id: Sequence[str] | None = None
    token_minutes: int = 30
    show_placeholder: bool = False
    report: str = ""
    wait: float = 0.0
    auto: bool = False
    quota: int = 0
    name: str = ""
    build: bool = False
    exchange: bool = False
    paths: Sequence[Path] = ()
    to_stdout: bool = False
    fix: bool = False
    sync_versions: str | None = None
    tags: str = ""
    builder: str = ""
    parts: Sequence[str] | None = None
    yes: bool = False
    log: str = ""
    github_url: str = "https://api.github.com"
    verbose: bool = False


def parse(words: Sequence[str]) -> Arguments:
    """Reads the command line; prints help or a usage error and exits by itself."""
    rest = list(words)
    if "--plan" in rest:
        rest.remove("--plan")
        return _plan_parser().parse_args(rest, Arguments())
    parser = _Parser(
        prog="primer",
        description="From packages on no registry to trusted publishing, with no token left anywhere.",
        epilog=f"`primer --plan --help` lists what a plan can be asked for.\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = _commands(parser)
    if not rest:
        parser.print_help(sys.stderr)
        parser.exit(2)
    said, unknown = parser.parse_known_args(rest, Arguments())
    if unknown:
        commands[said.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    if said.command == "workflow":
        _refuse_beside(commands[said.command], said)
    return said


class _Parser(argparse.ArgumentParser):
    """Says of a mistake the command that it was made in, and not every flag there is."""

    def error(self, message: str) -> NoReturn:
        """Prints one line of usage and the mistake to stderr; exits 2."""
        self.exit(2, f"usage: {self.prog} ... (`{self.prog} --help` lists what it takes)\nerror: {message}\n")


def _refuse_beside(parser: argparse.ArgumentParser, said: Arguments) -> None:
    """A check goes with `--fix`, which checks too; printing goes with what is in the workflow itself.

    Findings alone have a form for machines.
    """
    sync = said.sync_versions is not None
    for flag, given in {"--print": said.to_stdout, "--sync-versions": sync}.items():
        if said.check and given:
            parser.error(f"argument --check: not allowed with argument {flag}")
    beside = [part for part in said.parts or () if part in ("guard", "release-pr")]
    if said.to_stdout and beside:
        parser.error(f"argument --print: not allowed with argument --with {beside[0]}, a file of its own")
    if said.format == "json" and not (said.check or said.fix):
        parser.error("argument --format json: goes with --check or --fix, whose findings it prints")


def _commands(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """Every command's own parser, by its name."""
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version")
    parser.add_argument(
        "--plan", action="store_true", help="print the plan as a checklist; changes nothing, asks nothing"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _init(_command(commands, "init", "the wizard: plan, prime, revoke, register, confirm"))
    _rehearse(_command(commands, "rehearse", "the whole wizard against a registry inside this machine"))
    _confirm(_command(commands, "confirm", "look at what can be proven afterwards"))
    _workflow(_command(commands, "workflow", "write the publish workflow, or check the one that is there"))
    _diagnose(
        _command(commands, "diagnose", "name the cause of a failed publish and the one thing to change")
    )
    _guide(_command(commands, "guide", "show a guide"))
    return commands.choices


class _Version(argparse.Action):
    """Prints the version without importing anything for it."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Prints it to stdout and exits 0."""
        from primer import __version__

        sys.stdout.write(f"primer {__version__}\n")
        parser.exit()


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_text: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=help_text,
        description=help_text,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _plan_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="primer --plan",
        description="The plan as a checklist; changes nothing, asks nothing.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _ground(parser)
    _looking(parser)
    parser.add_argument("--check", action="store_true", help="exit 3 when anything is not done")
    parser.add_argument(
        "--build",
        action="store_true",
        help="also build every package, check it strictly, and install it into a fresh environment",
    )
    return parser


def _init(parser: argparse.ArgumentParser) -> None:
    _ground(parser)
    _acting(parser)
    parser.add_argument(
        "--show-placeholder", action="store_true", help="look inside the placeholders; uploads nothing"
    )


def _rehearse(parser: argparse.ArgumentParser) -> None:
    _ground(parser)
    _acting(parser)
    parser.add_argument("--auto", action="store_true", help="play the person too")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="json: final plan and request log"
    )
    parser.add_argument(
        "--quota", type=_positive, default=0, metavar="N", help="let the registry allow N new projects"
    )


def _confirm(parser: argparse.ArgumentParser) -> None:
    _ground(parser)
    _looking(parser)
    parser.add_argument(
        "--wait", type=_minutes, default=0.0, metavar="MINUTES", help="watch that long for the release"
    )
    parser.add_argument(
        "--report", default="", metavar="FILE", help="write the report with all evidence (- is stdout)"
    )
    parser.add_argument(
        "--exchange",
        action="store_true",
        help="inside CI: exchange the run's identity at the registry, upload nothing, compare with the plan",
    )


def _workflow(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="the repository, or several, each with a workflow of its own (default: where you are)",
    )
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--print", dest="to_stdout", action="store_true", help="print it to stdout and write nothing"
    )
    doing.add_argument("--fix", action="store_true", help="mend what needs no decision, then check")
    doing.add_argument(
        "--sync-versions",
        metavar="VERSION",
        help="set every manifest and internal pin; VERSION may be a package.json to read it from",
    )
    parser.add_argument(
        "--check", action="store_true", help="check the CI files; exit 3 when there is an error"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how findings are printed")
    parser.add_argument("--offline", action="store_true", help="look at nothing that is not on this machine")
    parser.add_argument("--yes", action="store_true", help="write over what differs without asking")
    shape = parser.add_argument_group("what is written")
    shape.add_argument("--tags", choices=("one", "each"), help="one tag for all, or <package>-v* for each")
    shape.add_argument("--builder", choices=("uv", "build"), help="uv build, or python -m build")
    shape.add_argument(
        "--with",
        dest="parts",
        action="append",
        choices=("attest", "audit", "guard", "release-pr"),
        help="build provenance, a pip-audit gate, a decision record, a release pull request (repeatable)",
    )
    _reading(parser)


def _diagnose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "log",
        nargs="?",
        default="",
        metavar="LOG",
        help="a log file, - for standard input, or the number of a run that `gh` can show",
    )
    parser.add_argument(
        "--path", type=Path, metavar="PATH", help="the repository it is about (default: where you are)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    parser.add_argument("--offline", action="store_true", help="look at nothing that is not on this machine")
    _reading(parser)


def _guide(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", default="", help="a guide, a problem or a fact; without it the guides are listed"
    )


def _ground(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", nargs="?", type=Path, metavar="PATH", help="the repository (default: where you are)"
    )
    parser.add_argument(
        "--token-id",
        action="append",
        metavar="[NAME=]UUID",
        help="a token that was used, by its unique identifier (not the token)",
    )
    _reading(parser)


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--registry",
        default="",
        metavar="NAME",
        help="only this one: pypi, npm, testpypi, or one of [tool.primer]",
    )
    parser.add_argument(
        "--github-url",
        default=Arguments.github_url,
        metavar="URL",
        help="where owner and repository are looked up",
    )
    parser.add_argument("--verbose", action="store_true", help="log what happens underneath, to stderr")
    choices = parser.add_argument_group(
        "choices, instead of [tool.primer] or a question",
        "A publisher's may be for one registry alone: --environment npm=release.",
    )
    for name, (key, metavar, help_text) in CHOICES.items():
        action = "append" if name in SEVERAL or key.startswith(f"{PUBLISHER}.") else "store"
        choices.add_argument(f"--{name.replace('_', '-')}", action=action, metavar=metavar, help=help_text)
    for name, (_, help_text) in SWITCHES.items():
        choices.add_argument(
            f"--{name.replace('_', '-')}", action="store_const", const="true", help=help_text
        )


def _looking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="how to print it"
    )
    parser.add_argument("--offline", action="store_true", help="look at nothing that is not on this machine")
    parser.add_argument("--sources", action="store_true", help="show where every value was read")


def _acting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--token-minutes", type=_lease, default=30, metavar="N", help="how long the token is good for"
    )
    parser.add_argument(
        "--report", default="", metavar="FILE", help="write the report with all evidence (- is stdout)"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _lease(text: str) -> int:
    number = _positive(text)
    if number > 24 * 60:
        raise argparse.ArgumentTypeError("a day at most: 1440")
    return number


def _minutes(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 24 * 60:
        raise argparse.ArgumentTypeError("between 0 and 1440")
    return number
