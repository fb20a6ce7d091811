"""Every choice is asked before anything is done; what is answered is kept in the repository."""

from collections.abc import Sequence
from dataclasses import replace

from primer.core.choices import Route
from primer.core.package import Package
from primer.core.plan import OpenQuestion, Plan
from primer.core.problem import Stop
from primer.core.question import Choice, Question
from primer.core.registry import Registry
from primer.core.verdict import Upload
from primer.engine.offers import SLOTS
from primer.engine.targets import NONE, OTHER
from primer.engine.wizard import Wizard, manager_of, to_do
from primer.placeholders.versions import refusal, written
from primer.ports.voice import Mark

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
    asked: set[OpenQuestion] = set()
    while fresh := [one for one in plan.questions if one not in asked]:
        asked.update(fresh)
        answers = {one.key: _answer(wizard, one) for one in fresh}
        kept = {key: answer for key, answer in answers.items() if answer is not None}
        if not kept or not _keep(wizard, kept):
            return plan
        plan = wizard.look()
    return plan


def _answer(wizard: Wizard, one: OpenQuestion) -> str | None:
    """The value to keep; None leaves the question open."""
    answer = wizard.voice.ask(one.question).strip()
    if answer == OTHER:
        answer = wizard.voice.ask(replace(one.question, default="", choices=())).strip()
    return "" if answer == NONE else answer or None


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
    while names := this_wave(plan := whole.of(registry)):
        answer = wizard.voice.ask(_prime_question(wizard, whole, plan, names))
        if answer in ("yes", "leave"):
            return plan, answer == "yes"
        if answer == "why":
            wizard.voice.tell(WHY if manager_of(registry) is None else WHY_WITHOUT_PENDING)
        elif answer == "plan":
            wizard.voice.plan(whole)
        else:
            whole = _change(wizard, whole, names, answer, registry)
    return plan, False


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
            Choice("yes", "yes"),
            Choice("choose", "choose: other packages"),
            Choice("version", "another version"),
            *pending,
            Choice("plan", "show the whole plan"),
            Choice("why", "why?"),
            Choice("leave", "not now"),
        ),
        note=", ".join(names),
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
            chosen = _chosen(whole, names, wizard.voice.ask(_which(names)).split(), registry)
            if not chosen:
                wizard.voice.tell("None was chosen; nothing was changed.")
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
    wizard.voice.tell("Then run `primer init --route pending`. Nothing was changed.")
    return {}


def _chosen(whole: Plan, names: Sequence[str], chosen: Sequence[str], registry: Registry) -> dict[str, str]:
    """All packages of the plan but those of this wave that were not chosen; none chosen changes nothing."""
    if not chosen:
        return {}
    dropped = set(names) - set(chosen)
    paths = [
        one.package.path
        for one in whole.packages
        if one.registry != registry.name or one.package.name not in dropped
    ]
    return {"packages": "\n".join(dict.fromkeys(paths))}


def _refused(version: str, package: Package) -> str | None:
    return refusal(written(version, package.ecosystem), package.version, package.ecosystem)


def _version(wizard: Wizard, plan: Plan, names: Sequence[str]) -> dict[str, str]:
    """Asks until the version can be the placeholder's for each of them; empty changes nothing."""
    own = [one.package for one in plan.packages if one.package.name in names]
    question = Question("Which version?", "--placeholder-version", plan.placeholder)
    while text := wizard.voice.ask(question).strip():
        why = next((why for one in own if (why := _refused(text, one))), None)
        if why is None:
            return {"placeholder-version": text}
        wizard.voice.say(Mark.PROBLEM, why)
    return {}


def _which(names: Sequence[str]) -> Question:
    choices = tuple(Choice(name, name) for name in names)
    note = "the others leave the plan; they come back by editing [tool.primer]"
    return Question("Which packages?", "--packages", " ".join(names), choices, several=True, note=note)
