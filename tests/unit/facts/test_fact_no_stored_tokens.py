"""no-stored-tokens: every verdict of it."""

from fakes.eyes import FakeEyes
from made_up import NOW, observed
from primer.core.evidence import Grade
from primer.core.memory import Declared
from primer.core.project import Unlooked
from primer.core.source import Source
from primer.core.verdict import Done, FactId, Mend, Todo, Unseen
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


GONE = Unlooked("gh is not installed")
PAGE = "https://github.com/acme/mono/settings/secrets/actions"


def said(repository: str) -> Declared:
    """The person's word on what GitHub keeps for a repository."""
    return Declared("no-stored-tokens", {"repository": repository}, NOW)


def test_secrets_that_nobody_looked_at_are_named_beside_those_that_were_found() -> None:
    words = "password in ~/.pypirc:3; secrets on GitHub not looked at: gh is not installed"
    assert NoStoredTokens(HERE, "acme/mono").look(FakeEyes(secrets=GONE)) == Todo(Mend(words))


def test_nothing_is_ticked_that_nobody_saw_and_the_persons_word_can_stand_in() -> None:
    verdict = NoStoredTokens((), "acme/mono").look(FakeEyes(secrets=GONE))
    assert isinstance(verdict, Unseen)
    assert "secrets on GitHub not looked at: gh is not installed" in verdict.why
    assert PAGE in verdict.why
    assert verdict.settle is not None
    assert (verdict.settle.page, verdict.settle.can_be_seen) == (PAGE, False)
    assert verdict.settle.about == (("repository", "acme/mono"),)


def test_a_word_on_this_repository_settles_what_nobody_saw() -> None:
    eyes = FakeEyes(secrets=GONE, entries=[said("acme/mono")])
    verdict = NoStoredTokens((), "acme/mono").look(eyes)
    assert isinstance(verdict, Done)
    assert verdict.evidence.grade is Grade.DECLARED


def test_a_word_on_another_repository_settles_nothing() -> None:
    eyes = FakeEyes(secrets=GONE, entries=[said("acme/old")])
    assert isinstance(NoStoredTokens((), "acme/mono").look(eyes), Unseen)


def test_a_secret_that_is_seen_outranks_the_word_that_there_is_none() -> None:
    eyes = FakeEyes(secrets=KEPT, entries=[said("acme/mono")])
    assert isinstance(NoStoredTokens((), "acme/mono").look(eyes), Todo)


def test_without_a_repository_on_github_nobody_is_asked_for_its_secrets() -> None:
    eyes = FakeEyes(secrets=KEPT)
    assert isinstance(NoStoredTokens(()).look(eyes), Done)
    assert not eyes.looks


def test_it_belongs_to_no_registry_and_no_package() -> None:
    assert NoStoredTokens(()).id == FactId("no-stored-tokens")
