"""What a manifest says of its source and its readers, beside what is true: whatever would fail its release.

A registry that verifies where a release comes from compares the manifest with the run, letter by letter.
"""

from collections.abc import Iterator
from posixpath import join, normpath

from primer.core.package import Package, Stated
from primer.core.problem import Problem, YourInput
from primer.core.publisher import GitHubActions, GitLabCI, Publisher
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.providers import github, gitlab
from primer.reading.packages.stated_source import meant_repository, shown, source_url
from primer.reading.publishers.decided import Undecided

PUBLIC = "public"
MENDS = "`primer workflow --fix` writes it"
"""What the hint of a problem ends with that `--fix` mends."""


def manifest_problems(
    package: Package, publisher: Publisher | Undecided, repository: Repository, *, verified: bool = True
) -> tuple[Problem, ...]:
    """What keeps a package's releases from being published as its manifest stands; warnings among them.

    Where releases are not `verified`, nobody compares their source, and what is said of it is no more than a
    warning.
    """
    if package.stated is None:
        return ()
    home = source_home(publisher, repository.remote)
    folder = source_folder(package, home, repository)
    return (
        *_of_source(replace(package, path=folder), package.stated, home, verified=verified),
        *_of_access(package, package.stated),
    )


def source_home(publisher: Publisher | Undecided, remote: Remote | None) -> Remote | None:
    """The repository that a run of the publisher proves, or else the remote."""
    found = _proven(publisher, remote)
    if found is None or found is remote or remote is None or not is_same_but_case(found, remote):
        return found
    return replace(found, canonical=remote.canonical, note=remote.note)


def _proven(publisher: Publisher | Undecided, remote: Remote | None) -> Remote | None:
    if isinstance(publisher, Publisher):
        source = next(iter(publisher.read_from.values()), Source("the publisher"))
        match publisher.identity:
            case GitHubActions(owner, name):
                return Remote(github.HOST, f"{owner}/{name}", publisher.read_from.get("repository", source))
            case GitLabCI(namespace, name):
                return Remote(gitlab.HOST, f"{namespace}/{name}", publisher.read_from.get("project", source))
            case _:
                return remote
    return remote


def source_folder(package: Package, home: Remote | None, repository: Repository) -> str:
    """A package's folder in its repository, `.` for the top; only a part of a work tree may have been read.

    Where the home is chosen, what was read stands for all of it.
    """
    is_read = home is not None and home.source.where.startswith("git remote")
    return normpath(join(repository.within if is_read else "", package.path))


def _of_source(package: Package, stated: Stated, home: Remote | None, *, verified: bool) -> Iterator[Problem]:
    if stated.repository is None:
        yield _missing(package, home, warning=not verified)
        return
    if home is not None and not is_same(meant_repository(stated.repository), home):
        if is_maybe_same(meant_repository(stated.repository), home):
            yield _unsure(package, stated.repository, home)
        else:
            yield _mismatch(package, stated.repository, home, warning=not verified)
    yield from _of_directory(package, stated.directory, warning=not verified)


def is_same(said: Remote | None, home: Remote) -> bool:
    """Whether a manifest's repository is this one, owner and name compared letter by letter."""
    return said is not None and (said.host, said.path) == (home.host, home.path)


def is_same_but_case(said: Remote | None, home: Remote) -> bool:
    """Whether a manifest's repository is this one, but perhaps for the case of letters."""
    return said is not None and (said.host, said.path.lower()) == (home.host, home.path.lower())


def is_maybe_same(said: Remote | None, home: Remote) -> bool:
    """Whether the case of letters alone differs, and which of the two is right was not to be seen."""
    return is_same_but_case(said, home) and not home.canonical and bool(home.note)


def _missing(package: Package, home: Remote | None, *, warning: bool) -> Problem:
    meant = f": {source_url(home)}" if home else ""
    return YourInput(
        "npm-repository-missing",
        f"{package.name} does not say where its source lives",
        hint=f"add `repository` with its url{meant}; {MENDS}" if home else "add `repository` with its url",
        context=("A release with provenance is refused whose package.json names no repository.",),
        source=package.source,
        warning=warning,
    )


def _mismatch(package: Package, said: Read[str], home: Remote, *, warning: bool) -> Problem:
    casing = is_same_but_case(meant_repository(said), home)
    why = "only the case of letters differs, and it is compared" if casing else "they are compared as written"
    return YourInput(
        "npm-repository-mismatch",
        f"{package.name} names the repository {shown(said.value)}, and its releases come from {home.web}",
        hint=f"write {source_url(home)} there; {MENDS}",
        context=(f"The release's proof says where it was built: {why}.",),
        source=said.source,
        warning=warning,
    )


def _unsure(package: Package, said: Read[str], home: Remote) -> Problem:
    return YourInput(
        "npm-repository-mismatch",
        f"{package.name} names the repository {shown(said.value)}, and its releases come from {home.web}: "
        "only the case of letters differs, and which is right is not known",
        hint="look on the repository's page how owner and name are written, and write them so",
        context=(
            "The release's proof says where it was built, and the case of letters is compared.",
            home.note,
        ),
        source=said.source,
        warning=True,
    )


def _of_directory(package: Package, said: Read[str] | None, *, warning: bool) -> Iterator[Problem]:
    if said is None and package.path != ".":
        yield YourInput(
            "npm-repository-missing",
            f"{package.name} does not say in which folder of the repository it lives",
            hint=f'add `"directory": "{package.path}"` to `repository`; {MENDS}',
            source=package.source,
            warning=True,
        )
    if said is not None and plain_folder(said.value) != package.path:
        yield YourInput(
            "npm-repository-mismatch",
            f"{package.name} says that it lives in {said.value}, and it is in {_place(package)}",
            hint=f"mend `directory` in `repository`; {MENDS}",
            source=said.source,
            warning=warning,
        )


def _place(package: Package) -> str:
    return "the root of the repository" if package.path == "." else package.path


def plain_folder(text: str) -> str:
    """A folder without what does not change it: a first `./`, a first or last slash."""
    return text.removeprefix("./").strip("/") or "."


def _of_access(package: Package, stated: Stated) -> Iterator[Problem]:
    said = stated.access
    if said is not None and said.value != PUBLIC:
        yield YourInput(
            "npm-access-restricted",
            f"{package.name} is to be published for few: publishConfig.access is {shown(said.value)}",
            hint='write "public" there, or `"private": true` into a package that is not for everybody',
            source=said.source,
        )
    if said is None and package.name.startswith("@"):
        yield YourInput(
            "npm-access-restricted",
            f"{package.name} has a scope and does not say that it is public",
            hint=f'add `"publishConfig": {{"access": "public"}}`, since npm otherwise takes a package with a '
            f'scope for a restricted one; where that is right, `"private": true`; {MENDS}',
            source=package.source,
            warning=True,
        )
