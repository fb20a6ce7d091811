"""What `primer diagnose` takes."""

from pathlib import Path

from primer.cli.flags import looks, prints
from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PAGE = Page(
    "diagnose",
    "[LOG]",
    "Names the cause of a failed publish and the one thing to change.",
    (
        ("primer diagnose publish.log", "a log that was saved"),
        ("primer diagnose 1234567890", "the run of this number, through `gh`"),
        ("gh run view 1234567890 --log-failed | primer diagnose -", "from standard input"),
    ),
    "no cause found",
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    parser.looks.add_argument(
        "log",
        nargs="?",
        default="",
        metavar="LOG",
        help="a log file, - for standard input, or the number of a run that `gh` can show",
    )
    parser.looks.add_argument(
        "--path", type=Path, metavar="PATH", help="the repository it is about (default: where you are)"
    )
    looks.registry(parser)
    looks.offline(parser)
    looks.github_url(parser)
    prints.form(parser, ("text", "json"), "text or json")
    prints.manner(parser)
    looks.choices(parser)
