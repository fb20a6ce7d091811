"""What `primer init` takes."""

from primer.cli.flags import looks, prints
from primer.cli.flags.numbers import lease
from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PAGE = Page(
    "init",
    "[PATH]",
    "The wizard: asks what it could not read, shows what it found, then walks one registry after another with"
    " you. Nothing is uploaded that was not shown and agreed to. Leave at any point with Ctrl-C and run it"
    " again: it looks, and goes on.",
    (
        ("primer init", "the repository where you are"),
        ("primer init --registry testpypi", "on TestPyPI first"),
        ("primer init --show-placeholder", "what would be uploaded; uploads nothing"),
        ("primer init --environment pypi", "one question answered beforehand"),
    ),
    "something is left to do",
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    looks.path(parser)
    looks.registry(parser)
    looks.token_id(parser)
    looks.github_url(parser)
    parser.acts.add_argument(
        "--show-placeholder", action="store_true", help="look inside the placeholders; uploads nothing"
    )
    token_minutes(parser)
    prints.report(parser)
    prints.manner(parser)
    looks.choices(parser)


def token_minutes(parser: Parser) -> None:
    """Adds --token-minutes, which a rehearsal takes as well."""
    parser.acts.add_argument(
        "--token-minutes", type=lease, default=30, metavar="N", help="how long the token is good for"
    )
