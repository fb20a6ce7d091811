"""What a checkout says of its packages' versions: its files, and git's tags at HEAD."""

from primer.adapters.files.texts import Texts
from primer.adapters.programs.git import git
from primer.adapters.repository.checkout import Checkout
from primer.adapters.repository.ci_files import PIPELINE, WORKFLOWS
from primer.core.choices import Choices
from primer.core.project import Unlooked
from primer.core.versions import Versions
from primer.reading.packages.found import Found
from primer.reading.versions.said import read_versions


def versions_here(checkout: Checkout, found: Found, choices: Choices) -> Versions:
    """The versions of the packages that were found there."""
    if found.manifests is None or not found.packages:
        return Versions()
    texts = Texts(checkout, checkout.files)
    return read_versions(found.packages, found.manifests, texts, choices, _tags(checkout))


def _tags(checkout: Checkout) -> tuple[str, ...] | Unlooked:
    """The tags at HEAD; those of the work tree around are another's where this has CI of its own."""
    if checkout.top is None:
        return Unlooked("there is no git repository here")
    foreign = checkout.top != checkout.root and any(map(_leads, checkout.files))
    if foreign or not checkout.tagged:
        return ()
    answer = git(checkout.root, "tag", "--points-at", "HEAD")
    if answer.ok:
        return tuple(answer.out.split())
    # A repository without a commit has no HEAD that a tag could point at.
    return () if "HEAD" in answer.err else Unlooked("git did not tell its tags")


def _leads(path: str) -> bool:
    return path == PIPELINE or path.startswith(WORKFLOWS)
