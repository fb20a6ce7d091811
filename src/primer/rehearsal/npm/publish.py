"""What a site of npm's kind does with a document: publishes its version, or marks some deprecated."""

from collections.abc import Mapping

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import json_answer
from primer.rehearsal.npm.access import DEAD, bearer_value, second_factor
from primer.rehearsal.npm.document import Sent, read_document
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.names import refuse_new, scope_of
from primer.rehearsal.npm.packages import PUBLISH, NpmPackage, NpmTrust, NpmVersion
from primer.rehearsal.npm.provenance import package_url, publish_attestation, read_provenance
from primer.rehearsal.npm.refusal import NpmRefusal, record
from primer.rehearsal.npm.tokens import Kind, NpmToken

_SPAM = "Package name triggered spam detection; if you believe this is in error, please contact support"
_BUSY = (
    "Failed to save packument. A common cause is if you try to publish a new package before the previous "
    "package has been fully processed."
)


def put(house: NpmHouse, request: Request, name: str) -> Response:
    """Takes a document: one with a tarball is a new version, one without changes what is there."""
    document = record(request)
    package = house.packages.find(name)
    token = _allowed(house, request, package, name)
    if not document.get("_attachments"):
        return _change(house, package, document, name)
    return _publish(house, package, document, name, token)


def _allowed(house: NpmHouse, request: Request, package: NpmPackage | None, name: str) -> NpmToken:
    """The token, if it may; who may not is told that there is nothing, as one who is nobody."""
    value = bearer_value(request)
    token = house.tokens.find(value)
    if token is None:
        raise NpmRefusal(404, "Not found", {"npm-notice": DEAD} if value else None)
    if token.kind is Kind.EXCHANGED:
        _refuse_run(token, package, name)
        return token
    if scope_of(name) in house.switches.foreign_scopes:
        raise NpmRefusal(404, "Scope not found")
    if package is not None and house.user not in package.owners:
        words = f'You do not have permission to publish "{name}". Are you logged in as the correct user?'
        raise NpmRefusal(403, words)
    _refuse_token(house, request, token, package)
    return token


def _refuse_run(token: NpmToken, package: NpmPackage | None, name: str) -> None:
    if package is None or token.package != name:
        raise NpmRefusal(404, "Not found")
    trust = trust_of(package, token)
    if trust is None:
        raise NpmRefusal(404, "Not found")
    if PUBLISH not in trust.permissions:
        raise NpmRefusal(403, "OIDC permission denied for this action")


def _refuse_token(house: NpmHouse, request: Request, token: NpmToken, package: NpmPackage | None) -> None:
    """The second factor, but for a granular token that needs none, as long as those still count."""
    if not token.bypasses:
        second_factor(house, request, token)
        return
    if package is not None and package.closed:
        words = "Two-factor authentication is required to publish this package but an automation token was"
        raise NpmRefusal(403, f"{words} specified")
    if not house.switches.bypass_publishes:
        raise NpmRefusal(403, "Granular tokens that bypass two-factor authentication can no longer publish")


def trust_of(package: NpmPackage, token: NpmToken) -> NpmTrust | None:
    """The publisher that a run's token was minted for, while it is there."""
    return next((trust for trust in package.trust if trust.id == token.trust), None)


def _publish(
    house: NpmHouse, package: NpmPackage | None, document: Mapping[str, object], name: str, token: NpmToken
) -> Response:
    if package is None:
        refuse_new(name, house.packages.names(), house.switches.popular)
        if house.too_fast():
            raise NpmRefusal(403, _SPAM)
    sent = read_document(document, name)
    _refuse_again(house, package, sent)
    _refuse_access(package, sent)
    bundles = _bundles(house, sent)
    at = house.clock()
    target = package or NpmPackage(name, at, (house.user,))
    trust = trust_of(target, token)
    by = (trust.kind, trust.id) if trust else None
    version = NpmVersion(
        sent.version, sent.manifest, sent.tarball, sent.integrity, sent.shasum, at, by, bundles
    )
    house.packages.store(target, version, sent.tags)
    if trust is not None and trust.used is None:
        trust.used = at
    return json_answer(
        {"ok": "created new package" if package is None else "package changed", "success": True}
    )


def _refuse_again(house: NpmHouse, package: NpmPackage | None, sent: Sent) -> None:
    if house.packages.was_used(sent.name, sent.version):
        words = f"You cannot publish over the previously published versions: {sent.version}."
        raise NpmRefusal(403, words)
    if package is not None and len(house.served(package)) < len(package.versions):
        raise NpmRefusal(409, _BUSY)


def _refuse_access(package: NpmPackage | None, sent: Sent) -> None:
    """A scoped package is private unless its first document says otherwise, and private ones are paid for."""
    if sent.access == "restricted" and not scope_of(sent.name):
        raise NpmRefusal(400, "Can't restrict access to unscoped packages.")
    private = sent.access == "restricted" or (package is None and bool(scope_of(sent.name)))
    if private and sent.access != "public":
        raise NpmRefusal(402, "You must sign up for private packages")


def _bundles(house: NpmHouse, sent: Sent) -> tuple[Mapping[str, object], ...]:
    """The attestations that are shown: the run's, checked, and the site's own beside it."""
    if not sent.provenance:
        return ()
    subject, key = package_url(sent.name, sent.version), house.identity_key
    proof = read_provenance(sent.provenance, subject, sent.sha512, sent.repository, key)
    return (publish_attestation(sent.name, sent.version, sent.sha512, key), proof)


def _change(
    house: NpmHouse, package: NpmPackage | None, document: Mapping[str, object], name: str
) -> Response:
    """Takes over which versions are deprecated; 409 where somebody else changed the document meanwhile."""
    if package is None or document.get("name") != name:
        raise NpmRefusal(404, "Not found")
    if document.get("_rev") != revision_of(package):
        raise NpmRefusal(409, "Document update conflict")
    versions = document.get("versions")
    if not isinstance(versions, dict) or not package.versions.keys() >= versions.keys():
        raise NpmRefusal(400, "The document names versions that are not there")
    for version, manifest in versions.items():
        why = manifest.get("deprecated") if isinstance(manifest, dict) else None
        deprecate(house, package, str(version), why if isinstance(why, str) else "")
    return json_answer({"ok": "package changed", "success": True})


def deprecate(house: NpmHouse, package: NpmPackage, version: str, why: str) -> None:
    """Marks a version as deprecated; without a reason takes that back."""
    package.deprecated.pop(version, None)
    if why:
        package.deprecated[version] = why
    house.packages.touch(package, house.clock())


def revision_of(package: NpmPackage) -> str:
    """What a document is known by when it is sent back."""
    return f"{package.revision}-{package.name}"
