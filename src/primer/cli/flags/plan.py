"""What `primer --plan` takes."""

from primer.cli.flags import looks, prints
from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PAGE = Page(
    "--plan",
    "[PATH]",
    "The plan as a checklist: what is there, what is missing, and how primer knows. It changes nothing and"
    " asks nothing. `primer plan` is the same.",
    (
        ("primer --plan", "every package, every fact"),
        ("primer --plan --offline --sources", "asks nobody; says where it read"),
        ("primer --plan --format markdown > plan.md", "to paste into an issue"),
        ("primer --plan --check", "for CI: exit 3 if work remains"),
    ),
    "not all done (with --check)",
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    looks.path(parser)
    looks.registry(parser)
    looks.offline(parser)
    parser.looks.add_argument(
        "--build",
        action="store_true",
        help="also build every package, check it strictly, and install it into a fresh environment",
    )
    looks.token_id(parser)
    looks.github_url(parser)
    prints.form(parser, ("text", "markdown", "json"), "text, markdown or json")
    prints.sources(parser)
    parser.prints.add_argument("--check", action="store_true", help="exit 3 when anything is not done")
    prints.manner(parser)
    looks.choices(parser)
