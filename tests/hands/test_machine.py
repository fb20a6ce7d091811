"""The hands as a whole: a placeholder goes up to a real index, and the token is nowhere afterwards."""

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from primer.adapters.building.builder import Builder
from primer.adapters.custody.lease import Leases, slot_of
from primer.adapters.files.journal import Journal
from primer.adapters.machine import Machine, Parts
from primer.adapters.uploading.uploader import Uploader
from primer.adapters.web.calls import Calls
from primer.adapters.web.client import Http
from primer.core.memory import Uploaded
from primer.core.package import Package
from primer.core.project import TokenState, Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.source import Source
from primer.ports.hands import Copied, Hands
from primer.rehearsal.keyring import ThrowAwayKeyring
from servers.pypiserver_fixture import PypiServer
from servers.secret_service import SecretService
from web_server import Asked, Reply, serving

PACKAGES = {"acme-tools": Package("acme-tools", Ecosystem.PYTHON, ".", "1.0", Source("pyproject.toml", 2))}
WEB = "https://github.com/acme/mono"


@pytest.fixture
def slots() -> ThrowAwayKeyring:
    return ThrowAwayKeyring()


@pytest.fixture
def machine(tmp_path: Path, slots: ThrowAwayKeyring) -> Iterator[Hands]:
    with Http(loopback_only=True) as http, Builder(PACKAGES.values(), WEB) as builder:
        yield Machine(
            Parts(
                slots=slots,
                leases=Leases(slots, tmp_path / "leases"),
                journal=Journal(tmp_path / "journals" / "acme.jsonl"),
                builder=builder,
                uploader=Uploader(loopback_only=True),
                calls=Calls(loopback_only=True),
                http=http,
                root=tmp_path / "repository",
                browser=lambda page: page.endswith("/yes"),
                clipboard=lambda text: Copied.CLIPBOARD if text == "yes" else Copied.NOWHERE,
                pause=lambda _: None,
            )
        )


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)


def test_a_real_index_takes_the_placeholder_and_installs_it(
    machine: Hands, pypiserver: PypiServer, tmp_path: Path
) -> None:
    registry = pypiserver.registry
    with machine.lease(registry, pypiserver.token(), soon()) as lease:
        for artifact in machine.build(registry, "acme-tools", "0.0.1").artifacts:
            assert machine.upload(registry, lease, artifact).status == 200
            assert (pypiserver.folder / artifact.filename).read_bytes() == artifact.path.read_bytes()
        again = machine.upload(registry, lease, machine.build(registry, "acme-tools", "0.0.1").artifacts[0])
        assert again.status in (400, 409)
        assert "already exists" in again.words
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--disable-pip-version-check"]
    there = ["--index-url", registry.index_url, "--target", str(tmp_path / "there"), "acme-tools==0.0.1"]
    subprocess.run([*pip, *there], check=True, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)})
    assert (tmp_path / "there" / "acme_tools" / "__main__.py").is_file()


def test_a_leased_token_without_a_shadow_can_be_asked_about(machine: Hands, pypiserver: PypiServer) -> None:
    registry, token = pypiserver.registry, pypiserver.token()
    with machine.lease(registry, token, soon()) as lease:
        assert machine.probe_leased(registry, lease) is TokenState.KNOWN
        pypiserver.revoke(token)
        assert machine.probe_leased(registry, lease) is TokenState.GONE


def test_an_index_that_does_not_answer_leaves_the_token_unknown(machine: Hands) -> None:
    def hang_up(_: Asked) -> Reply:
        return Reply(hang_up=True)

    with serving(hang_up) as server:
        registry = Registry("a", "A", Ecosystem.PYTHON, f"{server.url}/", server.url, server.url)
        with machine.lease(registry, Secret(secrets.token_hex(9)), soon()) as lease:
            assert isinstance(machine.probe_leased(registry, lease), Unlooked)


def test_left_overs_are_cleared_by_title(
    machine: Hands, slots: ThrowAwayKeyring, pypiserver: PypiServer
) -> None:
    slots.fill(slot_of(pypiserver.registry), Secret(secrets.token_hex(9)))
    assert machine.clear_leftovers((pypiserver.registry,)) == ("pypiserver",)
    assert machine.clear_leftovers((pypiserver.registry,)) == ()


def test_the_other_hands_go_to_their_parts(machine: Hands, tmp_path: Path) -> None:
    entry = Uploaded("pypi", "acme-tools", "acme_tools-0.0.1.tar.gz", "ab" * 32, datetime.now(UTC))
    machine.record(entry)
    machine.wait(-1)
    assert Journal(tmp_path / "journals" / "acme.jsonl").read().entries == (entry,)
    assert machine.probe_keyring() == "a throw-away keyring in memory"
    assert (machine.open("https://a/yes"), machine.open("https://a/no")) == (True, False)
    assert (machine.copy("yes"), machine.copy("no")) == (Copied.CLIPBOARD, Copied.NOWHERE)


def test_a_used_token_is_noted_though_primer_was_replaced_in_the_meantime(tmp_path: Path) -> None:
    script = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
import primer.adapters.machine
from primer.adapters.files.journal import Journal
from primer.core.memory import TokenSeenDead

class Gone:
    def find_spec(self, name, path=None, target=None):
        raise ImportError(name)

sys.meta_path.insert(0, Gone())
journal = Journal(Path({str(tmp_path / "acme.jsonl")!r}))
journal.add(TokenSeenDead("pypi", "a", datetime.now(UTC)))
print(len(journal.read().entries))
"""
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (shown.stdout, shown.stderr) == ("1\n", "")


def test_chosen_values_are_kept_in_the_repository(machine: Hands, tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository" / "pyproject.toml").write_text('[project]\nname = "acme"\n')
    assert machine.keep({"route": "prime"}) == "pyproject.toml"
    assert 'route = "prime"' in (tmp_path / "repository" / "pyproject.toml").read_text()


CHILD = """
import logging, os, sys, traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from rich.console import Console
from rich.traceback import Traceback
from primer.adapters.building.builder import Builder
from primer.adapters.web.calls import Calls
from primer.adapters.web.calls import Calls
from primer.adapters.web.client import Http
from primer.adapters.files.journal import Journal, journal_path
from primer.adapters.custody.keyring import OsKeyring
from primer.adapters.custody.lease import Leases
from primer.adapters.machine import Machine, Parts
from primer.adapters.files.state import state_folder
from primer.adapters.uploading.uploader import Uploader
from primer.core.memory import Uploaded
from primer.core.package import Package
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.source import Source

logging.basicConfig(filename=Path.home() / "debug.log", level=logging.DEBUG)
good, bad = (Registry(n, n, Ecosystem.PYTHON, u + "/", u, u) for n, u in zip(("good", "bad"), sys.argv[1:]))
packages = {"acme-tools": Package("acme-tools", Ecosystem.PYTHON, ".", "1.0", Source("pyproject.toml", 2))}
slots = OsKeyring()
with Http(loopback_only=True) as http, Builder(packages.values(), "https://github.com/acme/mono") as builder:
    journal = Journal(journal_path(None, Path.home()))
    leases = Leases(slots, state_folder() / "leases")
    machine = Machine(Parts(slots, leases, journal, builder, Uploader(True), Calls(True), http, Path.home()))
    machine.clear_leftovers((good, bad))
    machine.probe_keyring()
    ends = datetime.now(UTC) + timedelta(minutes=5)
    artifact = machine.build(good, "acme-tools", "0.0.1").artifacts[0]
    with machine.lease(good, Secret(sys.stdin.readline().strip()), ends) as lease:
        print(machine.upload(good, lease, artifact))
        print(machine.probe_leased(good, lease))
        machine.record(Uploaded("good", "acme-tools", artifact.filename, artifact.sha256, datetime.now(UTC)))
        try:
            machine.upload(bad, lease, artifact)
        except Stop as stop:
            Console(width=400, file=sys.stdout).print(Traceback.from_exception(
                type(stop), stop, stop.__traceback__, show_locals=True, locals_max_string=None))
            print("".join(traceback.TracebackException.from_exception(stop, capture_locals=True).format()))
        print("inside", flush=True)
        sys.stdin.readline()
print("outside", flush=True)
sys.stdin.readline()
"""


def forms(token: str) -> list[bytes]:
    """The token as it is, and as the wire has it."""
    wire = base64.b64encode(f"__token__:{token}".encode()).decode()
    return [token.encode(), token[20:60].encode(), wire.encode(), wire[24:64].encode()]


def traces(process: int, places: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    """Everything outside its memory where a process may have left something."""
    for name in ("environ", "cmdline"):
        yield name, Path(f"/proc/{process}/{name}").read_bytes()
    for child in Path(f"/proc/{process}/task").glob("*/children"):
        yield "children", child.read_bytes()
    for place in places:
        for path in place.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()


def until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    said = ""
    while not said.endswith(f"{word}\n"):
        line = process.stdout.readline()
        assert line, said
        said += line
    return said


def say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the hunt reads /proc")
def test_the_token_is_nowhere_but_in_the_keyring_and_on_the_wire(
    secret_service: SecretService, tmp_path: Path
) -> None:
    token = "pypi" + "-" + secrets.token_hex(90)
    environ = {**secret_service.environ, "TMPDIR": str(tmp_path)}
    places = (secret_service.home, tmp_path)

    def hang_up(_: Asked) -> Reply:
        return Reply(hang_up=True)

    with serving(lambda _: Reply(400, b"File already exists")) as good, serving(hang_up) as bad:
        process = subprocess.Popen(
            [sys.executable, "-c", CHILD, good.url, bad.url],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        with process:
            say(process, token)
            said = until(process, "inside")
            found = [(where, what) for where, what in traces(process.pid, places)]
            say(process, "go on")
            said += until(process, "outside")
            found += traces(process.pid, places)
            say(process, "end")
        assert process.returncode == 0
        assert len(good.asked) == 2
        assert len(bad.asked) == 1
    assert "File already exists" in said
    assert "<secret>" in said
    names = [where for where, _ in found]
    assert any(name.endswith("debug.log") for name in names)
    assert any(name.endswith(".jsonl") for name in names)
    assert any(name.endswith(".tar.gz") for name in names)
    assert b"".join(what for where, what in found if where == "children") == b""
    for form in forms(token):
        assert form.decode() not in said
        assert [where for where, what in found if form in what] == []
