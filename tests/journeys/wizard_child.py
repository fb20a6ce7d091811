"""The program that the killed wizards run in: it forks for every run, and loads once what runs need.

Reads one job a line (JSON) on stdin, answers with one line when the run has ended. A run builds the real
Session on the real keyring, with a scripted person; it dies by SIGKILL where its job says so.
"""

import gc
import io
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from urllib.request import urlopen

from primer.adapters.custody.keyring import OsKeyring, Slots
from primer.adapters.files.journal import Journal
from primer.cli.arguments import Arguments
from primer.cli.crash import report
from primer.cli.ground import Ground
from primer.cli.init_command import outcome_code
from primer.cli.session import Session
from primer.core.memory import Entry
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Quota, Registry
from primer.core.secret import Secret
from primer.engine.targets import Webs
from primer.engine.walk import walk
from primer.ports.hands import Copied
from primer.ports.signs import Mark
from primer.ports.voice import Progress
from primer.providers import github
from primer.rehearsal.browser import Browser, Intent
from primer.rehearsal.person import ScriptedPerson
from primer.terminal.json_plan import plan_json
from primer.terminal.plain import PlainVoice


@dataclass
class Fate:
    """Counts what happens, and ends the process after the `at`th of one kind; 0 is never.

    The `telling` kind is told to the site each time, which may end the process there.
    """

    kind: str = ""
    at: int = 0
    telling: str = ""
    site: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def passed(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if (kind, self.counts[kind]) == (self.kind, self.at):
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == self.telling:
            told(f"{self.site}/-/passed/{kind}")


def told(address: str) -> None:
    """Tells the site."""
    with urlopen(address) as answer:
        answer.read()


@dataclass(frozen=True)
class CountedSlots(Slots):
    """A keyring that may be the last thing the process ever asked."""

    inner: Slots
    fate: Fate

    @property
    def title(self) -> str:
        return self.inner.title

    def fill(self, slot: str, secret: Secret) -> None:
        self.inner.fill(slot, secret)
        self.fate.passed("keyring")

    def take(self, slot: str) -> Secret | None:
        found = self.inner.take(slot)
        self.fate.passed("keyring")
        return found

    def empty(self, slot: str) -> bool:
        was_there = self.inner.empty(slot)
        self.fate.passed("keyring")
        return was_there


class CountedJournal(Journal):
    """A journal whose every line may be the last."""

    def __init__(self, path: Path, fate: Fate) -> None:
        super().__init__(path)
        self._fate = fate

    def add(self, entry: Entry) -> None:
        super().add(entry)
        self._fate.passed("journal")


class CountedScreen(io.TextIOWrapper):
    """A stream on which every piece may be the last."""

    def __init__(self, path: Path, fate: Fate) -> None:
        super().__init__(path.open("ab"), encoding="utf-8", write_through=True)
        self._fate = fate

    def write(self, text: str) -> int:
        length = super().write(text)
        self.flush()
        self._fate.passed("screen")
        return length


@dataclass(frozen=True)
class Job:
    """One run: where, against which site, which fate, and where to write what came of it."""

    root: Path
    site: str
    home: Path
    out: Path
    fate: Fate
    keyring: str
    verbose: bool
    bug: str


def job_of(line: str) -> Job:
    read: object = json.loads(line)
    assert isinstance(read, dict)
    said = {str(key): str(value) for key, value in read.items()}
    return Job(
        Path(said["root"]),
        said["site"],
        Path(said["home"]),
        Path(said["out"]),
        Fate(said["kind"], int(said["at"]), said["telling"], said["site"]),
        said["keyring"],
        said["verbose"] == "yes",
        said["bug"],
    )


class Clumsy(ScriptedPerson):
    """A person in a hurry, before whom primer fails at one point: a bug, made on purpose."""

    def __init__(self, shows: PlainVoice, browser: Browser, page: str, bug: str) -> None:
        super().__init__(shows, browser, page, lambda seconds: time.sleep(seconds / 20))
        self._bug = bug

    def say(self, mark: Mark, words: str) -> None:
        if self._bug and self._bug in words:
            raise RuntimeError(f"made to fail at: {self._bug}")
        super().say(mark, words)

    def uploading(self, files: int, until: datetime) -> AbstractContextManager[Progress]:
        if self._bug == "uploading":
            raise RuntimeError("made to fail with the token in the keyring")
        return super().uploading(files, until)


def ground_of(job: Job, browse: Callable[[str], bool], clipboard: Callable[[str], Copied]) -> Ground:
    state = job.home / "state" / "publish-primer"
    upload, index = f"{job.site}/legacy/", f"{job.site}/simple"
    registry = Registry("pypi", "PyPI", Ecosystem.PYTHON, upload, index, job.site, Quota(4))
    return Ground(
        root=job.root,
        home=job.home,
        slots=lambda: CountedSlots(keyring_of(job.keyring), job.fate),
        browse=browse,
        clipboard=clipboard,
        github_url=job.site,
        journal=state / "journal.jsonl",
        state=state,
        registries={"pypi": registry},
        webs=Webs({github.HOST: job.site}),
        loopback_only=True,
    )


def keyring_of(name: str) -> Slots:
    """The keyring as a person's setting names it."""
    os.environ["PYTHON_KEYRING_BACKEND"] = name
    return OsKeyring()


def sit(job: Job, voice: PlainVoice) -> dict[str, object]:
    """Walks once; what the person sees goes to the voice."""
    browser = Browser(job.site)

    def copy(text: str) -> Copied:
        browser.intent = Intent({"description": text})
        return Copied.CLIPBOARD

    copy("made-for-a-journey")
    ground = ground_of(job, browser.open, copy)
    with Session(ground, Arguments()) as session:
        session.journal = CountedJournal(ground.journal or Path(), job.fate)
        person = Clumsy(voice, browser, f"{job.site}/-/release/", job.bug)
        outcome = walk(session.wizard(person))
    problems = [problem.reference for problem in outcome.problems]
    return {"plan": plan_json(outcome.plan), "problems": problems, "code": outcome_code(outcome)}


def run(job: Job) -> None:
    """One run, from the fork to its end."""
    if job.verbose:
        logging.basicConfig(stream=sys.stderr, level=logging.DEBUG)
    with CountedScreen(job.out / "screen.txt", job.fate) as screen:
        voice = PlainVoice(screen)
        try:
            outcome = sit(job, voice)
        except Stop as stop:
            voice.problem(stop.problem)
            outcome = {"problems": [stop.problem.reference], "code": 1}
        except Exception:  # noqa: BLE001 - as the command itself does
            outcome = {"problems": [], "code": report()}
    written = {**outcome, "counts": job.fate.counts}
    (job.out / "outcome.json").write_text(json.dumps(written), encoding="utf-8")


def prepare(job: Job) -> None:
    """The fork's own home and streams; the site learns whom it would kill."""
    os.environ.update(HOME=str(job.home), XDG_STATE_HOME=str(job.home / "state"))
    for descriptor, name in ((1, "stdout.txt"), (2, "stderr.txt")):
        os.dup2(os.open(job.out / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), descriptor)
    told(f"{job.site}/-/here-is/{os.getpid()}")


def main() -> None:
    """Forks for every job until stdin ends."""
    for line in sys.stdin:
        job, known = job_of(line), set(sys.modules)
        child = os.fork()
        if child == 0:
            try:
                prepare(job)
                run(job)
                (job.out / "imported").write_text("\n".join(sorted(set(sys.modules) - known)), "utf-8")
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        learn(job.out)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def learn(out: Path) -> None:
    """Imports what a run that came to its end had to import: the next fork has it. That starts no thread."""
    names = out / "imported"
    if names.exists():
        for name in names.read_text(encoding="utf-8").split():
            # Some modules are made by others, and come with them.
            with suppress(ImportError):
                import_module(name)
        names.unlink()
        gc.freeze()


if __name__ == "__main__":
    gc.freeze()
    main()
