"""Releases made up for the tests: Acme's, the reference monorepo's, and random ones."""

from random import Random

from primer.core.package import Package
from primer.core.registry import Ecosystem, Registry
from primer.core.release import Builder, Forge, Manager, Part, Release, ReleasedPackage, Tags
from primer.core.source import Source
from primer.core.value import replace
from primer.registries.addresses import NPM, PYPI, TESTPYPI

PRIVATE = Registry(
    "acme-index",
    "Acme's index",
    Ecosystem.PYTHON,
    "https://index.acme.example/upload/",
    "https://index.acme.example/simple",
    "https://index.acme.example",
)
INDEXES = (PYPI, PYPI, PYPI, TESTPYPI, PRIVATE)
_NAMES = (
    *("wire", "core", "build", "verify", "0mq", "on", "a-v2", "a", "served", "exchange", "null", "y"),
    *("acme-core", "acme-core-extras", "zeta-cli", "kit", "default", "publish-kit", "x9"),
    "aname-ofmanymanymanymanyletters-" * 2 + "andsome",
)
_ENVIRONMENTS = ("pypi", "release", "Prod 1", "öffentlich", "", "1.0", "yes")


def python(
    name: str,
    tier: int = 0,
    requires: tuple[str, ...] = (),
    path: str = "",
    environment: str = "pypi",
    registry: Registry = PYPI,
) -> ReleasedPackage:
    """A Python package, by default in a folder of its own."""
    return ReleasedPackage(
        name,
        Ecosystem.PYTHON,
        path or f"packages/{name}",
        tier,
        requires,
        environment,
        registry.name,
        f"{registry.web_url}/project/{name}/",
        registry.index_url,
        "" if registry == PYPI else registry.upload_url,
    )


def npm(name: str, tier: int = 0, requires: tuple[str, ...] = (), path: str = "") -> ReleasedPackage:
    """A package for npm."""
    return ReleasedPackage(
        name,
        Ecosystem.JAVASCRIPT,
        path or f"packages/{name.rpartition('/')[2]}-js",
        tier,
        requires,
        "npm",
        NPM.name,
        f"{NPM.web_url}/package/{name}",
        NPM.index_url,
        imports=(name,),
    )


def release(*packages: ReleasedPackage, tags: Tags = Tags.ONE, builder: Builder = Builder.UV) -> Release:
    """A release of Acme's monorepo on GitHub; uv builds it as a workspace."""
    return Release(
        Forge.GITHUB,
        "acme/mono",
        ".github/workflows/publish.yaml",
        packages,
        tags,
        builder,
        workspace=builder is Builder.UV,
    )


def reference() -> Release:
    """The reference monorepo, examples/adk-agent-sim."""
    packages = (
        python("adk-sim-protos", path="packages/protos"),
        npm("@adk-sim/protos", path="packages/protos-ts"),
        python("adk-sim-testing", 1, ("adk-sim-protos",), "packages/testing"),
        python("adk-agent-sim", 2, ("adk-sim-protos", "adk-sim-testing"), "packages/agent"),
        python("adk-sim-server", 2, ("adk-sim-protos", "adk-sim-testing"), "packages/server"),
    )
    return replace(release(*packages), repository="Acme-Labs/adk-agent-sim", history=False)


def random_release(seed: int) -> Release:
    """1 to 12 packages in random tiers, with everything else random too; the same seed gives the same one."""
    dice = Random(seed)  # noqa: S311 - the same every time is wanted
    found: list[ReleasedPackage] = []
    registry = dice.choice(INDEXES)
    environments = [dice.choice(_ENVIRONMENTS), dice.choice(_ENVIRONMENTS)]
    for name in dice.sample(_NAMES, dice.randint(1, 12)):
        below = _some(dice, [one for one in found if one.ecosystem is Ecosystem.PYTHON])
        if len(found) % 4 == 3:
            scoped = f"@acme/{name}" if dice.random() < 0.5 else name
            needs = _some(dice, [one for one in found if one.ecosystem is Ecosystem.JAVASCRIPT])
            found.append(npm(scoped, _above(needs), tuple(one.name for one in needs)))
        else:
            needs_of_it = tuple(one.name for one in below)
            found.append(
                python(name, _above(below), needs_of_it, "", dice.choice(environments), registry=registry)
            )
    return replace(
        release(*sorted(found, key=lambda one: (one.tier, one.name))),
        tags=dice.choice(tuple(Tags)),
        builder=(builder := dice.choice(tuple(Builder))),
        workspace=builder is Builder.UV and dice.random() < 0.7,
        manager=dice.choice(tuple(Manager)),
        file=dice.choice((".github/workflows/publish.yaml", ".github/workflows/release.yml")),
        parts=frozenset(part for part in Part if dice.random() < 0.4),
        history=dice.random() < 0.5,
    )


def as_read(one: ReleasedPackage) -> Package:
    """The package as it was read from its manifest."""
    manifest = "pyproject.toml" if one.ecosystem is Ecosystem.PYTHON else "package.json"
    return Package(
        one.name, one.ecosystem, one.path, "0.2.0", Source(f"{one.path}/{manifest}", 2), one.requires
    )


def _some(dice: Random, packages: list[ReleasedPackage]) -> list[ReleasedPackage]:
    return dice.sample(packages, dice.randint(0, min(2, len(packages))))


def _above(needs: list[ReleasedPackage]) -> int:
    return max((one.tier + 1 for one in needs), default=0)
