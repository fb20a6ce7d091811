"""What pages of help say: what a command is for, examples, then its flags."""

from primer.cli.choice_flags import CHOICES, SWITCHES
from primer.cli.flags.commands import COMMANDS, NAMES
from primer.cli.flags.page import Page
from primer.cli.help_lines import filled, pairs

CLAIM = (
    "primer takes a repository's packages from 'on no registry' to 'published by CI through trusted"
    " publishing', and leaves no token behind."
)
START = (
    ("primer rehearse", "the whole job where nothing is real"),
    ("primer --plan", "what is there and what is missing; changes nothing"),
    ("primer init", "the job itself, one question at a time"),
)
EXAMPLES = (
    *START,
    ("primer --plan --offline", "the plan, and nobody is asked"),
    ("primer confirm --wait 30", "watch for the first release"),
)
FLAGS = (("-h, --help", "show this page"), ("-V, --version", "show the version"))
EXIT_CODES = (
    "exit codes: 0 done, 1 stopped by a problem, 2 usage, 70 a bug, 130 Ctrl-C",
    "3 not as it should be (work remains, findings, no cause found)",
)
LONGEST = max(map(len, NAMES))
HANG = len("exit codes: ")


def head(page: Page, line: str) -> str:
    """What stands above a command's flags: the purpose, examples, how it is written."""
    return _page(filled(page.purpose), _section("examples", pairs(page.examples)), filled(f"usage: {line}"))


def foot(page: Page) -> str:
    """What stands below a command's flags: its exit codes."""
    remains = f"3 {page.remains}, " if page.remains else ""
    codes = f"0 done, 1 stopped by a problem, 2 usage, {remains}70 a bug, 130 Ctrl-C"
    return filled(f"exit codes: {codes}", hang=HANG)


def flag_names() -> str:
    """What stands on a command's page for the choices: their flags, and where they are explained."""
    names = ", ".join(f"--{name.replace('_', '-')}" for name in (*CHOICES, *SWITCHES))
    return filled(f"{names}. `primer help choices` explains each.", 2).replace("\n  ", "\n").strip()


def main_page() -> str:
    """`primer --help`."""
    commands = "\n".join(
        f"  {group}\n{pairs(named.items(), 4, LONGEST)}" for group, named in COMMANDS.items()
    )
    codes = (filled(EXIT_CODES[0], hang=HANG), filled(EXIT_CODES[1], HANG))
    return _page(
        filled(CLAIM),
        _section("examples", pairs(EXAMPLES)),
        "usage: primer COMMAND [FLAGS]",
        _section("commands", commands),
        _section("flags", pairs(FLAGS)),
        filled("`primer help init` shows what `init` takes; `primer help choices`, every choice."),
        "\n".join(codes) + "\n",
    )


def start_page() -> str:
    """What `primer` alone says."""
    more = filled("`primer --help` lists all commands; `primer guide tutorial` walks through the whole job.")
    return _page(filled(CLAIM), pairs(START), more + "\n")


def choices_page(lines: str) -> str:
    """`primer help choices`: the lines of all flags that answer a question, with how they are said."""
    about = (
        "Each answers a question of the wizard for one run, over what [tool.primer] says; every command that"
        " reads a repository takes them. A publisher's may be for one registry alone: --environment"
        " npm=release."
    )
    examples = (
        ("primer init --owner acme --environment pypi", "two answers beforehand"),
        ("primer --plan --packages 'libs/*'", "only what is in these folders"),
        ("primer --plan --environment npm=release", "for npm alone"),
    )
    return _page(filled(about), _section("examples", pairs(examples)), lines)


def _section(title: str, body: str) -> str:
    return f"{title}:\n{body}"


def _page(*parts: str) -> str:
    return "\n\n".join(parts)
