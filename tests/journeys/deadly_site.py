"""The rehearsal registry, which can kill the wizard that asks it: before an upload counts, or after."""

import os
import re
import signal
import threading
from base64 import b64decode
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from primer.core.publisher import GitHubActions
from primer.rehearsal.faults import Fault, HangUp, hang_up, instead
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.pypi.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HERE_IS = "/-/here-is/"
PASSED = "/-/passed/"
TOKEN = re.compile(rb"pypi-[A-Za-z0-9_-]{80,}")


class DeadlySite(Site):
    """Kills at a moment, when `dies_at` says so: `upload`, before one counts; `answer`, after one was made.

    Further moments are those that the wizard itself tells of; it waits there for the answer.
    `shown` are the tokens it showed to the person, `passwords` those that came with a file.
    `meets` says what goes wrong with the nth `upload`, `probe` or `look`; 0 is each of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen = {"upload": 0, "probe": 0, "look": 0}
        self.victim = 0
        self.shown: list[str] = []
        self.passwords: list[str] = []
        self.meets: dict[tuple[str, int], Fault] = {}
        self.on_upload: Callable[[int], None] = lambda _: None
        self.dies_at: Callable[[str], bool] = lambda _: False
        self._counting = threading.Lock()
        self._deciding = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        if path.startswith(HERE_IS):
            self.victim = int(path.removeprefix(HERE_IS))
            return Response("heard")(environ, start_response)
        if path.startswith(PASSED):
            self._dies(path.removeprefix(PASSED))
            return Response("heard")(environ, start_response)
        if not _is_primers(environ):
            shown = list(super().__call__(environ, start_response))
            self.shown += [found.decode() for found in TOKEN.findall(b"".join(shown))]
            return shown
        kind = _kind(environ)
        if kind == "upload":
            self.passwords.append(_password(environ))
            self.on_upload(self.victim)
            if self._dies("upload"):
                return Response(status=500)(environ, start_response)
        with self._counting:
            self.seen[kind] += 1
        answer = self._answered(kind, environ, start_response)
        self._dies("answer")
        return answer

    def _answered(
        self, kind: str, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """As ever, or what was made to go wrong with this upload, or probe."""
        fault = self.meets.get((kind, self.seen[kind])) or self.meets.get((kind, 0))
        if isinstance(fault, HangUp):
            if fault.after:
                super().__call__(environ, start_response)
            hang_up(Request(environ))
        wrong = instead(fault)
        return wrong(environ, start_response) if wrong else super().__call__(environ, start_response)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every token of the person that it showed or was given."""
        return (*self.shown, *self.passwords)

    @property
    def stored(self) -> tuple[int, int]:
        """How many files were taken, and how many uploads said yes."""
        files = sum(len(project.files) for project in self.house.projects)
        uploads = (
            one for one in self.requests if (one.method, one.path, one.status) == ("POST", "/legacy/", 200)
        )
        return files, sum(1 for _ in uploads)

    def _dies(self, moment: str) -> bool:
        with self._deciding:
            dies = bool(self.victim) and self.dies_at(moment)
            if dies:
                os.kill(self.victim, signal.SIGKILL)
                self.victim = 0
        return dies


def _is_primers(environ: "WSGIEnvironment") -> bool:
    """Not the person's browser, and not CI."""
    return "HTTP_USER_AGENT" in environ


def _password(environ: "WSGIEnvironment") -> str:
    words = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")[2]
    return b64decode(words).decode().partition(":")[2]


def _kind(environ: "WSGIEnvironment") -> str:
    """A file, an empty form, or a look."""
    request = Request(environ)
    if (request.method, request.path) != ("POST", "/legacy/"):
        return "look"
    return "upload" if (request.mimetype or "").startswith("multipart/") else "probe"


def follow(site: Site, files: dict[str, list[tuple[str, bytes]]], version: str) -> None:
    """Tells CI which packages the repository publishes, and what their release is made of."""
    identity = GitHubActions("acme", "duo", "publish.yaml", "pypi")
    site.releases = Releases(
        dict.fromkeys(files, version), dict.fromkeys(files, identity), lambda name, _: files[name]
    )
