"""What the journal remembers, because no registry can be asked for it again."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from primer.core.value import field, frozen

if TYPE_CHECKING:
    from primer.core.token import Tombstone


@frozen
class Declared:
    """The person said that this fact is done; `values` are what it was said about (a form's values)."""

    fact: str
    values: Mapping[str, str]
    at: datetime


@frozen
class Uploaded:
    """primer uploaded this file."""

    registry: str
    package: str
    filename: str
    sha256: str
    at: datetime


@frozen
class TokenUsed:
    """A token was used at this registry; `known` is when the registry said it knew it, before revocation."""

    registry: str
    tombstone: "Tombstone"
    at: datetime
    known: datetime | None = None


@frozen
class TokenSeenDead:
    """The registry was seen to refuse this token; kept for tokens that cannot be asked about again."""

    registry: str
    token_id: str
    at: datetime


@frozen
class QuotaSeen:
    """What the registry last said of the quota for new projects; `resets` is when it allows the next."""

    registry: str
    limit: int
    remaining: int
    resets: datetime
    at: datetime


@frozen
class PublisherSeen:
    """The registry was seen to list this publisher; `lapses` is when it drops one that is not used, if ever.

    `values` are the form's, by their keys.
    """

    registry: str
    package: str
    values: Mapping[str, str]
    at: datetime
    lapses: datetime | None = None


@frozen
class ClosedToTokens:
    """The registry took it that nobody publishes this package with a token any more."""

    registry: str
    package: str
    at: datetime


Entry = Declared | Uploaded | TokenUsed | TokenSeenDead | QuotaSeen | PublisherSeen | ClosedToTokens


@frozen
class Memory:
    """All entries of one repository's journal, oldest first."""

    entries: tuple[Entry, ...] = field(default=())

    def declared(self, fact: str) -> Declared | None:
        """The newest declaration about a fact."""
        found = [e for e in self.entries if isinstance(e, Declared) and e.fact == fact]
        return found[-1] if found else None

    def uploads(self, registry: str, package: str) -> tuple[Uploaded, ...]:
        """The files primer uploaded for one package."""
        return tuple(
            e
            for e in self.entries
            if isinstance(e, Uploaded) and (e.registry, e.package) == (registry, package)
        )

    def tokens(self, registry: str) -> tuple[TokenUsed, ...]:
        """Every token ever used at a registry, one entry a token: the newest that knows most."""
        newest: dict[str, TokenUsed] = {}
        for entry in self.entries:
            if isinstance(entry, TokenUsed) and entry.registry == registry:
                before = newest.get(entry.tombstone.token_id)
                if before is None or entry.known is not None:
                    newest[entry.tombstone.token_id] = entry
        return tuple(newest.values())

    def seen_dead(self, registry: str, token_id: str) -> TokenSeenDead | None:
        """When a token was last seen dead."""
        found = [
            e
            for e in self.entries
            if isinstance(e, TokenSeenDead) and (e.registry, e.token_id) == (registry, token_id)
        ]
        return found[-1] if found else None

    def quota(self, registry: str) -> QuotaSeen | None:
        """What a registry last said of its quota."""
        found = [e for e in self.entries if isinstance(e, QuotaSeen) and e.registry == registry]
        return found[-1] if found else None

    def publisher(self, registry: str, package: str) -> PublisherSeen | None:
        """The publisher that a registry was last seen to list for a package."""
        found = [
            e
            for e in self.entries
            if isinstance(e, PublisherSeen) and (e.registry, e.package) == (registry, package)
        ]
        return found[-1] if found else None

    def closed(self, registry: str, package: str) -> ClosedToTokens | None:
        """When a registry last took it that a package is closed to tokens."""
        found = [
            e
            for e in self.entries
            if isinstance(e, ClosedToTokens) and (e.registry, e.package) == (registry, package)
        ]
        return found[-1] if found else None
