"""The reference case of the screens: four Python packages on their way, one of JavaScript beside them."""

from datetime import UTC, datetime

from primer.core.choices import Route
from primer.core.evidence import said, seen
from primer.core.package import Package, Skipped
from primer.core.plan import Item, Plan, PlannedPackage, PlannedPublisher
from primer.core.publisher import Form, FormField, GitHubActions, Publisher
from primer.core.registry import Ecosystem, Quota, Registry
from primer.core.repository import Remote
from primer.core.source import Source
from primer.core.verdict import Await, Done, FactId, Fill, Mend, Todo, Unseen, Upload, Verdict, Visit, Waits
from primer.terminal.times import local

NOON = datetime(2026, 11, 21, 14, 1, 5, tzinfo=UTC)
TODAY = local(now=NOON, zone=UTC)
WEB = "https://pypi.example"
WORKFLOW = ".github/workflows/publish.yaml"
PYPI = Registry("pypi", "PyPI", Ecosystem.PYTHON, f"{WEB}/legacy/", f"{WEB}/simple", WEB, Quota(4))
REMOTE = Remote("github.com", "Acme-Labs/adk-agent-sim", Source("git remote origin"), canonical=True)
NAMES = ("adk-sim-protos", "adk-sim-testing", "adk-sim-server", "adk-agent-sim")
TITLES = {
    "name-allowed": "name allowed",
    "workflow-publishes": "workflow publishes it",
    "claimed": "claimed",
    "publisher-registered": "publisher registered",
    "first-oidc-publish": "first OIDC publish",
    "placeholder-retired": "placeholder retired",
    "token-revoked": "token revoked",
    "no-stored-tokens": "no stored tokens",
}


def form(package: str, environment: str = "pypi") -> Form:
    """The publisher form of one package."""
    link = (
        f"{WEB}/manage/project/{package}/settings/publishing/?provider=github&owner=Acme-Labs"
        f"&repository=adk-agent-sim&workflow_filename=publish.yaml&environment={environment}"
    )
    fields = (
        FormField("Owner", "owner", "Acme-Labs", "git remote origin, as GitHub writes it"),
        FormField("Repository name", "repository", "adk-agent-sim", "git remote origin"),
        FormField("Workflow name", "workflow_filename", "publish.yaml", WORKFLOW),
        FormField("Environment name", "environment", environment, f"{WORKFLOW}:58" if environment else ""),
    )
    return Form("github", fields, link)


def publisher(package: str) -> PlannedPublisher:
    """The planned publisher of one package."""
    read_from = {
        "owner": Source("git remote origin"),
        "repository": Source("git remote origin"),
        "workflow": Source(WORKFLOW, 41),
        "environment": Source(WORKFLOW, 58),
    }
    identity = GitHubActions("Acme-Labs", "adk-agent-sim", "publish.yaml", "pypi")
    return PlannedPublisher(package, "pypi", Publisher(identity, read_from), form(package))


def item(fact: str, package: str | None, verdict: Verdict, registry: str | None = "pypi") -> Item:
    """One line of the checklist."""
    return Item(FactId(fact, registry, package), TITLES[fact], verdict, f"guides/facts.md#{fact}")


def planned(
    name: str, tier: int, requires: tuple[str, ...] = (), wave: int | None = 1, version: str | None = "0.2.0"
) -> PlannedPackage:
    """A Python package in the plan."""
    folder = f"packages/{name}"
    package = Package(name, Ecosystem.PYTHON, folder, version, Source(f"{folder}/pyproject.toml", 2))
    return PlannedPackage(package, "pypi", tier, requires, Route.PRIME, wave)


def workflow_verdict() -> Verdict:
    """CI publishes it."""
    return Done(seen(f"{WORKFLOW}, environment pypi", f"{WORKFLOW}:58", NOON))


def facts_before(package: str) -> tuple[Item, ...]:
    """One package that nobody has primed."""
    free = seen("no project of this name", "PyPI", NOON)
    return (
        item("name-allowed", package, Done(free)),
        item("workflow-publishes", package, workflow_verdict()),
        item("claimed", package, Todo(Upload("upload placeholder 0.0.1"))),
        item("publisher-registered", package, Waits((FactId("claimed", "pypi", package),))),
        item("first-oidc-publish", package, Waits((FactId("claimed", "pypi", package),))),
        item("placeholder-retired", package, Waits((FactId("first-oidc-publish", "pypi", package),))),
    )


def facts_after(package: str) -> tuple[Item, ...]:
    """One package that waits for its first release."""
    push = Await("nothing newer than 0.0.1", ("git tag v0.2.0 && git push origin v0.2.0",))
    return (
        item("name-allowed", package, Done(seen("", "PyPI", NOON))),
        item("workflow-publishes", package, workflow_verdict()),
        item("claimed", package, Done(seen("0.0.1", "PyPI", NOON.replace(minute=4)))),
        item("publisher-registered", package, Done(said("", NOON.replace(minute=9)))),
        item("first-oidc-publish", package, Todo(push)),
        item("placeholder-retired", package, Waits((FactId("first-oidc-publish", "pypi", package),))),
    )


def _beside(token: Verdict) -> tuple[Item, ...]:
    used = "PYPI_API_TOKEN is used in .github/workflows/old.yml:31"
    return (
        item("token-revoked", None, token),
        item("no-stored-tokens", None, Todo(Mend(used)), registry=None),
    )


PACKAGES = (
    planned("adk-sim-protos", 0),
    planned("adk-sim-testing", 1, ("adk-sim-protos",)),
    planned("adk-sim-server", 2, ("adk-sim-protos", "adk-sim-testing")),
    planned("adk-agent-sim", 2, ("adk-sim-protos", "adk-sim-testing")),
)
JAVASCRIPT = PlannedPackage(
    Package(
        "@adk-sim/protos", Ecosystem.JAVASCRIPT, "ts/protos", "0.2.0", Source("ts/protos/package.json", 2)
    ),
    "npm",
    0,
    (),
    None,
    None,
)
QUOTA = "quota: about 4 new projects a day: all of these fit"
SKIPPED = (Skipped("tools", "adk-workspace", "Private :: Do Not Upload"),)


def before() -> Plan:
    """Nothing is done yet."""
    waiting = Waits(tuple(FactId("claimed", "pypi", name) for name in NAMES))
    items = tuple(one for name in NAMES for one in facts_before(name)) + _beside(waiting)
    publishers = tuple(publisher(name) for name in NAMES)
    return Plan(REMOTE, (PYPI,), (*PACKAGES, JAVASCRIPT), SKIPPED, publishers, items, (), (QUOTA,))


def after() -> Plan:
    """Primed, revoked and registered; the first release is to come."""
    dead = Done(seen("21394af6… refused since 14:05", "PyPI", NOON.replace(minute=5)))
    items = tuple(one for name in NAMES for one in facts_after(name)) + _beside(dead)
    publishers = tuple(publisher(name) for name in NAMES)
    return Plan(REMOTE, (PYPI,), (*PACKAGES, JAVASCRIPT), SKIPPED, publishers, items, ())


def small(*items: Item, **changes: tuple[str, ...]) -> Plan:
    """A plan of one package with these facts."""
    shown = (publisher("adk-sim-protos"),)
    return Plan(REMOTE, (PYPI,), PACKAGES[:1], (), shown, items, (), changes.get("notes", ()))


def every_verdict() -> Plan:
    """One package with one fact of each mark."""
    name = "adk-sim-protos"
    page = f"{WEB}/manage/project/{name}/releases/"
    return small(
        item("name-allowed", name, Done(seen("", "PyPI", NOON))),
        item("publisher-registered", name, Done(said("", NOON.replace(day=20)))),
        item("claimed", name, Todo(Fill("register it on the project's page", form(name)))),
        item("first-oidc-publish", name, Waits((FactId("claimed", "pypi", name),))),
        item("placeholder-retired", name, Todo(Visit("yank 0.0.1 on its page", page))),
        item("token-revoked", None, Unseen("PyPI did not answer within 10 s")),
    )
