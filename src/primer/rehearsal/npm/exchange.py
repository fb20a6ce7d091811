"""The identity exchange of a site of npm's kind: a run's identity in, a token for one package out."""

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import json_answer
from primer.rehearsal.forge.identities import Claims, unverified, verified
from primer.rehearsal.npm.access import bearer_value
from primer.rehearsal.npm.claims import presents
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.packages import NpmTrust
from primer.rehearsal.npm.refusal import NpmRefusal

NOT_FOUND = "OIDC token exchange error - package not found"
"""What a wrong configuration is told as well as a package that is not there."""


def exchange(house: NpmHouse, request: Request, name: str) -> Response:
    """Exchanges the identity token that the request is signed with."""
    claims = _verified(house, request)
    trust = _matching(house, name, claims) if house.switches.exchange_enabled else None
    if trust is None:
        raise _refused(404, NOT_FOUND)
    token, record = house.tokens.exchanged(name, trust.id)
    times = {"created": record.made.isoformat(), "expires": record.ends.isoformat()}
    return json_answer({"token_type": "oidc", "token": token, **times}, 201)


def _verified(house: NpmHouse, request: Request) -> Claims:
    token = bearer_value(request)
    if not token:
        raise _refused(401, "OIDC token exchange error - no identity token")
    if unverified(token) is None:
        raise _refused(400, "OIDC token exchange error - malformed identity token")
    claims = verified(token, house.identity_key, house.clock(), house.audience)
    if claims is None:
        raise _refused(401, "OIDC token exchange error - invalid identity token")
    return claims


def _matching(house: NpmHouse, name: str, claims: Claims) -> NpmTrust | None:
    """The publisher that the run is, one that lives; a package of private visibility has them too."""
    package = house.packages.find(name)
    living = [trust for trust in package.trust if trust.lives(house.clock())] if package else []
    return next((trust for trust in living if presents(claims, trust.kind, trust.claims)), None)


def _refused(status: int, words: str) -> NpmRefusal:
    return NpmRefusal(status, words, key="message")
