"""Puts text on the person's clipboard: through this desktop's own tool, or through the terminal itself."""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from primer.ports.hands import Copied

LONGEST = 74_994
"""Bytes that terminals take in one OSC 52 sequence."""

PATIENCE = 2.0


TMUX = ("tmux", "load-buffer", "-w", "-")


def copy_text(text: str) -> Copied:
    """Where the text went: a terminal, and tmux on its behalf, does not say whether it took it.

    For values of forms and names of tokens: a clipboard is read by other programs, so never for a secret.
    """
    command = tool(os.environ, sys.platform, shutil.which)
    if command is not None and _piped(command, text):
        return taken_by(command)
    sequence = osc52(text, os.environ)
    return Copied.TERMINAL if sequence is not None and _to_terminal(sequence) else Copied.NOWHERE


def taken_by(command: tuple[str, ...]) -> Copied:
    """Where a text is that this command took; tmux keeps it, and only asks the terminal outside."""
    return Copied.TERMINAL if command == TMUX else Copied.CLIPBOARD


def tool(
    environ: Mapping[str, str], platform: str, which: Callable[[str], str | None]
) -> tuple[str, ...] | None:
    """The command that takes text on its standard input; None where only the terminal can help."""
    candidates = [] if environ.get("SSH_CONNECTION") else _of_desktop(environ, platform)
    if environ.get("TMUX"):
        # By default tmux lets no sequence of ours through to the terminal; its own command gets there.
        candidates.append(TMUX)
    return next((command for command in candidates if which(command[0])), None)


def _of_desktop(environ: Mapping[str, str], platform: str) -> list[tuple[str, ...]]:
    """Over ssh these would fill the clipboard of a machine at which nobody sits."""
    candidates: list[tuple[str, ...]] = []
    if platform == "darwin":
        candidates.append(("pbcopy",))
    if platform == "win32" or "WSL_DISTRO_NAME" in environ:
        candidates.append(("clip.exe",))
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(("wl-copy",))
    if environ.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    return candidates


def osc52(text: str, environ: Mapping[str, str]) -> str | None:
    """The sequence that asks a terminal to copy; None for one that knows no sequences, or too much text."""
    data = text.encode("utf-8", "replace")
    if environ.get("TERM", "dumb") in ("dumb", "linux") or len(data) > LONGEST:
        return None
    sequence = f"\x1b]52;c;{base64.b64encode(data).decode()}\a"
    if environ.get("TMUX"):
        return f"\x1bPtmux;\x1b{sequence}\x1b\\"
    return f"\x1bP{sequence}\x1b\\" if environ.get("STY") else sequence


def _piped(command: tuple[str, ...], text: str) -> bool:
    """In a session of its own: under X a process holds the text, and outlives Ctrl-C and this terminal."""
    try:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _to_terminal(sequence: str) -> bool:
    try:
        with Path("/dev/tty").open("w", encoding="ascii") as terminal:
            terminal.write(sequence)
    except OSError:
        return False
    return True
