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


def test_what_this_machine_holds_is_read_without_asking_anybody() -> None:
    eyes = FakeEyes(secrets=Unlooked("offline"))
    assert isinstance(NoStoredTokens(()).look(eyes), Done)
    assert not eyes.looks


def test_it_belongs_to_no_registry_and_no_package() -> None:
    assert NoStoredTokens(()).id == FactId("no-stored-tokens")
