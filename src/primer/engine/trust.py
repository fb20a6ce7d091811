"""Publishers at a registry that lists them: look, compare, register or replace, and look again."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from primer.core.countdown import moment
from primer.core.memory import PublisherSeen
from primer.core.plan import Plan, PlannedPublisher
from primer.core.problem import DidNotTake, Problem, Stop
from primer.core.publisher import Form
from primer.core.question import Choice, Question
from primer.core.trusted import Trusted
from primer.core.verdict import Fill
from primer.engine.approval import approved
from primer.engine.register import register
from primer.engine.session import Session
from primer.engine.wizard import enter, to_do
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.registration import listed_values
from primer.ports.signs import Mark
from primer.registries.manager import match
from primer.registries.naming import wizard_for
from primer.registries.stages import Part

LOOKS = 3
PAUSE = 2.0
"""How often, and with how many seconds between, a list is asked for what was just added to it."""


def to_register(plan: Plan) -> tuple[PlannedPublisher, ...]:
    """The publishers of one registry that are not registered there, as far as is known."""
    wanted = {item.id.package for item, _ in to_do(plan, Fill, PublisherRegistered.NAME)}
    return tuple(one for one in plan.publishers if one.package in wanted)


def register_all(session: Session, plan: Plan) -> tuple[Problem, ...]:
    """Registers every publisher that the person agrees to; gives what did not work."""
    wanted = to_register(plan)
    if not wanted:
        return ()
    enter(session.wizard, plan, Part.REGISTER)
    match _agreed(session, wanted) if session.manages else "page":
        case "yes":
            return _each(session, wanted, _registered)
        case "page":
            return _by_hand(session, plan, wanted)
    return ()


def compare_all(session: Session, plan: Plan, wanted: Sequence[PlannedPublisher]) -> tuple[Problem, ...]:
    """Holds each against what the registry lists, and replaces what the person agrees to replace."""
    enter(session.wizard, plan, Part.REGISTER)
    return _each(session, wanted, _registered)


def _by_hand(session: Session, plan: Plan, wanted: Sequence[PlannedPublisher]) -> tuple[Problem, ...]:
    """The person fills the forms; what of it the session may list is seen and needs no word."""
    session.left = not register(session.wizard, plan)
    left = {item.id.package for item, _ in to_do(session.wizard.look(), Fill, PublisherRegistered.NAME)}
    done = [one for one in wanted if one.package not in left]
    return _each(session, done, _noticed) if session.manages else ()


def _agreed(session: Session, wanted: Sequence[PlannedPublisher]) -> str:
    """Yes, page or leave; everything that would be registered is shown before."""
    title, voice = session.registry.title, session.wizard.voice
    for names, values in _grouped(wanted).items():
        voice.tell(f"{names}:  {values}")
    count = "this publisher" if len(wanted) == 1 else f"these {len(wanted)} publishers"
    choices = (
        Choice("yes", "yes"),
        Choice("command", "command: show what would do the same"),
        Choice("page", "on its pages, by hand"),
        Choice("leave", "not now"),
    )
    question = Question(f"Register {count} at {title}?", "", "yes", choices)
    while (answer := voice.ask(question)) == "command":
        voice.tell(session.manager.words.command)
        for one in wanted:
            command = session.manager.command(one.package, one.publisher)
            voice.tell(f"    {command}" if command else f"{one.package}: that command takes no such values")
    return answer


def _grouped(wanted: Iterable[PlannedPublisher]) -> dict[str, str]:
    """The packages that share all values, with these values on one line."""
    by_values: dict[str, list[str]] = {}
    for one in wanted:
        by_values.setdefault(_on_one_line(one.form), []).append(one.package)
    return {", ".join(names): values for values, names in by_values.items()}


def _on_one_line(form: Form) -> str:
    return " · ".join(f"{field.label} {field.value or '(none)'}" for field in form.fields)


def _each(
    session: Session,
    wanted: Sequence[PlannedPublisher],
    act: Callable[[Session, PlannedPublisher], Problem | None],
) -> tuple[Problem, ...]:
    """One that is refused keeps no other from being registered; without an answer nothing goes on."""
    problems: list[Problem] = []
    for one in wanted:
        try:
            problem = act(session, one)
        except Stop as stop:
            return (*problems, stop.problem)
        problems += [problem] if problem else []
    return tuple(problems)


def _noticed(session: Session, one: PlannedPublisher) -> Problem | None:
    """A list that is not given, or does not show it, leaves it at the person's word."""
    listed = _listed(session, one.package)
    if not isinstance(listed, Problem) and _same(session, one, listed) is not None:
        _remember(session, one, "registered, as the list shows")
    return None


def _registered(session: Session, one: PlannedPublisher) -> Problem | None:
    listed = _listed(session, one.package)
    if isinstance(listed, Problem):
        return listed
    same = _same(session, one, listed)
    if same is not None and not _has_lapsed(session, one):
        _found(session, one)
        return None
    others = tuple(trusted for trusted in listed if trusted is not same)
    way = _beside(session, one, others) if others else "add"
    if way == "leave":
        session.wizard.voice.say(Mark.TODO, f"{one.package}: left as it is")
        return None
    problem = _made(session, one, same, others if way == "yes" else ())
    return problem or _seen(session, one)


def _listed(session: Session, package: str) -> tuple[Trusted, ...] | Problem:
    answer = approved(session, session.manager.publishers(package), f"see the publishers of {package}")
    if isinstance(answer, Problem):
        return answer
    return session.manager.publishers_listed(session.registry, package, answer)


def _same(session: Session, one: PlannedPublisher, listed: Sequence[Trusted]) -> Trusted | None:
    """The one that equals the form and has not expired, if one does."""
    now = session.wizard.eyes().now()
    living = [trusted for trusted in listed if trusted.ends is None or trusted.ends > now]
    return match(one.form, living, session.manager)


def _has_lapsed(session: Session, one: PlannedPublisher) -> bool:
    """Whether the one that is listed is dead: the registry still shows it, and takes nothing from it."""
    eyes = session.wizard.eyes()
    before = eyes.memory().publisher(session.registry.name, one.package)
    if before is None or dict(before.values) != listed_values(one.form):
        return False
    return before.lapses is not None and before.lapses <= eyes.now()


def _beside(session: Session, one: PlannedPublisher, others: Sequence[Trusted]) -> str:
    """Yes to replace the one other, add, or leave; each of the others is shown field by field."""
    voice, title = session.wizard.voice, session.registry.title
    for other in others:
        voice.tell(f"{one.package} trusts another publisher at {title}:  {_compared(one.form, other)}")
    add = Choice("add", "add: keep what is there, and add this one")
    leave = Choice("leave", "leave it as it is")
    if len(others) > 1:
        question = Question(f"Add this one to the {len(others)} of {one.package}?", "", "add", (add, leave))
        return voice.ask(question)
    replace = Choice("yes", "yes: replace it")
    question = Question(f"Replace the publisher of {one.package}?", "", "leave", (replace, add, leave))
    return voice.ask(question)


def _compared(form: Form, other: Trusted) -> str:
    """Every value of it, and what is wanted where that differs."""
    rows = []
    for field in form.fields if other.values else ():
        has = other.values.get(field.key, "")
        wanted = f" (wanted: {field.value or '(none)'})" if has != field.value else ""
        rows.append(f"{field.label} {has or '(none)'}{wanted}")
    known = {field.key for field in form.fields}
    rows += [f"{key} {value}" for key, value in other.values.items() if key not in known]
    return " · ".join((*rows, *((other.other,) if other.other else ())))


def _made(
    session: Session, one: PlannedPublisher, dead: Trusted | None, replaced: Sequence[Trusted]
) -> Problem | None:
    """The new one stands before the old one goes, unless the registry has room for one only."""
    manager, package = session.manager, one.package
    if dead is not None and (problem := _dropped(session, package, (dead,))):
        return problem
    create, what = manager.register(package, one.publisher), f"register the publisher of {package}"
    answer = approved(session, create, what)
    if not isinstance(answer, Problem) and answer.status == 409 and replaced:
        if problem := _dropped(session, package, replaced):
            return problem
        answer, replaced = approved(session, create, what), ()
    problem = answer if isinstance(answer, Problem) else manager.refusal(session.registry, package, answer)
    return problem or _dropped(session, package, replaced)


def _dropped(session: Session, package: str, old: Iterable[Trusted]) -> Problem | None:
    for trusted in old:
        what = f"remove a publisher of {package}"
        answer = approved(session, session.manager.drop(package, trusted), what)
        refused = (
            answer
            if isinstance(answer, Problem)
            else session.manager.refusal(session.registry, package, answer)
        )
        if refused is not None:
            return refused
    return None


def _seen(session: Session, one: PlannedPublisher) -> Problem | None:
    """Only the second look counts, and a list may lag behind a little."""
    for look in range(LOOKS):
        if look:
            session.wizard.hands.wait(PAUSE)
        listed = _listed(session, one.package)
        if isinstance(listed, Problem):
            return listed
        if _same(session, one, listed) is not None:
            _remember(session, one, "registered, as the list shows")
            return None
    return DidNotTake(
        "publisher-not-shown",
        f"{session.registry.title} took the publisher of {one.package}, and does not list it",
        hint=f"look at the package's page, and run `{wizard_for(session.registry)}` again: "
        "it compares what is listed by then",
    )


def _found(session: Session, one: PlannedPublisher) -> None:
    """One that stood there before: when its clock began is known only to who saw it begin."""
    wizard, registry = session.wizard, session.registry
    values, before = listed_values(one.form), wizard.eyes().memory().publisher(registry.name, one.package)
    lapses = before.lapses if before is not None and dict(before.values) == values else None
    wizard.hands.record(PublisherSeen(registry.name, one.package, values, wizard.eyes().now(), lapses))
    clock = f"when {registry.title} drops it is not known here, for its clock began earlier"
    if lapses is not None:
        clock = _clock(registry.title, lapses, wizard.eyes().now())
    wizard.voice.say(Mark.SEEN, f"{one.package}: publisher was there already; {clock}")


def _clock(title: str, lapses: datetime, now: datetime) -> str:
    return f"{title} drops it {moment(lapses, now)} unless CI publishes first"


def _remember(session: Session, one: PlannedPublisher, how: str) -> None:
    """From now on the registry's clock runs."""
    wizard, registry = session.wizard, session.registry
    now = wizard.eyes().now()
    lapses = now + session.manager.clocks.lapses
    values = listed_values(one.form)
    wizard.hands.record(PublisherSeen(registry.name, one.package, values, now, lapses))
    wizard.voice.say(Mark.SEEN, f"{one.package}: publisher {how}; {_clock(registry.title, lapses, now)}")
