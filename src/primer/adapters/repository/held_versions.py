"""A checkout as it is held for setting versions: every spot of every package, the private ones too."""

from collections.abc import Iterator, Mapping

from primer.adapters.files.several_files import Rewrite, write_together
from primer.adapters.files.texts import Texts
from primer.adapters.repository.checkout import Checkout
from primer.adapters.repository.whole import choices_of, packages_of
from primer.core.problem import Problem, Stop, YourInput
from primer.core.registry import Ecosystem
from primer.reading.packages.found import Found
from primer.reading.packages.manifests import Manifests
from primer.reading.packages.setup_py import WHY
from primer.reading.versions.locks import lerna_version
from primer.reading.versions.said import sources_of
from primer.reading.versions.script_literals import script_literals
from primer.reading.versions.spots import Subject, spots_of
from primer.writing.versions import Held, Sync


def held_here(checkout: Checkout, flags: Mapping[str, str]) -> Held:
    """What the checkout holds; Stop when a manifest cannot be read, since its version would stay behind."""
    choices, choice_problems = choices_of(checkout, flags)
    found, problems = packages_of(checkout, choices)
    for problem in (*checkout.problems, *choice_problems, *problems):
        if not problem.warning:
            raise Stop(problem)
    if not found.packages or found.manifests is None:
        raise Stop(_nothing())
    return _held(checkout, found, found.manifests)


def write_sync(checkout: Checkout, held: Held, sync: Sync) -> None:
    """Writes all of it or nothing; Stop says why not."""
    rewrites = [Rewrite(path, held.texts[path], after) for path, after in sync.texts.items()]
    write_together(checkout.root, checkout.top or checkout.root, rewrites)


def _held(checkout: Checkout, found: Found, manifests: Manifests) -> Held:
    texts = Texts(checkout, checkout.files)
    subjects = [Subject((one.ecosystem, one.name), one.path) for one in found.packages]
    own = {subject.key for subject in subjects}
    private = [Subject((one.ecosystem, one.name), one.folder) for one in found.private]
    everybody = [*subjects, *(one for one in private if one.key not in own)]
    sources = sources_of(everybody, manifests, texts)
    lerna = lerna_version(texts)
    scripts = [subject for subject in everybody if subject.key[0] is Ecosystem.JAVASCRIPT]
    return Held(
        texts,
        found.packages,
        [spots_of(subject, sources) for subject in everybody],
        sources.folders,
        (lerna,) if lerna else (),
        tuple(spot for one in scripts for spot in script_literals(one, sources)),
        tuple(_unset(found, texts)),
    )


def _unset(found: Found, texts: Texts) -> Iterator[str]:
    """What no version can be set in; asked for when everything was read."""
    yield from (f"{one.name or one.folder}: {WHY}" for one in found.private if one.why == WHY)
    yield from (f"{path} was left as it is: {problem.message}" for path, problem in texts.failed.items())


def _nothing() -> Problem:
    return YourInput(
        "no-packages",
        "no package was found that could be published",
        hint="run primer in the repository that holds the packages, or see what was left out and why",
    )
