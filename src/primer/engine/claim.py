"""Claiming: build, show, ask for a token, lease it, say what cannot be undone, upload."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from primer.core.memory import TokenUsed
from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.problem import DidNotTake, Problem, Stop
from primer.core.question import Choice, Question
from primer.core.value import frozen
from primer.engine.custody import ask_token, unknown_token
from primer.engine.questionnaire import this_wave
from primer.engine.revoke import control_leased, revoke_leased
from primer.engine.upload import Wave, upload_all
from primer.engine.wizard import Wizard, enter
from primer.placeholders.versions import written
from primer.ports.hands import Lease
from primer.ports.voice import Mark
from primer.registries.stages import Part


@frozen
class Claim:
    """What came of one wave: the packages that arrived whole, and what went wrong."""

    arrived: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def claim(wizard: Wizard, plan: Plan) -> Claim:
    """Uploads this wave's placeholders as far as possible; its token is to be revoked in any case."""
    wave, problems = prepared(wizard, plan)
    if wave is None:
        return Claim(problems=problems)
    enter(wizard, plan, Part.CREDENTIAL)
    keyring = wizard.hands.probe_keyring()
    if between := wizard.hands.between(plan.registry):
        wizard.voice.tell(between)
    held = ask_token(wizard, plan, wave.names, keyring)
    used = TokenUsed(plan.registry.name, held.tombstone, wizard.eyes().now(), held.known)
    wizard.hands.record(used)
    with _erasure_said(wizard), wizard.hands.lease(plan.registry, held.token, held.ends) as lease:
        done = _under_lease(wizard, wave, used, lease)
    return Claim(done.arrived, (*problems, *done.problems))


@contextmanager
def _erasure_said(wizard: Wizard) -> Iterator[None]:
    """Says that the copy here is gone, whatever ended the work with it; not where it would not go."""
    try:
        yield
    except Stop as stop:
        if not isinstance(stop.problem, DidNotTake):
            _say_erased(wizard)
        raise
    except KeyboardInterrupt:
        _say_erased(wizard)
        raise
    _say_erased(wizard)


def _say_erased(wizard: Wizard) -> None:
    wizard.voice.say(
        Mark.SEEN, f"erased from this machine (keyring empty, {wizard.eyes().now():%H:%M:%S} UTC)"
    )


def prepared(wizard: Wizard, plan: Plan) -> tuple[Wave | None, tuple[Problem, ...]]:
    """Builds and shows this wave's placeholders; None where none could be built, and why."""
    enter(wizard, plan, Part.PLACEHOLDER)
    placeholders, problems = _build(wizard, plan)
    if not placeholders:
        return None, problems
    wizard.voice.placeholders(placeholders)
    return Wave(plan, placeholders), problems


def _build(wizard: Wizard, plan: Plan) -> tuple[tuple[Placeholder, ...], tuple[Problem, ...]]:
    """A placeholder that cannot be built keeps no other from being uploaded."""
    placeholders: list[Placeholder] = []
    problems: list[Problem] = []
    version = written(plan.placeholder, plan.registry.ecosystem)
    names = this_wave(plan)
    with wizard.voice.working("building the placeholders") as reach:
        for number, name in enumerate(names, 1):
            try:
                placeholders.append(wizard.hands.build(plan.registry, name, version))
            except Stop as stop:
                problems.append(stop.problem)
            reach(number, len(names))
    return tuple(placeholders), tuple(problems)


def _under_lease(wizard: Wizard, wave: Wave, used: TokenUsed, lease: Lease) -> Claim:
    if used.tombstone.text:
        return _upload(wizard, wave, lease)
    controlled = control_leased(wizard, wave.plan.registry, used, lease)
    if controlled is None:
        return Claim(problems=(unknown_token(wave.plan),))
    done = _upload(wizard, wave, lease)
    revoke_leased(wizard, wave.plan, controlled, lease)
    return done


def _upload(wizard: Wizard, wave: Wave, lease: Lease) -> Claim:
    enter(wizard, wave.plan, Part.UPLOAD)
    try:
        is_agreed = agreed(wizard, wave, lease.ends)
    except KeyboardInterrupt:
        wizard.voice.say(Mark.SEEN, "nothing was uploaded")
        raise
    return Claim(*upload_all(wizard, wave, lease)) if is_agreed else Claim()


def agreed(wizard: Wizard, wave: Wave, until: datetime) -> bool:
    """The last word before what cannot be undone; the default is no. The token is good `until` then."""
    packages = "1 package" if len(wave.names) == 1 else f"{len(wave.names)} packages"
    files = "1 file" if wave.files == 1 else f"{wave.files} files"
    version = written(wave.plan.placeholder, wave.plan.registry.ecosystem)
    # What must be known stands next to the question, however many names are above it.
    wizard.voice.tell(
        f"{', '.join(wave.names)}\n"
        f"To {wave.plan.registry.title}, for good: {files} of {packages}, {version}. "
        "A version once used can never be used again."
    )
    choices = (
        Choice("no", "no: nothing goes up, and the token is erased here"),
        Choice("yes", "yes"),
        Choice("show", "show them"),
    )
    question = Question("Upload them?", "", "no", choices, until=until)
    while (answer := wizard.voice.ask(question)) == "show":
        # One at a time, until the person has seen enough.
        all(wizard.voice.placeholders((placeholder,)) for placeholder in wave.placeholders)
    return answer == "yes"
