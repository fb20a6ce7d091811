"""Every package of a repository, and every one that is left out with its reason."""

from collections.abc import Iterable, Iterator, Mapping

from primer.core.choices import Choices
from primer.core.package import Package, Skipped
from primer.core.problem import Problem, YourInput
from primer.core.registry import Ecosystem
from primer.core.value import field, frozen
from primer.reading.choices.needs import with_needs
from primer.reading.packages.manifest import Manifest, folder_of
from primer.reading.packages.manifests import Manifests, ecosystem_of
from primer.reading.packages.places import fixture, template, vendored
from primer.reading.packages.workspaces import Workspaces
from primer.reading.texts.globs import covers, matches, with_parents


@frozen
class Found:
    """What there is; packages by ecosystem (Python first) and path, skipped by path.

    `unread` are the files that had no text although a package may be described there; `private` are packages
    that are left out by their own word and not by their place; `manifests` are all files that were parsed.
    """

    packages: tuple[Package, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()
    private: tuple[Manifest, ...] = ()
    manifests: Manifests | None = field(default=None, compare=False, repr=False)


def find_packages(texts: Mapping[str, str], choices: Choices) -> Found:
    """The packages of a repository's files (path to text).

    A file that is there but cannot be read is a key for which `get` gives None.
    """
    manifests = Manifests(texts)

    def place(folder: str, ecosystem: Ecosystem) -> str:
        return _left_out(folder, choices, manifests.workspaces[ecosystem])

    def left_out(manifest: Manifest) -> str:
        spaces = manifests.workspaces[manifest.ecosystem]
        return place(manifest.folder, manifest.ecosystem) or _passed_over(manifest, choices, spaces)

    found = (manifest for folder in manifests.folders for manifest in manifests.read(folder))
    read = [(manifest, left_out(manifest)) for manifest in found]
    kept = [manifest for manifest, why in read if not why]
    alone, twins = _apart(kept)
    packages, idle_needs = with_needs(alone, choices.needs)
    skipped = [
        Skipped(manifest.folder, manifest.name, why or manifest.why)
        for manifest, why in read
        if why or manifest.why
    ]
    problems = [*manifests.problems, *(problem for manifest in kept for problem in manifest.problems)]
    return Found(
        packages=packages,
        skipped=tuple(sorted([*skipped, *_twins_skipped(twins)], key=lambda s: (s.path, s.name))),
        problems=(
            *problems,
            *map(_twins_problem, twins),
            *_idle_globs(choices, manifests.folders),
            *idle_needs,
        ),
        private=tuple(one for one in kept if one.name and one.package is None and not one.problems),
        manifests=manifests,
        unread=tuple(path for path in manifests.silent if not place(folder_of(path), ecosystem_of(path))),
    )


def _left_out(folder: str, choices: Choices, workspaces: Workspaces) -> str:
    """Why the place alone leaves a package out; a place that `packages` names is never guessed about."""
    if covers(folder, choices.exclude):
        return "excluded by `exclude` of [tool.primer]"
    if matches(folder, choices.packages):
        return ""
    guess = _guess(folder, workspaces)
    return guess or ("not among `packages` of [tool.primer]" if choices.packages else "")


def _guess(folder: str, workspaces: Workspaces) -> str:
    why = vendored(folder) or template(folder)
    if why or workspaces.has(folder):
        return why
    excluded = workspaces.excluded_by(folder)
    return fixture(folder) or (f"excluded from the workspace of {excluded}" if excluded else "")


def _passed_over(manifest: Manifest, choices: Choices, workspaces: Workspaces) -> str:
    """Why the tools around a package would not publish it; what is not to be published says so itself."""
    if manifest.package is None or matches(manifest.folder, choices.packages):
        return ""
    file = workspaces.passed_over_by(manifest.folder)
    return f"no member of the workspace of {file}" if file else ""


def _idle_globs(choices: Choices, folders: Iterable[str]) -> Iterator[Problem]:
    own = frozenset(folders)
    around = {outer for folder in own for outer in with_parents(folder)}
    for key, globs, candidates in (("packages", choices.packages, own), ("exclude", choices.exclude, around)):
        for glob in globs:
            if glob in candidates or any(matches(folder, (glob,)) for folder in candidates):
                continue
            yield YourInput(
                "choice-matches-nothing",
                f"`{key}` names {glob!r}, and no folder with a package is called so",
                f"mend or remove it in `{key}` of [tool.primer]",
                warning=True,
            )


def _apart(manifests: Iterable[Manifest]) -> tuple[tuple[Package, ...], tuple[tuple[Package, ...], ...]]:
    """Packages whose name is theirs alone, and the groups of those that share one."""
    groups: dict[tuple[str, str], list[Package]] = {}
    for manifest in manifests:
        if manifest.package:
            groups.setdefault((manifest.package.ecosystem, manifest.package.name), []).append(
                manifest.package
            )
    alone = [group[0] for group in groups.values() if len(group) == 1]
    alone.sort(key=lambda package: (package.ecosystem != "python", package.path, package.name))
    return tuple(alone), tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _twins_skipped(twins: Iterable[tuple[Package, ...]]) -> Iterator[Skipped]:
    for group in twins:
        for package in group:
            others = ", ".join(str(other.source.where) for other in group if other is not package)
            yield Skipped(package.path, package.name, f"the same name as in {others}")


def _twins_problem(group: tuple[Package, ...]) -> Problem:
    return YourInput(
        "duplicate-package",
        f"{group[0].name} is the name of {len(group)} packages here",
        "rename one, or leave one out with `exclude` of [tool.primer]",
        context=tuple(str(package.source) for package in group),
        source=group[0].source,
    )
