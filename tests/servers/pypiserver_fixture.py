"""A real pypiserver in this process, with passwords that can be taken away while it runs."""

import secrets
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from types import ModuleType
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from servers.index_server import Can, IndexServer


@dataclass(frozen=True)
class PypiServer:
    """`live` are the passwords it takes from `__token__`; `folder` is where the files are."""

    url: str
    folder: Path
    live: set[str] = field(default_factory=set)

    @property
    def registry(self) -> Registry:
        return Registry(
            "pypiserver", "pypiserver", Ecosystem.PYTHON, f"{self.url}/", f"{self.url}/simple", self.url
        )

    def token(self) -> Secret:
        """A new password that it takes."""
        password = secrets.token_urlsafe(24)
        self.live.add(password)
        return Secret(password)

    def revoke(self, token: Secret) -> None:
        """Takes a password away."""
        self.live.discard(token.reveal())


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        return


def _pypiserver() -> ModuleType:
    """The package, without the import hook its bottle leaves behind: that warns at every later import."""
    before = list(sys.meta_path)
    module: ModuleType = pytest.importorskip("pypiserver")
    sys.meta_path[:] = before
    return module


@pytest.fixture
def pypiserver(tmp_path: Path) -> Iterator[PypiServer]:
    """An empty one; 14 ms."""
    module = _pypiserver()
    folder = tmp_path / "pypiserver"
    folder.mkdir()
    live: set[str] = set()
    app = module.app(
        roots=[folder],
        authenticate=["update"],
        auther=lambda user, password: user == "__token__" and password in live,
        disable_fallback=True,
    )
    with make_server("127.0.0.1", 0, app, _Server, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield PypiServer(f"http://127.0.0.1:{server.server_port}", folder, live)
        server.shutdown()
        thread.join()


@pytest.fixture
def pypiserver_index(pypiserver: PypiServer) -> IndexServer:
    can = frozenset({Can.REVOKE, Can.PROBE})
    return IndexServer("pypiserver", pypiserver.registry, pypiserver.token, pypiserver.revoke, can)
