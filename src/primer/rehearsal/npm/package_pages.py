"""The page of a package on a site of npm's kind: publishers, publishing access, deprecation."""

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import html_answer
from primer.rehearsal.markup import Field, Form, form, lines, link, page, paragraph
from primer.rehearsal.npm.access import own_package
from primer.rehearsal.npm.claims import TITLES, claims_of, described
from primer.rehearsal.npm.forms import ACTIONS, FORMS, identity_of, publisher_form
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.packages import NpmPackage, NpmTrust
from primer.rehearsal.npm.publish import deprecate
from primer.rehearsal.npm.refusal import NpmRefusal
from primer.rehearsal.npm.trust import add_trust, remove_trust

_OPEN = "Require two-factor authentication or a granular access token with bypass 2fa enabled"
_CLOSED = "Require two-factor authentication and disallow tokens"


def package_page(house: NpmHouse, _request: Request, name: str) -> Response:
    """What everybody sees of a package."""
    package = house.packages.find(name)
    served = house.served(package) if package else []
    if package is None or not served:
        raise NpmRefusal(404, "Not found")
    shown = [_shown(package, version.version) for version in reversed(served)]
    return html_answer(page(name, house.title, lines(shown), link("Settings", _path(package))))


def access_page(house: NpmHouse, _request: Request, name: str) -> Response:
    """Everything that the package's owner can set."""
    package = own_package(house, name)
    path = _path(package)
    there = [described(trust.kind, trust.claims) for trust in package.trust]
    publishers = [form(publisher_form(path, kind)) for kind in FORMS]
    words = paragraph(f"Trusted publishers of {name}: {len(there) or 'none'}. {_access(package)}.")
    removals = [form(_removal(path, trust)) for trust in package.trust]
    releases = [form(_deprecation(package, version)) for version in reversed(package.versions)]
    parts = (words, lines(there), *publishers, *removals, form(_setting(package)), *releases)
    return html_answer(page(f"Settings of {name}", house.title, *parts))


def change_package(house: NpmHouse, request: Request, name: str) -> Response:
    """Does what the form that was sent stands for."""
    package = own_package(house, name)
    done = _changed(house, package, request)
    return html_answer(page(done, house.title, link("Back", _path(package))))


def _changed(house: NpmHouse, package: NpmPackage, request: Request) -> str:
    sent = request.form
    if kind := sent.get("type", ""):
        return _add(house, package, kind, request)
    if trust_id := sent.get("remove", ""):
        remove_trust(house, package, trust_id)
        return "Trusted publisher removed"
    if access := sent.get("access", ""):
        package.closed = access == "closed"
        return f"Publishing access: {_access(package)}"
    if (version := sent.get("version", "")) in package.versions:
        deprecate(house, package, version, sent.get("message", "").strip() or "This version is deprecated")
        return f"{package.name} {version} deprecated"
    raise NpmRefusal(400, "The form is not one of this page")


def _add(house: NpmHouse, package: NpmPackage, kind: str, request: Request) -> str:
    if kind not in FORMS:
        raise NpmRefusal(400, f"There is no form for {kind}")
    permissions = ACTIONS.get(request.form.get("allowed_actions", ""), ())
    _, claims = claims_of(identity_of(kind, request.form))
    add_trust(house, package, kind, claims, list(permissions))
    return f"Trusted publisher added: {described(kind, claims)}"


def _path(package: NpmPackage) -> str:
    return f"/package/{package.name}/access"


def _access(package: NpmPackage) -> str:
    return _CLOSED if package.closed else _OPEN


def _shown(package: NpmPackage, version: str) -> str:
    why = package.deprecated.get(version)
    return f"{version}, deprecated: {why}" if why else version


def _removal(path: str, trust: NpmTrust) -> Form:
    heading = f"{TITLES[trust.kind]} {trust.id}"
    return Form(path, "Remove", hidden={"remove": trust.id}, anchor=f"remove-{trust.id}", heading=heading)


def _setting(package: NpmPackage) -> Form:
    """The one change of access that there is from here, behind one button."""
    wanted, words = ("open", _OPEN) if package.closed else ("closed", _CLOSED)
    return Form(
        _path(package), words, hidden={"access": wanted}, anchor="tokens", heading="Publishing access"
    )


def _deprecation(package: NpmPackage, version: str) -> Form:
    message = Field("Message", "message", package.deprecated.get(version, ""))
    return Form(_path(package), "Deprecate", [message], {"version": version}, f"deprecate-{version}", version)
