"""All rules over all CI files that publish.

Imports PyYAML: import this module only where there is a CI file to check.
"""

from collections.abc import Iterator, Mapping

from primer.checking.actions import actions
from primer.checking.credentials import credentials, leftovers
from primer.checking.environments import environments
from primer.checking.inclusion import inclusion
from primer.checking.nodes import Node
from primer.checking.publications import publications
from primer.checking.removals import removals
from primer.checking.repeats import several, skipping
from primer.checking.rules import Draft
from primer.checking.triggers import called, remote_calls, triggers
from primer.core.finding import Edit, Finding
from primer.core.repository import Repository
from primer.reading.ci.jobs import is_circleci, read_jobs


def check(texts: Mapping[str, str], repository: Repository) -> tuple[Finding, ...]:
    """What the CI files do not keep, by file, line and rule, each once.

    `texts` are the CI files by their paths, as `adapters.ci_files.ci_texts` reads them; packages and choices
    are the repository's. A file that is no readable YAML is reading's to report, and says nothing here.
    """
    # CircleCI's own is read, and held to none of these rules.
    texts = {path: text for path in texts if not is_circleci(path) and (text := texts.get(path)) is not None}
    drafts = list(_drafts(texts, repository))
    going = removals([node for draft in drafts for node in draft.removes])
    findings = [draft.finding((*draft.edits, *_edits(draft, going))) for draft in drafts]
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _drafts(texts: Mapping[str, str], repository: Repository) -> Iterator[Draft]:
    found = publications(texts, read_jobs(texts, repository.choices.registries)[0])
    for publication in {one.file: one for one in found}.values():
        yield from actions(publication)
        yield from triggers(publication)
    for publication in found:
        yield from credentials(publication, repository)
        yield from environments(publication, repository)
        yield from called(publication, texts)
        yield from skipping(publication, repository)
    yield from leftovers(texts, found, repository)
    yield from several(found, repository)
    yield from remote_calls(texts)
    yield from inclusion(texts)


def _edits(draft: Draft, going: Mapping[Node, tuple[Edit, ...]]) -> tuple[Edit, ...]:
    """All that has to go, or nothing: half a removal mends nothing."""
    found = [going[node] for node in draft.removes]
    return tuple(edit for edits in found for edit in edits) if all(found) else ()


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.source.where, finding.source.line or 0, finding.rule, finding.message
