"""The sentence behind every verdict, the same on every face."""

from collections.abc import Iterable
from itertools import groupby

from primer.core.evidence import Evidence, Grade
from primer.core.plan import Item
from primer.core.verdict import Done, FactId, Todo, Unseen, Verdict, Visit, Waits, problem_in
from primer.ports.signs import Mark
from primer.terminal.times import When, local


def detail(item: Item, when: When | None = None) -> str:
    """Why the verdict is what it is; `when` says times, the person's own clock by default."""
    match item.verdict:
        case Done(evidence):
            return _because(evidence, item.title, when or local())
        case Todo(change):
            return change.words
        case Waits(on):
            return f"waits for {_facts(on, item.id)}"
        case Unseen(why):
            return why


def state(verdict: Verdict) -> str:
    """The verdict itself in words."""
    match verdict:
        case Done():
            return "done"
        case Todo():
            return "to do"
        case Waits():
            return "waits"
        case Unseen():
            return "could not look"


def told(item: Item, when: When) -> str:
    """State and sentence together, for faces that have no marks."""
    words, why = state(item.verdict), detail(item, when)
    return why if why.startswith(words) else f"{words}: {why}"


def page_to_visit(item: Item) -> str:
    """The page on which the person does what is to do, or empty."""
    match item.verdict:
        case Todo(Visit(_, page)):
            return page
        case _:
            return ""


def mark_of(verdict: Verdict) -> Mark:
    """The mark of a verdict; what a problem keeps from being done bears the problem's."""
    match verdict:
        case Done(Evidence(grade=Grade.OBSERVED)):
            return Mark.SEEN
        case Done():
            return Mark.SAID
        case Todo():
            problem = problem_in(verdict)
            return Mark.PROBLEM if problem and not problem.warning else Mark.TODO
        case Waits():
            return Mark.WAITS
        case Unseen():
            return Mark.UNSEEN


def fact_words(fact: str) -> str:
    """A fact's name as people read it."""
    return fact.replace("-", " ").replace("oidc", "OIDC")


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _because(evidence: Evidence, title: str, when: When) -> str:
    place, _, line = evidence.source.rpartition(":")
    if evidence.grade is Grade.DECLARED:
        how = f"you said so {when(evidence.at)}"
    elif (place if place and line.isdecimal() else evidence.source) in evidence.claim:
        return evidence.claim
    else:
        how = f"seen {when(evidence.at)}, {evidence.source}"
    told = evidence.claim if evidence.claim.casefold() != title.casefold() else ""
    return f"{told}, {how}" if told else how


def _facts(on: Iterable[FactId], waiting: FactId) -> str:
    """Facts by name; those of other packages with the package, or their number when there are several."""
    parts = []
    for fact, group in groupby(on, key=lambda one: one.fact):
        packages = [one.package for one in group if one.package and one.package != waiting.package]
        whose = f" of {packages[0]}" if len(packages) == 1 else f" of {len(packages)} packages"
        parts.append(fact_words(fact) + (whose if packages else ""))
    return ", ".join(parts)
