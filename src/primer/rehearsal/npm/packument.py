"""What a site of npm's kind shows of a package: its whole document, the short one, tarballs, attestations."""

import hashlib
import json
from datetime import datetime

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import json_answer
from primer.rehearsal.npm.claims import TITLES
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.packages import NpmPackage, NpmVersion
from primer.rehearsal.npm.provenance import PUBLISHED
from primer.rehearsal.npm.publish import revision_of
from primer.rehearsal.npm.refusal import NpmRefusal

SHORT = "application/vnd.npm.install-v1+json"
_SHORT_FIELDS = (
    "name version deprecated dependencies optionalDependencies devDependencies bundleDependencies "
    "peerDependencies peerDependenciesMeta bin directories dist engines cpu os libc hasInstallScript"
)
_SHOWN_FIELDS = ("description", "license", "repository", "homepage", "bugs", "author", "keywords", "readme")


def packument(house: NpmHouse, request: Request, name: str) -> Response:
    """A package with every version that is served by now; 404 until one is."""
    package, versions = _seen(house, name)
    short = request.accept_mimetypes.best_match(["application/json", SHORT], default="application/json")
    whole = _whole(house, package, versions) if short != SHORT else _short(house, package, versions)
    answer = Response(json.dumps(whole), mimetype=short)
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32])
    # Who asks in order to write must not be shown what a cache still holds.
    answer.headers["Cache-Control"] = "no-store" if "write" in request.args else "public, max-age=300"
    answer.headers["Vary"] = "accept-encoding, accept"
    answer.make_conditional(request)
    return answer


def one_version(house: NpmHouse, _request: Request, name: str, wanted: str) -> Response:
    """One version, by its number or a tag."""
    package, versions = _seen(house, name)
    number = _tags(package, versions).get(wanted, wanted)
    found = next((version for version in versions if version.version == number), None)
    if found is None:
        raise NpmRefusal(404, f"version not found: {wanted}")
    return json_answer(_version(house, package, found))


def tags(house: NpmHouse, _request: Request, name: str) -> Response:
    """Which version each tag names."""
    return json_answer(_tags(*_seen(house, name)))


def tarball(house: NpmHouse, _request: Request, name: str, file: str) -> Response:
    """The bytes of a version."""
    package, versions = _seen(house, name)
    for version in versions:
        if file == f"{package.tarball_name}-{version.version}.tgz":
            return Response(version.tarball, mimetype="application/octet-stream")
    raise NpmRefusal(404, "Not found")


def attestations(house: NpmHouse, _request: Request, spec: str) -> Response:
    """The attestations of `name@version`; 404 where it has none."""
    name, _, wanted = spec.rpartition("@")
    _, versions = _seen(house, name)
    found = next((version for version in versions if version.version == wanted), None)
    if found is None or not found.bundles:
        raise NpmRefusal(404, "No attestations found")
    return json_answer({"attestations": list(found.bundles)})


def _seen(house: NpmHouse, name: str) -> tuple[NpmPackage, list[NpmVersion]]:
    package = house.packages.find(name)
    versions = house.served(package) if package else []
    if package is None or not versions or not package.public:
        raise NpmRefusal(404, "Not found")
    return package, versions


def _whole(house: NpmHouse, package: NpmPackage, versions: list[NpmVersion]) -> dict[str, object]:
    newest = versions[-1].manifest
    times = {version.version: written(version.published) for version in versions}
    return {
        "_id": package.name,
        "_rev": revision_of(package),
        "name": package.name,
        "dist-tags": _tags(package, versions),
        "versions": {version.version: _version(house, package, version) for version in versions},
        "time": {"created": written(package.created), "modified": _modified(package), **times},
        "maintainers": _people(package),
        **{key: newest[key] for key in _SHOWN_FIELDS if key in newest},
    }


def _short(house: NpmHouse, package: NpmPackage, versions: list[NpmVersion]) -> dict[str, object]:
    return {
        "name": package.name,
        "modified": _modified(package),
        "dist-tags": _tags(package, versions),
        "versions": {
            version.version: {
                key: value
                for key, value in _version(house, package, version).items()
                if key in _SHORT_FIELDS.split()
            }
            for version in versions
        },
    }


def _version(house: NpmHouse, package: NpmPackage, version: NpmVersion) -> dict[str, object]:
    dist: dict[str, object] = {
        "integrity": version.integrity,
        "shasum": version.shasum,
        "tarball": house.tarball_url(package, version.version),
    }
    if version.bundles:
        dist["attestations"] = {
            "url": house.attestations_url(package, version.version),
            "provenance": {"predicateType": _predicate(version)},
        }
    shown = {key: value for key, value in version.manifest.items() if key not in {"dist", "readme"}}
    why = package.deprecated.get(version.version)
    return {
        **shown,
        "_id": f"{package.name}@{version.version}",
        "dist": dist,
        "maintainers": _people(package),
        "_npmUser": _published_by(house, version),
        **({"deprecated": why} if why else {}),
    }


def _predicate(version: NpmVersion) -> str:
    kinds = [str(bundle.get("predicateType")) for bundle in version.bundles]
    return next((kind for kind in kinds if kind != PUBLISHED), "")


def _published_by(house: NpmHouse, version: NpmVersion) -> dict[str, object]:
    if version.by is None:
        return {"name": house.user, "email": f"{house.user}@example.invalid"}
    kind, trust = version.by
    host = {"github": "github.com", "gitlab": "gitlab.com", "circleci": "circleci.com"}[kind]
    publisher = {"id": kind, "oidcConfigId": f"oidc:{trust}"}
    return {"name": TITLES[kind], "email": f"npm-oidc-no-reply@{host}", "trustedPublisher": publisher}


def _people(package: NpmPackage) -> list[dict[str, str]]:
    return [{"name": owner, "email": f"{owner}@example.invalid"} for owner in package.owners]


def _tags(package: NpmPackage, versions: list[NpmVersion]) -> dict[str, str]:
    """The tags of what is served; `latest` stays on the newest that is."""
    served = {version.version for version in versions}
    return {"latest": versions[-1].version} | {
        tag: version for tag, version in package.tags.items() if version in served
    }


def _modified(package: NpmPackage) -> str:
    return written(package.modified or package.created)


def written(at: datetime) -> str:
    """A time as npm writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
