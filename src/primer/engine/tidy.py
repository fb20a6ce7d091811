"""The last acts at a registry that is managed with requests: placeholders deprecated, tokens disallowed."""

from collections.abc import Mapping, Sequence

from primer.core.memory import ClosedToTokens as Closed
from primer.core.plan import Item, Plan
from primer.core.problem import Problem, Stop
from primer.core.project import Project
from primer.core.question import Choice, Question
from primer.core.verdict import Visit
from primer.engine.approval import approved
from primer.engine.finish import visit
from primer.engine.session import Session, logged_in
from primer.engine.wizard import Wizard, manager_of, to_do
from primer.facts.closed_to_tokens import ClosedToTokens
from primer.facts.placeholder_retired import PlaceholderRetired
from primer.placeholders.versions import written
from primer.ports.signs import Mark
from primer.registries.manager import Manager

WHY = "This version is a placeholder, uploaded once so that the package exists. Use a later one."
"""What people read who install it all the same."""

Errands = Sequence[tuple[Item, Visit]]
OFFERS: Mapping[str, tuple[str, str]] = {
    PlaceholderRetired.NAME: (
        "Deprecate the placeholder",
        "Deprecating warns everybody who installs a version. It can be undone.",
    ),
    ClosedToTokens.NAME: (
        "Disallow tokens",
        "Publishers go on publishing; a token cannot any more, whoever has it. It can be undone.",
    ),
}


def tidy(wizard: Wizard, plan: Plan) -> tuple[Problem, ...]:
    """Offers it at each such registry, under one more log-in or on the pages; gives what did not work."""
    problems: list[Problem] = []
    for registry in plan.registries:
        manager = manager_of(registry)
        if manager is not None:
            problems += _tidied(wizard, plan.of(registry), manager)
    return tuple(problems)


def _tidied(wizard: Wizard, plan: Plan, manager: Manager) -> tuple[Problem, ...]:
    wanted = {fact: to_do(plan, Visit, fact) for fact in OFFERS}
    answers = {fact: _offered(wizard, plan, fact, found) for fact, found in wanted.items() if found}
    here = [fact for fact, answer in answers.items() if answer == "yes"]
    problems: tuple[Problem, ...] = ()
    if here:
        with logged_in(wizard, plan, manager) as session:
            problems = _under(session, {fact: wanted[fact] for fact in here})
    visit(wizard, tuple(one for fact, answer in answers.items() if answer == "page" for one in wanted[fact]))
    return problems


def _offered(wizard: Wizard, plan: Plan, fact: str, found: Errands) -> str:
    verb, note = OFFERS[fact]
    names = ", ".join(item.id.package or "" for item, _ in found)
    choices = (
        Choice("yes", "yes: log in once more, for this alone"),
        Choice("page", "on its pages, by hand"),
        Choice("leave", "not now"),
    )
    question = Question(f"{verb} at {plan.registry.title}, for {names}?", "", "yes", choices, note=note)
    return wizard.voice.ask(question)


def _under(session: Session | Problem | None, wanted: Mapping[str, Errands]) -> tuple[Problem, ...]:
    if not isinstance(session, Session):
        return (session,) if session else ()
    acts = {PlaceholderRetired.NAME: _deprecated, ClosedToTokens.NAME: _closed}
    problems: list[Problem] = []
    for act, item, change in ((acts[fact], *one) for fact, found in wanted.items() for one in found):
        try:
            problem = act(session, item.id.package or "", change)
        except Stop as stop:
            problem = stop.problem
        if problem is not None:
            session.wizard.voice.problem(problem)
            problems.append(problem)
    return tuple(problems)


def _deprecated(session: Session, package: str, change: Visit) -> Problem | None:
    ours = written(session.plan.placeholder, session.plan.registry.ecosystem)
    manager, version = session.manager, dict(change.about).get("version", ours)
    call = manager.deprecated(package, version, session.call(manager.deprecate(package)), WHY)
    if isinstance(call, Problem):
        return call
    answer = approved(session, call, f"deprecate {package} {version}")
    if isinstance(answer, Problem):
        return answer
    refused = manager.refusal(session.registry, package, answer)
    if refused is None:
        _say_deprecated(session, package, version)
    return refused


def _say_deprecated(session: Session, package: str, version: str) -> None:
    project = session.wizard.eyes().project(session.registry, package)
    files = project.of_version(version) if isinstance(project, Project) else ()
    if files and all(file.yanked for file in files):
        session.wizard.voice.say(Mark.SEEN, f"{package}: {version} is deprecated")
    else:
        title = session.registry.title
        session.wizard.voice.say(Mark.WAITS, f"{package}: {title} took it, and does not show it yet")


def _closed(session: Session, package: str, _change: Visit) -> Problem | None:
    answer = approved(session, session.manager.close_to_tokens(package), f"disallow tokens for {package}")
    if isinstance(answer, Problem):
        return answer
    refused = session.manager.refusal(session.registry, package, answer)
    if refused is None:
        wizard, registry = session.wizard, session.registry
        wizard.hands.record(Closed(registry.name, package, wizard.eyes().now()))
        wizard.voice.say(Mark.SEEN, f"{package}: {registry.title} takes no tokens for it any more")
    return refused
