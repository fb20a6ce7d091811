"""An npm registry managed over its interface: each request as a value, and what its answer means.

Source: npm's documented interface of the registry, and npm itself for the headers.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from primer.core.call import TOKEN, Call, Handover, Json
from primer.core.problem import NeedsYou, Problem, TheirAnswer
from primer.core.project import TokenState, Unlooked
from primer.core.publisher import Form, Publisher
from primer.core.registry import Registry
from primer.core.trusted import Trusted
from primer.ports.hands import Answer
from primer.registries.manager import Clocks, Words
from primer.registries.naming import wizard_for
from primer.registries.npm import trust as npm_trust
from primer.registries.npm.answers import change_refused, second_factor, token_refused
from primer.registries.npm.document import publish_document
from primer.registries.npm.json_values import as_json, parsed, table, text
from primer.registries.npm.names import escaped
from primer.registries.npm.pages import handover
from primer.registries.npm.words import context

WORDS = Words(
    log_in="You log in on the registry's own page. The session lasts two hours at most; its token is only "
    "ever in your keyring, and primer logs out as soon as it is done.",
    instead="A granular access token can be pasted in place of a log-in. It can publish, and cannot manage "
    "trusted publishers; from January 2027 one that bypasses the second factor cannot publish either.",
    approve="The registry asks for your second factor, on its page. Choose to skip it for 5 minutes there: "
    "it then asks for no other in that time, which is enough for about 80 packages.",
    command="The same with npm's own command, of version 11.19 or newer, once you are logged in there:",
    closing="Require two-factor authentication and disallow tokens",
)
CLOCKS = Clocks(
    session=timedelta(hours=2),
    served=timedelta(minutes=30),
    pause=timedelta(seconds=3),
    lapses=timedelta(hours=48),
)
CLOSED: Mapping[str, Json] = {"publish_requires_tfa": True, "automation_token_overrides_tfa": False}


class NpmManager:
    """Answers `registries.manager.Manager`."""

    @property
    def words(self) -> Words:
        """What the person reads."""
        return WORDS

    @property
    def clocks(self) -> Clocks:
        """The times of npm's own registry."""
        return CLOCKS

    def log_in(self) -> Call:
        """Begins a log-in on the web."""
        return Call("POST", "/-/v1/login", {}, _headers("login"), signed=False)

    def login_pages(self, registry: Registry, answer: Answer) -> Handover | Problem:
        """The page to log in on; problems: no-web-log-in, foreign-page, registry-failing."""
        pages = table(parsed(answer.words)) if answer.status in (200, 201, 202) else {}
        if "loginUrl" in pages or "doneUrl" in pages:
            return handover(registry, pages.get("loginUrl"), pages.get("doneUrl"))
        if 500 < answer.status < 600 or answer.status == 429:
            return TheirAnswer(
                "registry-failing",
                f"{registry.title} could not begin a log-in",
                f"run `{wizard_for(registry)}` again in a while",
                context=(context(answer),),
            )
        return NeedsYou(
            "no-web-log-in",
            f"{registry.title} has no page to log in on",
            "paste a token of it",
            context=(context(answer),),
        )

    def second_factor(self, registry: Registry, answer: Answer) -> Handover | Problem | None:
        """What an answer asks to be approved."""
        return second_factor(registry, answer)

    def who(self) -> Call:
        """Asks whose token this is."""
        return Call("GET", "/-/whoami")

    def who_answered(self, answer: Answer) -> str | TokenState | Unlooked:
        """Only a refusal that is about the token itself shows that it is dead."""
        name = text(table(parsed(answer.words)).get("username"))
        if answer.status == 200 and name.isprintable() and name:
            return name
        if token_refused(answer):
            return TokenState.GONE
        return Unlooked(f"its answer tells nothing of the token ({answer.status})")

    def publish(self, registry: Registry, content: bytes) -> Call | Problem:
        """Publishes the package in this tarball, open to everybody."""
        document = publish_document(content, registry)
        if isinstance(document, Problem):
            return document
        path = f"/{escaped(text(document['name']))}"
        return Call("PUT", path, document, _headers("publish"))

    def publishers(self, package: str) -> Call:
        """Asks for the publishers of a package."""
        return Call("GET", _trust(package), None, _headers("trust"))

    def publishers_listed(
        self, registry: Registry, package: str, answer: Answer
    ) -> tuple[Trusted, ...] | Problem:
        """The publishers of a package, in the registry's order."""
        refused = self.refusal(registry, package, answer)
        if refused is not None:
            return refused
        value = parsed(answer.words) if answer.words.strip() else []
        entries = value if isinstance(value, list) else [value]
        found = [npm_trust.trusted(entry) for entry in entries]
        if any(one is None for one in found):
            return TheirAnswer(
                "publishers-not-read",
                f"{registry.title} answered with no list of publishers of {package}",
                "look at them on the package's page",
            )
        return tuple(one for one in found if one is not None)

    def register(self, package: str, publisher: Publisher) -> Call:
        """Adds a publisher that may publish."""
        return Call("POST", _trust(package), npm_trust.body(publisher), _headers("trust"))

    def drop(self, package: str, trusted: Trusted) -> Call:
        """Removes a publisher; none can be changed."""
        return Call("DELETE", f"{_trust(package)}/{quote(trusted.id, safe='')}", None, _headers("trust"))

    def refusal(self, registry: Registry, package: str, answer: Answer) -> Problem | None:
        """Why a change was not taken."""
        return change_refused(registry, package, answer)

    def equal(self, form: Form, trusted: Trusted) -> bool:
        """Whether a listed publisher is the form's, with regard to case."""
        return npm_trust.equal(form, trusted)

    def command(self, package: str, publisher: Publisher) -> str:
        """The `npm trust …` that does the same; empty where that takes no such value."""
        return npm_trust.command(package, publisher)

    def close_to_tokens(self, package: str) -> Call:
        """Lets nobody publish a package with a token any more."""
        return Call("POST", f"/-/package/{escaped(package)}/access", CLOSED, _headers("access"))

    def deprecate(self, package: str) -> Call:
        """Reads the package's document, to be written back."""
        return Call("GET", f"/{escaped(package)}?write=true", None, _headers("deprecate"))

    def deprecated(self, package: str, version: str, answer: Answer, why: str) -> Call | Problem:
        """The document again, with that version marked. Problem: deprecation-not-possible."""
        document = _marked(answer, package, version, why)
        if document is not None:
            return Call("PUT", f"/{escaped(package)}", document, _headers("deprecate"))
        return TheirAnswer(
            "deprecation-not-possible",
            f"What came as the document of {package} has no version {version} of it to mark",
            "deprecate it on the package's page",
            context=(context(answer),) if answer.status != 200 else (),
        )

    def log_out(self) -> Call:
        """Ends the session; what it answers proves nothing."""
        return Call("DELETE", f"/-/user/token/{TOKEN}", None, _headers("logout"))


def _marked(answer: Answer, package: str, version: str, why: str) -> Json:
    """The document of an answer with one version deprecated; None where it cannot be made.

    It goes back as npm's own command sends it, and never with files or for another package.
    """
    document = table(parsed(answer.words)) if answer.status == 200 else {}
    names = [document[key] for key in ("name", "_id") if key in document]
    versions = table(document.get("versions"))
    release = table(versions.get(version))
    if not release or not names or any(name != package for name in [*names, release.get("name", package)]):
        return None
    kept = {key: value for key, value in document.items() if key != "_attachments"}
    marked = {**kept, "versions": {**versions, version: {**release, "deprecated": why}}}
    try:
        json.dumps(marked, allow_nan=False)
        return as_json(marked)
    except (ValueError, RecursionError):
        return None


def _trust(package: str) -> str:
    return f"/-/package/{escaped(package)}/trust"


def _headers(command: str) -> Mapping[str, str]:
    """What asks for an approval on a page in place of a typed password."""
    return {"npm-auth-type": "web", "npm-command": command}
