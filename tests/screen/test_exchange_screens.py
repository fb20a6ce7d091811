"""Every end of an identity exchange as a whole screen: on wide paper, in 40 columns, in ASCII."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fakes.exchange import FakeCounter, FakeRun, claims, minted, minted_for
from fakes.eyes import FakeEyes
from primer.adapters.identity import run_here
from primer.core.package import Package
from primer.core.plan import Plan, PlannedPackage
from primer.core.problem import Problem
from primer.core.project import Project
from primer.core.publisher import GitHubActions
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.core.value import replace
from primer.engine.exchange import Exchange, exchange
from primer.registries.pypi.exchange import Denied, Minted, unanswered
from primer.terminal.exchange_page import exchange_blocks
from primer.terminal.lines import Blocks
from primer.terminal.problems import problem_blocks
from primer.terminal.surface import Surface
from screen.painted import captured
from screen.reference_plan import NAMES, TODAY, form, planned, publisher

EXPECTED = Path(__file__).parent / "expected"
SURFACES: Mapping[str, Surface] = {
    "wide": Surface(100, boxes=True),
    "plain-40": Surface(40),
    "ascii-80": Surface(80, ascii=True),
}
RUN = GitHubActions("Acme-Labs", "adk-agent-sim", "publish.yaml", "pypi")
NOT_FOUND = "valid token, but no corresponding publisher (Publisher with matching claims was not found)"


def plan() -> Plan:
    """The reference case, its last package published from an environment of its own."""
    from screen.reference_plan import before

    whole = before()
    last = replace(publisher(NAMES[3]), form=form(NAMES[3], "pypi-app"))
    last = replace(last, publisher=replace(last.publisher, identity=replace(RUN, environment="pypi-app")))
    script = Package("@adk-sim/protos", Ecosystem.JAVASCRIPT, "ts", "0.2.0", Source("ts/package.json", 2))
    return replace(
        whole,
        packages=(*(planned(name, 0) for name in NAMES), PlannedPackage(script, "npm", 0, (), None, None)),
        publishers=(*(publisher(name) for name in NAMES[:3]), last),
    )


def exchanged(answer: Minted | Denied | Problem, claimed: int = 2, **changed: str | None) -> Blocks:
    there = {name: Project(name, ()) for name in NAMES[:claimed]}
    run = FakeRun(claims(RUN, **changed))
    found: Exchange = exchange(plan(), run, FakeCounter(answer), FakeEyes(projects={**there}))
    return exchange_blocks(found, TODAY)


def exchange_covered() -> Blocks:
    return exchanged(minted_for(3), claimed=3)


def exchange_covered_by_name() -> Blocks:
    return exchanged(minted([1, list(NAMES)]))


def exchange_short() -> Blocks:
    return exchanged(minted_for(2))


def exchange_short_of_a_name() -> Blocks:
    return exchanged(minted([1, list(NAMES[:1])]))


def exchange_not_planned() -> Blocks:
    return exchanged(minted_for(1), environment="release")


def exchange_environment_differs() -> Blocks:
    return exchanged(Denied("invalid-publisher", NOT_FOUND), environment=None)


def exchange_nothing_differs() -> Blocks:
    return exchanged(Denied("invalid-publisher", NOT_FOUND))


def exchange_pull_request_target() -> Blocks:
    words = "valid token, but no corresponding publisher (Publishing from a workflow invoked via "
    words += "'pull_request_target' is not supported.)"
    return exchanged(Denied("invalid-publisher", words), event_name="pull_request_target")


def exchange_called_workflow() -> Blocks:
    called = "Acme-Labs/ci/.github/workflows/publish.yaml@refs/tags/v3"
    words = "valid token, but no corresponding publisher (The job_workflow_ref claim does not match, "
    words += "expecting one of ['Acme-Labs/adk-agent-sim/.github/workflows/publish.yaml@refs/tags/release'], "
    words += f"got '{called}')"
    return exchanged(Denied("invalid-publisher", words), job_workflow_ref=called)


def exchange_stale_pending() -> Blocks:
    return exchanged(Denied("invalid-pending-publisher", "valid token, but project already exists"))


def exchange_reused() -> Blocks:
    return exchanged(Denied("invalid-reuse-token", "invalid token: already used"))


def exchange_not_accepted() -> Blocks:
    return exchanged(Denied("invalid-token", "malformed or invalid token"))


def exchange_unknown_issuer() -> Blocks:
    words = "unknown trusted publishing issuer"
    return exchanged(Denied("invalid-payload", words), iss="https://git.acme.example")


def exchange_not_enabled() -> Blocks:
    return exchanged(Denied("not-enabled", "github trusted publishing functionality not enabled"))


def exchange_no_answer() -> Blocks:
    return exchanged(unanswered(plan().registry, "no answer in time"))


def exchange_without_permission() -> Blocks:
    workflow = "Acme-Labs/adk-agent-sim/.github/workflows/publish.yaml@refs/heads/main"
    run = run_here({"GITHUB_ACTIONS": "true", "GITHUB_JOB": "exchange", "GITHUB_WORKFLOW_REF": workflow})
    assert not isinstance(run, Problem)
    return exchange_blocks(exchange(plan(), run, FakeCounter(minted_for(1)), FakeEyes()), TODAY)


def exchange_not_in_ci() -> Blocks:
    problem = run_here({})
    assert isinstance(problem, Problem)
    return problem_blocks(problem)


SCREENS: tuple[Callable[[], Blocks], ...] = (
    exchange_covered,
    exchange_covered_by_name,
    exchange_short,
    exchange_short_of_a_name,
    exchange_not_planned,
    exchange_environment_differs,
    exchange_nothing_differs,
    exchange_pull_request_target,
    exchange_called_workflow,
    exchange_stale_pending,
    exchange_reused,
    exchange_not_accepted,
    exchange_unknown_issuer,
    exchange_not_enabled,
    exchange_no_answer,
    exchange_without_permission,
    exchange_not_in_ci,
)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_whole_exchange_is_as_expected(screen: Callable[[], Blocks], surface: str) -> None:
    expected = (EXPECTED / f"{screen.__name__}.{surface}.txt").read_text("utf-8")
    assert captured(screen(), SURFACES[surface]) == expected


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_an_exchange_fits_a_narrow_window_and_an_ascii_stream(screen: Callable[[], Blocks]) -> None:
    for line in captured(screen(), Surface(40)).splitlines():
        assert len(line) <= 40 or len(line.split()) == 1
    assert captured(screen(), Surface(80, ascii=True)).isascii()


def test_colour_says_nothing_alone() -> None:
    coloured = captured(exchange_environment_differs(), Surface(80, colour=True))
    bare = re.sub("\x1b\\[[0-9;]*m", "", coloured)
    assert bare != coloured
    assert bare == captured(exchange_environment_differs(), Surface(80))
