"""What can be known of an upload token without asking anybody."""

from datetime import datetime

from primer.core.value import frozen

SHORT = 8
"""So many characters of an identifier tell one token from another."""


@frozen
class Tombstone:
    """A token's powerless shadow: same location and identifier, all-zero signature; nothing secret in it.

    `token_id` is the identifier that the registry's page shows; `text` is what is sent as the password.
    A token that is no macaroon has no shadow: then `text` is empty and it can never be asked about again.
    """

    token_id: str
    text: str

    @property
    def label(self) -> str:
        """Short enough for a line on the screen; devpi's identifiers are, whole."""
        return self.token_id if len(self.token_id) <= SHORT else f"{self.token_id[:SHORT]}…"


@frozen
class TokenReading:
    """A pasted token, read offline; None where it does not say.

    `projects` empty means the whole account; `can_create` is False for one scoped to projects that exist.
    `is_macaroon` False means that nothing is known and nothing can be narrowed.
    """

    is_macaroon: bool
    tombstone: Tombstone
    location: str = ""
    projects: tuple[str, ...] = ()
    can_create: bool = True
    expires: datetime | None = None
    not_before: datetime | None = None
