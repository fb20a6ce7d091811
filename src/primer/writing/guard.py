"""The decision record: why the repository holds no token, and what may only be changed together."""

import posixpath
import textwrap

from primer.core.registry import Ecosystem
from primer.core.release import Forge, Release, ReleasedPackage
from primer.providers.gitlab import PIPELINE
from primer.writing.tag_names import tag_patterns

GUARD = "docs/decisions/publishing-without-tokens.md"
"""Where it stands in the repository."""
WIDTH = 100

_WHY = (
    "No token is needed, and none is to be stored: not in this repository, not in its settings, not on "
    "anybody's machine. For every release the registry checks which job of which file asks, and lets it "
    "upload for minutes. A token could be copied, and would work from anywhere until somebody noticed. So "
    "please add no publishing token, also not for one urgent release."
)
_STEPS = (
    "What was not uploaded is not used up. What was uploaded keeps its version for good.",
    "`primer diagnose LOG` names the cause of a failed run and the one thing to change.",
    "`primer confirm --exchange`, which CI runs when it is started by hand, tries the identity alone.",
    (
        "A setting or a publisher: change it, and run the failed jobs again. The workflow itself: a run "
        "reads it from its tag, so the change needs a new version and a new tag. Do not fall back on a token."
    ),
)


def guard(release: Release) -> str:
    """The whole text, in Markdown."""
    parts = (
        "# Publishing without tokens",
        _filled(f"Releases come from `{release.file}` alone, started by a tag {_tags(release)}. {_WHY}"),
        "## What changes only together",
        _filled(_together(release)),
        _table(release),
        "## Who may change it",
        _filled(_who(release)),
        "## When it breaks",
        "\n".join(_filled(step, f"{number}. ") for number, step in enumerate(_STEPS, 1)),
        _filled(f"Written by primer; `{_command(release)}` writes it again."),
    )
    return "\n\n".join(parts) + "\n"


def _command(release: Release) -> str:
    wish = "--with guard"
    command = " ".join(release.command.split())
    return command if wish in command else f"{command} {wish}"


def _filled(text: str, bullet: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _tags(release: Release) -> str:
    return " or ".join(f"`{pattern}`" for pattern in tag_patterns(release.tags, release.packages))


def _together(release: Release) -> str:
    names = "environment, repository, owner"
    if release.forge is Forge.GITLAB:
        names = "pipeline file, environment, project, group"
    return (
        f"The registry compares these values with each run. Whoever renames one of them (file, {names}) "
        f"registers the new one on the page of every package first; otherwise the next release ends with "
        f"{_refused(release)}. What is no longer used is removed there."
    )


def _refused(release: Release) -> str:
    """How each of the registries says that it knows no such publisher."""
    words = {Ecosystem.PYTHON: "`invalid-publisher`", Ecosystem.JAVASCRIPT: "a 404 from npm"}
    return ", or with ".join(said for kind, said in words.items() if release.of(kind))


def _table(release: Release) -> str:
    github = release.forge is Forge.GITHUB
    names = (
        ("Owner", "Repository name", "Workflow name") if github else ("Namespace", "Project name", "Pipeline")
    )
    head = ("Package", "Registry", *names, "Environment name")
    rows = [_row(release, package) for package in release.packages]
    return "\n".join(_line(row) for row in (head, tuple("---" for _ in head), *rows))


def _row(release: Release, package: ReleasedPackage) -> tuple[str, ...]:
    owner, _, name = release.repository.rpartition("/")
    file = posixpath.basename(release.file) if release.forge is Forge.GITHUB else PIPELINE
    shown = f"[{package.name}]({package.web})" if package.web else package.name
    environment = f"`{package.environment}`" if package.environment else "(none)"
    return (shown, package.registry, f"`{owner}`", f"`{name}`", f"`{file}`", environment)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _who(release: Release) -> str:
    github = (
        "Three settings of the repository belong to this: the environments ask a maintainer for approval, "
        "they admit release tags alone, and a rule says who may push such tags. `primer workflow --check` "
        "looks."
    )
    gitlab = (
        "Two settings of the project belong to this: protected environments and protected release tags, so "
        "that only maintainers deploy and push them."
    )
    return (
        f"{github if release.forge is Forge.GITHUB else gitlab} A change to `{release.file}` changes who can "
        "publish: it needs the review of somebody who may release. Publishers are added and removed by the "
        "owners of each project on the registry."
    )
