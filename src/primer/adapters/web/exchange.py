"""Exchanging a run's identity at a registry: one question each time, to the registry's own host only."""

import re

from primer.adapters.web.client import Http
from primer.core.problem import Problem
from primer.core.project import Unlooked
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.registries.pypi.exchange import (
    Denied,
    Minted,
    audience,
    audience_url,
    mint_url,
    minted,
    unanswered,
)

JSON = {"Accept": "application/json"}
LIMIT = 256 * 1024
HIDDEN = "<hidden>"
_LONG = regex(r"[\w-]{10,}", re.ASCII)
_TOKEN = regex(r"eyJ[\w-]{6,}|pypi-[\w-]{6,}", re.ASCII)


class Counter:
    """Where identities are exchanged; a token that comes of it stays in memory until it is let go."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def audience(self, registry: Registry) -> str | Problem:
        """Whom an identity has to be meant for there."""
        answer = self._http.get(audience_url(registry), JSON, LIMIT)
        if isinstance(answer, Unlooked):
            return unanswered(registry, answer.why)
        return audience(registry, answer.status, answer.headers.get("content-type", ""), answer.text)

    def mint(self, registry: Registry, identity: Secret) -> Minted | Denied | Problem:
        """Presents an identity once, whatever comes of it: a second time would be refused."""
        shown = identity.reveal()
        answer = self._http.post_json(mint_url(registry), {"token": shown}, LIMIT)
        if isinstance(answer, Unlooked):
            return unanswered(registry, answer.why)
        meant = minted(registry, answer.status, answer.text)
        if isinstance(meant, Denied):
            return Denied(_without(meant.code, shown), _without(meant.words, shown))
        return meant


def _without(words: str, token: str) -> str:
    """A server's words; it may have put what it was sent into them, whole or in pieces."""
    bare = _LONG.sub(lambda found: HIDDEN if found[0] in token else found[0], words)
    return _TOKEN.sub(HIDDEN, bare)
