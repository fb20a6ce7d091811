"""One sitting: the wizard over fake ports, in a world that does what the person clicks on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fakes.eyes import FakeEyes
from fakes.hands import FakeHands
from fakes.site import FakeSite
from fakes.voice import FakeVoice
from made_up import (
    NOW,
    file,
    hashes,
    npm_job,
    project,
    proven,
    repository,
    sha256,
    tarball,
    token,
)
from primer.core.memory import TokenUsed
from primer.core.package import Package
from primer.core.plan import Plan
from primer.core.project import Project, ReleaseFile, TokenState
from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.core.secret import Secret
from primer.core.value import replace
from primer.core.workflow import PublishingJob
from primer.engine.planning import Scope, make_plan
from primer.engine.walk import walk
from primer.engine.wizard import Outcome, Wizard
from primer.reading.choices.chosen import with_flags
from primer.registries.addresses import NPM, PYPI


@dataclass(slots=True)
class World:
    """What outlives a run: the registry with its journal of clicks, the journal file, the repository."""

    repository: Repository
    registry: Registry = PYPI
    also: tuple[Registry, ...] = ()
    site: FakeSite = field(default_factory=FakeSite)
    eyes: FakeEyes = field(default_factory=FakeEyes)
    made: int = 0
    registered: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    named: tuple[TokenUsed, ...] = ()
    proves: bool = True

    def look(self) -> Plan:
        choices = with_flags(self.repository.choices, self.kept)
        scope = Scope(replace(self.repository, choices=choices), (self.registry, *self.also), self.named)
        return make_plan(scope, self.eyes)

    def make_token(self) -> Secret:
        """The person makes a token of the whole account."""
        self.made += 1
        token_id = f"0000000{self.made}-1111-4222-8333-444455556666"
        self.eyes.tokens[token_id] = TokenState.KNOWN
        return token(token_id)

    def click(self, page: str) -> None:
        """The person does on a page what it is for."""
        name = page.partition("/project/")[2].partition("/")[0]
        if "#remove-API-token--" in page:
            self.eyes.tokens[page.rpartition("--")[2]] = TokenState.GONE
        elif page.endswith("/releases/"):
            self._change(name, lambda known: [replace(one, yanked=one.version == "0.0.1") for one in known])
        elif "/settings/publishing/" in page:
            self.registered.append(name)
        elif "/actions/workflows/" in page:
            self.release()
        elif page.startswith(self.site.registry.web_url):
            self.site.visit(page)

    def release(self) -> None:
        """CI publishes what trusts it."""
        for name in dict.fromkeys(self.registered):
            self._release(name, f"{name.replace('-', '_')}-0.2.0.tar.gz")
        for name, publishers in self.site.trust.items():
            if publishers:
                self._release(name, f"{name.rpartition('/')[2]}-0.2.0.tgz")

    def deprecate(self, name: str, version: str) -> None:
        """The registry marks a version."""
        self._change(name, lambda known: [replace(one, yanked=one.version == version) for one in known])

    def read(self, jobs: tuple[PublishingJob, ...]) -> None:
        """The repository has these jobs instead."""
        self.repository = replace(self.repository, jobs=jobs)

    def _release(self, name: str, filename: str) -> None:
        new = file(filename, "0.2.0", uploaded=NOW, proof=self.proves)
        self._change(name, lambda known: [*known, *([] if new in known else [new])])
        self.eyes.proofs["0.2.0"] = proven()

    def _change(self, name: str, how: Callable[[list[ReleaseFile]], list[ReleaseFile]]) -> None:
        known = self.eyes.projects.get(name)
        files = list(known.files) if isinstance(known, Project) else []
        self.eyes.projects[name] = project(tuple(how(files)), name=name)


@dataclass(slots=True)
class Sitting:
    """One run of the wizard; a new one starts with hands that were not cut."""

    world: World
    hands: FakeHands
    voice: FakeVoice

    def wizard(self) -> Wizard:
        world = self.world
        known = tuple(dict.fromkeys((PYPI, world.registry, *world.also)))
        return Wizard(world.look, lambda: world.eyes, self.hands, self.voice, known, 30, world.named)

    def walk(self) -> Outcome:
        return walk(self.wizard())


def world(*packages: Package) -> World:
    """A repository of Acme's, and a registry that knows none of it."""
    made = World(repository(*packages))
    made.eyes.hashes.update({(one.name, "0.0.1"): hashes(name=one.name) for one in packages})
    return made


def sitting(world: World) -> Sitting:
    """A willing person sits down before it."""
    hands = FakeHands(world.eyes, kept=world.kept, site=world.site)
    voice = FakeVoice(makes_token=world.make_token, click=world.click)
    return Sitting(world, hands, voice)


def managed(*packages: Package) -> World:
    """The same for packages that go to a registry that is managed with requests."""
    made = World(repository(*packages, jobs=(npm_job(),)), NPM)
    names = {one.name: tarball(one.name) for one in packages}
    made.eyes.hashes.update({(name, "0.0.1"): frozenset({sha256(file)}) for name, file in names.items()})
    made.site.deprecates = made.deprecate
    return made
