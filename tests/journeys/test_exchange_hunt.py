"""Neither token of an exchange is anywhere but in memory and on its wire: looked for while it happens."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

import pytest

from ci_run import GitHubEndpoint, github
from journeys.exchange_jobs import RUN, Job, checkout, registered
from journeys.journey_runs import PROGRAM, new_machine
from journeys.secret_hunt import in_files, in_process, in_text, needles
from primer.rehearsal.pypi.macaroons import mint
from web_server import Asked, Reply, serving

BROKEN = """\
import importlib, sys
module, name = sys.argv[1].split(":")
def broken(*args, **named):
    raise RuntimeError("made to fail")
setattr(importlib.import_module(module), name, broken)
from primer.cli.main import main
sys.exit(main(sys.argv[2:]))
"""
"""The program with one function that fails: its caller holds a token then."""

BUGS = (
    "primer.adapters.web.exchange:mint_url",
    "primer.engine.exchange:coverage",
    "primer.terminal.printing:show",
)


def sought(*tokens: str) -> tuple[bytes, ...]:
    """A token's signature gives it away, and the whole head of it should not be seen either."""
    return (*needles(tokens), *(token[:60].encode() for token in tokens))


class Registry:
    """A registry that mints a token of its own and has a look around before it answers."""

    def __init__(self) -> None:
        self.minted = mint("mine", "made up", b"key", ["[2,[]]"])
        self.shown = ""
        self.look: Callable[[], None] = lambda: None

    def answer(self, asked: Asked) -> Reply:
        """The audience, the minted token, and nothing else."""
        if asked.path == "/_/oidc/audience":
            return Reply(200, b'{"audience": "pypi"}')
        if asked.path == "/_/oidc/mint-token":
            body: object = json.loads(asked.body)
            assert isinstance(body, dict)
            self.shown = str(body["token"])
            self.look()
            return Reply(200, json.dumps({"success": True, "token": self.minted, "expires": 5}).encode())
        return Reply(404)


@pytest.mark.parametrize("answers", ["a token", "the identity in its words"])
def test_no_token_is_seen_while_it_is_exchanged_nor_after_it(tmp_path: Path, answers: str) -> None:
    registry, found = Registry(), list[str]()

    def answer(asked: Asked) -> Reply:
        reply = registry.answer(asked)
        if answers == "a token" or not asked.path.endswith("mint-token"):
            return reply
        errors = [{"code": "invalid-payload", "description": f"input_value='{registry.shown}'"}]
        return Reply(422, json.dumps({"errors": errors}).encode())

    with registered() as site, github(site, RUN) as endpoint, serving(answer) as server:
        job = checkout(tmp_path / "repository", server.url)
        machine = new_machine(tmp_path / "machine", **endpoint.environ(), TMPDIR=str(tmp_path))
        words = ("confirm", "--exchange", "--registry", "mine", "--verbose", "--github-url", server.url)
        with subprocess.Popen(
            [*PROGRAM, *words], cwd=job.folder / "checkout", env=machine.environ(), stdout=PIPE, stderr=PIPE
        ) as child:

            def look() -> None:
                wanted = sought(registry.shown, registry.minted)
                found.extend(in_process(child.pid, wanted))
                found.extend(in_files(tmp_path, wanted))

            registry.look = look
            out, err = child.communicate(timeout=60)
        wanted = sought(registry.shown, registry.minted)
    assert child.returncode == 3, err
    assert endpoint.given == [registry.shown]
    assert found + in_files(tmp_path, wanted) == []
    assert not in_text(out + err, wanted)
    assert b"HTTP Request: POST" in err


def broken(job: Job, endpoint: GitHubEndpoint, bug: str) -> bytes:
    """What a run with this bug says and leaves; it is a bug, and said to be one."""
    program = (sys.executable, "-c", BROKEN, bug)
    name = bug.replace(":", ".")
    finished = job.run(endpoint.environ(), "--verbose", name=name, program=program)
    assert finished.code == 70, finished.err
    logs = list((job.folder / name).rglob("crash-*.log"))
    assert [("made to fail" in log.read_text()) for log in logs] == [True]
    return finished.raw_out + finished.raw_err


def test_a_bug_in_the_middle_leaves_a_log_without_a_token(tmp_path: Path) -> None:
    registry = Registry()
    with registered() as site, github(site, RUN) as endpoint, serving(registry.answer) as server:
        job = checkout(tmp_path, server.url)
        said = b"".join(broken(job, endpoint, bug) for bug in BUGS)
        wanted = sought(registry.minted, *endpoint.given)
    assert len(endpoint.given) == len(BUGS)
    assert in_files(tmp_path, wanted) == []
    assert not in_text(said, wanted)
