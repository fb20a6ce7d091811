"""What `primer completion` takes."""

from primer.cli.flags.page import Page
from primer.cli.flags.parser import Parser

SHELLS = ("bash", "zsh", "fish")
PAGE = Page(
    "completion",
    "SHELL",
    "Prints the script with which a shell completes commands, flags and names for the Tab key. Save it once"
    " where your shell looks; after an update save it again. `primer guide completion` says more.",
    (
        ("primer completion bash > ~/.local/share/bash-completion/completions/primer", ""),
        ("primer completion zsh > ~/.zfunc/_primer", "~/.zfunc has to be in fpath"),
        ("primer completion fish > ~/.config/fish/completions/primer.fish", ""),
    ),
)


def fill(parser: Parser) -> None:
    """Adds its flags."""
    parser.acts.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")
