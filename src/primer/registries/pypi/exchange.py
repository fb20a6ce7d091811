"""The identity exchange: where it happens, what its answers mean, and what a minted token covers.

Source: warehouse, `oidc/views.py` and `macaroons/caveats/__init__.py`.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from primer.core.problem import Problem, TheirAnswer
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.value import frozen
from primer.registries.addresses import PYPI, TESTPYPI, is_loopback
from primer.registries.pypi.caveats import limits, moment
from primer.registries.pypi.macaroon import NotAMacaroon, decoded
from primer.registries.pypi.names import normalised
from primer.registries.words import plain

AUDIENCES = {"pypi": PYPI.host, "testpypi": TESTPYPI.host}
"""Audiences that belong to one host: a token made for it is good there and nowhere else."""
OTHERS = frozenset({"sigstore"})
"""Words that other services are known by: with an identity for sigstore one can sign in the run's name."""
_WORD = regex(r"[A-Za-z0-9_-]+")
_AUDIENCE = regex(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
_LONGEST_CODE = 60


@frozen
class Minted:
    """The registry took the identity; the token is good for a publish and is only read here."""

    token: Secret


@frozen
class Denied:
    """The registry refused the identity: its code and its words."""

    code: str
    words: str


@frozen
class Coverage:
    """What a minted token says of itself, read offline; None where it does not say.

    `number` is how many projects it covers, `names` are their normalised names: PyPI gives only the number.
    """

    number: int | None
    names: frozenset[str] | None = None
    ends: datetime | None = None


def audience_url(registry: Registry) -> str:
    """Where the registry says whom an identity token must be meant for."""
    return f"{registry.web_url}/_/oidc/audience"


def mint_url(registry: Registry) -> str:
    """Where an identity token is exchanged."""
    return f"{registry.web_url}/_/oidc/mint-token"


def audience(registry: Registry, status: int, kind: str, body: str) -> str | Problem:
    """The audience that an answer names, or why there can be no exchange; `kind` is its content type."""
    if status in (404, 405, 410) or (status == 200 and "html" in kind.lower()):
        # Of a registry that is known to take part, something in between answered.
        if registry.trusted:
            return unanswered(registry, f"something between here and there answered {status}")
        return TheirAnswer(
            "no-trusted-publishing",
            f"{registry.title} takes no part in trusted publishing",
            "publish there with a token that CI keeps, or ask whoever runs it",
        )
    if status == 403:
        return switched_off(registry)
    named = _parsed(body).get("audience")
    if status != 200 or not isinstance(named, str) or not _AUDIENCE.fullmatch(named):
        return unanswered(registry, f"it answered {status} and named no audience")
    return _elsewhere(registry, named) or named


def minted(registry: Registry, status: int, body: str) -> Minted | Denied | Problem:
    """What an answer to an exchange means; the problem says that it is no answer to it."""
    match _parsed(body):
        case {"success": True, "token": str(token)} if status == 200 and token:
            return Minted(Secret(token))
        case {"errors": [{"code": str(code), "description": description}, *_]} if status == 422:
            return Denied(plain(code)[:_LONGEST_CODE], plain(str(description)))
        case _:
            return unanswered(registry, f"it answered {status} to the exchange, and nothing that can be read")


def coverage(token: Secret) -> Coverage:
    """What a minted token covers; nothing is known of one that is no macaroon."""
    try:
        caveats = decoded(token.reveal().strip().removeprefix("pypi-")).caveats
    except NotAMacaroon:
        return Coverage(None)
    limit = limits(caveats)
    ends = None if limit.expires is None else moment(limit.expires)
    names = None if limit.projects is None else frozenset(normalised(name) for name in limit.projects)
    ids = _ids(caveats)
    if ids is not None:
        return Coverage(len(ids), names, ends)
    return Coverage(None if names is None else len(names), names, ends)


def unanswered(registry: Registry, why: str) -> Problem:
    """The exchange could not be asked for, or gave no answer."""
    return TheirAnswer(
        "exchange-not-answered",
        f"{registry.title} could not be asked: {why}",
        "run the job again in a while; nothing was uploaded",
    )


def switched_off(registry: Registry) -> Problem:
    """The registry's administrators have turned trusted publishing off."""
    return TheirAnswer(
        "trusted-publishing-off",
        f"{registry.title} has switched trusted publishing off for now",
        "wait, and run the job again; the registry's status page says when",
    )


def _elsewhere(registry: Registry, named: str) -> Problem | None:
    """An index that asks for another's audience could present the identity there, in its own name."""
    here = (urlsplit(registry.web_url).netloc or "").lower()
    owner = AUDIENCES.get(named.lower())
    if owner is not None:
        meant = owner if here != owner and not is_loopback(registry.web_url) else ""
    else:
        meant = "" if here not in AUDIENCES.values() and _is_own(registry, named) else named
    if not meant:
        return None
    return TheirAnswer(
        "foreign-audience",
        f"{registry.title} asks for an identity meant for {meant}, and could use it there in your name",
        "ask whoever runs that index to choose an audience of its own: a word, or its own host",
    )


def _is_own(registry: Registry, named: str) -> bool:
    """A word that is no other service's, or an address on one of the registry's own hosts."""
    if _WORD.fullmatch(named):
        return named.lower() not in OTHERS
    own = {urlsplit(url).hostname for url in (registry.web_url, registry.upload_url, registry.index_url)}
    try:
        return urlsplit(named if "//" in named else f"//{named}").hostname in own
    except ValueError:
        return False


def _ids(caveats: tuple[bytes, ...]) -> frozenset[str] | None:
    """The projects' ids that every such caveat lists; None where there is none."""
    found: frozenset[str] | None = None
    for caveat in caveats:
        match _value(caveat):
            case [2, list(ids)]:
                listed = frozenset(one for one in ids if isinstance(one, str))
                found = listed if found is None else found & listed
            case _:
                continue
    return found


def _value(text: str | bytes) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _parsed(body: str) -> Mapping[object, object]:
    value = _value(body)
    return value if isinstance(value, dict) else {}
