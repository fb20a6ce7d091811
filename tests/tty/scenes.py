"""The program that the terminal tests run: one scene of the conversation, its outcome on the last line."""

import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from primer.core.publisher import Form, FormField
from primer.core.question import BACK, Choice, Question
from primer.core.secret import Secret
from primer.ports.signs import STEP
from primer.ports.voice import Arrived, Card, Errand, Key, Page, Stage, TokenRequest, Watch
from primer.terminal.voice import TerminalVoice

STAGE = Stage("Acme-Labs/adk-agent-sim → PyPI", 6, "Register")
FORM = Form(
    "github",
    (
        FormField("Owner", "owner", "Acme-Labs", "git remote origin"),
        FormField("Environment name", "environment", "", ""),
    ),
    "https://pypi.example/manage/project/adk-sim-server/settings/publishing/?provider=github",
)
UPLOAD = Question(
    "Upload them?",
    "--yes",
    "no",
    (Choice("no", "no"), Choice("yes", "yes, upload"), Choice("show", "show them")),
    note="a version is burned for good",
)


def ask(voice: TerminalVoice) -> str:
    """One of several."""
    return voice.ask(UPLOAD)


def long(voice: TerminalVoice) -> str:
    """A question whose words need more than one row."""
    words = "Upload all of the placeholders of this repository to PyPI now, where each stays for good?"
    return voice.ask(
        Question(
            words,
            "",
            "no",
            (Choice("no", "no: nothing goes up, and the token is erased here"), Choice("yes", "yes")),
        )
    )


def text(voice: TerminalVoice) -> str:
    """A line."""
    return voice.ask(Question("Which environment?", "--environment", "pypi"))


def twice(voice: TerminalVoice) -> str:
    """A line with a way back, and the question before it."""
    line = voice.ask(Question("Which version?", "--placeholder-version", "0.0.1", back=True))
    return f"back, {voice.ask(UPLOAD)}" if line == BACK else line


def several(voice: TerminalVoice) -> str:
    """More than one."""
    names = tuple(Choice(name, name) for name in ("protos", "testing", "server"))
    return voice.ask(Question("Which packages?", "--packages", "protos", names, several=True))


def token(voice: TerminalVoice) -> str:
    """A token, of which only the length is told."""
    way = STEP.join(("PyPI", "Account settings", "Add API token"))
    page = Page(way, "https://pypi.example/manage/account/token/")
    pasted = voice.token(TokenRequest("primer narrows it.", page, "primer-mono", "Entire account"))
    return f"{len(pasted)} characters" if isinstance(pasted, Secret) else pasted.name


def card(voice: TerminalVoice) -> str:
    """A card until it is done, later or left; everything pressed is told."""
    voice.stage(STAGE)
    pressed: list[str] = []
    while not pressed or pressed[-1] not in {"DONE", "LATER", "BACK", "LEAVE"}:
        key = voice.card(Card("adk-sim-server", 3, 4, FORM))
        pressed.append(key.name if isinstance(key, Key) else key.value or "empty")
    return " ".join(pressed)


def errand(voice: TerminalVoice) -> str:
    """Something to do."""
    page = Page("the page of the release", "https://pypi.example/manage/project/mono/releases/")
    return voice.errand(Errand("Yank 0.0.1.", page, (Key.DONE, Key.LATER))).name


def arriving(voice: TerminalVoice) -> str:
    """The third look sees it."""
    looks = iter(("PyPI still knows it", "PyPI still knows it, second look"))

    def look() -> Arrived[str] | str:
        return next(looks, None) or Arrived("gone")

    outcome = voice.watch(Watch("waiting for PyPI", look, 0.3, Page("the dialog", "https://pypi.example/x")))
    return outcome.value if isinstance(outcome, Arrived) else outcome.name


def hanging(voice: TerminalVoice) -> str:
    """A look that never comes back."""

    def look() -> Arrived[str] | str:
        threading.Event().wait()
        return "never"

    outcome = voice.watch(Watch("waiting for PyPI", look, 5))
    return outcome.value if isinstance(outcome, Arrived) else outcome.name


def lasting(voice: TerminalVoice) -> str:
    """A look that says the same for ever."""

    def look() -> Arrived[str] | str:
        return "PyPI still knows it"

    page = Page("the dialog", "https://pypi.example/x")
    outcome = voice.watch(Watch("waiting for PyPI", look, 5, page))
    return outcome.value if isinstance(outcome, Arrived) else outcome.name


def timed(voice: TerminalVoice) -> str:
    """A watch whose time is over soon."""

    def look() -> Arrived[str] | str:
        return "not yet"

    until = datetime.now(UTC) + timedelta(seconds=0.5)
    outcome = voice.watch(Watch("waiting for PyPI", look, 5, until=until))
    return outcome.value if isinstance(outcome, Arrived) else outcome.name


def approving(voice: TerminalVoice) -> str:
    """A page that has ten minutes; once it was opened, what it hands over arrives."""
    opened = threading.Event()

    def look() -> Arrived[Secret] | str:
        return Arrived(Secret("made-up-on-the-spot")) if opened.is_set() else "npm waits for you on its page"

    until = datetime.now(UTC) + timedelta(minutes=10)
    page = Page("the page of npm for it", "https://npm.example/login/cli/1")
    watch = Watch("Log in to npm on its page", look, 0.1, page, until)
    while (outcome := voice.watch(watch)) is Key.OPEN:
        opened.set()
    return f"{len(outcome.value)} characters" if isinstance(outcome, Arrived) else outcome.name


def failing(voice: TerminalVoice) -> str:
    """A look that fails."""

    def look() -> Arrived[str] | str:
        raise OSError("the disk is full")

    try:
        return str(voice.watch(Watch("waiting for PyPI", look, 5)))
    except OSError as error:
        return f"raised: {error}"


def uploading(voice: TerminalVoice) -> str:
    """Twenty packages of two files."""
    with voice.uploading(40, datetime.now(UTC) + timedelta(minutes=24)) as progress:
        for number in range(20):
            for kind in (".tar.gz", "-py3-none-any.whl"):
                filename = f"package_{number}-0.0.1{kind}"
                progress.begin(f"package-{number}", filename)
                time.sleep(0.02)
                progress.finish(f"package-{number}", filename, "uploaded")
    return "all there"


def interrupted(voice: TerminalVoice) -> str:
    """An upload that waits for Ctrl-C."""
    with voice.uploading(2, datetime.now(UTC) + timedelta(minutes=24)) as progress:
        progress.begin("package-1", "package_1-0.0.1.tar.gz")
        threading.Event().wait()
    return "not reached"


def working(voice: TerminalVoice) -> str:
    """Looks that last, with something said meanwhile."""
    with voice.working("looking at PyPI and npm") as reach:
        for place in range(1, 16):
            reach(place, 15)
            time.sleep(0.1)
            if place == 12:
                voice.tell("said meanwhile")
    return "all looked at"


def brief(voice: TerminalVoice) -> str:
    """What is over within the first second."""
    with voice.working("looking at PyPI and npm") as reach:
        reach(1, 2)
    return "at once"


def stuck(voice: TerminalVoice) -> str:
    """What does not come back."""
    with voice.working("looking at PyPI and npm"):
        threading.Event().wait()
    return "not reached"


SCENES: tuple[Callable[[TerminalVoice], str], ...] = (
    ask,
    long,
    text,
    twice,
    several,
    token,
    card,
    errand,
    arriving,
    hanging,
    lasting,
    timed,
    approving,
    failing,
    uploading,
    interrupted,
    working,
    brief,
    stuck,
)


def main(name: str) -> int:
    """Plays one scene."""
    scene = {one.__name__: one for one in SCENES}[name]
    try:
        outcome = scene(TerminalVoice())
    except KeyboardInterrupt:
        outcome = "KeyboardInterrupt"
    sys.stdout.write(f"outcome: {outcome}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
