"""Looking at registries that serve one document (packument) per package, as npm's do."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from primer.adapters.remembered import Remembered
from primer.adapters.response import Response, named, unexpected
from primer.core.project import Absent, Owners, Project, Provenance, ReleaseFile, Unlooked
from primer.core.registry import Registry
from primer.registries import npm_packument, npm_proofs
from primer.registries.npm_names import escaped

# The whole document: the short one has no times, no maintainers and not who published.
JSON = {"Accept": "application/json"}
UNTOLD = Unlooked("it tells only an account whether it takes part in trusted publishing")

T = TypeVar("T")
Get = Callable[[str, Mapping[str, str]], Response | Unlooked]


class Packuments:
    """Each document is asked for once; `get` reads an address and names the host where it could not."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self._documents: Remembered[Response | Absent | Unlooked] = Remembered()

    def project(self, registry: Registry, name: str) -> Project | Absent | Unlooked:
        """The package with one tarball a release."""
        found = self._read(registry, name, lambda text: npm_packument.project(name, text))
        return _fetched_safely(found, registry) if isinstance(found, Project) else found

    def owners(self, registry: Registry, name: str) -> Owners | Absent | Unlooked:
        """The maintainers; Absent where none is named."""
        return self._read(registry, name, npm_packument.owners)

    def provenance(self, file: ReleaseFile, url: str) -> tuple[Provenance, ...] | Absent | Unlooked:
        """The workflows that a tarball's attestations name."""
        answer = self._asked(url)
        if isinstance(answer, Absent | Unlooked):
            return answer
        return _read(answer, lambda text: npm_proofs.provenance(text, file.integrity))

    def _read(
        self, registry: Registry, name: str, reading: Callable[[str], T | Unlooked]
    ) -> T | Absent | Unlooked:
        url = f"{registry.index_url}/{escaped(name)}"
        answer = self._documents.once((url,), lambda: self._asked(url))
        return answer if isinstance(answer, Absent | Unlooked) else _read(answer, reading)

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
