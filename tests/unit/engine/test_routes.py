"""Routes: how each project comes to be on its registry."""

import pytest

from fakes.eyes import FakeEyes
from made_up import NOW, file, hashes, package, project, release
from primer.core.choices import Choices, Route, Way
from primer.core.memory import Declared, Entry, Uploaded
from primer.core.project import Absent, Project, Unlooked
from primer.engine.routes import way_of
from primer.registries.addresses import PYPI

OURS = {("acme-core", "0.0.1"): hashes()}
BEGUN = Declared("publisher-registered:pypi:acme-core", {}, NOW)
CREATED = Declared("claimed:pypi:acme-core", {}, NOW)
UPLOADED = Uploaded("pypi", "acme-core", "acme_core-0.0.1.tar.gz", "any", NOW)


def route(chosen: Route, found: Project | Absent | Unlooked, *entries: Entry, ours: bool = False) -> Route:
    eyes = FakeEyes({"acme-core": found}, hashes=OURS if ours else {}, entries=list(entries))
    return way_of(package(), PYPI, Choices(route=chosen), eyes).route


CHOSEN = (Route.PRIME, Route.PENDING, Route.ORGANIZATION)


@pytest.mark.parametrize("chosen", CHOSEN)
def test_what_is_absent_or_cannot_be_seen_takes_the_chosen_route(chosen: Route) -> None:
    assert route(chosen, Absent()) is chosen
    assert route(chosen, Unlooked("offline")) is chosen


@pytest.mark.parametrize("chosen", CHOSEN)
def test_a_project_that_nobody_here_made_exists(chosen: Route) -> None:
    assert route(chosen, project(release("1.0"))) is Route.EXISTS


def test_our_placeholder_is_the_sign_of_priming() -> None:
    assert route(Route.PRIME, project(release("0.0.1"), release("0.2.0")), ours=True) is Route.PRIME


def test_the_journal_is_the_sign_of_priming_whatever_is_there_now() -> None:
    assert route(Route.PRIME, project(release("0.2.0")), UPLOADED) is Route.PRIME


def test_a_genuine_release_with_the_placeholders_version_is_no_placeholder() -> None:
    assert route(Route.PRIME, project(release("0.0.1"), release("0.0.2"))) is Route.EXISTS


def test_a_placeholder_that_cannot_be_compared_may_be_ours() -> None:
    eyes = FakeEyes({"acme-core": project((file(),))})
    eyes.digests["acme_core-0.0.1.tar.gz"] = Unlooked("timed out")
    assert way_of(package(), PYPI, Choices(), eyes) == Way(Route.PRIME, is_there=True)


def test_a_pending_publisher_that_was_registered_has_made_the_project() -> None:
    assert route(Route.PENDING, project(release("0.2.0")), BEGUN) is Route.PENDING


@pytest.mark.parametrize("sign", [BEGUN, CREATED])
def test_an_organizations_project_stays_one_after_its_first_release(sign: Declared) -> None:
    assert route(Route.ORGANIZATION, project(release("0.2.0")), sign) is Route.ORGANIZATION


def test_an_empty_project_may_be_the_organizations() -> None:
    assert route(Route.ORGANIZATION, project()) is Route.ORGANIZATION
    assert route(Route.PRIME, project()) is Route.EXISTS
