"""What could not be read is asked before anything is done; what is answered is kept in the repository."""

from collections.abc import Sequence

from primer.core.choices import Route
from primer.core.package import Package
from primer.core.plan import OpenQuestion, Plan
from primer.core.problem import Stop
from primer.core.question import BACK, Choice, Question
from primer.core.registry import Registry
from primer.core.value import replace
from primer.core.verdict import Upload
from primer.engine.offers import SLOTS
from primer.engine.targets import NONE, OTHER
from primer.engine.wizard import Wizard, enter, manager_of, to_do
from primer.placeholders.versions import refusal, written
from primer.ports.signs import Mark
from primer.registries.naming import registry_flag
from primer.registries.stages import Part

QUESTIONS = "Questions"
"""What the first step is called while it is asked what could not be read."""
FEW = 5
"""So many names are told one by one."""

WHY = (
    "A registry adds a trusted publisher to a project that exists. A pending publisher would make the "
    "project at the first release, but each needs values of its own and three is the most at once, so a "
    "monorepo with one workflow cannot register its second package. The placeholder makes each project "
    "once; from then on CI publishes it, and no token is left."
)
WHY_WITHOUT_PENDING = (
    "A trusted publisher is added to a package that exists, and this registry has no other way to begin. The "
    "placeholder makes each package once; from then on CI publishes it, and no token is left."
)


def ask_open_questions(wizard: Wizard, plan: Plan) -> Plan:
    """Asks what could not be read or has more than one answer; empty answers leave it open."""
    while fresh := [one for one in plan.questions if one not in wizard.asked]:
        first = len(wizard.asked)
        if not first:
            enter(wizard, plan, Part.PACKAGES, QUESTIONS)
        wizard.asked.extend(fresh)
        looked = _asked_from(wizard, first)
        if looked is None:
            return plan
        plan = looked
    return plan


def _asked_from(wizard: Wizard, place: int) -> Plan | None:
    """Asks from that question on, each with a way back; a new look, or None when nothing was kept."""
    answers: dict[str, str | None] = {}
    while place < len(wizard.asked):
        one = wizard.asked[place]
        answer = _answer(wizard, one, answers.get(one.key), back=place > 0)
        if answer == BACK:
            place -= 1
        else:
            answers[one.key] = answer
            place += 1
    kept = {key: answer for key, answer in answers.items() if answer is not None}
    return wizard.look() if kept and _keep(wizard, kept) else None


def _answer(wizard: Wizard, one: OpenQuestion, before: str | None, *, back: bool) -> str | None:
    """The value to keep, or BACK; None leaves the question open. `before` is what was answered already."""
    question = replace(one.question, back=back, default=_default(one.question, before))
    while (answer := wizard.voice.ask(question).strip()) == OTHER:
        typed = replace(one.question, default=before or "", choices=(), back=True)
        if (answer := wizard.voice.ask(typed).strip()) != BACK:
            return answer or None
    return "" if answer == NONE else answer or None


def _default(question: Question, before: str | None) -> str:
    known = not question.choices or before in [choice.key for choice in question.choices]
    return before if before and known else question.default


def _keep(wizard: Wizard, answers: dict[str, str]) -> bool:
    """Writes choices down; one that cannot be is explained, and stays as it was."""
    try:
        file = wizard.hands.keep(answers)
    except Stop as stop:
        wizard.voice.problem(stop.problem)
        return False
    wizard.voice.say(Mark.SEEN, f"kept in {file}")
    return True


def this_wave(plan: Plan) -> tuple[str, ...]:
    """The packages whose placeholder can be uploaded now, foundation packages first."""
    claimable = {item.id.package for item, _ in to_do(plan, Upload)}
    return tuple(
        planned.package.name
        for planned in plan.packages
        if planned.package.name in claimable and planned.wave == 1 and planned.registry == plan.registry.name
    )


def say_what_waits(wizard: Wizard, plan: Plan) -> None:
    """While a token is alive, no further placeholder goes up."""
    if any(this_wave(plan.of(registry)) for registry in plan.registries):
        wizard.voice.say(Mark.WAITS, "the next placeholders wait until the token is revoked")


def agree(wizard: Wizard, whole: Plan, registry: Registry) -> tuple[Plan, bool]:
    """The person agrees to what is primed at one registry now, or changes it first; False is not now.

    Gives that registry's part of the plan, as it is after the changes.
    """
    if registry != whole.registry and this_wave(whole.of(registry)):
        enter(wizard, whole.of(registry), Part.PACKAGES)
    while names := this_wave(plan := whole.of(registry)):
        answer = wizard.voice.ask(_prime_question(wizard, whole, plan, names))
        if answer in ("yes", "leave"):
            return plan, answer == "yes"
        if answer == "why":
            wizard.voice.tell(WHY if manager_of(registry) is None else WHY_WITHOUT_PENDING)
        elif answer == "plan":
            wizard.voice.plan(whole)
        elif answer == BACK:
            whole = _again(wizard, whole)
        else:
            whole = _change(wizard, whole, names, answer, registry)
    return plan, False


def _again(wizard: Wizard, whole: Plan) -> Plan:
    """The last of the open questions once more; from there the person may go further back."""
    changed = _asked_from(wizard, len(wizard.asked) - 1)
    if changed is None:
        return whole
    changed = ask_open_questions(wizard, changed)
    wizard.voice.packages(changed)
    return changed


def _told(names: Sequence[str]) -> str:
    """A few names whole; of many the first, since all of them are listed above."""
    if len(names) <= FEW:
        return ", ".join(names)
    return f"{', '.join(names[:3])} and {len(names) - 3} more, as listed"


def _prime_question(wizard: Wizard, whole: Plan, plan: Plan, names: Sequence[str]) -> Question:
    """Where several registries are gone through, it says at which."""
    offered = (
        len(names) <= SLOTS
        and manager_of(plan.registry) is None
        and wizard.eyes().offers_publishers(plan.registry) is not False
    )
    pending = [Choice("pending", "without a token: pending publishers")] if offered else []
    count = "this one" if len(names) == 1 else f"these {len(names)}"
    at = f" at {plan.registry.title}" if len(whole.registries) > 1 else ""
    return Question(
        f"Prime {count}{at} with placeholder {plan.placeholder}?",
        "",
        "yes",
        (
            Choice("yes", "yes: build and show them; nothing goes up yet"),
            Choice("choose", "choose: other packages"),
            Choice("version", "another version"),
            *pending,
            Choice("plan", "show the whole plan"),
            Choice("why", "why?"),
            Choice("leave", "not now"),
        ),
        note=_told(names),
        back=bool(wizard.asked),
    )


def _change(wizard: Wizard, whole: Plan, names: Sequence[str], answer: str, registry: Registry) -> Plan:
    """One changed choice, kept, and everything looked at again."""
    kept = _changed(wizard, whole, names, answer, registry)
    if not kept or not _keep(wizard, kept):
        return whole
    changed = wizard.look()
    wizard.voice.packages(changed)
    return changed


def _changed(
    wizard: Wizard, whole: Plan, names: Sequence[str], answer: str, registry: Registry
) -> dict[str, str]:
    match answer:
        case "choose":
            picked = wizard.voice.ask(_which(names))
            if picked == BACK:
                return {}
            chosen = _chosen(whole, names, picked.split(), registry)
            if not chosen:
                wizard.voice.tell(f"{'All stay' if picked else 'None was chosen'}; nothing was changed.")
            return chosen
        case "version":
            return _version(wizard, whole.of(registry), names)
        case "pending":
            return _pending(wizard, whole.of(registry), names)
        case _:
            return {}


def _pending(wizard: Wizard, plan: Plan, names: Sequence[str]) -> dict[str, str]:
    """The route is kept only where it can be walked; otherwise what has to change first is said."""
    own = [one.publisher.identity for one in plan.publishers if one.package in names]
    if len(own) == len(names) == len(set(own)):
        wizard.voice.tell("Pending publishers need no token. They reserve no name until the first release.")
        return {"route": Route.PENDING}
    wizard.voice.tell(
        f"Not yet: the {len(names)} packages would share one pending publisher, and each needs its own. Give "
        "each a publishing job with an environment of its own, or a workflow file of its own (they can be "
        "merged afterwards):"
    )
    for name in names:
        wizard.voice.tell(f"{name}: environment {name}, or workflow publish-{name}.yaml")
    command = f"primer init{registry_flag(plan.registries)} --route pending"
    wizard.voice.tell(f"Then run `{command}`. Nothing was changed.")
    return {}


def _chosen(whole: Plan, names: Sequence[str], chosen: Sequence[str], registry: Registry) -> dict[str, str]:
    """All packages of the plan but those of this wave that were not chosen; none or all change nothing."""
    dropped = set(names) - set(chosen)
    if not chosen or not dropped:
        return {}
    paths = [
        one.package.path
        for one in whole.packages
        if one.registry != registry.name or one.package.name not in dropped
    ]
    return {"packages": "\n".join(dict.fromkeys(paths))}


def _refused(version: str, package: Package) -> str | None:
    return refusal(written(version, package.ecosystem), package.version, package.ecosystem)


def _version(wizard: Wizard, plan: Plan, names: Sequence[str]) -> dict[str, str]:
    """Asks until the version can be the placeholder's for each of them; empty or the same changes nothing."""
    own = [one.package for one in plan.packages if one.package.name in names]
    question = Question("Which version?", "--placeholder-version", plan.placeholder, back=True)
    while (text := wizard.voice.ask(question).strip()) not in ("", BACK, plan.placeholder):
        why = next((why for one in own if (why := _refused(text, one))), None)
        if why is None:
            return {"placeholder-version": text}
        wizard.voice.say(Mark.PROBLEM, why)
    return {}


def _which(names: Sequence[str]) -> Question:
    choices = tuple(Choice(name, name) for name in names)
    note = "the others leave the plan; they come back by editing [tool.primer]"
    default = " ".join(names)
    return Question("Which packages?", "--packages", default, choices, several=True, note=note, back=True)
