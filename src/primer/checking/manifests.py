"""What package.json files say of their source and their readers, held against where releases come from.

The rules are those of `reading.manifest_problems`; here each becomes a finding with the edits that mend it.
"""

from collections.abc import Iterator, Mapping

from primer.checking.json_edits import put_in
from primer.checking.rules import RULES
from primer.core.finding import Edit, Finding, Severity
from primer.core.package import Package, Stated
from primer.core.problem import Problem
from primer.core.repository import Remote, Repository
from primer.core.source import Source
from primer.core.value import replace
from primer.reading.packages.manifest_problems import (
    MENDS,
    PUBLIC,
    is_maybe_same,
    is_same,
    manifest_problems,
    plain_folder,
    source_folder,
    source_home,
)
from primer.reading.packages.stated_source import meant_repository, source_url
from primer.reading.publishers.decided import Undecided, publisher_for
from primer.registries.addresses import NPM
from primer.registries.known import interface_of

_RULES: Mapping[str, str] = {
    "npm-repository-missing": "manifest-repository",
    "npm-repository-mismatch": "manifest-repository",
    "npm-access-restricted": "manifest-access",
}
"""The rule that stands for a problem's reference."""


def manifests(texts: Mapping[str, str], repository: Repository) -> tuple[Finding, ...]:
    """What the manifests of a repository's npm packages do not keep, by file and line.

    `texts` has them by path. What is restricted on purpose is left to a person.
    """
    return tuple(finding for package in repository.packages for finding in _of(package, texts, repository))


def _of(package: Package, texts: Mapping[str, str], repository: Repository) -> Iterator[Finding]:
    text = texts.get(package.source.where)
    if package.stated is None or text is None:
        return
    publisher = publisher_for(package, NPM, repository)
    home = source_home(publisher, repository.remote)
    inside = replace(package, path=source_folder(package, home, repository))
    verified = isinstance(publisher, Undecided) or interface_of(NPM).provable(publisher.identity)
    for problem in manifest_problems(package, publisher, repository, verified=verified):
        yield _finding(problem, package, _edits(problem, inside, home, text))


def _finding(problem: Problem, package: Package, edits: tuple[Edit, ...]) -> Finding:
    rule = _RULES[problem.reference]
    severity = Severity.WARNING if problem.warning else RULES[rule]
    source = problem.source or Source(package.source.where)
    fix = problem.hint.partition("; `primer")[0]
    return Finding(rule, source, severity, problem.message, fix, edits)


def _edits(problem: Problem, package: Package, home: Remote | None, text: str) -> tuple[Edit, ...]:
    stated = package.stated or Stated()
    if _RULES[problem.reference] == "manifest-access":
        access = {"access": PUBLIC}
        return put_in(text, "publishConfig", access, frozenset(access)) if stated.access is None else ()
    if home is None or MENDS not in problem.hint:
        return ()
    members = {"type": "git", "url": source_url(home), "directory": package.path}
    if package.path == "." and stated.directory is None:
        del members["directory"]
    return put_in(text, "repository", members, frozenset(_wrong(stated, package, home)))


def _wrong(stated: Stated, package: Package, home: Remote) -> Iterator[str]:
    """The members of `repository` that are to change; the spelling of a right one stays."""
    said = meant_repository(stated.repository) if stated.repository else None
    if not (said and (is_same(said, home) or is_maybe_same(said, home))):
        yield "url"
    if plain_folder(stated.directory.value if stated.directory else ".") != package.path:
        yield "directory"
