"""Which files define a checkout's CI, and which may keep a token."""

import contextlib
import os

from primer.adapters.files.texts import Texts
from primer.adapters.repository.checkout import Checkout, open_checkout
from primer.reading.ci.jobs import holds_jobs
from primer.reading.packages.manifest import folder_of
from primer.reading.packages.places import fixture, vendored

PIPELINE = ".gitlab-ci.yml"
CIRCLECI = ".circleci/config.yml"
WORKFLOWS = ".github/workflows/"
OFFERED = ".gitlab/publish.yml"
"""What primer writes beside a pipeline of one's own, for it to include; it counts before git tracks it."""
PYPIRC = ".pypirc"
NPMRC = ".npmrc"


def ci_texts(checkout: Checkout) -> Texts:
    """The CI files of the root, or else those of the work tree around it, with paths that begin `../`.

    A root below the work tree's top, with CI files of its own, stands for a repository of its own.
    """
    own = (*checkout.find(_is_ci), *untracked_ci(checkout))
    if checkout.top in (None, checkout.root) or any(_leads(path) for path in own):
        return Texts(checkout, (*own, *_included(checkout)))
    around = open_checkout(checkout.top)
    up = os.path.relpath(around.root, checkout.root).replace(os.sep, "/") + "/"
    paths = (*around.find(_is_ci), *_included(around))
    return Texts(checkout, (f"{up}{path}" for path in paths))


def untracked_ci(checkout: Checkout) -> tuple[str, ...]:
    """The root's workflows and pipeline that git does not track: they count before anybody adds them."""
    found = [path for path in (PIPELINE, CIRCLECI) if (checkout.root / path).is_file()]
    with contextlib.suppress(OSError):
        found += sorted(WORKFLOWS + file.name for file in (checkout.root / WORKFLOWS).iterdir())
    tracked = set(checkout.files)
    return tuple(path for path in found if path not in tracked and holds_jobs(path))


def token_texts(checkout: Checkout) -> Texts:
    """The repository's own `.pypirc` and `.npmrc` files; the root's also when git does not track them."""
    names = (PYPIRC, NPMRC)
    tracked = checkout.find(lambda path: path.rpartition("/")[2] in names and not _is_foreign(path))
    root = tuple(name for name in names if os.path.lexists(checkout.root / name))
    return Texts(checkout, (*root, *tracked))


def _leads(path: str) -> bool:
    return path in (PIPELINE, CIRCLECI) or path.startswith(WORKFLOWS)


def _is_ci(path: str) -> bool:
    return holds_jobs(path) and (_leads(path) or not _is_foreign(path))


def _is_foreign(path: str) -> bool:
    folder = folder_of(path)
    return bool(vendored(folder) or fixture(folder))


def _included(checkout: Checkout) -> tuple[str, ...]:
    """The YAML files that a pipeline names, and those that they name."""
    found = {PIPELINE} & {*checkout.files, *untracked_ci(checkout)}
    # What nothing takes in yet is read as well, so that this can be said of it.
    offered = {OFFERED} if (checkout.root / OFFERED).is_file() else set()
    if not found:
        return tuple(offered)
    found |= offered
    candidates = checkout.find(lambda path: path.endswith((".yml", ".yaml")))
    waiting = list(found)
    while waiting:
        text = checkout.text(waiting.pop())
        named = [path for path in candidates if isinstance(text, str) and path in text and path not in found]
        found.update(named)
        waiting += named
    return tuple(sorted(found))
