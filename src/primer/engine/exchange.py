"""Exchanging a run's identity without publishing anything, and comparing what comes of it with the plan."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from primer.core.choices import Route
from primer.core.plan import Plan
from primer.core.problem import DidNotTake, Problem, YourInput
from primer.core.project import Absent, Unlooked
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.value import field, frozen, replace
from primer.engine.standing import Standing, standing
from primer.ports.eyes import Eyes
from primer.providers.identity_tokens import claims_of
from primer.registries.addresses import HOMES
from primer.registries.pypi.exchange import Coverage, Denied, Minted, coverage
from primer.registries.pypi.exchange_refusals import is_unexplained, refusal


class Run(Protocol):
    """The CI run that this is part of."""

    def identity(self, audience: str) -> Secret | Problem:
        """A token that names the run to this audience, or why there is none."""
        ...


class Counter(Protocol):
    """Where identities are exchanged."""

    def audience(self, registry: Registry) -> str | Problem:
        """Whom an identity has to be meant for there."""
        ...

    def mint(self, registry: Registry, identity: Secret) -> Minted | Denied | Problem:
        """Presents an identity once."""
        ...


class Outcome(StrEnum):
    """How an exchange ended; `short` is taken, and not for everything that is planned."""

    COVERED = "covered"
    REFUSED = "refused"
    SHORT = "short"
    UNASKED = "unasked"


@frozen
class Exchange:
    """One exchange and what it shows; no token is in it.

    `claims` are those of the run's identity, by their known names; `covers` is how many projects the minted
    token was for, `names` which, each None where nothing says so; `ends` is when that token lapses.
    """

    plan: Plan
    outcome: Outcome
    claims: Mapping[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    covers: int | None = None
    names: frozenset[str] | None = None
    ends: datetime | None = None
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def exchange(plan: Plan, run: Run, counter: Counter, eyes: Eyes) -> Exchange:
    """Asks once; the minted token is read offline and let go before this returns."""
    audience = counter.audience(plan.registry)
    if isinstance(audience, Problem):
        return _unasked(plan, audience)
    identity = run.identity(audience)
    if isinstance(identity, Problem):
        return _unasked(plan, identity)
    claims = claims_of(identity)
    asked = Exchange(plan, Outcome.UNASKED, claims, standing(plan, claims), notes=_notes(plan))
    match counter.mint(plan.registry, identity):
        case Minted(token):
            return _judged(asked, coverage(token), eyes)
        case Denied() as denied:
            return _refused(asked, denied)
        case problem:
            return replace(asked, problems=(problem,))


def _unasked(plan: Plan, problem: Problem) -> Exchange:
    return Exchange(plan, Outcome.UNASKED, notes=_notes(plan), problems=(problem,))


def _notes(plan: Plan) -> tuple[str, ...]:
    others: dict[str, list[str]] = {}
    for one in plan.packages:
        if one.package.ecosystem != plan.registry.ecosystem:
            others.setdefault(HOMES[one.package.ecosystem].title, []).append(one.package.name)
    return tuple(f"{title} packages are not asked yet: {', '.join(names)}" for title, names in others.items())


def _refused(asked: Exchange, denied: Denied) -> Exchange:
    problem = refusal(asked.plan.registry, denied, asked.claims)
    if denied.code == "invalid-publisher":
        problem = _with_forms(asked, problem)
    if is_unexplained(denied):
        problem = _with_fields(asked, problem)
    return replace(asked, outcome=Outcome.REFUSED, problems=(problem, *_nothing_planned(asked)))


def _with_forms(asked: Exchange, problem: Problem) -> Problem:
    """The filled form of each package that the run could be meant for."""
    links = tuple(f"{one.package}  {one.form.link}" for one in asked.standing.nearest if one.form.link)
    return replace(problem, context=(*problem.context, *links))


def _with_fields(asked: Exchange, problem: Problem) -> Problem:
    """The one thing to change, where the run differs from every publisher that is planned."""
    if asked.standing.own or not asked.standing.fields:
        return problem
    labels = " and ".join(one.label for one in asked.standing.fields if not one.equal)
    title = asked.plan.registry.title
    return replace(
        problem,
        hint=f"make {labels} the same in this job, in the plan and at {title}; it belongs in the publishing "
        "job's file and environment",
    )


def _judged(asked: Exchange, covered: Coverage, eyes: Eyes) -> Exchange:
    found = replace(asked, covers=covered.number, names=covered.names, ends=covered.ends)
    absent = _absent(found, eyes)
    problem = _lacking(found, absent.names)
    if problem is not None:
        return replace(found, outcome=Outcome.SHORT, problems=(problem, *_nothing_planned(asked)))
    notes = (*asked.notes, *_covered_notes(found), *absent.notes)
    return replace(found, outcome=Outcome.COVERED, notes=notes)


def _lacking(found: Exchange, absent: tuple[str, ...]) -> Problem | None:
    """Why the exchange is not enough; None when as much is covered as is planned, and all of it is there."""
    own, title = found.standing.own, found.plan.registry.title
    if found.covers is None:
        return DidNotTake(
            "coverage-not-said",
            f"{title} takes this run's identity, and its token does not say for which projects",
            "look at each project's page there; the first release will prove it",
        )
    if not own:
        return YourInput(
            "identity-not-planned",
            f"{title} takes this run's identity for {_projects(found.covers)}, and the plan has none for it",
            "run it in the file and environment of the publishing job, or correct the plan: `primer --plan`",
        )
    missing = _missing(found)
    enough = found.covers >= len(own)
    if missing == () or (missing is None and enough and not absent):
        return None
    lacks = f"not all of the {len(own)} packages that are planned are among them"
    if len(own) == 1:
        lacks = "the package that is planned is not among them"
    return DidNotTake(
        "too-few-covered",
        f"{title} takes this run's identity for {_projects(found.covers)}, and "
        f"{lacks if enough else f'{_packages(len(own))} planned'}",
        "register this publisher for each package that lacks it: `primer init` walks there",
        context=(
            *((f"not on {title} yet: {', '.join(absent)}",) if absent else ()),
            *_forms(found, missing, absent),
        ),
    )


def _missing(found: Exchange) -> tuple[str, ...] | None:
    """The planned packages that the token does not name; None where it names none at all."""
    if found.names is None:
        return None
    return tuple(one.package for one in found.standing.own if one.package not in found.names)


@frozen
class _Gone:
    """The planned packages that are not on the registry, and what could not be looked at."""

    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _absent(found: Exchange, eyes: Eyes) -> _Gone:
    """No publisher can be registered for what is not there: a number that is high enough hides it.

    A registry that does not answer is asked no further; an exchange makes a pending publisher's project.
    """
    registry, absent = found.plan.registry, []
    if _missing(found) == ():
        return _Gone()
    for name in _looked_for(found):
        match eyes.project(registry, name):
            case Absent():
                absent.append(name)
            case Unlooked(why):
                note = f"whether all of them are on {registry.title} could not be looked at: {why}"
                return _Gone(tuple(absent), (note,))
            case _:
                continue
    return _Gone(tuple(absent))


def _looked_for(found: Exchange) -> list[str]:
    pending = _pending(found)
    return [one.package for one in found.standing.own if one.package not in pending]


def _pending(found: Exchange) -> frozenset[str]:
    return frozenset(one.package.name for one in found.plan.packages if one.route is Route.PENDING)


def _forms(found: Exchange, missing: tuple[str, ...] | None, absent: tuple[str, ...]) -> tuple[str, ...]:
    """The filled forms of those that may lack the publisher; none where the absent ones explain the gap."""
    own = found.standing.own
    if missing is None and len(absent) + (found.covers or 0) >= len(own):
        return ()
    there = [one for one in own if one.package not in absent]
    return tuple(
        f"{one.package}  {one.form.link}" for one in there if missing is None or one.package in missing
    )


def _nothing_planned(asked: Exchange) -> tuple[Problem, ...]:
    """Where no publisher is planned to compare with, what keeps the plan from having one."""
    stood = asked.standing
    return () if stood.own or stood.others else asked.plan.errors


def _covered_notes(found: Exchange) -> list[str]:
    title, own = found.plan.registry.title, found.standing.own
    notes = []
    if found.names is None:
        notes.append(
            f"{title}'s token gives the projects' numbers, not their names: how many is compared, not which"
        )
    if found.covers is not None and found.covers > len(own):
        more = _projects(found.covers - len(own))
        notes.append(f"{more} more than are planned here trust the same publisher")
    pending = _pending(found)
    made = [one.package for one in own if one.package in pending]
    if made:
        notes.append(
            f"an exchange makes the project of a pending publisher, as a publish would: {', '.join(made)}"
        )
    return notes


def _projects(number: int) -> str:
    return "1 project" if number == 1 else f"{number} projects"


def _packages(number: int) -> str:
    return "1 package is" if number == 1 else f"{number} packages are"
