"""The whole rehearsal in one block: sites, copy of the repository, journal, keyring, browser and person.

Needs the extra: call `primer.rehearsal.extra.require_extra` before importing this.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from primer.core.plan import Plan
from primer.core.registry import Ecosystem, Quota, Registry
from primer.core.repository import Repository
from primer.core.value import replace
from primer.ports.voice import Voice
from primer.providers import github, gitlab
from primer.registries.addresses import PYPI
from primer.rehearsal.address import Move
from primer.rehearsal.browser import Browser
from primer.rehearsal.copy import copied
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.forge.planned_releases import Builder, on_npm, on_pypi
from primer.rehearsal.keyring import ThrowAwayKeyring
from primer.rehearsal.npm.site import NpmSite
from primer.rehearsal.person import ScriptedPerson
from primer.rehearsal.pypi.site import PYPI_QUOTA, Site
from primer.rehearsal.request_log import LoggedRequest
from primer.rehearsal.server import utc_now


class Rehearsal:
    """Everything a rehearsal needs, from `with` to the end of the block; nothing of it outlives that.

    `path` is the folder as it was named, None for the work tree around the working folder. `originals` are
    the registries that are stood in for, one of a kind at most; `users` has who the person is there, by the
    registry's name. `checkout` is the copy to work on, in whose CI files the stand-ins' addresses take the
    originals' place; `journal` and `state` stand in a folder of their own. Everything is on loopback.
    """

    loopback_only = True

    def __init__(
        self,
        path: Path | None = None,
        originals: Sequence[Registry] = (PYPI,),
        *,
        users: Mapping[str, str] | None = None,
        quota: Quota | None = PYPI_QUOTA,
        casing: tuple[str, ...] = (),
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._path = path
        self._originals = {original.ecosystem: original for original in originals}
        self._until_the_end = ExitStack()
        self.slots = ThrowAwayKeyring()
        title, user = self._known(Ecosystem.PYTHON, "PyPI", users or {})
        self.site = Site(title, quota=quota, user=user, casing=casing, clock=clock)
        title, user = self._known(Ecosystem.JAVASCRIPT, "npm", users or {})
        # One forge signs every run's identity.
        key = self.site.house.identity_key
        self.npm_site = NpmSite(title, user=user, identity_key=key, clock=clock)

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            opened.enter_context(self.site)
            opened.enter_context(self.npm_site)
            self.checkout = opened.enter_context(copied(self._path, self._moves))
            folder = opened.enter_context(TemporaryDirectory(prefix="primer-rehearsal-state-"))
            self.state = Path(folder)
            self.journal = self.state / "journal.jsonl"
            self._until_the_end = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._until_the_end.close()

    @property
    def registries(self) -> tuple[Registry, ...]:
        """The stand-ins, with what is known beforehand of the registries that they stand for."""
        sites: Mapping[Ecosystem, Site | NpmSite] = {
            Ecosystem.PYTHON: self.site,
            Ecosystem.JAVASCRIPT: self.npm_site,
        }
        return tuple(
            replace(sites[kind].registry(known.name), quota=known.quota, trusted=known.trusted)
            for kind, known in self._originals.items()
        )

    @property
    def requests(self) -> tuple[LoggedRequest, ...]:
        """What all sites were asked, in the order of the answers."""
        names = {kind: original.name for kind, original in self._originals.items()}
        python, javascript = names.get(Ecosystem.PYTHON, ""), names.get(Ecosystem.JAVASCRIPT, "")
        entries = (
            *(replace(entry, registry=python) for entry in self.site.requests),
            *(replace(entry, registry=javascript) for entry in self.npm_site.requests),
        )
        return tuple(sorted(entries, key=lambda entry: entry.at))

    @property
    def github_api(self) -> str:
        """Where repositories are looked up instead of GitHub."""
        return self.site.url

    @property
    def webs(self) -> Mapping[str, str]:
        """For each forge's host the web base that stands for it."""
        return {github.HOST: self.site.url, gitlab.HOST: self.site.url}

    @property
    def release_page(self) -> str:
        """Where every release can be run, also for providers that have no page of their own."""
        return f"{self.site.url}/-/release/"

    def follow(self, plan: Plan, repository: Repository, build: Builder) -> None:
        """Tells CI what this plan's packages are, in upload order: versions, and who can publish."""
        here = {registry.ecosystem: registry for registry in self.registries}
        python, javascript = here.get(Ecosystem.PYTHON), here.get(Ecosystem.JAVASCRIPT)
        releases = on_pypi(plan, repository, python, build) if python else Releases()
        if javascript:
            house, accounts = self.npm_site.house, self.site.house.accounts
            releases.beside = (on_npm(plan, repository, javascript, build, house, accounts),)
        self.site.releases = releases

    def browser(self, voice: Voice | None = None) -> Browser:
        """The browser: with a voice the person decides every click, without one it clicks at once."""
        return Browser(self.site.url, voice, (self.npm_site.url,))

    def person(self, shows: Voice, browser: Browser) -> ScriptedPerson:
        """The person played by a script."""
        return ScriptedPerson(shows, browser, self.release_page)

    @property
    def _moves(self) -> tuple[Move, ...]:
        stand_ins = {stand_in.name: stand_in.upload_url for stand_in in self.registries}
        return tuple(Move(one.upload_url, stand_ins[one.name]) for one in self._originals.values())

    def _known(self, kind: Ecosystem, title: str, users: Mapping[str, str]) -> tuple[str, str]:
        """What a site is called, and who the person is there."""
        original = self._originals.get(kind)
        return (original.title, users.get(original.name, "you")) if original else (title, "you")
