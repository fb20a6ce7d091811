"""Is a token dead? What the answers to an empty upload form mean; anything not known here is unknown.

PyPI's words: warehouse/forklift/legacy.py and macaroons/security_policy.py. It looks up the identifier
first, so the powerless tombstone is answered like the token. devpi also checks the signature: the tombstone
of a living token has the wrong one, and devpi says so. pypiserver has passwords only.
"""

from primer.core.project import TokenState, Unlooked
from primer.registries.pypi.caveats import Dialect
from primer.registries.words import plain

USER = "__token__"
FORM = {":action": "file_upload", "protocol_version": "1"}
"""What is sent: it names no project, so nothing can come of it."""

_Row = tuple[int, tuple[str, ...], TokenState]

PYPI: tuple[_Row, ...] = (
    (400, ("invalid value for name",), TokenState.KNOWN),
    (403, ("invalid or non-existent authentication",), TokenState.GONE),
)
DEVPI: tuple[_Row, ...] = (
    (400, ("content file field not found",), TokenState.KNOWN),
    (403, ("exception during token verification", "signatures do not match"), TokenState.KNOWN),
    (403, ("the token id", "doesn't exist"), TokenState.GONE),
    (403, ("user for token doesn't exist",), TokenState.GONE),
)
PYPISERVER: tuple[_Row, ...] = (
    (400, ("missing 'content' file-field",), TokenState.KNOWN),
    (403, ("error: 403 forbidden", "sorry, the requested url", "caused an error"), TokenState.GONE),
)
BY_DIALECT: dict[Dialect | None, tuple[_Row, ...]] = {
    Dialect.PYPI: PYPI,
    Dialect.DEVPI: DEVPI,
    None: (*PYPI, *PYPISERVER),
}


def token_state(dialect: Dialect | None, status: int, reason: str, body: str) -> TokenState | Unlooked:
    """What an answer to the empty form says of a token in this dialect; None for one that is no macaroon.

    Reason phrase and body both count, since HTTP/2 has no reason phrase.
    """
    words = f"{plain(reason)} {plain(body)}"
    lowered = words.lower()
    states = {
        state
        for expected, needed, state in BY_DIALECT[dialect]
        if status == expected and all(word in lowered for word in needed)
    }
    if len(states) == 1:
        return states.pop()
    return Unlooked(f"its answer tells nothing of the token ({status} {plain(words)[:120].strip()})")
