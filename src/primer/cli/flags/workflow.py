"""What `primer workflow` takes."""

from pathlib import Path

from primer.cli.flags import looks, prints
from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

PAGE = Page(
    "workflow",
    "[PATH...]",
    "Writes the hardened publish workflow, or checks the one that is there. It writes over nothing without a"
    " yes to the difference.",
    (
        ("primer workflow --print", "see it; writes nothing"),
        ("primer workflow", "write it"),
        ("primer workflow --check", "check the files; exit 3 for errors"),
        ("primer workflow --fix", "mend what needs no decision"),
        ("primer workflow --sync-versions 1.2.0", "one version everywhere"),
    ),
    "errors, or files left as they are",
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    parser.looks.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="the repository, or several, each with a workflow of its own (default: where you are)",
    )
    looks.registry(parser)
    looks.offline(parser)
    looks.github_url(parser)
    _does(parser)
    _writes(parser)
    prints.form(parser, ("text", "json"), "findings as text or json")
    prints.manner(parser)
    looks.choices(parser)


def _does(parser: Parser) -> None:
    doing = parser.acts.add_mutually_exclusive_group()
    doing.add_argument(
        "--print", dest="to_stdout", action="store_true", help="print it to stdout and write nothing"
    )
    doing.add_argument("--fix", action="store_true", help="mend what needs no decision, then check")
    doing.add_argument(
        "--sync-versions",
        metavar="VERSION",
        help="set every manifest and internal pin; VERSION may be a package.json to read it from",
    )
    parser.acts.add_argument(
        "--check", action="store_true", help="check the CI files; exit 3 when there is an error"
    )
    parser.acts.add_argument("--yes", action="store_true", help="write over what differs without asking")


def _writes(parser: Parser) -> None:
    parser.acts.add_argument(
        "--tags",
        choices=("one", "each"),
        metavar="HOW",
        help="one: a tag for all packages; each: <package>-v* for each",
    )
    parser.acts.add_argument(
        "--builder", choices=("uv", "build"), metavar="NAME", help="uv, or build (python -m build)"
    )
    parser.acts.add_argument(
        "--with",
        dest="parts",
        action="append",
        choices=("attest", "audit", "guard", "release-pr"),
        metavar="PART",
        help="also attest (build provenance), audit (a pip-audit gate), guard (a decision record) or"
        " release-pr (a release pull request); may be repeated",
    )
