"""What `primer rehearse` takes."""

from primer.cli.flags import looks, prints
from primer.cli.flags.init import token_minutes
from primer.cli.flags.numbers import positive
from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PAGE = Page(
    "rehearse",
    "[PATH]",
    "The whole wizard against registries inside this machine: nothing leaves it, nothing is real, every step"
    " is. Without a terminal primer plays you, too.",
    (
        ("primer rehearse", "with the repository where you are"),
        ("primer rehearse --auto", "watch primer play you, too"),
        ("primer rehearse --auto --quota 1", "what a used-up quota looks like"),
    ),
    "something is left to do",
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    looks.path(parser)
    looks.registry(parser)
    looks.token_id(parser)
    looks.github_url(parser)
    parser.acts.add_argument("--auto", action="store_true", help="play the person too")
    parser.acts.add_argument(
        "--quota", type=positive, default=0, metavar="N", help="let the registry allow N new projects"
    )
    token_minutes(parser)
    prints.form(parser, ("text", "json"), "text, or json: the final plan and the log of requests")
    prints.report(parser)
    prints.manner(parser)
    looks.choices(parser)
