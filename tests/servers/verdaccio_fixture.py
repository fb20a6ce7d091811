"""A real Verdaccio: started once by each worker that needs it, ended by its id."""

import json
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from servers.node_tools import verdaccio_program
from servers.npm_server import NpmServer

STARTS_WITHIN = 60.0
# Without a `security:` block: with signed tokens some uploads fail at random.
CONFIG = """
storage: ./storage
auth: {htpasswd: {file: ./htpasswd, max_users: 10000, algorithm: sha1}}
uplinks: {}
packages:
  '@*/*': {access: $all, publish: $authenticated, unpublish: $authenticated}
  '**': {access: $all, publish: $authenticated, unpublish: $authenticated}
userRateLimit: {windowMs: 1000, max: 10000}
web: {enable: false}
log: {type: stdout, format: pretty, level: warn}
"""


@dataclass(frozen=True)
class Verdaccio:
    """A running Verdaccio; `keys` are the keys of the tokens that were made here."""

    url: str
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def registry(self) -> Registry:
        return Registry("verdaccio", "Verdaccio", Ecosystem.JAVASCRIPT, self.url, self.url, self.url)

    def token(self) -> Secret:
        """A new token of a new user."""
        user, password = f"kim-{secrets.token_hex(4)}", secrets.token_hex(12)
        made = {"name": user, "password": password, "type": "user"}
        session = _text(_call("PUT", f"{self.url}/-/user/org.couchdb.user:{user}", made), "token")
        wanted = {"password": password, "readonly": False, "cidr_whitelist": []}
        token = _call("POST", f"{self.url}/-/npm/v1/tokens", wanted, session)
        self.keys[_text(token, "token")] = (_text(token, "key"), session)
        return Secret(_text(token, "token"))

    def revoke(self, token: Secret) -> None:
        """Deletes a token by its key."""
        key, session = self.keys.pop(token.reveal())
        _call("DELETE", f"{self.url}/-/npm/v1/tokens/token/{key}", None, session)


@pytest.fixture(scope="session")
def verdaccio(tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Verdaccio]:
    """An empty one; 2 s, once."""
    folder = tmp_path_factory.mktemp("verdaccio")
    (folder / "config.yaml").write_text(CONFIG)
    port = _free_port()
    command = ["node", str(verdaccio_program(tools)), "--config", str(folder / "config.yaml")]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [*command, "--listen", f"127.0.0.1:{port}"], cwd=folder, stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process, folder / "log")
            yield Verdaccio(url)
        finally:
            process.terminate()


@pytest.fixture
def verdaccio_registry(verdaccio: Verdaccio) -> NpmServer:
    return NpmServer("Verdaccio", verdaccio.registry, verdaccio.token, verdaccio.revoke)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address: tuple[str, int] = probe.getsockname()
        return address[1]


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            _call("GET", f"{url}/-/ping", None)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Verdaccio did not start:\n{log.read_text()[-2000:]}")


def _text(answer: object, key: str) -> str:
    assert isinstance(answer, dict), answer
    found: object = answer.get(key)
    assert isinstance(found, str), key
    return found


def _call(method: str, url: str, data: object, token: str = "") -> object:
    body = None if data is None else json.dumps(data).encode()
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, body, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        parsed: object = json.loads(answer.read() or b"{}")
    return parsed
