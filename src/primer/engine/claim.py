"""Claiming: build, show, ask for a token, lease it, say what cannot be undone, upload."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from primer.core.memory import TokenUsed
from primer.core.placeholder import Placeholder
from primer.core.plan import Plan
from primer.core.problem import Problem, Stop
from primer.core.question import Choice, Question
from primer.core.value import frozen
from primer.engine.custody import Held, ask_token, say_erased, unknown_token
from primer.engine.questionnaire import this_wave
from primer.engine.revoke import control_leased, revoke_leased
from primer.engine.upload import Wave, upload_all
from primer.engine.wizard import Wizard, enter
from primer.placeholders.versions import written
from primer.ports.hands import Lease
from primer.ports.signs import Mark
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
    with _leased(wizard, plan, held) as lease:
        done = _under_lease(wizard, wave, used, lease)
    return Claim(done.arrived, (*problems, *done.problems))


@contextmanager
def _leased(wizard: Wizard, plan: Plan, held: Held) -> Iterator[Lease]:
    """The token in the keyring; once it was there, its end is said, whatever ended the work with it."""
    cause: BaseException | None = None
    try:
        with wizard.hands.lease(plan.registry, held.token, held.ends) as lease:
            try:
                yield lease
            except BaseException as error:
                cause = error
                raise
    except BaseException as error:
        # Another error than the work's own is the lease's: it was not made, or not emptied.
        if error is cause:
            with suppress(Stop, OSError):
                say_erased(wizard)
        raise
    say_erased(wizard)


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
    return Claim(*upload_all(wizard, wave, lease)) if agreed(wizard, wave, lease.ends) else Claim()


def agreed(wizard: Wizard, wave: Wave, until: datetime) -> bool:
    """The last word before what cannot be undone; the default is no. The token is good `until` then.

    Who leaves there is told that none of it went up.
    """
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
    try:
        while (answer := wizard.voice.ask(question)) == "show":
            _show_each(wizard, wave)
    except KeyboardInterrupt:
        wizard.voice.say(Mark.SEEN, "none of these was uploaded")
        raise
    return answer == "yes"


def _show_each(wizard: Wizard, wave: Wave) -> None:
    """One after another, until the person has seen enough."""
    for placeholder in wave.placeholders:
        if not wizard.voice.placeholders((placeholder,)):
            break
