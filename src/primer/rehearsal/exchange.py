"""The identity exchange: an identity token of a run in, an upload token for its projects out."""

import json
from dataclasses import dataclass

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import json_answer
from primer.rehearsal.identities import Claims, verified
from primer.rehearsal.publishers import Pending, Registered, matching
from primer.rehearsal.refusal import Refusal
from primer.rehearsal.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Denied(Exception):
    """The exchange refuses: the code and description that PyPI's answer carries."""

    code: str
    description: str


def audience(house: Warehouse) -> Response:
    """Whom an identity token must be meant for."""
    if not house.switches.exchange_enabled:
        return _denial("not-enabled", "Trusted publishing functionality not enabled", 403)
    return json_answer({"audience": "pypi"})


def mint_token(house: Warehouse, request: Request) -> Response:
    """Exchanges the identity token in the body; 422 with PyPI's codes when it cannot."""
    if not house.switches.exchange_enabled:
        return _denial("not-enabled", "Trusted publishing functionality not enabled", 403)
    try:
        return _exchange(house, _verified(house, _token(request)))
    except Denied as denied:
        return _denial(denied.code, denied.description)


def _token(request: Request) -> str:
    try:
        body: object = json.loads(request.get_data())
    except ValueError:
        raise Denied("invalid-payload", "body is not valid JSON") from None
    match body:
        case {"token": str(token)}:
            return token
        case _:
            raise Denied("invalid-payload", "token: Field required")


def _verified(house: Warehouse, token: str) -> Claims:
    claims = verified(token, house.identity_key, house.clock())
    if claims is None:
        raise Denied("invalid-token", "malformed or invalid token")
    used = str(claims.get("jti"))
    if used in house.used_identities:
        raise Denied("invalid-reuse-token", "invalid token: already used")
    return claims


def _exchange(house: Warehouse, claims: Claims) -> Response:
    _grant_pending(house, claims)
    registered = _publisher(house, claims)
    covered = [project.id for project in house.projects if registered in project.publishers]
    house.used_identities.add(str(claims.get("jti")))
    token, expires = house.tokens.exchange(registered.id, covered)
    return json_answer({"success": True, "token": token, "expires": expires})


def _grant_pending(house: Warehouse, claims: Claims) -> None:
    """Makes the project of a pending publisher; one whose project exists already fails once, and is gone."""
    waiting = house.pending.all()
    found = matching(claims, [pending.registered for pending in waiting])
    if found is None:
        return
    pending = next(p for p in waiting if p.registered == found)
    house.pending.remove(pending.id)
    if house.projects.find(pending.project) is not None:
        raise Denied("invalid-pending-publisher", "valid token, but project already exists")
    _create(house, pending)


def _create(house: Warehouse, pending: Pending) -> None:
    try:
        project = house.new_project(pending.project)
    except Refusal as refusal:
        raise Denied("invalid-pending-publisher", f"valid token, but {refusal.words}") from None
    house.projects.add(project)
    house.register(project, pending.registered.identity)
    house.pending.remove_for(pending.project)


def _publisher(house: Warehouse, claims: Claims) -> Registered:
    registered = [r for project in house.projects for r in project.publishers]
    found = matching(claims, registered)
    if found is None:
        words = "valid token, but no corresponding publisher (Publisher with matching claims was not found)"
        raise Denied("invalid-publisher", words)
    return found


def _denial(code: str, description: str, status: int = 422) -> Response:
    errors = [{"code": code, "description": description}]
    return json_answer({"message": "Token request failed", "errors": errors}, status)
