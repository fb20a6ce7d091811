"""Trusted publishers of a package over the interface, and who may still publish it with a token."""

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import json_answer
from primer.rehearsal.npm.access import own_package, person, second_factor
from primer.rehearsal.npm.claims import refuse_claims
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.packages import PUBLISH, STAGE, NpmPackage, NpmTrust
from primer.rehearsal.npm.refusal import NpmRefusal, body_of, record


def list_trust(house: NpmHouse, request: Request, name: str) -> Response:
    """The publishers of a package, expired ones too: nothing in the list tells them apart."""
    package = _managed(house, request, name)
    return json_answer([listed(trust) for trust in package.trust])


def create_trust(house: NpmHouse, request: Request, name: str) -> Response:
    """Adds the one publisher that the body holds; 409 for an equal one, or when there are too many."""
    package = _managed(house, request, name)
    match body_of(request):
        case [{"type": str(kind), "claims": claims, "permissions": permissions}]:
            trust = add_trust(house, package, kind, claims, permissions)
        case _:
            raise NpmRefusal(400, "The body must be a list of one trusted publisher configuration")
    return json_answer([listed(trust)], 201)


def delete_trust(house: NpmHouse, request: Request, name: str, trust_id: str) -> Response:
    """Removes a publisher."""
    package = _managed(house, request, name)
    remove_trust(house, package, trust_id)
    return Response(status=204)


def set_access(house: NpmHouse, request: Request, name: str) -> Response:
    """Sets who may publish: with two-factor authentication, and whether a token may do without."""
    package = _managed(house, request, name)
    wanted = record(request)
    required = wanted.get("publish_requires_tfa")
    overrides = wanted.get("automation_token_overrides_tfa", False)
    if not isinstance(required, bool) or not isinstance(overrides, bool):
        raise NpmRefusal(400, "publish_requires_tfa must be true or false")
    package.closed = required and not overrides
    house.packages.touch(package, house.clock())
    return json_answer({"ok": True})


def visibility(house: NpmHouse, _request: Request, name: str) -> Response:
    """Whether a package is public; 404 where there is none to be seen."""
    package = house.packages.find(name)
    if package is None or not house.served(package):
        raise NpmRefusal(404, "Not found")
    return json_answer({"public": package.public})


def add_trust(
    house: NpmHouse, package: NpmPackage, kind: str, claims: object, permissions: object
) -> NpmTrust:
    """Adds a publisher, from the interface or from the page; nothing of it is looked up anywhere."""
    refuse_claims(kind, claims)
    allowed = _permissions(permissions)
    values = {str(key): value for key, value in claims.items()} if isinstance(claims, dict) else {}
    if any((trust.kind, trust.claims) == (kind, values) for trust in package.trust):
        raise NpmRefusal(409, "This trusted publisher configuration already exists for the package")
    most = house.switches.most_publishers
    if len(package.trust) >= most:
        raise NpmRefusal(409, f"A package can have at most {most} trusted publisher configurations")
    trust = NpmTrust(kind, values, allowed, house.clock())
    package.trust.append(trust)
    return trust


def remove_trust(house: NpmHouse, package: NpmPackage, trust_id: str) -> None:
    """Removes a publisher; 404 where it is not there."""
    kept = [trust for trust in package.trust if trust.id != trust_id]
    if len(kept) == len(package.trust):
        raise NpmRefusal(404, "Trusted publisher configuration not found")
    package.trust = kept
    house.packages.touch(package, house.clock())


def listed(trust: NpmTrust) -> dict[str, object]:
    """A publisher as the interface shows it."""
    return {
        "id": trust.id,
        "type": trust.kind,
        "claims": dict(trust.claims),
        "permissions": list(trust.permissions),
    }


def _managed(house: NpmHouse, request: Request, name: str) -> NpmPackage:
    token = person(house, request)
    package = own_package(house, name)
    second_factor(house, request, token)
    return package


def _permissions(value: object) -> tuple[str, ...]:
    given = tuple(str(one) for one in value) if isinstance(value, list) else ()
    if not given or not {PUBLISH, STAGE}.issuperset(given):
        raise NpmRefusal(400, f"permissions must be one or both of {PUBLISH}, {STAGE}")
    return given
