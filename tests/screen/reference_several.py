"""The reference case for both registries: the four packages of Python, and the one of JavaScript."""

from datetime import timedelta

from primer.core.choices import Route
from primer.core.evidence import seen
from primer.core.package import Package
from primer.core.plan import Item, Plan, PlannedPackage, PlannedPublisher
from primer.core.publisher import Form, FormField, GitHubActions, Publisher
from primer.core.registry import Ecosystem, Registry
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Await, Done, FactId, Todo, Upload, Verdict, Waits
from screen import reference_plan
from screen.reference_plan import NAMES, NOON, PACKAGES, PYPI, WORKFLOW, publisher

WEB = "https://npm.example"
NPM = Registry("npm", "npm", Ecosystem.JAVASCRIPT, WEB, WEB, WEB)
NAME = "@adk-sim/protos"
SETTINGS = f"{WEB}/package/{NAME}/access"
TITLES = {**reference_plan.TITLES, "closed-to-tokens": "closed to tokens"}
TAG = "git tag v0.2.0 && git push origin v0.2.0"

PROTOS = PlannedPackage(
    Package(NAME, Ecosystem.JAVASCRIPT, "ts/protos", "0.2.0", Source("ts/protos/package.json", 2)),
    "npm",
    0,
    (),
    Route.PRIME,
    1,
)


def item(fact: str, verdict: Verdict, package: str | None = NAME) -> Item:
    """One line of the checklist, about npm."""
    return Item(FactId(fact, "npm", package), TITLES[fact], verdict, f"guides/facts.md#{fact}")


def waits(fact: str) -> Waits:
    """For another fact of the same package."""
    return Waits((FactId(fact, "npm", NAME),))


def npm_publisher() -> PlannedPublisher:
    """The planned publisher of the package on npm."""
    fields = (
        FormField("Organization or user", "owner", "Acme-Labs", "git remote origin"),
        FormField("Repository", "repository", "adk-agent-sim", "git remote origin"),
        FormField("Workflow filename", "workflow_filename", "publish.yaml", WORKFLOW),
        FormField("Environment name", "environment", "npm", f"{WORKFLOW}:90"),
        FormField("Allowed actions", "allowed_actions", "npm publish", several=("npm publish",)),
    )
    read_from = {"workflow": Source(WORKFLOW, 82), "environment": Source(WORKFLOW, 90)}
    identity = GitHubActions("Acme-Labs", "adk-agent-sim", "publish.yaml", "npm")
    form = Form("github", fields, SETTINGS, prefilled=False)
    return PlannedPublisher(NAME, "npm", Publisher(identity, read_from), form)


def _workflow() -> Item:
    claim = f"{WORKFLOW}, environment npm"
    return item("workflow-publishes", Done(seen(claim, f"{WORKFLOW}:90", NOON)))


def facts_before() -> tuple[Item, ...]:
    """Nobody has primed it."""
    return (
        item("name-allowed", Done(seen("no package of this name", "npm", NOON))),
        _workflow(),
        item("claimed", Todo(Upload("upload placeholder 0.0.1"))),
        item("publisher-registered", waits("claimed")),
        item("first-oidc-publish", waits("claimed")),
        item("placeholder-retired", waits("first-oidc-publish")),
        item("closed-to-tokens", waits("first-oidc-publish")),
    )


def facts_after() -> tuple[Item, ...]:
    """Primed and registered; the clock of its publisher runs."""
    lapses = NOON + timedelta(hours=48)
    clock = f"npm drops the publisher {lapses:%Y-%m-%d %H:%M} UTC unless CI publishes first"
    listed = seen("registered, as the registry lists it", "npm", NOON.replace(minute=9))
    return (
        item("name-allowed", Done(seen("", "npm", NOON))),
        _workflow(),
        item("claimed", Done(seen("0.0.1", "npm", NOON.replace(minute=8)))),
        item("publisher-registered", Done(listed)),
        item("first-oidc-publish", Todo(Await(f"nothing newer than 0.0.1; {clock}", (TAG,)))),
        item("placeholder-retired", waits("first-oidc-publish")),
        item("closed-to-tokens", waits("first-oidc-publish")),
    )


def _both(one: Plan, facts: tuple[Item, ...], token: Verdict) -> Plan:
    of_packages = [item for item in one.items if item.id.package]
    pypi, stored = [item for item in one.items if not item.id.package]
    return replace(
        one,
        registries=(PYPI, NPM),
        packages=(*PACKAGES, PROTOS),
        publishers=(*(publisher(name) for name in NAMES), npm_publisher()),
        items=(*of_packages, *facts, pypi, item("token-revoked", token, None), stored),
    )


def before() -> Plan:
    """Nothing is done yet."""
    return _both(reference_plan.before(), facts_before(), waits("claimed"))


def after() -> Plan:
    """Primed, revoked and registered on both; the first release is to come."""
    ended = Done(seen("the session ended 14:10", "npm", NOON.replace(minute=10)))
    return _both(reference_plan.after(), facts_after(), ended)


def released() -> Plan:
    """Everything done."""
    plan = after()
    items = tuple(
        one if one.done else replace(one, verdict=Done(seen("", "the registry", NOON))) for one in plan.items
    )
    return replace(plan, items=items)
