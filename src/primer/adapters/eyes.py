"""Looking at registries over HTTP: each answer once per survey, every failure a reason."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

from primer.adapters.closed_eyes import UNASKABLE, not_github, unbuilt
from primer.adapters.web.client import Http
from primer.adapters.web.github import full_name
from primer.adapters.web.packuments import UNTOLD, Packuments
from primer.adapters.web.remembered import Remembered
from primer.adapters.web.response import Response, named, origin, unexpected
from primer.core.built import Built, Failed
from primer.core.memory import Memory
from primer.core.package import Package
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, TokenState, Unlooked
from primer.core.registry import Ecosystem, Registry
from primer.core.token import Tombstone
from primer.core.value import replace
from primer.core.workflow import StoredToken
from primer.providers import github
from primer.registries.npm.document import integrity
from primer.registries.pypi.indexes import ACCEPT, project_page
from primer.registries.pypi.ownership import owners, provenance
from primer.registries.pypi.probe import FORM, USER, token_state
from primer.registries.pypi.tokens import dialect_of

ELSEWHERE = Unlooked("the registry names an address there that is not its own, which primer does not ask")
DOWNLOAD_LIMIT = 64 * 1024 * 1024
JSON = {"Accept": "application/json"}
INTEGRITY = {"Accept": "application/vnd.pypi.integrity.v1+json, application/json;q=0.5"}


def unasked(_repository: str) -> Unlooked:
    """The answer where no repository's secrets are asked for."""
    return Unlooked("nobody was asked")


class World:
    """Answers `ports.eyes.Eyes`; `memory` reads the journal, `placeholder_hashes` builds on this machine.

    `github_url` is where repositories are looked up; `built` says what became of
    building a package, `secrets` which ones GitHub keeps for a repository. A second look needs a fresh World.
    """

    def __init__(
        self,
        http: Http,
        clock: Callable[[], datetime],
        memory: Callable[[], Memory],
        placeholder_hashes: Callable[[Ecosystem, str, str], frozenset[str]],
        *,
        github_url: str = github.API_URL,
        built: Callable[[Package], Built | Failed | Unlooked] = unbuilt,
        secrets: Callable[[str], tuple[StoredToken, ...] | Unlooked] = unasked,
    ) -> None:
        self._http = http
        self._clock = clock
        self._memory = memory
        self._placeholder_hashes = placeholder_hashes
        self._github_url = github_url
        self._built = built
        self._secrets = secrets
        self._packuments = Packuments(self._get)
        self._projects: Remembered[Project | Absent | Unlooked] = Remembered()
        self._owners: Remembered[Owners | Absent | Unlooked] = Remembered()
        self._provenances: Remembered[tuple[Provenance, ...] | Absent | Unlooked] = Remembered()
        self._offers: Remembered[bool | Unlooked] = Remembered()
        self._tokens: Remembered[TokenState | Unlooked] = Remembered()
        self._hashes: Remembered[str | Unlooked] = Remembered()
        self._names: Remembered[str | Unlooked] = Remembered()

    def fresh(self) -> "World":
        """The same eyes with nothing remembered, for a second look."""
        return World(
            self._http,
            self._clock,
            self._memory,
            self._placeholder_hashes,
            github_url=self._github_url,
            built=self._built,
            secrets=self._secrets,
        )

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return self._clock()

    def memory(self) -> Memory:
        """What the journal remembers now."""
        return self._memory()

    def placeholder_hashes(self, registry: Registry, package: str, version: str) -> frozenset[str]:
        """The hashes of what would be uploaded for a package."""
        return self._placeholder_hashes(registry.ecosystem, package, version)

    def project(self, registry: Registry, name: str) -> Project | Absent | Unlooked:
        """The project's simple page, as JSON where the registry can, or its document."""
        if registry.ecosystem is Ecosystem.JAVASCRIPT:
            return _noted(self._packuments.project(registry, name), registry)
        url = f"{registry.index_url}/{quote(name, safe='')}/"
        return _noted(self._projects.once((url,), lambda: self._project(name, url)), registry)

    def owners(self, registry: Registry, name: str) -> Owners | Absent | Unlooked:
        """The owners in PyPI's JSON API or the document; Absent where there is no such API."""
        if registry.ecosystem is Ecosystem.JAVASCRIPT:
            return self._packuments.owners(registry, name)
        url = f"{registry.web_url}/pypi/{quote(name, safe='')}/json"
        return self._owners.once((url,), lambda: self._owners_of(url))

    def provenance(self, file: ReleaseFile) -> tuple[Provenance, ...] | Absent | Unlooked:
        """The publishers behind the address that the file's own page names; Absent where it names none."""
        url = file.provenance
        if url is None:
            return Absent()
        if _is_elsewhere(url, file):
            return named(url, ELSEWHERE)
        if file.integrity:
            key = (url, file.integrity)
            return self._provenances.once(key, lambda: self._packuments.provenance(file, url))
        return self._provenances.once((url,), lambda: self._provenance(url))

    def offers_publishers(self, registry: Registry) -> bool | Unlooked:
        """Whether the registry names an audience for identity tokens; not asked where it is known."""
        if registry.trusted is not None:
            return registry.trusted
        if registry.ecosystem is Ecosystem.JAVASCRIPT:
            return UNTOLD
        url = f"{registry.web_url}/_/oidc/audience"
        return self._offers.once((url,), lambda: self._offers_publishers(url))

    def token(self, registry: Registry, tombstone: Tombstone) -> TokenState | Unlooked:
        """What the registry says to the tombstone and an empty form; nothing can come of it."""
        if not tombstone.text:
            return UNASKABLE
        key = (registry.upload_url, tombstone.text)
        return self._tokens.once(key, lambda: self._token(registry.upload_url, tombstone.text))

    def sha256(self, file: ReleaseFile) -> str | Unlooked:
        """The hash on the page, otherwise of the downloaded file."""
        if file.sha256 is not None:
            return file.sha256
        if _is_elsewhere(file.url, file):
            return named(file.url, ELSEWHERE)
        return self._hashes.once((file.url, file.integrity), lambda: self._downloaded_hash(file))

    def repository_name(self, host: str, path: str) -> str | Unlooked:
        """How GitHub writes it now; other hosts are not asked."""
        if (elsewhere := not_github(host)) is not None:
            return elsewhere
        return self._names.once((path,), lambda: full_name(path, self._http, self._github_url))

    def stored_secrets(self, repository: str) -> tuple[StoredToken, ...] | Unlooked:
        """What `gh` shows of them."""
        return self._secrets(repository)

    def built(self, package: Package) -> Built | Failed | Unlooked:
        """What became of building the package's real release."""
        return self._built(package)

    def _get(self, url: str, headers: Mapping[str, str], limit: int | None = None) -> Response | Unlooked:
        answer = self._http.get(url, headers) if limit is None else self._http.get(url, headers, limit)
        return named(url, answer)

    def _project(self, name: str, url: str) -> Project | Absent | Unlooked:
        answer = self._get(url, {"Accept": ACCEPT})
        if isinstance(answer, Unlooked):
            return answer
        if answer.status == 404:
            return Absent()
        if answer.status != 200:
            return unexpected(url, answer)
        page = project_page(name, answer.headers.get("content-type", ""), answer.text, answer.url)
        return named(url, page)

    def _owners_of(self, url: str) -> Owners | Absent | Unlooked:
        answer = self._get(url, JSON)
        if isinstance(answer, Unlooked):
            return answer
        if answer.status in (404, 405, 410) or _is_html(answer):
            return Absent()
        return named(url, owners(answer.text)) if answer.status == 200 else unexpected(url, answer)

    def _provenance(self, url: str) -> tuple[Provenance, ...] | Absent | Unlooked:
        answer = self._get(url, INTEGRITY)
        if isinstance(answer, Unlooked):
            return answer
        if answer.status == 404:
            return Absent()
        return named(url, provenance(answer.text)) if answer.status == 200 else unexpected(url, answer)

    def _offers_publishers(self, url: str) -> bool | Unlooked:
        answer = self._get(url, JSON)
        if isinstance(answer, Unlooked):
            return answer
        if answer.status in (404, 405, 410):
            return False
        if answer.status != 200:
            return unexpected(url, answer)
        return not _is_html(answer) and _names_audience(answer.text)

    def _token(self, upload_url: str, text: str) -> TokenState | Unlooked:
        answer = named(upload_url, self._http.post_form(upload_url, FORM, (USER, text)))
        if isinstance(answer, Unlooked):
            return answer
        state = token_state(dialect_of(text), answer.status, answer.reason, answer.text)
        return named(upload_url, state)

    def _downloaded_hash(self, file: ReleaseFile) -> str | Unlooked:
        answer = self._get(file.url, {}, DOWNLOAD_LIMIT)
        if isinstance(answer, Unlooked):
            return answer
        if answer.status != 200:
            return unexpected(file.url, answer)
        if _is_another(file, answer.body):
            return named(file.url, Unlooked("it serves another file than its document names"))
        return hashlib.sha256(answer.body).hexdigest()


def _noted(found: Project | Absent | Unlooked, registry: Registry) -> Project | Absent | Unlooked:
    """The project whose files know which registry named them."""
    if not isinstance(found, Project):
        return found
    return replace(found, files=tuple(replace(file, index=registry.index_url) for file in found.files))


def _is_elsewhere(url: str, file: ReleaseFile) -> bool:
    """Whether an address leads away from the registry that named it: into this machine, for one."""
    return bool(file.index) and origin(url) != origin(file.index)


def _is_another(file: ReleaseFile, content: bytes) -> bool:
    """Whether the bytes are not those whose hash the file's own document names."""
    named_hashes = [one for one in file.integrity.split() if one.startswith("sha512-")]
    return bool(named_hashes) and integrity(content) not in named_hashes


def _is_html(answer: Response) -> bool:
    return "html" in answer.headers.get("content-type", "").lower()


def _names_audience(body: str) -> bool:
    try:
        page: object = json.loads(body)
    except (ValueError, RecursionError):
        return False
    match page:
        case {"audience": str(audience)}:
            return bool(audience)
        case _:
            return False
