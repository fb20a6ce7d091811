"""What `primer guide` takes."""

from primer.cli.flags import prints
from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PAGE = Page(
    "guide",
    "[NAME]",
    "The guides that came with this installation, in the terminal.",
    (
        ("primer guide", "the list"),
        ("primer guide tutorial", "the whole job, by rehearsal first"),
        ("primer guide creation-quota", "what is written about one problem"),
        ("primer guide --registry", "what a flag does, of any command"),
    ),
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    parser.looks.add_argument(
        "name",
        nargs="?",
        default="",
        metavar="NAME",
        help="a guide, a problem, a fact, a rule, a cause, a flag or a key; without it the guides are listed",
    )
    prints.plain(parser)
