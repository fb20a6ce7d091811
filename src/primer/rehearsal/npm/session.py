"""Logging in on the web, whose token it is, tokens listed and deleted, logging out."""

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import json_answer
from primer.rehearsal.npm.access import known, person, second_factor
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.refusal import NpmRefusal
from primer.rehearsal.npm.tokens import NpmToken


def log_in(house: NpmHouse, _request: Request) -> Response:
    """Begins a log-in: the page to approve it on, and the address that hands over its token."""
    begun = house.handovers.begin()
    addresses = {
        "loginUrl": f"{house.url}/login/cli/{begun.page}",
        "doneUrl": f"{house.url}/-/v1/done?authId={begun.done}",
    }
    return json_answer(addresses)


def done(house: NpmHouse, request: Request) -> Response:
    """202 until it is approved, then the token, once."""
    begun = house.handovers.waiting(request.args.get("authId", ""))
    if begun is None:
        raise NpmRefusal(404, "Not found")
    if not begun.result:
        return json_answer({}, 202, {"Retry-After": str(house.switches.retry_after)})
    return json_answer({"token": house.handovers.collect(begun)}, headers={"Cache-Control": "no-store"})


def who(house: NpmHouse, request: Request) -> Response:
    """The name of the token's owner; 401 for a token that is dead."""
    known(house, request)
    return json_answer({"username": house.user})


def log_out(house: NpmHouse, request: Request, value: str) -> Response:
    """Says that the token is revoked; when that takes is the operators' matter."""
    known(house, request)
    token = house.tokens.find(value)
    if token is None:
        raise NpmRefusal(404, "Not found")
    if house.switches.log_out_takes is not None:
        house.tokens.end(token.key, house.clock() + house.switches.log_out_takes)
    return json_answer({"ok": True})


def list_tokens(house: NpmHouse, request: Request) -> Response:
    """Every live token of the person, without its value."""
    token = person(house, request)
    second_factor(house, request, token)
    objects = [_listed(token) for token in house.tokens.live()]
    return json_answer({"objects": objects, "total": len(objects), "urls": {}})


def delete_token(house: NpmHouse, request: Request, key: str) -> Response:
    """Revokes the token with this key."""
    token = person(house, request)
    second_factor(house, request, token)
    if not house.tokens.remove(key):
        raise NpmRefusal(404, "Not found")
    return Response(status=204)


def _listed(token: NpmToken) -> dict[str, object]:
    return {
        "key": token.key,
        "token": token.shown,
        "name": token.name,
        "type": str(token.kind),
        "created": token.made.isoformat(),
        "expires": token.ends.isoformat(),
        "readonly": False,
        "bypass_2fa": token.bypasses,
        "cidr_whitelist": None,
    }
