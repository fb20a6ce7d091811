"""Every command: where `primer --help` lists it, and its parser, made when it is asked for."""

from collections.abc import Callable, Mapping

from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PLAN = "--plan"
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "to publish for the first time": {
        PLAN: "what is there and what is missing; changes nothing",
        "rehearse": "the whole job where nothing is real",
        "init": "the job itself, one question at a time",
        "confirm": "what can be proven afterwards",
    },
    "for CI": {
        "workflow": "write the publish workflow, or check the one there",
        "diagnose": "the cause of a failed publish, and what to change",
    },
    "to know more": {
        "guide": "the guides; also by the name of a problem or fact",
        "help": "this page, or a command's: primer help init",
        "completion": "let the Tab key complete, in bash, zsh and fish",
    },
}
"""What each is for, by group."""
SAME = {"plan": PLAN}
"""Other names."""
HELP = "help"
NAMES = tuple(name for group in COMMANDS.values() for name in group)


def parser_of(name: str) -> Parser:
    """The parser of a command other than help; ValueError for a name that is none."""
    page, fill = _parts(name)
    parser = Parser(page)
    fill(parser)
    parser.offer_help()
    return parser


def every_parser() -> Mapping[str, Parser]:
    """The parsers of all commands but help, in the order of `primer --help`."""
    return {name: parser_of(name) for name in NAMES if name != HELP}


def _parts(name: str) -> tuple[Page, Callable[[Parser], None]]:
    """Its page and what adds its flags; the others' modules stay on the disk."""
    match name:
        case "--plan":
            from primer.cli.flags.plan import PAGE, fill
        case "init":
            from primer.cli.flags.init import PAGE, fill
        case "rehearse":
            from primer.cli.flags.rehearse import PAGE, fill
        case "confirm":
            from primer.cli.flags.confirm import PAGE, fill
        case "workflow":
            from primer.cli.flags.workflow import PAGE, fill
        case "diagnose":
            from primer.cli.flags.diagnose import PAGE, fill
        case "guide":
            from primer.cli.flags.guide import PAGE, fill
        case "completion":
            from primer.cli.flags.completion import PAGE, fill
        case _:
            raise ValueError(f"{name} is no command")
    return PAGE, fill
