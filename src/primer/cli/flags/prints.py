"""How a command prints."""

from collections.abc import Sequence

from primer.cli.flags.parser import Parser


def form(parser: Parser, forms: Sequence[str], help_text: str) -> None:
    """Adds --format; text is what is printed without it."""
    parser.prints.add_argument("--format", choices=forms, default="text", metavar="FORM", help=help_text)


def sources(parser: Parser) -> None:
    """Adds --sources."""
    parser.prints.add_argument("--sources", action="store_true", help="show where every value was read")


def report(parser: Parser) -> None:
    """Adds --report."""
    parser.prints.add_argument(
        "--report", default="", metavar="FILE", help="write the report with all evidence (- is stdout)"
    )


def manner(parser: Parser) -> None:
    """Adds --plain and --verbose."""
    plain(parser)
    parser.prints.add_argument(
        "--verbose", action="store_true", help="log what happens underneath, to stderr"
    )


def plain(parser: Parser) -> None:
    """Adds --plain."""
    parser.prints.add_argument(
        "--plain", action="store_true", help="words alone, for a screen reader: nothing drawn, no signs"
    )
