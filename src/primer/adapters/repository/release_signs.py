"""The signs of how a checkout is built and tagged, gathered for the release that a workflow carries out."""

from primer.adapters.files.texts import Texts
from primer.adapters.programs.git import git
from primer.adapters.repository.checkout import Checkout
from primer.adapters.repository.ci_files import PIPELINE, ci_texts
from primer.core.repository import Repository
from primer.core.value import replace
from primer.reading.ci.jobs import stages
from primer.reading.toolchain import Toolchain, toolchain

ROOT_FILES = frozenset({"pyproject.toml", "uv.toml", "package.json"})
MOST_TAGS = 500
"""So many tags, the newest first, tell how a repository names them."""


def release_signs(checkout: Checkout, repository: Repository) -> Toolchain:
    """What the root's files, the publishing workflows and git's tags show."""
    root = Texts(checkout, checkout.find(lambda path: path in ROOT_FILES))
    files = dict.fromkeys(job.file for job in repository.jobs)
    workflows = Texts(checkout, files).readable()
    signs = toolchain(root.readable(), workflows, _tags(checkout))
    every = ci_texts(checkout).readable()
    return replace(signs, stages=stages(every, PIPELINE)) if PIPELINE in every else signs


def _tags(checkout: Checkout) -> list[str]:
    if checkout.top is None:
        return []
    answer = git(checkout.root, "tag", "--list", "--sort=-creatordate")
    return answer.out.split()[:MOST_TAGS] if answer.ok else []
