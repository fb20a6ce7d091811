"""What `primer confirm` takes."""

from primer.cli.flags import looks, prints
from primer.cli.flags.numbers import minutes
from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PAGE = Page(
    "confirm",
    "[PATH]",
    "Looks only at what can be proven afterwards: tokens dead, and the first release by CI equal to the"
    " trusted publisher that was meant.",
    (
        ("primer confirm", "the day after"),
        ("primer confirm --wait 30", "watch for the release, half an hour at most"),
        ("primer confirm --report proof.md", "with all evidence, to keep"),
        ("primer confirm --exchange", "inside CI, before the first release"),
    ),
    "not proven yet",
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    looks.path(parser)
    looks.registry(parser)
    looks.offline(parser)
    looks.token_id(parser)
    looks.github_url(parser)
    parser.acts.add_argument(
        "--wait", type=minutes, default=0.0, metavar="MINUTES", help="watch that long for the release"
    )
    parser.acts.add_argument(
        "--exchange",
        action="store_true",
        help="inside CI: exchange the run's identity at the registry, upload nothing, compare with the plan",
    )
    prints.form(parser, ("text", "markdown", "json"), "text, markdown or json")
    prints.sources(parser)
    prints.report(parser)
    prints.manner(parser)
    looks.choices(parser)
