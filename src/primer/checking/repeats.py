"""What hides a mistake or makes two of one: files passed over in silence, and more than one publisher.

Imports PyYAML: import this module only where there is a CI file to check.
"""

from collections.abc import Iterator, Mapping

from primer.checking.destinations import destination
from primer.checking.nodes import Node
from primer.checking.publications import Publication
from primer.checking.rules import Draft
from primer.core.finding import Edit
from primer.core.package import Package
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.core.workflow import PublishingJob
from primer.reading.ci.matching import Nearness, nearness
from primer.registries.addresses import PYPI

_INPUTS = ("skip-existing", "skip_existing")
_OPTION = regex(r"(?<=\S)[ ]+--skip-existing(?![^\s;&|)])")
_MOST_NAMES = 3


def skipping(publication: Publication, repository: Repository) -> Iterator[Draft]:
    """Uploads to PyPI that pass over what is there already; on TestPyPI that is of use."""
    for upload in publication.uploads:
        if not upload.skips_existing or destination(upload, repository).registry != PYPI:
            continue
        step = publication.step_of(upload)
        named = _input(step) if step else None
        yield Draft(
            "skip-existing",
            named.source if named else upload.source,
            "a file of this name that is on PyPI already is passed over, so that a release can end half done",
            "leave `skip-existing` out: publish every version once, and bump it when something failed",
            publication.name,
            _out_of_script(step) if step and not named else (),
            (named,) if named else (),
        )


def _input(step: Node) -> Node | None:
    found = (step.get("with", name) for name in _INPUTS)
    return next((node for node in found if node.key is not None), None)


def _out_of_script(step: Node) -> tuple[Edit, ...]:
    """Takes the option out of a command, as long as it stands there once and as a word of its own."""
    run = step.get("run")
    if not run.changeable or run.value.scalar is None:
        return ()
    found = list(_OPTION.finditer(run.file.text, run.value.start, run.value.end))
    return (Edit(found[0].start(), found[0].end(), ""),) if len(found) == 1 else ()


def several(publications: tuple[Publication, ...], repository: Repository) -> Iterator[Draft]:
    """Workflow files that publish the same package to the same registry, each where it does."""
    for registry, uploads in _together(publications, repository).items():
        if len({upload.file for upload in uploads}) < 2:
            continue
        shared: dict[str, dict[str, PublishingJob]] = {}
        for package in repository.packages:
            if package.ecosystem is registry.ecosystem:
                files = _files_of(package, uploads, repository)
                if len(files) > 1:
                    shared[package.name] = files
        yield from _drafts(registry, shared)


def _together(
    publications: tuple[Publication, ...], repository: Repository
) -> Mapping[Registry, list[PublishingJob]]:
    """The uploads to every registry; GitLab's pipeline is one file, whatever it includes."""
    found: dict[Registry, list[PublishingJob]] = {}
    for publication in publications:
        for upload in publication.uploads:
            registry = destination(upload, repository).registry
            if registry is not None and upload.provider == "github":
                found.setdefault(registry, []).append(upload)
    return found


def _files_of(
    package: Package, uploads: list[PublishingJob], repository: Repository
) -> dict[str, PublishingJob]:
    """The files that publish it, each with its first upload; those nearest to it where others name it not."""
    near = {upload: nearness(upload, package, repository.packages) for upload in uploads}
    alone = sum(one.ecosystem is package.ecosystem for one in repository.packages) == 1
    least = Nearness.LONE if alone else max(Nearness.ANY, *near.values())
    return {upload.file: upload for upload in reversed(uploads) if near[upload] >= least}


def _drafts(registry: Registry, shared: Mapping[str, Mapping[str, PublishingJob]]) -> Iterator[Draft]:
    places = {file: upload for files in shared.values() for file, upload in files.items()}
    for file, upload in sorted(places.items()):
        names = [name for name, files in shared.items() if file in files]
        others = sorted({other for name in names for other in shared[name]} - {file})
        yield Draft(
            "several-publishers",
            upload.source,
            f"{_listed(names)} can be published to {registry.title} from here and from {', '.join(others)}",
            "keep one publishing workflow for a package, and delete the other or its publishing job",
            upload.job,
        )


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
