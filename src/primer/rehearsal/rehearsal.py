"""The whole rehearsal in one block: site, copy of the repository, journal, keyring, browser and person.

Needs the extra: call `primer.rehearsal.extra.require_extra` before importing this.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.publisher import CircleCI, OnPyPI
from primer.core.registry import Quota, Registry
from primer.core.repository import Repository
from primer.ports.voice import Voice
from primer.providers import github, gitlab
from primer.rehearsal.address import Move
from primer.rehearsal.barriers import barriers
from primer.rehearsal.browser import Browser
from primer.rehearsal.ci import Releases
from primer.rehearsal.copy import copied
from primer.rehearsal.keyring import ThrowAwayKeyring
from primer.rehearsal.person import ScriptedPerson
from primer.rehearsal.server import utc_now
from primer.rehearsal.site import PYPI_QUOTA, Site

FIRST_VERSION = "1.0.0"
"""What a run publishes of a package whose version only its build would know."""


class Rehearsal:
    """Everything a rehearsal needs, from `with` to the end of the block; nothing of it outlives that.

    `path` is the folder as it was named, None for the work tree around the working folder. `checkout` is the
    copy to work on; `journal` and `state` stand in a folder of their own. Everything is on loopback.
    `original` is the upload address that the repository's CI files may name, empty where there is none.
    """

    loopback_only = True

    def __init__(
        self,
        path: Path | None = None,
        *,
        registry: str = "pypi",
        title: str = "PyPI",
        original: str = "",
        user: str = "you",
        quota: Quota | None = PYPI_QUOTA,
        casing: tuple[str, ...] = (),
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._path = path
        self._name = registry
        self._original = original
        self._until_the_end = ExitStack()
        self.slots = ThrowAwayKeyring()
        self.site = Site(title, quota=quota, user=user, casing=casing, clock=clock)

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            opened.enter_context(self.site)
            self.checkout = opened.enter_context(copied(self._path, self._move))
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
    def registry(self) -> Registry:
        """The site, under the name of the registry that it stands for."""
        return self.site.registry(self._name)

    @property
    def _move(self) -> Move | None:
        return Move(self._original, self.registry.upload_url) if self._original else None

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

    def follow(self, plan: Plan, repository: Repository, build: Callable[[str, str], Placeholder]) -> None:
        """Tells CI what this plan's packages are, in upload order: versions, and who can publish."""
        here = self.registry.name
        packages = [one for one in plan.packages if one.registry == here]
        versions = {one.package.name: one.package.version or FIRST_VERSION for one in packages}
        known = {
            one.package: one.publisher.identity
            for one in plan.publishers
            if one.registry == here and not isinstance(one.publisher.identity, CircleCI)
        }
        identities: dict[str, OnPyPI] = {name: known[name] for name in versions if name in known}
        self.site.releases = Releases(
            versions,
            identities,
            lambda name, version: _files(build(name, version)),
            barriers(plan, self.registry, repository),
        )

    def browser(self, voice: Voice | None = None) -> Browser:
        """The browser: with a voice the person decides every click, without one it clicks at once."""
        return Browser(self.site.url, voice)

    def person(self, shows: Voice, browser: Browser) -> ScriptedPerson:
        """The person played by a script."""
        return ScriptedPerson(shows, browser, self.release_page)


def _files(built: Placeholder) -> Sequence[tuple[str, bytes]]:
    return [(artifact.filename, artifact.path.read_bytes()) for artifact in built.artifacts]
