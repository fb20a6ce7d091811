"""A real devpi-server with devpi-tokens: started once by each worker that needs it, ended by its id."""

import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.rehearsal.pypi import macaroons
from servers.index_server import Can, IndexServer

USER = "__token__"
"""devpi-tokens wants the login name to be the user whose token it is; uploads log in under this one."""
STARTS_WITHIN = 60.0
CHEAP = ("--argon2-memory-cost=64", "--argon2-time-cost=1", "--argon2-parallelism=1")
"""What it signs with lives for one session here: 9 s of deriving keys would protect nobody."""


@dataclass(frozen=True)
class Devpi:
    """A running devpi with one user, one empty index."""

    url: str
    index: str
    login: Mapping[str, str]

    @property
    def registry(self) -> Registry:
        base = f"{self.url}/{self.index}"
        return Registry("devpi", "devpi", Ecosystem.PYTHON, f"{base}/", f"{base}/+simple", self.url)

    def token(self) -> Secret:
        """A new token of the user, without restrictions."""
        match _call("POST", f"{self.url}/{USER}/+token-create", {}, self.login):
            case {"result": {"token": str(token)}}:
                return Secret(token)
            case answer:
                raise AssertionError(answer)

    def revoke(self, token: Secret) -> None:
        """Removes a token."""
        opened = macaroons.read(token.reveal().replace("devpi-", macaroons.PREFIX, 1))
        assert opened is not None
        number = opened.identifier.rpartition("-")[2]
        _call("DELETE", f"{self.url}/{USER}/+tokens/{number}", None, self.login)


def need_devpi() -> None:
    """Skips with the reason, and fails instead where CI promises that everything is there."""
    lacking = [name for name in ("devpi_server", "devpi_tokens") if find_spec(name) is None]
    if lacking and os.environ.get("CI"):
        pytest.fail(f"no real devpi without {', '.join(lacking)}")
    if lacking:
        pytest.skip(f"no real devpi without {', '.join(lacking)}")


@pytest.fixture(scope="session")
def devpi_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Its address, and the headers that log its user in; about 6 s, once."""
    need_devpi()
    folder = tmp_path_factory.mktemp("devpi")
    port = _free_port()
    serverdir = f"--serverdir={folder / 'server'}"
    environ = {**os.environ, "HOME": str(folder)}
    subprocess.run(
        [_program("devpi-init"), serverdir, "--no-root-pypi"], env=environ, check=True, capture_output=True
    )
    command = [
        _program("devpi-server"),
        serverdir,
        "--host=127.0.0.1",
        f"--port={port}",
        "--threads=8",
        *CHEAP,
    ]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, env=environ, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process, folder / "log")
            yield url, _new_user(url)
        finally:
            process.terminate()


@pytest.fixture
def devpi(devpi_server: tuple[str, dict[str, str]]) -> Devpi:
    """A new empty index on it."""
    url, login = devpi_server
    index = f"{USER}/i{secrets.token_hex(4)}"
    _call("PUT", f"{url}/{index}", {"bases": [], "volatile": False}, login)
    return Devpi(url, index, login)


@pytest.fixture
def devpi_index(devpi: Devpi) -> IndexServer:
    can = frozenset({Can.MACAROONS, Can.REVOKE, Can.PROBE, Can.JSON_PAGES, Can.AGAIN})
    return IndexServer("devpi", devpi.registry, devpi.token, devpi.revoke, can)


def _program(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address: tuple[str, int] = probe.getsockname()
        return address[1]


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            _call("GET", f"{url}/+api", None, {})
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"devpi-server did not start:\n{log.read_text()[-2000:]}")


def _new_user(url: str) -> dict[str, str]:
    password = secrets.token_hex(8)
    _call("PUT", f"{url}/{USER}", {"password": password}, {})
    match _call("POST", f"{url}/+login", {"user": USER, "password": password}, {}):
        case {"result": {"password": str(session)}}:
            return {"X-Devpi-Auth": base64.b64encode(f"{USER}:{session}".encode()).decode()}
        case answer:
            raise AssertionError(answer)


def _call(method: str, url: str, data: object, headers: Mapping[str, str]) -> object:
    body = None if data is None else json.dumps(data).encode()
    kind = {"Accept": "application/json", "Content-Type": "application/json"}
    request = urllib.request.Request(url, body, {**kind, **headers}, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        parsed: object = json.loads(answer.read())
    return parsed
