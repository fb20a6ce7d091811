"""Uploads through twine in this process, so that the registry's answer and its headers are seen whole.

Importing this module imports no twine; the first upload does. twine's Repository is used without its
Settings: those look into .pypirc, keyring and CI identity, and cache the password for the process's life.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from primer.adapters.custody.quiet import silence_twine
from primer.adapters.custody.sealed import sealed
from primer.adapters.uploading.errors import closed_address, not_sent
from primer.adapters.web.answer_words import words_of
from primer.core.placeholder import Artifact
from primer.core.problem import Stop
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.value import frozen
from primer.ports.hands import Answer
from primer.registries.addresses import is_loopback, refusal
from primer.registries.pypi.probe import USER

if TYPE_CHECKING:
    import requests
    from twine.package import PackageFile
    from twine.repository import Repository

BODY_LIMIT = 64 * 1024
_log = logging.getLogger(__name__)


@frozen
class Patience:
    """Seconds: for a connection, for one silence of the server, for a whole answer."""

    connect: float = 10.0
    silence: float = 60.0
    answer: float = 90.0


class Uploader:
    """Sends files, one session a thread and registry until `close()`; no retries, no redirects.

    `loopback_only` refuses every other machine, and ignores proxies.
    """

    def __init__(self, loopback_only: bool = False, patience: Patience | None = None) -> None:
        self._loopback_only = loopback_only
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._sessions: dict[tuple[int, str], Repository] = {}

    def upload(self, registry: Registry, door: Callable[[], Secret], artifact: Artifact) -> Answer:
        """Uploads one file with the token behind the door; Stop only when there was no answer."""
        from twine.package import PackageFile

        self._refuse_elsewhere(registry)
        silence_twine()
        package = sealed(
            lambda: PackageFile.from_filename(str(artifact.path), None),
            lambda error: not_sent(registry, error),
        )
        repository = self._session(registry.upload_url)
        secret = door()
        answer = sealed(
            lambda: _sent(repository, package, secret, self._patience.answer),
            lambda error: not_sent(registry, error),
        )
        _log.info("%s: %s %s", artifact.filename, answer.status, answer.words)
        return answer

    def close(self) -> None:
        """Closes every session."""
        with self._lock:
            sessions, self._sessions = tuple(self._sessions.values()), {}
        for repository in sessions:
            repository.close()

    def proxy(self, registry: Registry) -> str | None:
        """A sentence about the proxy that uploads would go through; None when there is none."""
        from requests.utils import get_environ_proxies, select_proxy
        from urllib3.util import parse_url

        url = registry.upload_url
        found = None if self._loopback_only else select_proxy(url, get_environ_proxies(url))
        if not found:
            return None
        return f"Uploads to {registry.title} go through the proxy {parse_url(found).host} of this environment"

    def _refuse_elsewhere(self, registry: Registry) -> None:
        why = refusal(registry.upload_url)
        if why is None and self._loopback_only and not is_loopback(registry.upload_url):
            why = "only this machine may be asked here"
        if why is not None:
            raise Stop(closed_address(registry, why))

    def _session(self, url: str) -> "Repository":
        key = (threading.get_ident(), url)
        with self._lock:
            if key not in self._sessions:
                self._sessions[key] = _repository(
                    url, self._patience, heed_environment=not self._loopback_only
                )
            return self._sessions[key]


def _repository(url: str, patience: Patience, *, heed_environment: bool) -> "Repository":
    from twine.repository import Repository

    from primer.adapters.uploading.session import Patient

    repository = Repository(url, None, None, disable_progress_bar=True)
    for scheme in ("http://", "https://"):
        repository.session.mount(scheme, Patient(patience.connect, patience.silence))
    repository.session.trust_env = heed_environment
    # Read here, with a bound, and not by requests.
    repository.session.stream = True
    return repository


def _sent(repository: "Repository", package: "PackageFile", secret: Secret, seconds: float) -> Answer:
    from requests.auth import HTTPBasicAuth

    repository.session.auth = HTTPBasicAuth(USER.encode(), secret.reveal().encode())
    try:
        with repository.upload(package, max_redirects=1) as response:
            return _answer(response, time.monotonic() + seconds)
    finally:
        repository.session.auth = None


def _answer(response: "requests.Response", deadline: float) -> Answer:
    body = bytearray()
    # Byte by byte: a larger chunk waits until it is full, however slowly the server drips.
    for chunk in response.iter_content(1):
        body += chunk
        if len(body) > BODY_LIMIT or time.monotonic() > deadline:
            break
    headers = {name.lower(): value for name, value in response.headers.items()}
    words = words_of(response.status_code, response.reason or "", bytes(body[:BODY_LIMIT]))
    return Answer(response.status_code, words, headers)
