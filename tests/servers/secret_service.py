"""A real Secret Service keyring of its own: dbus-daemon and gnome-keyring-daemon with a private home.

Nothing of it reaches the test process's environment: a test gives `environ` to its child processes, or
enters `address()` for as long as it talks to the keyring itself.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
PATIENCE = 2.0


class SecretService:
    """A running keyring; `home` is its private home, `environ` what a child process needs to reach it.

    gnome-keyring now and then dies of clients that come and go: it forgets one that it is answering, and
    aborts. The bus then starts another, which nobody has unlocked. That says nothing of primer: such a test
    fails with KeyringDied and is run again; `revive` starts the keyring anew before, with what it stored.
    """

    def __init__(self, home: Path, environ: Mapping[str, str], password: str | None) -> None:
        self.home = home
        self.environ = environ
        self._password = password
        self._daemon = _keyring(environ, password)

    def has_died(self, within: float = 0) -> bool:
        """Whether it is gone, or will be in that many seconds: who asked it may hear of it first."""
        try:
            self._daemon.wait(within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def die(self) -> None:
        """As it does by itself."""
        self._daemon.kill()
        self._daemon.wait()

    def revive(self) -> None:
        """Sees to it that one is there, unlocked; what was stored stays."""
        if self.has_died():
            self.close()
            self._daemon = _keyring(self.environ, self._password)

    def close(self) -> None:
        with self._daemon:
            self._daemon.terminate()

    @contextmanager
    def address(self) -> Iterator[None]:
        """This process talks to the keyring inside the block."""
        before = os.environ.get(ADDRESS)
        os.environ[ADDRESS] = self.environ[ADDRESS]
        try:
            yield
        finally:
            if before is None:
                del os.environ[ADDRESS]
            else:
                os.environ[ADDRESS] = before


class KeyringDied(Exception):
    """A test saw a keyring die that nobody killed."""


USED = pytest.StashKey[SecretService]()
"""The keyring of a test."""

RUN_AGAIN = pytest.mark.flaky(reruns=2, only_rerun="KeyringDied")
"""Of every test that uses one, and of no other."""


def pytest_itemcollected(item: pytest.Item) -> None:
    if isinstance(item, pytest.Function) and "secret_service" in item.fixturenames:
        item.add_marker(RUN_AGAIN)


@pytest.fixture(scope="session")
def running_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretService]:
    """An unlocked one, for all tests."""
    need_programs()
    with running(tmp_path_factory.mktemp("keyring"), password=secrets.token_hex(8)) as service:
        yield service


@pytest.fixture
def secret_service(running_service: SecretService, request: pytest.FixtureRequest) -> SecretService:
    """The same; it lives, whatever a test before this one saw."""
    running_service.revive()
    request.node.stash[USED] = running_service
    return running_service


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A failure is the keyring's where it died meanwhile."""
    try:
        return (yield)
    except Exception as error:
        service = item.stash.get(USED, None)
        if service is None or not service.has_died(within=PATIENCE):
            raise
        raise KeyringDied("gnome-keyring itself died during this test") from error


@pytest.fixture
def locked_service(tmp_path: Path) -> Iterator[SecretService]:
    """One that nobody has unlocked, and nobody is there to."""
    need_programs()
    with running(tmp_path, password=None) as service:
        yield service


def need_programs() -> None:
    """Skips with the reason, and fails instead where CI promises that everything is there."""
    lacking = [name for name in PROGRAMS if shutil.which(name) is None]
    if not lacking:
        return
    reason = f"no real keyring without {' and '.join(lacking)}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(home: Path, password: str | None) -> Iterator[SecretService]:
    """Starts both daemons, ends both by their ids."""
    environ = _private(home)
    with _bus(environ) as address:
        environ[ADDRESS] = address
        with closing(SecretService(home, environ, password)) as service:
            yield service


def _private(home: Path) -> dict[str, str]:
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    own = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "TMPDIR")}
    return {**kept, **own}


@contextmanager
def _bus(environ: Mapping[str, str]) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _keyring(environ: Mapping[str, str], password: str | None) -> "subprocess.Popen[bytes]":
    """The daemon, in the place of any that the bus started meanwhile."""
    unlock = [] if password is None else ["--unlock"]
    command = ["gnome-keyring-daemon", "--foreground", "--replace", *unlock, "--components=secrets"]
    process = subprocess.Popen(
        command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write((password or "").encode())
    process.stdin.close()
    # It prints where its control socket is once it can be asked.
    process.stdout.readline()
    return process
