"""Hands that change the world the fake eyes look at, and can be cut off."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fakes.eyes import FakeEyes
from fakes.site import FakeSite
from made_up import file, project, release, sha256, tarball
from primer.core.call import Call, Handover
from primer.core.memory import Entry
from primer.core.placeholder import Artifact, Placeholder
from primer.core.problem import Stop
from primer.core.project import Project, TokenState, Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.value import replace
from primer.ports.hands import Answer, Copied, Lease
from primer.registries.known import interface_of

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

    `quota` is how many new projects are allowed; None allows any number. `pages` are those opened. `site` is
    the registry that is managed with requests; it serves what it took when `slow` is not set.
    """

    eyes: FakeEyes
    answers: dict[str, list[Answer | BaseException]] = field(default_factory=dict)
    unbuildable: dict[str, Stop] = field(default_factory=dict)
    unwritable: list[Stop] = field(default_factory=list)
    leased: list[TokenState | Unlooked] = field(default_factory=list)
    quota: int | None = None
    proxy: str = ""
    browser: bool = True
    clipboard: Copied = Copied.CLIPBOARD
    cut: int | None = None
    site: FakeSite = field(default_factory=FakeSite)
    slow: bool = False
    unserved: dict[str, Project] = field(default_factory=dict)
    built: dict[str, tuple[str, str]] = field(default_factory=dict)
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

    @contextmanager
    def left_over(self, registry: Registry, ends: datetime) -> Iterator[Lease | None]:
        if self.slot is None or self.slot.reveal() != self.site.session:
            yield None
            return
        self._call(f"left over at {registry.name}")
        yield FakeLease(ends)
        self.slot = None

    def probe_keyring(self) -> str:
        self._call("probe keyring")
        return "a keyring of values"

    @contextmanager
    def lease(self, registry: Registry, token: Secret, ends: datetime) -> Iterator[Lease]:
        self._call(f"lease at {registry.name}")
        self.slot = token
        self.narrowed.append(token)
        try:
            self._break("lease")
            yield FakeLease(ends)
        except Killed:
            raise
        except BaseException:
            self.slot = None
            raise
        self.slot = None

    def probe_leased(self, registry: Registry, lease: Lease) -> TokenState | Unlooked:
        self._call(f"probe leased at {registry.name} until {lease.ends:%H:%M}")
        manager = interface_of(registry).manager
        if manager is not None:
            who = manager.who_answered(self.site.answer(manager.who(), self.slot, None))
            return who if isinstance(who, TokenState | Unlooked) else TokenState.KNOWN
        return self.leased.pop(0) if len(self.leased) > 1 else self.leased[0]

    def build(self, registry: Registry, package: str, version: str) -> Placeholder:
        self._call(f"build {package} {version}")
        if package in self.unbuildable:
            raise self.unbuildable[package]
        names = [one.filename for one in release(version, package)]
        if registry.ecosystem is Ecosystem.JAVASCRIPT:
            names = [tarball(package, version)]
        self.built.update(dict.fromkeys(names, (package, version)))
        artifacts = tuple(Artifact(Path(name), 1000, sha256(name)) for name in names)
        return Placeholder(package, version, artifacts, f"{package} {version} is a placeholder.")

    def upload(
        self,
        registry: Registry,
        lease: Lease,  # noqa: ARG002
        artifact: Artifact,
        approval: Secret | None = None,
    ) -> Answer:
        self._call(f"upload {artifact.filename}" + (" approved" if approval else ""))
        said = self.answers.get(artifact.filename, [])
        answer = said.pop(0) if said else None
        if isinstance(answer, BaseException):
            raise answer
        if answer is None and registry.ecosystem is Ecosystem.JAVASCRIPT:
            answer = self.site.wants_factor(approval)
        return answer or self._take(artifact)

    def call(
        self,
        registry: Registry,
        call: Call,
        lease: Lease | None = None,
        approval: Secret | None = None,
    ) -> Answer:
        approved = " approved" if approval else ""
        self._call(f"{call.method} {call.path} at {registry.name}{approved}")
        said = self.answers.get(f"{call.method} {call.path}", [])
        answer = said.pop(0) if said else None
        if isinstance(answer, BaseException):
            raise answer
        return answer or self.site.answer(call, self.slot if lease else None, approval)

    def collect(
        self,
        registry: Registry,
        handover: Handover,
        lease: Lease | None = None,  # noqa: ARG002
    ) -> Secret | float | Unlooked:
        self._call(f"collect {handover.address} at {registry.name}")
        return self.site.collect(handover)

    def open(self, page: str) -> bool:
        self._call(f"open {page}")
        self.pages.append(page)
        return self.browser

    def copy(self, text: str) -> Copied:
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

    def _break(self, at: str) -> None:
        """Raises what is to be raised there."""
        said = self.answers.get(at)
        error = said.pop(0) if said else None
        if isinstance(error, BaseException):
            raise error

    def _take(self, artifact: Artifact) -> Answer:
        """As an index does: a new project costs quota, equal bytes again are welcome."""
        filename = artifact.filename
        if filename.endswith(".tgz"):
            return self._publish(artifact)
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

    def _publish(self, artifact: Artifact) -> Answer:
        """As npm does: every version once, shown without its scope, and perhaps only after a while."""
        name, version = self.built[artifact.filename]
        if name in self.unserved or isinstance(self.eyes.projects.get(name), Project):
            return Answer(403, '{"error": "You cannot publish over the previously published versions"}')
        self.uploads[artifact.filename] += 1
        taken = file(f"{name.rpartition('/')[2]}-{version}.tgz", version, artifact.sha256, self.eyes.time)
        (self.unserved if self.slow else self.eyes.projects)[name] = project((taken,), name=name)
        return Answer(201, "{}")

    def serve(self) -> None:
        """What was taken is shown from now on."""
        self.eyes.projects.update(self.unserved)
        self.unserved.clear()

    def _headers(self) -> dict[str, str]:
        return {
            "ratelimit-policy": '"project.create.user";q=4;w=86400;pk=:user:',
            "ratelimit": f'"project.create.user";r={self.quota};t=3600',
        }
