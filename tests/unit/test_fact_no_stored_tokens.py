"""no-stored-tokens: every verdict of it."""

from fakes.eyes import FakeEyes
from made_up import observed
from primer.core.project import Unlooked
from primer.core.source import Source
from primer.core.verdict import Done, FactId, Mend, Todo
from primer.core.workflow import StoredToken
from primer.facts.no_stored_tokens import NoStoredTokens


def test_no_place_with_a_token_is_done() -> None:
    evidence = observed("none in workflows, .pypirc or shell profiles", "this repository and your home")
    assert NoStoredTokens(()).look(FakeEyes()) == Done(evidence)


def test_every_place_is_named_and_no_value() -> None:
    found = (
        StoredToken("PYPI_API_TOKEN", Source(".github/workflows/old.yml", 31)),
        StoredToken("password", Source("~/.pypirc", 3)),
    )
    words = "PYPI_API_TOKEN in .github/workflows/old.yml:31; password in ~/.pypirc:3"
    assert NoStoredTokens(found).look(FakeEyes()) == Todo(Mend(words))


KEPT = (StoredToken("NPM_TOKEN", Source("the secrets of acme/mono")),)
HERE = (StoredToken("password", Source("~/.pypirc", 3)),)


def test_secrets_on_github_count_where_they_could_be_looked_at() -> None:
    eyes = FakeEyes(secrets=KEPT)
    words = "password in ~/.pypirc:3; NPM_TOKEN in the secrets of acme/mono"
    assert NoStoredTokens(HERE, "acme/mono").look(eyes) == Todo(Mend(words))
    claim = "none in workflows, .pypirc, shell profiles or secrets on GitHub"
    evidence = observed(claim, "this repository and your home")
    assert NoStoredTokens((), "acme/mono").look(FakeEyes()) == Done(evidence)


def test_secrets_that_nobody_looked_at_change_no_verdict_and_are_said_to_be_unseen() -> None:
    eyes = FakeEyes(secrets=Unlooked("gh is not installed"))
    unseen = "; secrets on GitHub not looked at: gh is not installed"
    words = f"password in ~/.pypirc:3{unseen}"
    assert NoStoredTokens(HERE, "acme/mono").look(eyes) == Todo(Mend(words))
    claim = f"none in workflows, .pypirc or shell profiles{unseen}"
    evidence = observed(claim, "this repository and your home")
    assert NoStoredTokens((), "acme/mono").look(eyes) == Done(evidence)


def test_without_a_repository_on_github_nobody_is_asked_for_its_secrets() -> None:
    eyes = FakeEyes(secrets=KEPT)
    assert isinstance(NoStoredTokens(()).look(eyes), Done)
    assert not eyes.looks


def test_it_belongs_to_no_registry_and_no_package() -> None:
    assert NoStoredTokens(()).id == FactId("no-stored-tokens")
