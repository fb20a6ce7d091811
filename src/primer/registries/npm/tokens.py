"""Pasted tokens of an npm registry: nothing can be read of them but their form."""

import re
from collections.abc import Callable

from primer.core.problem import Problem, YourInput
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.token import TokenReading, Tombstone
from primer.registries.addresses import NPM
from primer.registries.astray import NPM_FORM, astray
from primer.registries.pypi.tokens import PREFIXES, unreadable

LEGACY = regex(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LABEL = regex(r"(?!npm_)[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}", re.ASCII)


def read_token(registry: Registry, token: Secret, new_id: Callable[[], str]) -> TokenReading | Problem:
    """What a token says of itself: nothing; `new_id` names it. It has no shadow and cannot be narrowed.

    npm's own tokens have one form; another registry of its kind may take anything. Problems:
    malformed-token, wrong-registry-token.
    """
    text = token.reveal().strip()
    why = unreadable(text)
    if why is not None:
        return _malformed(registry, why)
    if any(text.startswith(prefix) for prefix in PREFIXES):
        return _python(registry)
    if registry.name == NPM.name and not NPM_FORM.fullmatch(text):
        return _malformed(registry, _why_not(text))
    return astray(registry, text) or TokenReading(is_macaroon=False, tombstone=Tombstone(new_id(), ""))


def tombstone_named(registry: Registry, token_id: str) -> Tombstone | Problem:
    """A name for a token without a shadow, as the page lists it. Problem: malformed-token-id."""
    bare = token_id.strip()
    if _LABEL.fullmatch(bare):
        return Tombstone(bare, "")
    return YourInput(
        "malformed-token-id",
        f"This is no name of a token of {registry.title}",
        "give the name that you gave it, from the page that lists the account's tokens, not the token itself",
    )


def _why_not(text: str) -> str:
    if LEGACY.fullmatch(text):
        return "tokens of this older form are revoked and made no more"
    if text.startswith("npm_"):
        return "it begins like a token, and the rest of it is damaged or cut"
    return "its tokens begin with npm_"


def _python(registry: Registry) -> Problem:
    return YourInput(
        "wrong-registry-token",
        f"This token is for Python packages, not for {registry.title}",
        f"make one at {registry.title} ({registry.host})",
    )


def _malformed(registry: Registry, why: str) -> Problem:
    return YourInput(
        "malformed-token",
        f"This is no token of {registry.title}: {why}",
        "copy the whole token, from its first to its last character, and paste it again",
    )
