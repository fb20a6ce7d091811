"""What a command looks at: the repository, the registries, and the choices made for it."""

from pathlib import Path

from primer.cli.arguments import GITHUB
from primer.cli.choice_flags import CHOICES, PUBLISHER, SEVERAL, SWITCHES
from primer.cli.flags.parser import Parser

HERE = "the repository (default: where you are)"


def path(parser: Parser) -> None:
    """Adds PATH."""
    parser.looks.add_argument("path", nargs="?", type=Path, metavar="PATH", help=HERE)


def offline(parser: Parser) -> None:
    """Adds --offline."""
    parser.looks.add_argument(
        "--offline", action="store_true", help="look at nothing that is not on this machine"
    )


def registry(parser: Parser) -> None:
    """Adds --registry."""
    parser.looks.add_argument(
        "--registry",
        default="",
        metavar="NAME",
        help="only this one: pypi, npm, testpypi, or one of [tool.primer]",
    )


def token_id(parser: Parser) -> None:
    """Adds --token-id."""
    parser.looks.add_argument(
        "--token-id",
        action="append",
        metavar="[NAME=]UUID",
        help="a token that was used, by its unique identifier (not the token)",
    )


def github_url(parser: Parser) -> None:
    """Adds --github-url."""
    parser.looks.add_argument(
        "--github-url", default=GITHUB, metavar="URL", help="where owner and repository are looked up"
    )


def choices(parser: Parser) -> None:
    """Adds a flag for every choice; a publisher's may each be for one registry alone."""
    parser.takes_choices = True
    for name, (key, metavar, help_text) in CHOICES.items():
        action = "append" if name in SEVERAL or key.startswith(f"{PUBLISHER}.") else "store"
        parser.choices.add_argument(_flag(name), action=action, metavar=metavar, help=help_text)
    for name, (_, help_text) in SWITCHES.items():
        parser.choices.add_argument(_flag(name), action="store_const", const="true", help=help_text)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"
