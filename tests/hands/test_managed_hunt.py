"""A session's token and an approval are in the keyring and on the wire only, also where paths are logged."""

import json
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.secret_hunt import in_files, in_process, in_text, needles
from servers.secret_service import SecretService
from web_server import Asked, Reply, serving

CHILD = """
import logging, sys, traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from rich.console import Console
from rich.traceback import Traceback
from primer.adapters.building.builder import Builder
from primer.adapters.web.calls import Calls
from primer.adapters.web.client import Http
from primer.adapters.files.journal import Journal, journal_path
from primer.adapters.custody.keyring import OsKeyring
from primer.adapters.custody.lease import Leases
from primer.adapters.machine import Machine, Parts
from primer.adapters.files.state import state_folder
from primer.adapters.uploading.uploader import Uploader
from primer.core.memory import TokenUsed, Uploaded
from primer.core.package import Package
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.source import Source
from primer.core.token import Tombstone
from primer.registries.known import interface_of

logging.basicConfig(filename=Path.home() / "debug.log", level=logging.DEBUG)
good, bad = (Registry(n, n, Ecosystem.JAVASCRIPT, u, u, u) for n, u in zip(("good", "bad"), sys.argv[1:]))
packages = [Package("@acme/base", Ecosystem.JAVASCRIPT, "base", "1.0.0", Source("base/package.json", 2))]
slots, journal = OsKeyring(), Journal(journal_path(None, Path.home()))
manager = interface_of(good).manager
with Http(loopback_only=True) as http, Builder(packages, "https://github.com/acme/mono") as builder:
    leases = Leases(slots, state_folder() / "leases")
    machine = Machine(Parts(slots, leases, journal, builder, Uploader(True), Calls(True), http, Path.home()))
    machine.clear_leftovers((good, bad))
    pages = manager.login_pages(good, machine.call(good, manager.log_in()))
    session = machine.collect(good, pages)
    print(session)
    journal.add(TokenUsed("good", Tombstone("an-id", ""), datetime.now(UTC)))
    artifact = machine.build(good, "@acme/base", "0.0.1").artifacts[0]
    with machine.lease(good, session, datetime.now(UTC) + timedelta(minutes=5)) as lease:
        first = machine.upload(good, lease, artifact)
        approval = machine.collect(good, manager.second_factor(good, first), lease)
        print(first.status, machine.upload(good, lease, artifact, approval), approval)
        print(machine.probe_leased(good, lease))
        print(machine.call(good, manager.log_out(), lease))
        journal.add(Uploaded("good", "@acme/base", artifact.filename, artifact.sha256, datetime.now(UTC)))
        try:
            machine.call(bad, manager.log_out(), lease, approval)
        except Stop as stop:
            Console(width=400, file=sys.stdout).print(Traceback.from_exception(
                type(stop), stop, stop.__traceback__, show_locals=True, locals_max_string=None))
            print("".join(traceback.TracebackException.from_exception(stop, capture_locals=True).format()))
        print("inside", flush=True)
        sys.stdin.readline()
print("outside", flush=True)
sys.stdin.readline()
"""


class Forge:
    """Logs in at once, asks for a second factor, and says back whatever path it was asked for."""

    def __init__(self) -> None:
        self.session = "npm" + "_" + secrets.token_hex(20)
        self.approval = secrets.token_hex(24)

    def answer(self, asked: Asked) -> Reply:
        base = f"http://{asked.headers['host']}"
        pages = {
            "authUrl": f"{base}/auth/1",
            "loginUrl": f"{base}/login/1",
            "doneUrl": f"{base}/-/v1/done?id=",
        }
        match asked.method, asked.path:
            case "POST", "/-/v1/login":
                return Reply(200, json.dumps({**pages, "doneUrl": f"{pages['doneUrl']}login"}).encode())
            case "GET", "/-/v1/done?id=login":
                return Reply(200, json.dumps({"token": self.session}).encode())
            case "GET", "/-/v1/done?id=":
                return Reply(200, json.dumps({"token": self.approval}).encode())
            case "PUT", _ if "npm-otp" not in asked.headers:
                return Reply(401, json.dumps(pages).encode(), {"WWW-Authenticate": "OTP"})
            case "PUT", _:
                return Reply(201, b"{}")
            case "GET", "/-/whoami":
                return Reply(200, b'{"username": "kim"}')
        return Reply(404, f"Cannot {asked.method} {asked.path}".encode(), {"Location": asked.path})


def until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout is not None
    said = ""
    while not said.endswith(f"{word}\n"):
        line = process.stdout.readline()
        assert line, said
        said += line
    return said


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the hunt reads /proc")
def test_a_sessions_token_is_nowhere_but_in_the_keyring_and_on_the_wire(
    secret_service: SecretService, tmp_path: Path
) -> None:
    forge = Forge()
    wanted = needles((forge.session, forge.approval))
    environ = {**secret_service.environ, "TMPDIR": str(tmp_path)}
    with serving(forge.answer) as good, serving(lambda _: Reply(hang_up=True)) as bad:
        process = subprocess.Popen(
            [sys.executable, "-c", CHILD, good.url, bad.url],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        with process:
            said = until(process, "inside")
            found = in_process(process.pid, wanted)
            go_on(process)
            said += until(process, "outside")
            found += in_process(process.pid, wanted)
            found += [*in_files(secret_service.home, wanted), *in_files(tmp_path, wanted)]
            go_on(process)
        assert process.returncode == 0
    sent = [asked for asked in good.asked if asked.method == "DELETE"]
    assert [asked.path for asked in sent] == [f"/-/user/token/{forge.session}"]
    log = next(secret_service.home.rglob("debug.log")).read_text()
    assert "DELETE /-/user/token/{token}: 404" in log
    assert "Cannot DELETE /-/user/token/<secret>" in said
    assert "known" in said
    assert found == []
    assert not in_text(said.encode(), wanted)
