"""Real shells that are asked what they would complete, with the script installed as the guide says."""

import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pexpect

BASH = """
source "$1"; shift
for line in "$@"; do
  read -r -a COMP_WORDS <<< "$line"
  [[ $line == *" " ]] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line} COMPREPLY=()
  word=${COMP_WORDS[COMP_CWORD]}
  how=$(complete -p "${COMP_WORDS[0]}")
  ${how#*-F } 2> /dev/null || _primer "${COMP_WORDS[0]}" "$word" "${COMP_WORDS[COMP_CWORD-1]}"
  printf '%s\\n' "${COMPREPLY[@]}" "--end--"
done
"""
FISH = """
for line in $argv
  complete -C $line | string split -f1 \\t
  echo -- --end--
end
"""
# What zsh would offer is what it hands to compadd; the calls that only ask are left alone.
ZSH = """
PS1=; LISTMAX=1000; fpath=({folder} $fpath); autoload -Uz compinit; compinit -D -u
compadd() {{
  if [[ ${{@[1,(i)(-|--)]}} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  typeset -a hits; builtin compadd -A hits "$@"; print -l -- $hits >> {said}; builtin compadd "$@"
}}
tell() {{ zle complete-word; print -- --end-- >> {said}; BUFFER=; zle accept-line }}
zle -N tell; bindkey '^I' tell
print -- --end-- >> {said}
"""
PATIENCE = 5.0


class Shell(Protocol):
    """What is offered for a line, by Tab at its end."""

    def ask(self, lines: Sequence[str]) -> list[list[str]]:
        """The candidates for each line, sorted, each once."""
        ...


def answers(text: str) -> list[list[str]]:
    parts = text.split("--end--\n")[:-1]
    return [sorted({line.rstrip("/") for line in part.splitlines() if line}) for part in parts]


class Bash:
    """Asks the function that bash calls."""

    def __init__(self, script: str, folder: Path, cwd: Path) -> None:
        self._script, self._cwd = folder / "primer", cwd
        self._script.write_text(script)

    def ask(self, lines: Sequence[str]) -> list[list[str]]:
        command = ["bash", "--norc", "-c", BASH, "bash", str(self._script), *lines]
        done = subprocess.run(command, cwd=self._cwd, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return answers(done.stdout)


class Fish:
    """Asks `complete -C`, with the script where fish looks for it."""

    def __init__(self, script: str, folder: Path, cwd: Path) -> None:
        self._home, self._cwd = folder, cwd
        place = folder / "config" / "fish" / "completions"
        place.mkdir(parents=True)
        (place / "primer.fish").write_text(script)
        (place / "publish-primer.fish").symlink_to("primer.fish")
        # fish completes what it can find.
        for name in ("primer", "publish-primer"):
            (folder / name).write_text("#!/bin/sh\n")
            (folder / name).chmod(0o755)

    def ask(self, lines: Sequence[str]) -> list[list[str]]:
        fish = shutil.which("fish") or "fish"
        environment = {
            "HOME": str(self._home),
            "XDG_CONFIG_HOME": str(self._home / "config"),
            "LANG": "C.UTF-8",
            "PATH": f"{self._home}:/usr/bin:/bin",
        }
        done = subprocess.run(
            [fish, "-c", FISH, *lines],
            cwd=self._cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        return answers(done.stdout)


class Zsh:
    """Types each line into an interactive zsh and presses Tab, with the script in `fpath`."""

    def __init__(self, script: str, folder: Path, cwd: Path) -> None:
        self._said = folder / "said"
        (folder / "functions").mkdir()
        (folder / "functions" / "_primer").write_text(script)
        setup = folder / "setup.zsh"
        setup.write_text(ZSH.format(folder=folder / "functions", said=self._said))
        self._zsh = pexpect.spawn("zsh", ["-f", "-i"], cwd=str(cwd), timeout=PATIENCE, dimensions=(200, 200))
        self._answer(f"source {setup}\n")

    def ask(self, lines: Sequence[str]) -> list[list[str]]:
        return [self._answer(f"{line}\t") for line in lines]

    def close(self) -> None:
        """Ends the shell."""
        self._zsh.close(force=True)

    def _answer(self, typed: str) -> list[str]:
        self._said.write_text("")
        self._zsh.send(typed)
        end = time.monotonic() + PATIENCE
        while not (text := self._said.read_text()).endswith("--end--\n"):
            assert time.monotonic() < end, text
            # Unread, what zsh draws would fill the terminal and block it.
            with suppress(pexpect.TIMEOUT):
                self._zsh.read_nonblocking(65536, timeout=0.01)
        return answers(text)[0]
