"""no-tokens-on-github: every verdict of it."""

from fakes.eyes import FakeEyes
from made_up import NOW, observed
from primer.core.evidence import Grade
from primer.core.memory import Declared
from primer.core.project import Unlooked
from primer.core.source import Source
from primer.core.verdict import Done, FactId, Mend, Todo, Unseen
from primer.core.workflow import StoredToken
from primer.facts.no_tokens_on_github import NoTokensOnGitHub

KEPT = (StoredToken("NPM_TOKEN", Source("the secrets of acme/mono")),)
GONE = Unlooked("gh is not installed")
PAGE = "https://github.com/acme/mono/settings/secrets/actions"
FACT = NoTokensOnGitHub("acme/mono")


def said(repository: str) -> Declared:
    """The person's word on what GitHub keeps for a repository."""
    return Declared("no-tokens-on-github", {"repository": repository}, NOW)


def test_every_secret_is_named() -> None:
    words = "NPM_TOKEN in the secrets of acme/mono"
    assert FACT.look(FakeEyes(secrets=KEPT)) == Todo(Mend(words))


def test_seeing_none_is_done() -> None:
    assert FACT.look(FakeEyes()) == Done(observed("none in the secrets of acme/mono", "GitHub"))


def test_nothing_is_ticked_that_nobody_saw_and_the_persons_word_can_stand_in() -> None:
    verdict = FACT.look(FakeEyes(secrets=GONE))
    assert isinstance(verdict, Unseen)
    assert verdict.why == f"gh is not installed; look at {PAGE}"
    assert verdict.settle is not None
    assert (verdict.settle.page, verdict.settle.can_be_seen) == (PAGE, False)
    assert verdict.settle.about == (("repository", "acme/mono"),)


def test_a_word_on_this_repository_settles_what_nobody_saw() -> None:
    verdict = FACT.look(FakeEyes(secrets=GONE, entries=[said("acme/mono")]))
    assert isinstance(verdict, Done)
    assert verdict.evidence.grade is Grade.DECLARED


def test_a_word_on_another_repository_settles_nothing() -> None:
    eyes = FakeEyes(secrets=GONE, entries=[said("acme/old")])
    assert isinstance(FACT.look(eyes), Unseen)


def test_a_secret_that_is_seen_outranks_the_word_that_there_is_none() -> None:
    eyes = FakeEyes(secrets=KEPT, entries=[said("acme/mono")])
    assert isinstance(FACT.look(eyes), Todo)


def test_it_belongs_to_no_registry_and_no_package() -> None:
    assert FACT.id == FactId("no-tokens-on-github")
