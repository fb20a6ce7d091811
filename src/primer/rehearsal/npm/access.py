"""Who asks a site of npm's kind, whether they may, and the second factor that it asks for."""

from werkzeug.wrappers import Request

from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.packages import NpmPackage
from primer.rehearsal.npm.refusal import NpmRefusal
from primer.rehearsal.npm.tokens import Kind, NpmToken

ONE_TIME = "You must provide a one-time pass. Upgrade your client to npm@latest in order to use 2FA."
DEAD = "Access token expired or revoked. Please try logging in again."
_BEARER = "Bearer "


def bearer_value(request: Request) -> str:
    """The token that a request carries; empty for none."""
    given = request.headers.get("Authorization", "")
    return given.removeprefix(_BEARER) if given.startswith(_BEARER) else ""


def known(house: NpmHouse, request: Request) -> NpmToken:
    """The live token of a request; Refusal 401 where there is none."""
    token = house.tokens.find(bearer_value(request))
    if token is None:
        raise NpmRefusal(401, "Unauthorized")
    return token


def person(house: NpmHouse, request: Request) -> NpmToken:
    """The token of somebody who logged in; granular tokens and those of runs do not manage anything."""
    token = known(house, request)
    if token.kind is not Kind.SESSION:
        raise NpmRefusal(
            403, "This action needs a session token: run npm login. Granular tokens are refused."
        )
    return token


def own_package(house: NpmHouse, name: str) -> NpmPackage:
    """A package that the person may manage; 404 where it is not there, 403 where it is another's."""
    package = house.packages.find(name)
    if package is None:
        raise NpmRefusal(404, "Not found")
    if house.user not in package.owners:
        raise NpmRefusal(403, f'You do not have permission to change "{name}".')
    return package


def second_factor(house: NpmHouse, request: Request, token: NpmToken) -> None:
    """Refusal 401 until this request is approved; a client that knows web approvals is given the page."""
    if house.factor.given(token.key, request.headers.get("npm-otp", "")):
        return
    headers = {"WWW-Authenticate": "OTP"}
    if request.headers.get("npm-auth-type") != "web":
        raise NpmRefusal(401, ONE_TIME, headers)
    begun = house.handovers.begin(token.key)
    raise NpmRefusal(
        401,
        ONE_TIME,
        headers,
        {
            "authUrl": f"{house.url}/auth/cli/{begun.page}",
            "doneUrl": f"{house.url}/-/v1/done?authId={begun.done}",
        },
    )
