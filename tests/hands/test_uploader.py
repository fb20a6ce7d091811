"""Uploads: every answer comes back whole, no answer is a problem, and nothing is sent twice."""

import base64
import os
import secrets
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from primer.adapters.building.builder import Builder
from primer.adapters.uploading.uploader import Patience, Uploader
from primer.core.package import Package
from primer.core.placeholder import Artifact
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.source import Source
from web_server import Asked, Reply, WebServer, serving

TOKEN = "pypi" + "-" + secrets.token_hex(90)
SHORT = Patience(connect=0.5, silence=0.3, answer=0.6)


def registry_at(url: str) -> Registry:
    return Registry("internal", "Internal", Ecosystem.PYTHON, f"{url}/legacy/", f"{url}/simple", url)


def door() -> Secret:
    return Secret(TOKEN)


@pytest.fixture(scope="module")
def artifacts() -> Iterator[tuple[Artifact, ...]]:
    package = Package("acme-tools", Ecosystem.PYTHON, ".", "1.0", Source("pyproject.toml", 2))
    with Builder([package], "https://github.com/acme/mono") as builder:
        yield builder.build(Ecosystem.PYTHON, "acme-tools", "0.0.1").artifacts


@pytest.fixture
def uploader() -> Iterator[Uploader]:
    made = Uploader(loopback_only=True, patience=SHORT)
    yield made
    made.close()


def answering(reply: Reply) -> Callable[[Asked], Reply]:
    return lambda _: reply


def problem_of(uploader: Uploader, server: WebServer | str, artifact: Artifact) -> Stop:
    url = server if isinstance(server, str) else server.url
    with pytest.raises(Stop) as stop:
        uploader.upload(registry_at(url), door, artifact)
    return stop.value


def test_the_file_its_metadata_and_the_token_arrive(
    uploader: Uploader, artifacts: tuple[Artifact, ...]
) -> None:
    with serving(answering(Reply(200, b"OK"))) as server:
        for artifact in artifacts:
            answer = uploader.upload(registry_at(server.url), door, artifact)
            assert (answer.status, answer.words) == (200, "OK")
    assert [asked.path for asked in server.asked] == ["/legacy/", "/legacy/"]
    for asked, artifact in zip(server.asked, artifacts, strict=True):
        scheme, _, credentials = asked.headers["authorization"].partition(" ")
        assert (scheme, base64.b64decode(credentials).decode()) == ("Basic", f"__token__:{TOKEN}")
        assert artifact.path.read_bytes() in asked.body
        for field in (b"acme-tools", b"0.0.1", b"file_upload", b"Development Status :: 1 - Planning", b"2.4"):
            assert field in asked.body


@pytest.mark.parametrize("status", [200, 301, 307, 400, 401, 403, 404, 409, 429, 500, 502, 503])
def test_every_answer_comes_back_and_is_asked_for_once(
    uploader: Uploader, artifacts: tuple[Artifact, ...], status: int
) -> None:
    headers = {"Location": "/elsewhere/", "RateLimit": '"project.create.user";r=0;t=60', "Retry-After": "1"}
    with serving(answering(Reply(status, b"why not", headers, reason="Because I say so"))) as server:
        answer = uploader.upload(registry_at(server.url), door, artifacts[0])
        assert (answer.status, answer.words) == (status, "Because I say so")
        assert answer.headers["ratelimit"] == '"project.create.user";r=0;t=60'
        assert len(server.asked) == 1


def test_without_a_reason_the_page_is_read(uploader: Uploader, artifacts: tuple[Artifact, ...]) -> None:
    page = b"<html><head><title>403 Read-only mode: no uploads</title></head><body>x</body></html>"
    with serving(answering(Reply(403, page, reason=""))) as server:
        assert (
            uploader.upload(registry_at(server.url), door, artifacts[0]).words == "Read-only mode: no uploads"
        )


def test_a_registry_that_hangs_up_is_no_answer(uploader: Uploader, artifacts: tuple[Artifact, ...]) -> None:
    with serving(answering(Reply(hang_up=True))) as server:
        problem = problem_of(uploader, server, artifacts[0]).problem
        assert (problem.reference, problem.context) == ("no-answer", ("it hung up without a word",))
        assert len(server.asked) == 1


def test_garbage_is_no_answer(uploader: Uploader, artifacts: tuple[Artifact, ...]) -> None:
    with serving(answering(Reply(raw=b"\x00\x01 hello\r\n\r\n"))) as server:
        problem = problem_of(uploader, server, artifacts[0]).problem
    assert (problem.reference, problem.context) == ("no-answer", ("it did not speak HTTP",))


def test_an_answer_that_breaks_off_is_no_answer(uploader: Uploader, artifacts: tuple[Artifact, ...]) -> None:
    torn = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf"
    with serving(answering(Reply(raw=torn))) as server:
        assert problem_of(uploader, server, artifacts[0]).problem.reference == "no-answer"


def test_a_silent_registry_is_waited_for_only_so_long(
    uploader: Uploader, artifacts: tuple[Artifact, ...]
) -> None:
    def late(_: Asked) -> Reply:
        time.sleep(1)
        return Reply()

    with serving(late) as server:
        begun = time.monotonic()
        problem = problem_of(uploader, server, artifacts[0]).problem
        assert time.monotonic() - begun < 0.9
    assert problem.message == "Internal did not answer in time"


def test_an_endless_answer_is_read_only_so_far(uploader: Uploader, artifacts: tuple[Artifact, ...]) -> None:
    with serving(answering(Reply(500, b"x" * 5_000_000, reason="Oops"))) as server:
        assert uploader.upload(registry_at(server.url), door, artifacts[0]).words == "Oops"


def test_nobody_there_is_said(uploader: Uploader, artifacts: tuple[Artifact, ...]) -> None:
    with serving(answering(Reply())) as server:
        gone = server.url
    problem = problem_of(uploader, gone, artifacts[0]).problem
    assert (problem.reference, problem.context) == ("no-answer", ("Connection refused",))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://upload.pypi.example", "only this machine may be asked here"),
        ("http://upload.pypi.example", "plain http is used inside this machine only: write https"),
        ("ftp://127.0.0.1", "it is no web address"),
    ],
)
def test_no_token_goes_where_it_must_not(
    uploader: Uploader, artifacts: tuple[Artifact, ...], url: str, why: str
) -> None:
    def closed_door() -> Secret:
        raise AssertionError("the token was fetched")

    with pytest.raises(Stop) as stop:
        uploader.upload(registry_at(url), closed_door, artifacts[0])
    assert stop.value.problem.reference == "wrong-upload-address"
    assert why in stop.value.problem.message


def test_a_file_that_is_gone_is_a_problem(uploader: Uploader, tmp_path: Path) -> None:
    gone = Artifact(tmp_path / "acme-0.0.1.tar.gz", 1, "00")
    assert problem_of(uploader, "http://127.0.0.1:9", gone).problem.reference == "upload-not-sent"


def test_the_upload_prints_nothing(
    uploader: Uploader, artifacts: tuple[Artifact, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(answering(Reply(503, b"", reason="Busy"))) as server:
        uploader.upload(registry_at(server.url), door, artifacts[0])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("reply", [Reply(hang_up=True), Reply(raw=b"garbage")])
def test_no_traceback_leads_to_the_token(
    uploader: Uploader, artifacts: tuple[Artifact, ...], reply: Reply
) -> None:
    with serving(answering(reply)) as server:
        stop = problem_of(uploader, server, artifacts[0])
    assert stop.__cause__ is None
    assert stop.__context__ is None
    shown = "".join(traceback.TracebackException.from_exception(stop, capture_locals=True).format())
    assert "<secret>" in shown
    assert TOKEN not in shown
    assert base64.b64encode(f"__token__:{TOKEN}".encode()).decode() not in shown


def test_after_an_upload_no_session_holds_the_token(
    uploader: Uploader, artifacts: tuple[Artifact, ...]
) -> None:
    with serving(answering(Reply())) as server:
        uploader.upload(registry_at(server.url), door, artifacts[0])
        assert [repository.session.auth for repository in uploader._sessions.values()] == [None]


PROXY = """
from primer.adapters.uploading.uploader import Uploader
from primer.core.registry import Ecosystem, Registry
registry = Registry("a", "Acme", Ecosystem.PYTHON, "https://a.example/", "https://a.example", "https://a.example")
print(Uploader().proxy(registry))
print(Uploader(loopback_only=True).proxy(registry))
"""


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        (
            {"https_proxy": "http://kim:hunter2@proxy.example:3128"},
            "Uploads to Acme go through the proxy proxy.example of this environment",
        ),
        ({"https_proxy": "http://proxy.example:3128", "no_proxy": "a.example"}, "None"),
        ({}, "None"),
    ],
)
def test_a_proxy_of_the_environment_is_named(environ: dict[str, str], said: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", PROXY],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.splitlines() == [said, "None"]
