"""Hands that change the world the fake eyes look at, and can be cut off."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from fakes.eyes import FakeEyes
from made_up import file, project, release, sha256
from primer.core.call import Call, Handover
from primer.core.memory import Entry
from primer.core.placeholder import Artifact, Placeholder
from primer.core.problem import Stop
from primer.core.project import Project, TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.ports.hands import Answer, Lease

OK = Answer(200, "OK")


class Killed(BaseException):
    """The machine lost its power here."""


@dataclass(frozen=True, slots=True)
class FakeLease:
    """A lease that ends as agreed."""

    ends: datetime


@dataclass(slots=True)
class FakeHands:
    """`answers` are said to uploads by file name, first ones first; `cut` kills at that call from now.

    `quota` is how many new projects are allowed; None allows any number. `pages` are those opened.
    """

    eyes: FakeEyes
    answers: dict[str, list[Answer | BaseException]] = field(default_factory=dict)
    unbuildable: dict[str, Stop] = field(default_factory=dict)
    unwritable: list[Stop] = field(default_factory=list)
    leased: list[TokenState | Unlooked] = field(default_factory=list)
    quota: int | None = None
    proxy: str = ""
    browser: bool = True
    clipboard: bool = True
    cut: int | None = None
    called: dict[str, list[Answer | BaseException]] = field(default_factory=dict)
    collected: list[Secret | float | Unlooked] = field(default_factory=list)
    slot: Secret | None = None
    uploads: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    narrowed: list[Secret] = field(default_factory=list)

    def between(self, registry: Registry) -> str:
        self._call(f"between at {registry.name}")
        return self.proxy

    def clear_leftovers(self, registries: tuple[Registry, ...]) -> tuple[str, ...]:
        self._call("clear leftovers")
        if self.slot is None:
            return ()
        self.slot = None
        return tuple(registry.title for registry in registries[:1])

    def probe_keyring(self) -> str:
        self._call("probe keyring")
        return "a keyring of values"

    @contextmanager
    def lease(self, registry: Registry, token: Secret, ends: datetime) -> Iterator[Lease]:
        self._call(f"lease at {registry.name}")
        self.slot = token
        self.narrowed.append(token)
        try:
            yield FakeLease(ends)
        except Killed:
            raise
        except BaseException:
            self.slot = None
            raise
        self.slot = None

    def probe_leased(self, registry: Registry, lease: Lease) -> TokenState | Unlooked:
        self._call(f"probe leased at {registry.name} until {lease.ends:%H:%M}")
        return self.leased.pop(0) if len(self.leased) > 1 else self.leased[0]

    def build(self, registry: Registry, package: str, version: str) -> Placeholder:  # noqa: ARG002
        self._call(f"build {package} {version}")
        if package in self.unbuildable:
            raise self.unbuildable[package]
        names = [one.filename for one in release(version, package)]
        artifacts = tuple(Artifact(Path(name), 1000, sha256(name)) for name in names)
        return Placeholder(package, version, artifacts, f"{package} {version} is a placeholder.")

    def upload(
        self,
        registry: Registry,  # noqa: ARG002
        lease: Lease,  # noqa: ARG002
        artifact: Artifact,
        approval: Secret | None = None,  # noqa: ARG002
    ) -> Answer:
        self._call(f"upload {artifact.filename}")
        said = self.answers.get(artifact.filename, [])
        answer = said.pop(0) if said else None
        if isinstance(answer, BaseException):
            raise answer
        return answer or self._take(artifact)

    def call(
        self,
        registry: Registry,
        call: Call,
        lease: Lease | None = None,  # noqa: ARG002
        approval: Secret | None = None,
    ) -> Answer:
        self._call(f"{call.method} {call.path} at {registry.name}" + (" approved" if approval else ""))
        said = self.called.get(f"{call.method} {call.path}", [])
        answer = said.pop(0) if len(said) > 1 else said[0] if said else Answer(404, "{}")
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def collect(
        self,
        registry: Registry,
        handover: Handover,
        lease: Lease | None = None,  # noqa: ARG002
    ) -> Secret | float | Unlooked:
        self._call(f"collect {handover.address} at {registry.name}")
        return self.collected.pop(0)

    def open(self, page: str) -> bool:
        self._call(f"open {page}")
        self.pages.append(page)
        return self.browser

    def copy(self, text: str) -> bool:
        self._call("copy")
        self.copied.append(text)
        return self.clipboard

    def record(self, entry: Entry) -> None:
        self._call(f"record {type(entry).__name__}")
        self.eyes.entries.append(entry)

    def keep(self, choices: Mapping[str, str]) -> str:
        self._call("keep")
        if self.unwritable:
            raise self.unwritable.pop()
        self.kept.update(choices)
        return "pyproject.toml"

    def wait(self, seconds: float) -> None:
        self._call(f"wait {seconds}")

    def _call(self, words: str) -> None:
        """Cut off before the call has any effect; an upload is cut off after it, the answer is lost."""
        self.log.append(words)
        if self.cut is None:
            return
        self.cut -= 1
        if self.cut < 0:
            raise Killed

    def _take(self, artifact: Artifact) -> Answer:
        """As an index does: a new project costs quota, equal bytes again are welcome."""
        filename = artifact.filename
        version = filename.removesuffix(".tar.gz").removesuffix("-py3-none-any.whl").rpartition("-")[2]
        name = filename.partition(f"-{version}")[0].replace("_", "-")
        known = self.eyes.projects.get(name)
        if not isinstance(known, Project):
            if self.quota == 0:
                return Answer(429, "Too many new projects created", self._headers())
            self.quota = None if self.quota is None else self.quota - 1
            known = project(name=name)
        self.uploads[filename] += 1
        if filename not in {one.filename for one in known.files}:
            taken = file(filename, version, artifact.sha256, self.eyes.time)
            known = replace(known, files=(*known.files, taken))
        self.eyes.projects[name] = known
        return OK if self.quota is None else Answer(200, "OK", self._headers())

    def _headers(self) -> dict[str, str]:
        return {
            "ratelimit-policy": '"project.create.user";q=4;w=86400;pk=:user:',
            "ratelimit": f'"project.create.user";r={self.quota};t=3600',
        }
