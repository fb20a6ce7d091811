"""What is done at a registry that is managed with requests: one log-in uploads, waits and registers."""

from functools import partial

from primer.core.problem import Problem
from primer.core.registry import Registry
from primer.core.verdict import Visit
from primer.engine.approval import ask_approval
from primer.engine.claim import agreed, prepared
from primer.engine.questionnaire import agree, say_what_waits
from primer.engine.session import Session, logged_in
from primer.engine.settle import not_shown, settle, taken
from primer.engine.trust import register_all, to_register
from primer.engine.upload import Wave, upload_all
from primer.engine.wizard import Wizard, enter, to_do
from primer.facts.token_revoked import NAME as TOKEN_REVOKED
from primer.registries.manager import Manager
from primer.registries.stages import Part


def manage(wizard: Wizard, registry: Registry, manager: Manager) -> tuple[tuple[Problem, ...], bool]:
    """Primes and registers as far as it goes now; gives the problems, and False when the person left.

    Nobody is asked to log in where there is nothing to do there.
    """
    whole = wizard.look()
    if names := taken(wizard, whole.of(registry)):
        settle(wizard, whole.of(registry), names)
        whole = wizard.look()
    if to_do(whole.of(registry), Visit, TOKEN_REVOKED):
        say_what_waits(wizard, whole.of(registry))
        return (), True
    plan, agreed_to = agree(wizard, whole, registry)
    wave, problems = prepared(wizard, plan) if agreed_to else (None, ())
    _show(wizard, problems)
    if wave is None and not to_register(plan):
        return problems, True
    with logged_in(wizard, plan, manager) as session:
        if isinstance(session, Session):
            return (*problems, *_under(session, wave)), not session.left
    return (*problems, *((session,) if session else ())), True


def _under(session: Session, wave: Wave | None) -> tuple[Problem, ...]:
    problems = _uploaded(session, wave) if wave else ()
    further = register_all(session, session.wizard.look().of(session.registry))
    _show(session.wizard, further)
    return (*problems, *further)


def _uploaded(session: Session, wave: Wave) -> tuple[Problem, ...]:
    """Uploads what the person agrees to, and waits until it is shown."""
    wizard, plan = session.wizard, session.plan
    enter(wizard, plan, Part.UPLOAD)
    if not agreed(wizard, wave, session.lease.ends):
        return ()
    approve = partial(ask_approval, session, what=f"upload {', '.join(wave.names)}")
    arrived, problems = upload_all(wizard, wave, session.lease, approve)
    _show(wizard, problems)
    settle(wizard, plan, arrived)
    still = taken(wizard, wizard.look().of(session.registry))
    hidden = not_shown(session.registry, tuple(name for name in arrived if name in still))
    _show(wizard, hidden)
    return (*problems, *hidden)


def _show(wizard: Wizard, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        wizard.voice.problem(problem)
