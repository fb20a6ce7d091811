"""The wizard: look, ask what could not be read, show, then do one thing after another, looking after each."""

from contextlib import suppress

from primer.core.plan import Plan
from primer.core.problem import DidNotTake, Problem, Stop
from primer.core.registry import Registry
from primer.core.verdict import Fill, Visit, problem_in
from primer.engine.claim import claim
from primer.engine.finish import await_release, create, retire, to_release, to_vouch_last, vouch, vouch_last
from primer.engine.manage import manage
from primer.engine.questionnaire import agree, ask_open_questions, say_what_waits, this_wave
from primer.engine.register import register
from primer.engine.revoke import end_left_over, remember_deaths, remind, revoke
from primer.engine.settle import not_shown, taken
from primer.engine.tidy import tidy
from primer.engine.wizard import Outcome, Wizard, enter, manager_of, to_do, to_settle
from primer.facts.name_allowed import NameAllowed
from primer.facts.no_tokens_on_github import NoTokensOnGitHub
from primer.facts.token_revoked import NAME as TOKEN_REVOKED
from primer.ports.signs import Mark
from primer.registries.stages import Part


def walk(wizard: Wizard) -> Outcome:
    """Walks the whole plan; ends when nothing is left to do here, or the person leaves."""
    left = _clear(wizard)
    plan = wizard.look()
    told = _refused_names(plan) if plan.questions else ()
    _show(wizard, told)
    plan = ask_open_questions(wizard, plan)
    enter(wizard, plan, Part.PACKAGES)
    wizard.voice.packages(plan)
    _show(wizard, tuple(problem for problem in plan.problems if problem not in told))
    remember_deaths(wizard, plan)
    if plan.complete or not _anything_to_do(wizard, plan):
        return _nothing(wizard, plan, left)
    try:
        problems = (*left, *_act(wizard, plan))
    except BaseException:
        # Whatever ends it, a bug too: a token that may still live is named to whoever reads the end.
        with suppress(OSError):
            remind(wizard, plan)
        raise
    plan = wizard.look()
    wizard.voice.ending(plan)
    return Outcome(plan, problems)


def _clear(wizard: Wizard) -> tuple[Problem, ...]:
    """Removes left-overs; one that stays is said and stops nothing, since revoking makes it worthless."""
    try:
        for registry in wizard.registries:
            end_left_over(wizard, registry)
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


def _refused_names(plan: Plan) -> tuple[Problem, ...]:
    """What no answer mends, and so is said before anything is asked."""
    found = (problem_in(item.verdict) for item in plan.items if item.id.fact == NameAllowed.NAME)
    return tuple(problem for problem in found if problem is not None)


def _anything_to_do(wizard: Wizard, plan: Plan) -> bool:
    parts = [plan.of(registry) for registry in plan.registries]
    awaited = to_release(plan) or any(taken(wizard, part) for part in parts)
    claims = any(this_wave(part) for part in parts)
    others = [item for item, _ in to_settle(plan) if item.id.fact != NoTokensOnGitHub.NAME]
    said = to_vouch_last(plan) or others
    return bool(claims or to_do(plan, Fill) or to_do(plan, Visit) or awaited or said)


def _nothing(wizard: Wizard, plan: Plan, left: tuple[Problem, ...]) -> Outcome:
    words = "Everything is done" if plan.complete else "Nothing here can be done by primer now"
    wizard.voice.say(Mark.SEEN if plan.complete else Mark.WAITS, f"{words}; nothing was changed.")
    wizard.voice.ending(plan)
    return Outcome(plan, left)


def _act(wizard: Wizard, plan: Plan) -> tuple[Problem, ...]:
    """The steps in their order; after each the world is looked at again. Leaving one leaves the rest."""
    if not all(revoke(wizard, plan.of(registry)) for registry in plan.registries):
        say_what_waits(wizard, plan)
        return ()
    problems: tuple[Problem, ...] = ()
    for registry in plan.registries:
        further, goes_on = _prime(wizard, registry)
        problems = (*problems, *further)
        if not goes_on:
            return problems
    for step in (create, _by_hand, await_release, vouch, retire):
        if not step(wizard, wizard.look()):
            return problems
    problems = (*problems, *tidy(wizard, wizard.look()))
    vouch_last(wizard, wizard.look())
    return problems


def _by_hand(wizard: Wizard, plan: Plan) -> bool:
    """The cards of registries that leave it to the person; at the others that is done by now, or declined."""
    on_pages = [registry for registry in plan.registries if manager_of(registry) is None]
    return all(register(wizard, plan.of(registry)) for registry in on_pages)


def _prime(wizard: Wizard, registry: Registry) -> tuple[tuple[Problem, ...], bool]:
    """Wave after wave, as far as the quota allows today; none begins before the last token is revoked.

    Gives the problems, and False when the person left while a token was alive.
    """
    if (manager := manager_of(registry)) is not None:
        return manage(wizard, registry, manager)
    whole = wizard.look()
    while True:
        if to_do(whole.of(registry), Visit, TOKEN_REVOKED):
            say_what_waits(wizard, whole.of(registry))
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
        hidden = not_shown(registry, tuple(name for name in this_wave(plan) if name in done.arrived))
        _show(wizard, hidden)
        problems = (*done.problems, *hidden)
        if problems or this_wave(plan) in (before, ()):
            return problems, True
        enter(wizard, plan, Part.PACKAGES)
        wizard.voice.packages(plan)


def _show(wizard: Wizard, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        wizard.voice.problem(problem)
