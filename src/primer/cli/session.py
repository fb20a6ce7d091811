"""One run: the ports filled with their adapters, the repository read, the plan made."""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from datetime import UTC, datetime
from functools import cache, cached_property
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from primer.adapters.closed_eyes import OFFLINE, ClosedEyes, unbuilt
from primer.adapters.files.journal import Journal, journal_path
from primer.adapters.files.state import state_folder
from primer.adapters.repository.checkout import Checkout, open_checkout
from primer.adapters.repository.whole import read_checkout
from primer.cli.arguments import Arguments
from primer.cli.chosen import addressed, flags
from primer.cli.destinations import registries_named, registry_named
from primer.cli.ground import Ground
from primer.core.memory import TokenUsed
from primer.core.plan import Plan
from primer.core.problem import Problem, Stop
from primer.core.project import Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Remote, Repository
from primer.core.value import replace
from primer.core.workflow import StoredToken
from primer.engine.planning import Scope, make_plan
from primer.engine.side_by_side import ALONE, AT_ONCE
from primer.engine.survey import unheard
from primer.providers import github
from primer.reading.publishers.home import chosen_home
from primer.registries.known import interface_of, known

if TYPE_CHECKING:
    from primer.adapters.building.builder import Builder
    from primer.adapters.building.real_build import RealBuilds
    from primer.adapters.programs.gh import Gh
    from primer.adapters.web.client import Http
    from primer.engine.wizard import Wizard
    from primer.ports.eyes import Eyes
    from primer.ports.hands import Hands
    from primer.ports.voice import Reach, Voice


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class Session:
    """Holds what one run needs open; leaving it closes and removes all of it."""

    def __init__(self, ground: Ground, arguments: Arguments) -> None:
        self.ground = ground
        self.arguments = arguments
        self._open = ExitStack()
        self._looked_up: dict[Remote, Remote] = {}
        self._reread = False
        self._making = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def look(self) -> Plan:
        """Reads the repository anew and looks at everything again; builds first what is to be built."""
        if self.arguments.build:
            with self._working("building every package") as heard:
                self.builds.run(heard)
        with self._working("reading the repository"):
            scope = self._scope()
        titles = ", ".join(registry.title for registry in scope.registries)
        with self._working(f"looking at {titles}") as heard:
            return make_plan(replace(scope, heard=heard), self.eyes())

    def read(self) -> Plan:
        """The plan as far as this machine alone can tell; asks nobody."""
        return make_plan(replace(self._scope(), at_once=ALONE), ClosedEyes(now, self.journal.read))

    def repository(self) -> Repository:
        """The repository as it stands now, with owner and name as their host writes them.

        The first time that is how the run found it; it is read once for both.
        """
        found = self._read() if self._reread else self._first
        self._reread = True
        return self._at_home(found)

    def _working(self, words: str) -> "AbstractContextManager[Reach]":
        """Shows on stderr what lasts; looks that ask nobody do not."""
        if self.arguments.offline and not self.arguments.build:
            return nullcontext(unheard)
        from primer.terminal.activity import active
        from primer.terminal.printing import surface_here

        return active(words, sys.stderr, lambda: surface_here(sys.stderr))

    def _at_home(self, found: Repository) -> Repository:
        home = chosen_home(found.choices.publisher(self.registries(found)[0].name), found.remote)
        remote = self._canonical(home) if home else None
        about_remote = found.remote_notes if home == found.remote else ()
        notes = (*found.notes, *about_remote, *self.journal.notes())
        return replace(found, remote=remote, notes=notes)

    def registries(self, repository: Repository) -> tuple[Registry, ...]:
        """The registry that --registry names, or all that the packages call for."""
        return registries_named(self.arguments.registry, repository, self._known(repository))

    def registry(self) -> Registry:
        """The one registry of a command that is about one: as --registry names it, or PyPI."""
        return registry_named(self.arguments.registry, self._known(self._first))

    def eyes(self) -> "Eyes":
        """Eyes that remember nothing yet."""
        built = self.builds.outcome if self.arguments.build else unbuilt
        if self.arguments.offline:
            return ClosedEyes(now, self.journal.read, built)
        from primer.adapters.eyes import World

        return World(
            self._http,
            now,
            self.journal.read,
            self._hashes,
            github_url=self.ground.github_url,
            built=built,
            secrets=self._secrets(),
        )

    def wizard(self, voice: "Voice") -> "Wizard":
        """The wizard with all its ports."""
        from primer.engine.wizard import Wizard

        registries = tuple(self._known(self._first).values())
        named = self._named(self._first)
        minutes = self.arguments.token_minutes
        return Wizard(self.look, self.eyes, self.hands, voice, registries, minutes, named)

    @cached_property
    def _http(self) -> "Http":
        from primer.adapters.web.client import Http

        return self._open.enter_context(Http(self.ground.loopback_only))

    @cached_property
    def builder(self) -> "Builder":
        """Builds placeholders of the packages that were found at first, and of no others."""
        from primer.adapters.building.builder import Builder

        home = self._at_home(self._first).remote
        web = home.web if home else ""
        return self._open.enter_context(Builder(self._first.packages, web))

    @cached_property
    def builds(self) -> "RealBuilds":
        """Builds the real releases of the packages that were found at first; tells of it on stderr."""
        from primer.adapters.building.real_build import RealBuilds
        from primer.terminal.plain import PlainVoice

        python = [one for one in self._first.packages if one.ecosystem is Ecosystem.PYTHON]
        offline = self.arguments.offline
        return self._open.enter_context(RealBuilds(self._checkout, python, PlainVoice().say, offline=offline))

    @cached_property
    def journal(self) -> Journal:
        """The repository's journal."""
        if self.ground.journal is not None:
            return Journal(self.ground.journal)
        return Journal(journal_path(self._first.remote, self._checkout.root))

    @cached_property
    def hands(self) -> "Hands":
        """What may act; made only where something will."""
        from primer.adapters.custody.lease import Leases
        from primer.adapters.machine import Machine, Parts
        from primer.adapters.uploading.uploader import Uploader
        from primer.adapters.web.calls import Calls

        slots = self.ground.slots()
        leases = Leases(slots, self.ground.state or state_folder())
        uploader, calls = Uploader(self.ground.loopback_only), Calls(self.ground.loopback_only)
        self._open.callback(calls.close)
        root = self._checkout.root
        parts = Parts(slots, leases, self.journal, self.builder, uploader, calls, self._http, root)
        return Machine(replace(parts, browser=self.ground.browse, clipboard=self.ground.clipboard))

    @cached_property
    def _first(self) -> Repository:
        """The repository as it was when the run began."""
        return self._read()

    @cached_property
    def _checkout(self) -> Checkout:
        return open_checkout(self.ground.root)

    def _hashes(self, ecosystem: Ecosystem, package: str, version: str) -> frozenset[str]:
        """The builder is made by the first look that needs it; looks go on side by side."""
        with self._making:
            builder = self.builder
        return builder.hashes(ecosystem, package, version)

    def _secrets(self) -> Callable[[str], tuple[StoredToken, ...] | Unlooked]:
        """`gh` as it answers now; a rehearsal's own GitHub keeps none."""
        if self.ground.loopback_only:
            return lambda _: ()
        return _kept_on_github()

    def _scope(self) -> Scope:
        repository = self.repository()
        registries, named = self.registries(repository), self._named(repository)
        at_once = ALONE if self.arguments.offline else AT_ONCE
        webs, build = self.ground.webs, self.arguments.build
        return Scope(repository, registries, named, webs, build, at_once=at_once)

    def _named(self, repository: Repository) -> tuple[TokenUsed, ...]:
        """The tokens that were named, each of its registry; of the first where it names none."""
        first, every = self.registries(repository)[0], self._known(repository)
        pairs = (addressed(text, first.name) for text in self.arguments.token_id or ())
        return tuple(_named(registry_named(name, every), text) for name, text in pairs)

    def _read(self) -> Repository:
        """Read again where an account that names no registry turns out to be another's than PyPI's."""
        chosen = flags(self.arguments)
        found = self._read_with(chosen)
        again = flags(self.arguments, self.registries(found)[0].name)
        return found if again == chosen else self._read_with(again)

    def _read_with(self, chosen: Mapping[str, str]) -> Repository:
        return read_checkout(self._checkout, chosen, self.ground.home, self.ground.registries.values())

    def _known(self, repository: Repository) -> Mapping[str, Registry]:
        return {**known(repository.choices.registries), **self.ground.registries}

    def _canonical(self, remote: Remote) -> Remote:
        """Looked up once a run; offline it is said that it was not."""
        if self.arguments.offline:
            return github.unlooked(remote, OFFLINE.why)
        from primer.adapters.web.github import canonical

        if remote not in self._looked_up:
            self._looked_up[remote] = canonical(remote, self._http, self.ground.github_url)
        return self._looked_up[remote]


def _kept_on_github() -> Callable[[str], tuple[StoredToken, ...] | Unlooked]:
    """One `gh` for all its questions; imported when the first is asked."""

    @cache
    def gh() -> "Gh":
        from primer.adapters.programs.gh import Gh

        return Gh()

    def ask(repository: str) -> tuple[StoredToken, ...] | Unlooked:
        from primer.adapters.programs.gh_looks import stored_secrets

        return stored_secrets(gh(), repository)

    return ask


def _named(registry: Registry, text: str) -> TokenUsed:
    tombstone = interface_of(registry).tombstone(registry, text)
    if isinstance(tombstone, Problem):
        raise Stop(tombstone)
    return TokenUsed(registry.name, tombstone, now())
