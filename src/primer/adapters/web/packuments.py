"""Looking at registries that serve one document (packument) per package, as npm's do."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from primer.adapters.web.remembered import Remembered
from primer.adapters.web.response import Response, named, unexpected
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, Unlooked
from primer.core.registry import Registry
from primer.core.value import frozen, replace
from primer.registries.npm import packument as npm_packument
from primer.registries.npm import proofs as npm_proofs
from primer.registries.npm.names import escaped

# The whole document: the short one has no times, no maintainers and not who published.
JSON = {"Accept": "application/json"}
UNTOLD = Unlooked("it tells only an account whether it takes part in trusted publishing")

T = TypeVar("T")
Get = Callable[[str, Mapping[str, str]], Response | Unlooked]


@frozen
class _Document:
    """What is read from a document, which may be too long to be read or kept twice."""

    project: Project | Unlooked
    owners: Owners | Absent | Unlooked


class Packuments:
    """Each document is asked for and read once; `get` asks, and names the host where it could not."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._documents: Remembered[_Document | Absent | Unlooked] = Remembered()

    def project(self, registry: Registry, name: str) -> Project | Absent | Unlooked:
        """The package with one tarball a release."""
        document = self._document(registry, name)
        return document.project if isinstance(document, _Document) else document

    def owners(self, registry: Registry, name: str) -> Owners | Absent | Unlooked:
        """The maintainers; Absent where none is named."""
        document = self._document(registry, name)
        return document.owners if isinstance(document, _Document) else document

    def provenance(self, file: ReleaseFile, url: str) -> tuple[Provenance, ...] | Absent | Unlooked:
        """The workflows that a tarball's attestations name."""
        answer = self._asked(url)
        if isinstance(answer, Absent | Unlooked):
            return answer
        return _read(answer, lambda text: npm_proofs.provenance(text, file.integrity))

    def _document(self, registry: Registry, name: str) -> _Document | Absent | Unlooked:
        url = f"{registry.index_url}/{escaped(name)}"
        return self._documents.once((url,), lambda: self._looked_up(registry, name, url))

    def _looked_up(self, registry: Registry, name: str, url: str) -> _Document | Absent | Unlooked:
        answer = self._asked(url)
        if isinstance(answer, Absent | Unlooked):
            return answer
        project = _read(answer, lambda text: npm_packument.project(name, text))
        safe = _fetched_safely(project, registry) if isinstance(project, Project) else project
        return _Document(safe, _read(answer, npm_packument.owners))

    def _asked(self, url: str) -> Response | Absent | Unlooked:
        answer = self._get(url, JSON)
        if isinstance(answer, Unlooked):
            return answer
        if answer.status == 404:
            return Absent()
        return answer if answer.status == 200 else unexpected(url, answer)


def _read(answer: Response, reading: Callable[[str], T | Unlooked]) -> T | Unlooked:
    return named(answer.url, reading(answer.text))


def _fetched_safely(project: Project, registry: Registry) -> Project:
    """Documents may name tarballs by http that the registry serves by https, as npm itself knows."""
    if not registry.index_url.startswith("https://"):
        return project
    host = registry.index_url.removeprefix("https://").partition("/")[0]
    files = (
        replace(file, url=f"https{file.url.removeprefix('http')}")
        if file.url.startswith(f"http://{host}/")
        else file
        for file in project.files
    )
    return replace(project, files=tuple(files))
