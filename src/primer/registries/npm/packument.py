"""A package's document (packument) as a registry serves it in full: its releases, and whose it is."""

from primer.core.project import Absent, Owners, Project, ReleaseFile, Unlooked
from primer.registries.npm.json_values import Table, parsed, table, text
from primer.registries.npm.names import tarball_name
from primer.registries.pypi.indexes import moment_of


def project(name: str, document: str) -> Project | Unlooked:
    """The package with one tarball a release, in the document's order.

    A tarball is called as `npm pack` calls it, since its address leaves the scope out.
    """
    page = table(parsed(document))
    versions, times = page.get("versions"), table(page.get("time"))
    if page.get("name") not in (None, name):
        return Unlooked("its document is about another package")
    if not isinstance(versions, dict):
        return Project(name, ()) if "unpublished" in times else Unlooked("its document names no versions")
    files = (_file(name, str(key), table(value), times) for key, value in versions.items())
    return Project(name, tuple(file for file in files if file is not None))


def owners(document: str) -> Owners | Absent | Unlooked:
    """The maintainers of a package; Absent where none is named."""
    page = parsed(document)
    if not isinstance(page, dict):
        return Unlooked("its answer about owners is no document")
    listed = page.get("maintainers")
    users = [_user(one) for one in listed] if isinstance(listed, list) else []
    named = tuple(dict.fromkeys(user for user in users if user))
    return Owners(named) if named else Absent()


def _file(name: str, version: str, release: Table, times: Table) -> ReleaseFile | None:
    dist = table(release.get("dist"))
    url = dist.get("tarball")
    if not isinstance(url, str):
        return None
    attestations = table(dist.get("attestations")).get("url")
    return ReleaseFile(
        filename=tarball_name(name, version),
        version=version,
        url=url,
        uploaded=moment_of(times.get(version)),
        # An empty reason takes a deprecation back.
        yanked=release.get("deprecated") not in (None, False, ""),
        provenance=attestations if isinstance(attestations, str) else None,
        integrity=text(dist.get("integrity")),
        trusted_by=text(table(table(release.get("_npmUser")).get("trustedPublisher")).get("id")),
    )


def _user(maintainer: object) -> str:
    """Older documents have `name <address>` as one text."""
    if isinstance(maintainer, str):
        return maintainer.partition("<")[0].strip()
    return text(table(maintainer).get("name"))
