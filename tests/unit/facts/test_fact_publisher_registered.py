"""publisher-registered: every verdict of it."""

import pytest

from fakes.eyes import FakeEyes
from made_up import ACME, DAY, NOW, declared, form, observed, project, proven, release, target
from primer.core.choices import Route
from primer.core.memory import Declared
from primer.core.project import Unlooked
from primer.core.publisher import GitHubActions, Identity
from primer.core.verdict import Done, Fill, Mend, Todo, Unseen
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.registration import values_of

FACT = "publisher-registered:pypi:acme-core"
PRIMED = {"acme-core": project(release("0.0.1"))}


def registered(identity: Identity = ACME, days_ago: int = 1) -> Declared:
    return Declared(FACT, values_of(form(identity=identity)), NOW - days_ago * DAY)


def test_what_nobody_registered_is_a_form_to_fill() -> None:
    verdict = PublisherRegistered(target()).look(FakeEyes(dict(PRIMED)))
    assert verdict == Todo(Fill("register it on the project's page", form()))


def test_a_project_that_could_not_be_looked_at_is_not_to_be_registered_blindly() -> None:
    verdict = PublisherRegistered(target()).look(FakeEyes({"acme-core": Unlooked("timed out")}))
    assert verdict == Unseen("timed out")


def test_the_persons_word_about_these_values_is_a_declaration() -> None:
    eyes = FakeEyes(dict(PRIMED), entries=[registered()])
    assert PublisherRegistered(target()).look(eyes) == Done(declared("registered", NOW - DAY))


def test_a_word_about_other_values_is_no_word_about_these() -> None:
    before = GitHubActions("acme", "mono", "publish.yaml", "release")
    eyes = FakeEyes(dict(PRIMED), entries=[registered(before)])
    assert isinstance(PublisherRegistered(target()).look(eyes), Todo)


def test_an_equal_proof_is_seen() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"), release("0.2.0", proof=True))})
    eyes.proofs["0.2.0"] = proven()
    verdict = PublisherRegistered(target()).look(eyes)
    assert verdict == Done(observed("proven by acme_core-0.2.0.tar.gz"))


def test_a_proof_of_another_publisher_outweighs_the_persons_word() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.2.0", proof=True))}, entries=[registered()])
    eyes.proofs["0.2.0"] = proven(environment="release")
    verdict = PublisherRegistered(target()).look(eyes)
    assert verdict == Todo(Fill("0.2.0 proves a publisher that differs in Environment name", form()))


def test_a_proof_from_before_the_registration_says_nothing_against_it() -> None:
    old = release("0.2.0", uploaded=NOW - 9 * DAY, proof=True)
    eyes = FakeEyes({"acme-core": project(old)}, entries=[registered()])
    eyes.proofs["0.2.0"] = proven(workflow="release.yml")
    assert PublisherRegistered(target()).look(eyes) == Done(declared("registered", NOW - DAY))


def test_an_index_without_trusted_publishing_is_said_to_be_one() -> None:
    eyes = FakeEyes(dict(PRIMED), offers=False)
    assert PublisherRegistered(target()).look(eyes) == Unseen("PyPI takes no part in trusted publishing")


def test_an_index_that_cannot_be_asked_is_unseen() -> None:
    eyes = FakeEyes(dict(PRIMED), offers=Unlooked("offline"))
    assert PublisherRegistered(target()).look(eyes) == Unseen("offline")


def test_open_choices_come_first() -> None:
    verdict = PublisherRegistered(target(identity=None)).look(FakeEyes())
    assert verdict == Todo(Mend("still open: environment"))


def test_a_pending_publisher_is_registered_on_the_accounts_page() -> None:
    verdict = PublisherRegistered(target(route=Route.PENDING)).look(FakeEyes())
    assert verdict == Todo(Fill("register it as a pending publisher on your account's page", form()))


def test_a_project_that_a_pending_publisher_made_takes_the_next_one_on_its_own_page() -> None:
    before = GitHubActions("acme", "mono", "release.yaml", "pypi")
    eyes = FakeEyes({"acme-core": project(release("0.2.0"))}, entries=[registered(before)])
    verdict = PublisherRegistered(target(route=Route.PENDING, is_there=True)).look(eyes)
    assert verdict == Todo(Fill("register it on the project's page", form()))


@pytest.mark.parametrize(("days", "lapsed"), [(29, False), (30, True)])
def test_a_pending_publisher_lapses_after_thirty_days(days: int, lapsed: bool) -> None:
    eyes = FakeEyes(entries=[registered(days_ago=days)])
    verdict = PublisherRegistered(target(route=Route.PENDING)).look(eyes)
    if lapsed:
        words = "the pending publisher lapsed after 30 days: register it again"
        assert verdict == Todo(Fill(words, form()))
    else:
        assert verdict == Done(declared("registered", NOW - days * DAY))


def test_a_pending_publisher_that_was_used_does_not_lapse() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.2.0"))}, entries=[registered(days_ago=40)])
    verdict = PublisherRegistered(target(route=Route.PENDING)).look(eyes)
    assert verdict == Done(declared("registered", NOW - 40 * DAY))
