"""The tokens of a site of npm's kind: sessions, granular ones, and those of runs; none kept in clear."""

import hashlib
import secrets
import string
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from primer.core.value import frozen, replace

SESSION = timedelta(hours=2)
EXCHANGED = timedelta(hours=1)
GRANULAR = timedelta(days=90)
_LETTERS = string.ascii_letters + string.digits
_SHOWN = 8


class Kind(StrEnum):
    """How a token came to be, which decides what it may do."""

    SESSION = "session"
    GRANULAR = "granular"
    EXCHANGED = "exchanged"


@frozen
class NpmToken:
    """A live token's record: `key` is its hash, `shown` its first letters.

    `bypasses` is whether a granular one needs no second factor; `package` and `trust` are what an exchanged
    one is for.
    """

    key: str
    kind: Kind
    name: str
    shown: str
    made: datetime
    ends: datetime
    bypasses: bool = False
    package: str = ""
    trust: str = ""


class NpmTokens:
    """Every token of the site; a removed or expired one is unknown."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._live: dict[str, NpmToken] = {}

    def session(self) -> str:
        """A token of somebody who just logged in."""
        return self._issue(Kind.SESSION, "session", SESSION)

    def granular(self, name: str, *, bypasses: bool = False, lasts: timedelta = GRANULAR) -> str:
        """A token with a name of its own, made on the account's page."""
        token = self._issue(Kind.GRANULAR, name, lasts)
        self._live[_key(token)] = replace(self._live[_key(token)], bypasses=bypasses)
        return token

    def exchanged(self, package: str, trust: str) -> tuple[str, NpmToken]:
        """A token for one package, minted for a run that one of its publishers names."""
        token = self._issue(Kind.EXCHANGED, "trusted publisher", EXCHANGED)
        record = replace(self._live[_key(token)], package=package, trust=trust)
        self._live[record.key] = record
        return token, record

    def find(self, token: str) -> NpmToken | None:
        """The live token with this value."""
        return self.by_key(_key(token))

    def by_key(self, key: str) -> NpmToken | None:
        """The live token with this key."""
        found = self._live.get(key)
        return found if found is not None and found.ends > self._clock() else None

    def live(self) -> tuple[NpmToken, ...]:
        """The person's tokens, oldest first; those of runs are nobody's."""
        return tuple(token for key in self._live if (token := self.by_key(key)) and not token.trust)

    def remove(self, key: str) -> bool:
        """Makes a token unknown; False when it was."""
        return self._live.pop(key, None) is not None

    def end(self, key: str, at: datetime) -> None:
        """Lets a token live until then."""
        if (token := self._live.get(key)) is not None:
            self._live[key] = replace(token, ends=min(token.ends, at))

    def _issue(self, kind: Kind, name: str, lasts: timedelta) -> str:
        token = "npm_" + "".join(secrets.choice(_LETTERS) for _ in range(36))
        now = self._clock()
        self._live[_key(token)] = NpmToken(_key(token), kind, name, token[:_SHOWN], now, now + lasts)
        return token


def _key(token: str) -> str:
    return hashlib.sha512(token.encode()).hexdigest()
