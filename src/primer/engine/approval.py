"""The second factor: try without it, hand the person its page, wait, and send the same again with it."""

from primer.core.call import Call, Handover
from primer.core.problem import Problem
from primer.core.secret import Secret
from primer.engine.session import Session, awaited
from primer.engine.upload import MOST_ASKED, not_approved
from primer.ports.hands import Answer


def approved(session: Session, call: Call, what: str) -> Answer | Problem:
    """The registry's answer to a call, approved by the person where it asks for that; `what` is being done.

    An approval is used once. Stop when the registry gave no answer.
    """
    answer = session.call(call)
    for asked in range(MOST_ASKED + 1):
        match session.manager.second_factor(session.registry, answer):
            case None:
                return answer
            case Handover() as handover if asked < MOST_ASKED:
                approval = ask_approval(session, handover, what)
                if isinstance(approval, Problem):
                    return approval
                answer = session.call(call, approval)
            case Handover():
                break
            case problem:
                return problem
    return not_approved(session.registry)


def ask_approval(session: Session, handover: Handover, what: str) -> Secret | Problem:
    """What the person's approval gives; a problem when they do not give it in time."""
    if not session.explained:
        session.explained = True
        session.wizard.voice.tell(session.manager.words.approve)
    words = f"Approve on the page of {session.registry.title}: {what}"
    given = awaited(session.wizard, session.registry, handover, words, lambda one: one, session.lease)
    return given if given is not None else not_approved(session.registry)
