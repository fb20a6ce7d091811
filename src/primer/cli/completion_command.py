"""`primer completion SHELL`: the script that lets a shell complete what primer takes.

The script is fixed: what writes it, the extra `completion`, is needed once, and Tab starts no primer.
"""

import argparse
import sys
from collections.abc import Collection
from importlib.util import find_spec

from primer.cli.exits import DONE
from primer.cli.flags.commands import COMMANDS, HELP, PLAN, every_parser
from primer.core.problem import Missing, Stop

PROGRAM, ALSO = "primer", "publish-primer"
"""The command, and the same one by the distribution's name."""
EXTRA = "publish-primer[completion]"
FOLDERS, FILES = ("path", "paths"), ("log", "report", "sync_versions", "workflow")
"""Attributes whose values are folders, and files."""

SHTAB = "complete"
"""The attribute in which shtab looks for what completes an argument."""
ROUTES = ("prime", "pending", "organization")
PROVIDERS = ("github", "gitlab", "google", "activestate", "circleci")
ONE, ANY = '"(*)::', '"*:'
"""Where a word may stand in zsh's own notation: once, and as often as wanted."""
BASH = f"""

_primer() {{
  local index
  for index in "${{!COMP_WORDS[@]}}"; do
    if [[ $index -ne $COMP_CWORD && "${{COMP_WORDS[index]}}" == "{PLAN}" ]]; then
      COMP_WORDS[index]=plan
    fi
  done
  _shtab_primer "$@"
}}
complete -o bashdefault -F _primer {PROGRAM} {ALSO}
"""
ZSH = f"""
functions[_shtab_primer_whole]=$functions[_shtab_primer]
_shtab_primer() {{
  local index
  for index in {{2..$#words}}; do
    if [[ $index -ne $CURRENT && "$words[index]" == "{PLAN}" ]]; then
      words[index]=plan
    fi
  done
  _shtab_primer_whole "$@"
}}
if [[ $zsh_eval_context[-1] == eval ]]; then
  compdef _shtab_primer {ALSO}
fi
"""
FISH = f"""
function _shtab_primer_using
  _shtab_primer_scan
  if test -z "$_shtab_primer_cmdpath"; and contains -- {PLAN} (commandline -opc)
    set -g _shtab_primer_cmdpath plan
  end
  test "$_shtab_primer_cmdpath" = "$argv"
end
complete -c {ALSO} -w {PROGRAM}
"""


def completion_command(shell: str) -> int:
    """Prints the script to stdout."""
    if find_spec("shtab") is None:
        raise Stop(
            Missing(
                "completion-extra-missing",
                "writing the script needs shtab, which is not installed here",
                f"run pip install '{EXTRA}', or once: uvx --from '{EXTRA}' primer completion {shell}",
            )
        )
    sys.stdout.write(script(shell))
    return DONE


def script(shell: str) -> str:
    """The whole script, for bash, zsh or fish.

    shtab knows no command that is called like a flag; what is added makes `--plan` take what `plan` takes.
    """
    from shtab import complete

    parser = _whole()
    if shell == "zsh":
        first, _, rest = complete(parser, shell, preamble=ZSH).partition("\n")
        # Of several PATHs shtab has zsh complete the first alone.
        return f"{first} {ALSO}\n{rest.replace(ONE, ANY)}"
    return complete(parser, shell) + {"bash": BASH, "fish": FISH}[shell]


def _whole() -> argparse.ArgumentParser:
    """One parser of everything, as shtab reads it."""
    whole = argparse.ArgumentParser(prog=PROGRAM, add_help=False)
    whole.add_argument("-h", "--help", action="help", help="show what primer takes")
    whole.add_argument("-V", "--version", action="version", version="", help="show the version")
    about = {name: words for group in COMMANDS.values() for name, words in group.items()}
    whole.add_argument(PLAN, action="store_true", help=about[PLAN])
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    for name, parser in every_parser().items():
        for action in parser.actions:
            _hint(action, name)
        plain = name.lstrip("-")
        commands.add_parser(
            plain, help=about[name], description=about[name], parents=[parser], add_help=False
        )
    helping = commands.add_parser(HELP, help=about[HELP], description=about[HELP], add_help=False)
    helping.add_argument("about", nargs="?", choices=(*commands.choices, "choices"), help="a command")
    return whole


def _hint(action: argparse.Action, command: str) -> None:
    """Says what may stand there, where the parser itself takes anything."""
    from shtab import DIRECTORY, FILE

    if named := _names(action.dest, command):
        action.choices = named
    elif action.dest in FOLDERS or action.dest in FILES:
        setattr(action, SHTAB, DIRECTORY if action.dest in FOLDERS else FILE)


def _names(dest: str, command: str) -> Collection[str]:
    """The words that are known to be meant there; a registry of [tool.primer] can be said all the same."""
    if dest == "registry":
        from primer.registries.known import BUILT_IN

        return [registry.name for registry in BUILT_IN]
    if dest == "name" and command == "guide":
        from primer.cli.documentation import guides
        from primer.cli.shelves import name_of

        return sorted({name_of(path) for path in guides()})
    return {"route": ROUTES, "provider": PROVIDERS}.get(dest, ())
