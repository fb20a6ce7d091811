"""Opens a page in the person's browser, in silence: no text browser, nothing on this terminal."""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

DECISION = 1.0
"""Seconds in which an opener says that it failed; one that still runs then has opened something."""

# In the order in which desktops and WSL offer them.
OPENERS = (("xdg-open",), ("wslview",), ("gio", "open"), ("x-www-browser",))


def open_page(page: str) -> bool:
    """Whether a browser was started on this page; only web addresses are opened."""
    if not is_page(page):
        return False
    command = opener(page, os.environ, sys.platform, shutil.which)
    return command is not None and _ran(command)


def is_page(page: str) -> bool:
    """Whether this is a web address that no opener could take for anything else."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and bool(parts.hostname) and page.isascii() and page.isprintable()
    )


def opener(
    page: str, environ: Mapping[str, str], platform: str, which: Callable[[str], str | None]
) -> tuple[str, ...] | None:
    """The command that opens a page here; None without a screen. The person's BROWSER goes first."""
    chosen = _chosen(page, environ.get("BROWSER", ""), which)
    if chosen is not None:
        return chosen
    has_display = bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    if environ.get("SSH_CONNECTION") and not has_display:
        return None
    if platform == "darwin":
        return ("open", page)
    if platform == "win32":
        return ("rundll32", "url.dll,FileProtocolHandler", page)
    if not has_display and "WSL_DISTRO_NAME" not in environ:
        return None
    return next(((*words, page) for words in OPENERS if which(words[0])), None)


def _chosen(page: str, browsers: str, which: Callable[[str], str | None]) -> tuple[str, ...] | None:
    for browser in filter(None, browsers.split(os.pathsep)):
        try:
            words = shlex.split(browser.rstrip("&"))
        except ValueError:
            continue
        if words and which(words[0]):
            filled = tuple(word.replace("%s", page) for word in words)
            return filled if any("%s" in word for word in words) else (*filled, page)
    return None


def _ran(command: tuple[str, ...]) -> bool:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(DECISION) == 0
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()
        return True
