"""A log-in at a registry that is managed with requests: begun in the browser, leased, and ended again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Generic, TypeVar
from uuid import uuid4

from primer.core.call import Call, Handover
from primer.core.memory import TokenUsed
from primer.core.plan import Plan
from primer.core.problem import Problem, Stop
from primer.core.project import TokenState, Unlooked
from primer.core.question import Choice, Question
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.token import Tombstone
from primer.core.value import frozen, mutable
from primer.engine.custody import paste, say_erased, unknown_token
from primer.engine.revoke import end_quietly, log_out, record_death, record_known
from primer.engine.wizard import Wizard, enter, open_page
from primer.ports.hands import Answer, Lease
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Key, Page, TokenRequest, Watch
from primer.registries.known import interface_of
from primer.registries.manager import Manager
from primer.registries.stages import ON_PAGES, Part

T = TypeVar("T")

EVERY = 3.0
"""Seconds between two questions about what a page hands over."""
REVOKE = ON_PAGES[Part.END]
"""What the end of a pasted token is called; only a session is logged out."""
PATIENCE = timedelta(minutes=10)
"""How long a page is waited for."""


@mutable
class Session:
    """What is done under one log-in.

    `manages` is False for a pasted token, which may change no publishers; `explained` is whether the person
    knows what a second factor is asked for; `left` is whether they left while it was being ended.
    """

    wizard: Wizard
    plan: Plan
    manager: Manager
    lease: Lease
    used: TokenUsed
    manages: bool
    explained: bool = False
    left: bool = False

    @property
    def registry(self) -> Registry:
        """Where it is."""
        return self.plan.registry

    def call(self, call: Call, approval: Secret | None = None) -> Answer:
        """Carries out one request with the leased token."""
        return self.wizard.hands.call(self.registry, call, self.lease, approval)


@frozen
class _Credential:
    """A token that is to be leased, and how it came."""

    token: Secret
    used: TokenUsed
    pasted: bool


@contextmanager
def logged_in(wizard: Wizard, plan: Plan, manager: Manager) -> Iterator[Session | Problem | None]:
    """A log-in for as long as the block runs; None when the person wants none, a problem when none took.

    It is ended at the registry whatever happens, as far as that answers, and its token is erased here.
    """
    enter(wizard, plan, Part.CREDENTIAL)
    keyring = wizard.hands.probe_keyring()
    if between := wizard.hands.between(plan.registry):
        wizard.voice.tell(between)
    credential = _credential(wizard, plan, manager, keyring)
    if not isinstance(credential, _Credential):
        yield credential
        return
    with _leased(wizard, plan, manager, credential) as session:
        problem = _controlled(session, keyring)
        if problem is not None:
            wizard.voice.problem(problem)
            yield problem
        else:
            yield session
            enter(wizard, wizard.look().of(plan.registry), Part.END, "" if session.manages else REVOKE)
            session.left |= not log_out(wizard, plan.registry, session.used, session.lease)
    say_erased(wizard)


@contextmanager
def _leased(wizard: Wizard, plan: Plan, manager: Manager, credential: _Credential) -> Iterator[Session]:
    """The credential in the keyring; whatever ends the block early, the session is ended, or tried to be."""
    registry, ends = plan.registry, _ends(wizard, manager)
    session: Session | None = None
    cause: BaseException | None = None
    try:
        with wizard.hands.lease(registry, credential.token, ends) as lease:
            session = Session(wizard, plan, manager, lease, credential.used, not credential.pasted)
            try:
                yield session
            except BaseException as error:
                cause = error
                end_quietly(wizard, registry, session.used, lease)
                raise
    except BaseException as error:
        if session is None:
            _end_unleased(wizard, registry, credential, ends)
        elif error is cause:
            with suppress(Stop, OSError):
                say_erased(wizard)
        raise


def _end_unleased(wizard: Wizard, registry: Registry, credential: _Credential, ends: datetime) -> None:
    """A session whose lease was broken off while it began lives all the same; it is leased once more."""
    with suppress(Stop), wizard.hands.lease(registry, credential.token, ends) as lease:
        end_quietly(wizard, registry, credential.used, lease)


def awaited(
    wizard: Wizard,
    registry: Registry,
    handover: Handover,
    words: str,
    kept: Callable[[Secret], T],
    lease: Lease | None = None,
) -> T | None:
    """Waits for what a page hands over; None when the person leaves, or it does not come in time.

    `kept` is done with it at once, also when the person leaves at that very moment; what it gives is given.
    """
    until = wizard.eyes().now() + PATIENCE
    page = Page(f"{registry.title}'s page to {'approve it' if lease else 'log in'} on", handover.page)
    look = partial(_asked, wizard, registry, _Awaited(handover, words, kept), lease)
    watch = Watch(words, look, EVERY, page, until if lease is None else min(until, lease.ends))
    while (result := wizard.voice.watch(watch)) is Key.OPEN:
        open_page(wizard, page)
    return result.value if isinstance(result, Arrived) else None


@frozen
class _Awaited(Generic[T]):
    """What a page is to hand over, what the person is asked for, and what is done with what comes."""

    handover: Handover
    words: str
    kept: Callable[[Secret], T]


def _asked(wizard: Wizard, registry: Registry, wanted: _Awaited[T], lease: Lease | None) -> Arrived[T] | str:
    """What came of it; while nothing did, what the person is asked for stays on the screen."""
    try:
        given = wizard.hands.collect(registry, wanted.handover, lease)
    except Stop as stop:
        given = Unlooked(stop.problem.message)
    match given:
        case Secret() as secret:
            return Arrived(wanted.kept(secret))
        case Unlooked(why):
            return f"{registry.title} could not be asked: {why}"
        case seconds:
            if seconds > EVERY:
                wizard.hands.wait(seconds - EVERY)
            return wanted.words


def _ends(wizard: Wizard, manager: Manager) -> datetime:
    """Long enough for the minutes that were agreed to and for the registry's own slowness."""
    wanted = timedelta(minutes=wizard.minutes) + manager.clocks.served
    return wizard.eyes().now() + min(manager.clocks.session, wanted)


def _credential(wizard: Wizard, plan: Plan, manager: Manager, keyring: str) -> _Credential | Problem | None:
    wizard.voice.tell(manager.words.log_in)
    title = plan.registry.title
    choices = (
        Choice("yes", "yes: in the browser"),
        Choice("paste", "paste a token instead"),
        Choice("leave", "not now"),
    )
    answer = wizard.voice.ask(Question(f"Log in to {title}?", "", "yes", choices))
    if answer == "paste":
        return _pasted(wizard, plan, manager, keyring)
    found = _logged_in(wizard, plan, manager) if answer == "yes" else None
    if found is None:
        wizard.voice.say(Mark.TODO, f"not logged in to {title}; {_what_may_be_left(plan, answer)}")
    if not isinstance(found, Problem):
        return found
    wizard.voice.problem(found)
    return _pasted(wizard, plan, manager, keyring) if _instead(wizard) else found


def _what_may_be_left(plan: Plan, answer: str) -> str:
    """A page that was left may have begun a session all the same, of which nothing is held here."""
    if answer != "yes":
        return "nothing was done there"
    page = interface_of(plan.registry).removal_page(plan.registry, Tombstone("", ""))
    return f"if you did log in on its page, end that session where its tokens are listed: {page}"


def _instead(wizard: Wizard) -> bool:
    """Where nobody can log in on the web, a token may serve."""
    choices = (Choice("yes", "yes: paste a token"), Choice("leave", "not now"))
    return wizard.voice.ask(Question("Paste a token instead?", "", "leave", choices)) == "yes"


def _logged_in(wizard: Wizard, plan: Plan, manager: Manager) -> _Credential | Problem | None:
    registry = plan.registry
    try:
        with wizard.voice.working(f"asking {registry.title} for a page to log in on"):
            answer = wizard.hands.call(registry, manager.log_in())
    except Stop as stop:
        return stop.problem
    pages = manager.login_pages(registry, answer)
    if isinstance(pages, Problem):
        return pages
    words = f"Log in to {registry.title} on its page"
    try:
        return awaited(wizard, registry, pages, words, partial(_new, wizard, registry))
    except BaseException:
        with suppress(Stop, OSError):
            wizard.voice.say(Mark.TODO, _what_may_be_left(plan, "yes"))
        raise


def _new(wizard: Wizard, registry: Registry, token: Secret) -> _Credential:
    """A session has no name of its own, so it is given one; it is written down as soon as it lives."""
    used = TokenUsed(registry.name, Tombstone(str(uuid4()), ""), wizard.eyes().now())
    wizard.hands.record(used)
    return _Credential(token, used, pasted=False)


def _pasted(wizard: Wizard, plan: Plan, manager: Manager, keyring: str) -> _Credential:
    where = plan.repository.name if plan.repository else "repository"
    title = plan.registry.title
    kept = f"primer keeps it only in your keyring ({keyring}), and only for as long as this takes."
    request = TokenRequest(
        f"{manager.words.instead} {kept}",
        Page(f"where {title} makes tokens", interface_of(plan.registry).token_page(plan.registry)),
        f"primer-{where}-{wizard.eyes().now():%Y-%m-%d}",
        "read and write, all packages (one for packages that exist cannot create others)",
    )
    token, reading = paste(wizard, plan, request)
    used = TokenUsed(plan.registry.name, reading.tombstone, wizard.eyes().now())
    wizard.hands.record(used)
    return _Credential(token, used, pasted=True)


def _controlled(session: Session, keyring: str) -> Problem | None:
    """The positive control: a refusal after the end proves something only if it was known before."""
    wizard = session.wizard
    try:
        with wizard.voice.working(f"asking {session.registry.title} whose token it is"):
            who = session.manager.who_answered(session.call(session.manager.who()))
    except Stop as stop:
        who = Unlooked(stop.problem.message)
    if who is TokenState.GONE:
        # Of a session that has just begun that is hardly so: it is ended, and not believed to be dead.
        if session.manages:
            end_quietly(wizard, session.registry, session.used, session.lease)
        else:
            record_death(wizard, session.registry, session.used)
        return unknown_token(session.plan)
    if isinstance(who, Unlooked):
        wizard.voice.say(Mark.UNSEEN, f"whose token this is could not be seen: {who.why}")
        return None
    session.used = record_known(wizard, session.used)
    as_whom = "" if who is TokenState.KNOWN else f" as {who}"
    wizard.voice.say(Mark.SEEN, _known_words(session, as_whom, keyring))
    return None


def _known_words(session: Session, as_whom: str, keyring: str) -> str:
    """Of a pasted token nothing is known of its own end, only when it leaves the keyring."""
    title, ends = session.registry.title, f"{session.lease.ends:%H:%M} UTC"
    if session.manages:
        return f"logged in to {title}{as_whom} · until {ends} · in {keyring}"
    return f"{title} knows the pasted token{as_whom} · in {keyring} · taken from there again at {ends}"
