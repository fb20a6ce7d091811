"""`primer rehearse`: the same wizard, in a world that lives inside this machine."""

from contextlib import ExitStack

from primer.adapters.programs.clipboard import copy_text
from primer.adapters.repository.whole import read_repository
from primer.cli.arguments import Arguments
from primer.cli.chosen import accounts, flags
from primer.cli.destinations import registries_named
from primer.cli.ground import Ground
from primer.cli.init_command import in_terminal, outcome_code
from primer.cli.plan_command import print_json, print_plan, write_report
from primer.cli.session import Session
from primer.core.registry import Quota, Registry
from primer.core.repository import Repository
from primer.core.value import replace
from primer.engine.targets import Webs
from primer.engine.walk import walk
from primer.engine.wizard import Outcome
from primer.ports.hands import Copied
from primer.ports.voice import Voice
from primer.registries.known import known
from primer.rehearsal.browser import Intent
from primer.rehearsal.rehearsal import Rehearsal
from primer.terminal.plain import PlainVoice

WELCOME = (
    "This is a rehearsal. The {registries} inside this machine, the repository is a copy, the keyring is a "
    "throw-away one in memory, and nothing connects to any other machine. Where a page would open, its words "
    "are shown here."
)
GOODBYE = (
    "The rehearsal is over; its {registries}, keyring, journal and copy are gone. `primer rehearse` begins "
    "anew, `primer init` does it for real."
)
DESCRIPTION = "primer-rehearsal"
"""What a new token is called where the person copied no name."""
QUOTA = 20
"""New projects an hour, as PyPI's own code has it; more where the repository has more packages."""


def rehearse_command(arguments: Arguments) -> int:
    """Rehearses once, then walks again to show that a second run does nothing."""
    auto = arguments.auto or not in_terminal()
    with ExitStack() as around:
        with PlainVoice().working("preparing the rehearsal"):
            repository = read_repository(arguments.path, flags(arguments))
            named = registries_named(arguments.registry, repository, known(repository.choices.registries))
            rehearsal = around.enter_context(_rehearsal(arguments, repository, named))
        outcome = _play(rehearsal, arguments, auto)
        write_report(outcome.plan, arguments.report)
        _print(outcome, rehearsal, arguments, auto)
    return outcome_code(outcome)


def _rehearsal(arguments: Arguments, repository: Repository, originals: tuple[Registry, ...]) -> Rehearsal:
    allowed = arguments.quota or max(QUOTA, len(repository.packages))
    quota = Quota(allowed, 3600)
    users = {**repository.choices.accounts, **accounts(arguments, originals[0].name)}
    return Rehearsal(arguments.path, originals, users=users, quota=quota)


def _play(rehearsal: Rehearsal, arguments: Arguments, auto: bool) -> Outcome:
    shows = _voice(auto)
    browser = rehearsal.browser(None if auto else shows)
    sessions: list[Session] = []

    def browse(page: str) -> bool:
        """CI has to know what the choices of this moment are before a page can set it off."""
        session = sessions[0]
        rehearsal.follow(session.read(), session.repository(), session.builder.build)
        return browser.open(page)

    def clipboard(text: str) -> Copied:
        """What was copied is what the browser would paste; a person finds it on their own clipboard, too."""
        browser.intent = Intent({"description": text})
        return Copied.NOWHERE if auto else copy_text(text)

    browser.intent = Intent({"description": DESCRIPTION})
    ground = replace(_ground(rehearsal), browse=browse, clipboard=clipboard)
    with Session(ground, arguments) as session:
        sessions.append(session)
        several = len(rehearsal.registries) > 1
        shows.tell(WELCOME.format(registries="registries run" if several else "registry runs"))
        voice: Voice = rehearsal.person(shows, browser) if auto else shows
        try:
            return _twice(session, voice, shows)
        finally:
            shows.tell(GOODBYE.format(registries="registries" if several else "registry"))


def _twice(session: Session, voice: Voice, shows: Voice) -> Outcome:
    """Once; and when all is done again, to show that a second run does nothing."""
    first = walk(session.wizard(voice))
    if not first.plan.complete:
        return first
    shows.tell("And once more, as if you had run it again:")
    return walk(session.wizard(voice))


def _voice(auto: bool) -> Voice:
    if auto:
        plain = PlainVoice()
        plain.goes_on = False
        return plain
    from primer.terminal.voice import TerminalVoice

    voice = TerminalVoice()
    voice.goes_on = False
    return voice


def _ground(rehearsal: Rehearsal) -> Ground:
    home = rehearsal.state / "home"
    home.mkdir(exist_ok=True)
    return Ground(
        root=rehearsal.checkout,
        home=home,
        slots=lambda: rehearsal.slots,
        browse=rehearsal.browser().open,
        clipboard=lambda _: Copied.NOWHERE,
        github_url=rehearsal.github_api,
        journal=rehearsal.journal,
        state=rehearsal.state,
        registries={registry.name: registry for registry in rehearsal.registries},
        webs=Webs(rehearsal.webs),
        loopback_only=rehearsal.loopback_only,
    )


def _print(outcome: Outcome, rehearsal: Rehearsal, arguments: Arguments, auto: bool) -> None:
    """The product: as JSON the plan and the registry's own log, otherwise the plan where nobody saw it."""
    if arguments.format == "json":
        from primer.terminal.json_rehearsal import rehearsal_json

        print_json(rehearsal_json(outcome.plan, rehearsal.requests))
    elif auto:
        print_plan(outcome.plan, arguments)
