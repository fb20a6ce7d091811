"""GitHub's own command, `gh`, as the person has it on the PATH: asked with GET only, never let ask back."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cached_property
from threading import Lock

from primer.adapters.web.remembered import Remembered
from primer.core.project import Absent, Unlooked
from primer.core.regex import regex
from primer.providers import github

TIMEOUT_SECONDS = 15.0
MISSING = Unlooked("gh is not installed")
LOGGED_OUT = Unlooked("gh is not logged in: `gh auth login`")
SLOW = Unlooked(f"gh gave no answer within {TIMEOUT_SECONDS:g} seconds")
NO_NETWORK = Unlooked("gh reaches no GitHub from here")
LIMITED = Unlooked("GitHub answers no more for now: its limit of questions an hour is used up")
SIGN_ON = Unlooked("its organization wants a single sign-on of gh: `gh auth refresh`")
_LIMITED = regex(r"rate limit", re.IGNORECASE)
_SAML = regex(r"\bSAML\b|single sign-on", re.IGNORECASE)
_STATUS = regex(r"\(HTTP (\d{3})\)")
_UNREACHED = regex(
    r"error connecting|dial tcp|no such host|lookup .* on|timeout|timed out|network is unreachable",
    re.IGNORECASE,
)
# They would make gh write to another place, in colour, or with the tokens of its requests in the log.
_FOREIGN = frozenset({"GH_HOST", "GH_REPO", "GH_DEBUG", "DEBUG", "GH_FORCE_TTY", "CLICOLOR_FORCE"})


class Gh:
    """Every answer once, safe between threads; `path` is where gh is looked for, the PATH by default."""

    def __init__(self, path: str | None = None, timeout: float = TIMEOUT_SECONDS) -> None:
        self._path = path
        self._timeout = timeout
        self._answers: Remembered[object | Absent | Unlooked] = Remembered()
        self._lock = Lock()

    @property
    def unready(self) -> Unlooked | None:
        """Why gh cannot be asked: not there, not logged in, no network; None when it can."""
        with self._lock:
            return self._unready

    def api(self, page: str) -> object | Absent | Unlooked:
        """GitHub's answer to a GET, as JSON: one value, or a tuple of one for each page of a list."""
        return self._answers.once((page,), lambda: self._api(page))

    @cached_property
    def _program(self) -> str | None:
        return shutil.which("gh", path=self._path)

    @cached_property
    def _unready(self) -> Unlooked | None:
        if self._program is None:
            return MISSING
        done = self._run("auth", "status", "--hostname", github.HOST)
        if isinstance(done, Unlooked):
            return done
        if done.returncode == 0:
            return None
        return NO_NETWORK if _UNREACHED.search(done.stderr + done.stdout) else LOGGED_OUT

    def _api(self, page: str) -> object | Absent | Unlooked:
        unready = self.unready
        if unready is not None:
            return unready
        listed = ("--paginate",) if "per_page=" in page else ()
        done = self._run("api", "--hostname", github.HOST, "--method", "GET", *listed, page)
        if isinstance(done, Unlooked):
            return done
        if done.returncode != 0:
            return _refusal(done.stderr)
        values = _values(done.stdout)
        if isinstance(values, Unlooked):
            return values
        return values if listed else values[0]

    def _run(self, *words: str) -> "subprocess.CompletedProcess[str] | Unlooked":
        try:
            return subprocess.run(
                [self._program or "gh", *words],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=self._timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Unlooked(f"gh gave no answer within {self._timeout:g} seconds")
        except OSError as error:
            return Unlooked(f"gh could not be started: {error.strerror}")


def _environment() -> dict[str, str]:
    own = {"GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "GH_PAGER": "cat", "NO_COLOR": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**kept, **own}


def _refusal(err: str) -> Absent | Unlooked:
    status = _STATUS.search(err)
    if status is None:
        return (
            NO_NETWORK if _UNREACHED.search(err) else Unlooked("gh failed without saying why GitHub refused")
        )
    if _LIMITED.search(err):
        return LIMITED
    if _SAML.search(err):
        return SIGN_ON
    match status.group(1):
        case "404":
            return Absent()
        case "401":
            return LOGGED_OUT
        case "403":
            return Unlooked("GitHub refused it to your login: it needs admin rights on the repository")
        case code:
            return Unlooked(f"GitHub answered {code}")


def _values(text: str) -> tuple[object, ...] | Unlooked:
    """The JSON values of an answer, one after the other."""
    try:
        values = tuple(_decoded(text))
    except (ValueError, RecursionError):
        values = ()
    return values or Unlooked("gh's answer is not what GitHub's API gives")


def _decoded(text: str) -> Iterator[object]:
    decoder, rest = json.JSONDecoder(), text.strip()
    while rest:
        value, end = decoder.raw_decode(rest)
        yield value
        rest = rest[end:].strip()
