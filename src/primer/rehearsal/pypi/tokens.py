"""The site's tokens: who may make one, which are live, and what each allows."""

import json
import secrets
import uuid
from collections.abc import Callable
from datetime import datetime

from primer.core.value import field, frozen
from primer.rehearsal.pypi import macaroons
from primer.rehearsal.pypi.macaroons import Macaroon

MINTED_SECONDS = 900


@frozen
class IssuedToken:
    """A live token's record; `publisher` is the id of the trusted publisher it was minted for, or empty."""

    id: str
    description: str
    scope: str
    made: datetime
    publisher: str = ""
    key: bytes = field(default=b"", repr=False)


@frozen
class Subject:
    """What a token is to be used on: a project's normalised name and id, by a user's id."""

    name: str
    project: str
    user: str


class Tokens:
    """Every live token of the site; a removed one is unknown at once."""

    def __init__(self, host: str, user: str, clock: Callable[[], datetime]) -> None:
        self.user = user
        self._host = host
        self._clock = clock
        self._live: dict[str, IssuedToken] = {}

    def live(self) -> tuple[IssuedToken, ...]:
        """The person's tokens, oldest first; minted ones are nobody's."""
        return tuple(token for token in self._live.values() if not token.publisher)

    def issue(self, description: str, name: str = "", project: str = "") -> tuple[IssuedToken, str]:
        """A token of the person: for the whole account, or for one project that exists."""
        scope = [_compact(1, [name]), _compact(2, [project])] if project else []
        record = self._record(description, f'Project "{name}"' if project else "Entire account")
        return record, self._mint(record, [*scope, _compact(3, self.user)])

    def exchange(self, publisher: str, projects: list[str]) -> tuple[str, int]:
        """A token minted for a trusted publisher, and when it expires; good for 15 minutes."""
        record = self._record(f"OpenID token: {publisher}", "Trusted publisher", publisher)
        now = int(self._clock().timestamp())
        ends = now + MINTED_SECONDS
        caveats = [_compact(4, publisher, None), _compact(2, projects), _compact(0, ends, now)]
        return self._mint(record, caveats), ends

    def remove(self, identifier: str) -> bool:
        """Makes a token unknown; False when it was."""
        return self._live.pop(identifier, None) is not None

    def identify(self, token: str) -> tuple[IssuedToken, Macaroon] | None:
        """The live token with this identifier; signature and caveats are not looked at yet."""
        macaroon = macaroons.read(token)
        record = self._live.get(macaroon.identifier) if macaroon else None
        return (record, macaroon) if record and macaroon else None

    def denial(self, record: IssuedToken, macaroon: Macaroon, subject: Subject) -> str | None:
        """Why this token does not allow an upload to the subject; None when it does."""
        if not macaroons.genuine(macaroon, record.key):
            return "signatures do not match"
        now = int(self._clock().timestamp())
        return next((why for caveat in macaroon.caveats if (why := _unmet(caveat, subject, now))), None)

    def _record(self, description: str, scope: str, publisher: str = "") -> IssuedToken:
        key = secrets.token_bytes(32)
        record = IssuedToken(str(uuid.uuid4()), description, scope, self._clock(), publisher, key)
        self._live[record.id] = record
        return record

    def _mint(self, record: IssuedToken, caveats: list[str]) -> str:
        return macaroons.mint(self._host, record.id, record.key, caveats)


def _compact(*values: object) -> str:
    return json.dumps(values, separators=(",", ":"))


def _unmet(caveat: bytes, subject: Subject, now: int) -> str | None:
    """Why one caveat is not met; what cannot be understood is never met."""
    try:
        parsed: object = json.loads(caveat)
    except ValueError:
        return "invalid JSON"
    if not isinstance(parsed, list) or not parsed:
        return "caveat with invalid data"
    match parsed:
        case [0, int(ends), int(begins)]:
            return _outside(ends, begins, now)
        case [1, [*names]] if all(isinstance(name, str) for name in names):
            allowed = subject.name in names
        case [2, [*projects]] if all(isinstance(project, str) for project in projects):
            allowed = subject.project in projects
        case [3, str(user)]:
            return None if user == subject.user else "current user does not match user restriction in token"
        case [4, str(), None]:
            return None
        case _:
            return "caveat array has unknown tag or data"
    return None if allowed else f"project-scoped token is not valid for project: {subject.name!r}"


def _outside(ends: int, begins: int, now: int) -> str | None:
    if now < begins:
        return "token is not yet valid"
    return "token is expired" if now >= ends else None
