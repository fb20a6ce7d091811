"""The wizard: look, show, ask every choice, then do one thing after another, looking again after each."""

from primer.core.plan import Plan
from primer.core.problem import DidNotTake, Problem, Stop
from primer.core.registry import Registry
from primer.core.verdict import Await, Fill, Visit
from primer.engine.claim import claim
from primer.engine.finish import await_release, create, retire, vouch
from primer.engine.questionnaire import agree, ask_open_questions, this_wave
from primer.engine.register import register
from primer.engine.revoke import remember_deaths, remind, revoke
from primer.engine.wizard import Outcome, Wizard, enter, to_do, to_settle
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.token_revoked import NAME as TOKEN_REVOKED
from primer.ports.voice import Mark


def walk(wizard: Wizard) -> Outcome:
    """Walks the whole plan; ends when nothing is left to do here, or the person leaves."""
    left = _clear(wizard)
    plan = ask_open_questions(wizard, wizard.look())
    enter(wizard, plan, "Packages")
    wizard.voice.packages(plan)
    for problem in plan.problems:
        wizard.voice.problem(problem)
    remember_deaths(wizard, plan)
    if plan.complete or not _anything_to_do(plan):
        return _nothing(wizard, plan, left)
    try:
        problems = (*left, *_act(wizard, plan))
    except KeyboardInterrupt:
        remind(wizard, plan)
        raise
    plan = wizard.look()
    wizard.voice.ending(plan)
    return Outcome(plan, problems)


def _clear(wizard: Wizard) -> tuple[Problem, ...]:
    """Removes left-overs; one that stays is said and stops nothing, since revoking makes it worthless."""
    try:
        titles = wizard.hands.clear_leftovers(wizard.registries)
    except Stop as stop:
        if not isinstance(stop.problem, DidNotTake):
            raise
        wizard.voice.problem(stop.problem)
        return (stop.problem,)
    for title in titles:
        wizard.voice.say(
            Mark.SEEN, f"a token left over from an earlier run was removed from the keyring ({title})"
        )
    return ()


def _anything_to_do(plan: Plan) -> bool:
    awaited = to_do(plan, Await, FirstOidcPublish.NAME)
    said = to_settle(plan)
    return bool(this_wave(plan) or to_do(plan, Fill) or to_do(plan, Visit) or awaited or said)


def _nothing(wizard: Wizard, plan: Plan, left: tuple[Problem, ...]) -> Outcome:
    words = "Everything is done" if plan.complete else "Nothing here can be done by primer now"
    wizard.voice.say(Mark.SEEN if plan.complete else Mark.WAITS, f"{words}; nothing was changed.")
    wizard.voice.ending(plan)
    return Outcome(plan, left)


def _act(wizard: Wizard, plan: Plan) -> tuple[Problem, ...]:
    """The steps in their order; after each the world is looked at again. Leaving one leaves the rest."""
    if not all(revoke(wizard, plan.of(registry)) for registry in plan.registries):
        _wait_for_revocation(wizard, plan)
        return ()
    problems: tuple[Problem, ...] = ()
    for registry in plan.registries:
        further, goes_on = _prime(wizard, registry)
        problems = (*problems, *further)
        if not goes_on:
            return problems
    for step in (create, register, await_release, vouch, retire):
        if not step(wizard, wizard.look()):
            break
    return problems


def _prime(wizard: Wizard, registry: Registry) -> tuple[tuple[Problem, ...], bool]:
    """Wave after wave, as far as the quota allows today; none begins before the last token is revoked.

    Gives the problems, and False when the person left while a token was alive.
    """
    whole = wizard.look()
    while True:
        if to_do(whole.of(registry), Visit, TOKEN_REVOKED):
            _wait_for_revocation(wizard, whole.of(registry))
            return (), True
        plan, agreed = agree(wizard, whole, registry)
        if not agreed:
            return (), True
        done = claim(wizard, plan)
        _show(wizard, done.problems)
        if not revoke(wizard, wizard.look().of(registry)):
            return done.problems, False
        whole = wizard.look()
        before, plan = this_wave(plan), whole.of(registry)
        hidden = _not_shown(plan, done.arrived)
        _show(wizard, hidden)
        problems = (*done.problems, *hidden)
        if problems or this_wave(plan) in (before, ()):
            return problems, True
        enter(wizard, plan, "Packages")
        wizard.voice.packages(plan)


def _show(wizard: Wizard, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        wizard.voice.problem(problem)


def _wait_for_revocation(wizard: Wizard, plan: Plan) -> None:
    if this_wave(plan):
        wizard.voice.say(Mark.WAITS, "the next placeholders wait until the token is revoked")


def _not_shown(plan: Plan, arrived: tuple[str, ...]) -> tuple[Problem, ...]:
    """What was taken and is not there at the second look; indexes may lag behind."""
    missing = [name for name in this_wave(plan) if name in arrived]
    if not missing:
        return ()
    problem = DidNotTake(
        "upload-not-shown",
        f"{plan.registry.title} took {', '.join(missing)}, and does not show it yet",
        hint="wait some minutes and run `primer init` again; a file that is there is not uploaded twice",
    )
    return (problem,)
