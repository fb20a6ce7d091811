"""Values made up for the tests: one small repository of Acme's, its packages, targets and tokens."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from primer.core.choices import Choices, Route, Way
from primer.core.evidence import Evidence, said, seen
from primer.core.memory import TokenUsed
from primer.core.package import Package
from primer.core.project import Project, Provenance, ReleaseFile
from primer.core.publisher import Form, GitHubActions, Identity, Publisher, Unsupported
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Remote, Repository
from primer.core.secret import Secret
from primer.core.source import Read, Source
from primer.core.token import Tombstone
from primer.core.value import replace
from primer.core.workflow import Credential, PublishingJob, StoredToken, Unresolved
from primer.facts.target import Target
from primer.registries.addresses import PYPI
from primer.registries.known import interface_of
from primer.registries.pypi.macaroon import Macaroon, encoded

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
DAY = timedelta(days=1)
ACME = GitHubActions("acme", "mono", "publish.yaml", "pypi")
TOKEN_ID = "21394af6-1111-4222-8333-444455556666"
OTHER_ID = "9c0ffee0-1111-4222-8333-444455556666"
RUNS = "https://github.com/acme/mono/actions/workflows/publish.yaml"

OPAQUE_ID = "made-up-1"
OPEN = Unsupported("still open: environment")

INTERNAL = Registry(
    "internal",
    "Acme's index",
    Ecosystem.PYTHON,
    "https://index.acme.example/upload/",
    "https://index.acme.example/simple",
    "https://index.acme.example",
)


def package(
    name: str = "acme-core",
    version: str | None = "0.2.0",
    requires: tuple[str, ...] = (),
    ecosystem: Ecosystem = Ecosystem.PYTHON,
) -> Package:
    """One package in a folder of its own."""
    path = f"packages/{name}"
    manifest = "pyproject.toml" if ecosystem is Ecosystem.PYTHON else "package.json"
    return Package(name, ecosystem, path, version, Source(f"{path}/{manifest}", 2), requires)


def job(
    environment: str | Unresolved | None = "pypi",
    credential: Credential = Credential.OIDC,
    file: str = ".github/workflows/publish.yaml",
    line: int = 41,
    name: str = "publish",
) -> PublishingJob:
    """The job that publishes everything."""
    read = None if environment is None else Read(environment, Source(file, line - 3))
    return PublishingJob(
        "github", file, line, name, "pypa/gh-action-pypi-publish", credential, environment=read
    )


def npm_job(environment: str | None = "npm") -> PublishingJob:
    """The job that publishes every npm package."""
    return replace(job(environment, name="npm"), tool="npm publish", ecosystem=Ecosystem.JAVASCRIPT)


def target(
    name: str = "acme-core",
    registry: Registry = PYPI,
    route: Route = Route.PRIME,
    identity: Identity | None = ACME,
    jobs: tuple[PublishingJob, ...] | None = None,
    account: str = "",
    version: str | None = "0.2.0",
    placeholder: str = "0.0.1",
    is_there: bool = False,
) -> Target:
    """One package at one registry, published by Acme's job; an identity of None is one still open."""
    return Target(
        package(name, version),
        registry,
        Way(route, is_there),
        placeholder,
        (job(),) if jobs is None else jobs,
        None if identity is None else Publisher(identity),
        OPEN if identity is None else form(name, registry, identity),
        account,
        RUNS,
    )


def form(name: str = "acme-core", registry: Registry = PYPI, identity: Identity = ACME) -> Form:
    """The form that the registry's own interface fills in."""
    filled = interface_of(registry).form(registry, name, Publisher(identity))
    assert isinstance(filled, Form)
    return filled


def file(
    filename: str = "acme_core-0.0.1.tar.gz",
    version: str = "0.0.1",
    digest: str | None = None,
    uploaded: datetime | None = NOW,
    yanked: bool = False,
    proof: bool = False,
) -> ReleaseFile:
    """One file of a release; by default its hash is made of its name."""
    url = f"https://files.example/{filename}"
    return ReleaseFile(
        filename,
        version,
        url,
        digest or sha256(filename),
        uploaded,
        yanked,
        f"{url}/provenance" if proof else None,
    )


def sha256(filename: str) -> str:
    """The hash that the made-up file of this name has."""
    return f"sha256 of {filename}"


def release(
    version: str,
    name: str = "acme-core",
    uploaded: datetime | None = NOW,
    yanked: bool = False,
    proof: bool = False,
) -> tuple[ReleaseFile, ...]:
    """Sdist and wheel of one version."""
    module = name.replace("-", "_")
    names = (f"{module}-{version}.tar.gz", f"{module}-{version}-py3-none-any.whl")
    return tuple(file(one, version, None, uploaded, yanked, proof) for one in names)


def tarball(name: str, version: str = "0.0.1") -> str:
    """What `npm pack` calls the one file of a release."""
    return f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"


def project(*releases: tuple[ReleaseFile, ...], name: str = "acme-core") -> Project:
    """A project with these releases, oldest first."""
    return Project(name, tuple(one for files in releases for one in files))


def hashes(version: str = "0.0.1", name: str = "acme-core") -> frozenset[str]:
    """The hashes of the made-up placeholder."""
    return frozenset(one.sha256 or "" for one in release(version, name))


def proven(
    repository: str = "acme/mono", workflow: str = "publish.yaml", environment: str = "pypi"
) -> tuple[Provenance, ...]:
    """What an attestation of Acme's job shows."""
    claims = (("repository", repository), ("workflow", workflow), ("environment", environment))
    return (Provenance("GitHub", claims),)


def tombstone(token_id: str = TOKEN_ID) -> Tombstone:
    """The shadow of a made-up token of PyPI."""
    shadow = interface_of(PYPI).tombstone(PYPI, token_id)
    assert isinstance(shadow, Tombstone)
    return shadow


def token(token_id: str = TOKEN_ID, host: str = "pypi.org") -> Secret:
    """A token that no registry ever made."""
    caveat = b'[3,"00000000-1111-4222-8333-444455556666"]'
    made = Macaroon(host, token_id.encode(), (caveat,), bytes(range(32)))
    return Secret("pypi" + "-" + encoded(made))


def used(token_id: str = TOKEN_ID, known: datetime | None = NOW, at: datetime = NOW) -> TokenUsed:
    """A token in the journal, by default one that PyPI was seen to know."""
    return TokenUsed("pypi", tombstone(token_id), at, known)


def opaque(token_id: str = OPAQUE_ID, known: datetime | None = None) -> TokenUsed:
    """A password of Acme's own index in the journal."""
    return TokenUsed("internal", Tombstone(token_id, ""), NOW, known)


def observed(claim: str, source: str = "PyPI") -> Evidence:
    """What was seen now."""
    return seen(claim, source, NOW)


def declared(claim: str, at: datetime = NOW) -> Evidence:
    """What the person said."""
    return said(claim, at)


def repository(
    *packages: Package,
    choices: Choices | None = None,
    jobs: tuple[PublishingJob, ...] | None = None,
    stored: tuple[StoredToken, ...] = (),
    remote: Remote | None = None,
) -> Repository:
    """Acme's monorepo, as it was read."""
    return Repository(
        "mono",
        remote or Remote("github.com", "acme/mono", Source("git remote origin"), canonical=True),
        packages,
        (),
        (job(),) if jobs is None else jobs,
        stored,
        choices or Choices(),
    )


def accounts(user: str) -> Mapping[str, str]:
    """The person's name on PyPI."""
    return {"pypi": user}
