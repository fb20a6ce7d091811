"""The last steps: the first release, the person's word, the placeholders; and confirming."""

from datetime import timedelta

import pytest

from fakes.sitting import Sitting, sitting, world
from made_up import NOW, hashes, job, package, project, proven, release, used
from primer.core.memory import Declared, TokenSeenDead
from primer.core.plan import Plan
from primer.core.project import Unlooked
from primer.core.repository import Remote
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Done, Todo, Unseen, Verdict
from primer.engine.confirm import confirm, confirmed
from primer.engine.finish import await_release, retire, to_vouch_last, vouch, vouch_last
from primer.engine.register import register
from primer.ports.voice import Key


def seated(count: int = 2, said: int = 2) -> Sitting:
    """So many packages are primed, the token is dead, and of so many the publisher was registered."""
    names = [f"acme-{number}" for number in range(count)]
    here = sitting(world(*map(package, names)))
    here.world.eyes.entries.append(used())
    for name in names:
        here.world.eyes.projects[name] = project(release("0.0.1", name), name=name)
        here.world.eyes.hashes[name, "0.0.1"] = hashes(name=name)
    here.voice.cards.extend([Key.DONE] * said + [Key.LATER] * (count - said))
    here.world.registered.extend(names[:said])
    return here


def declare(here: Sitting) -> Sitting:
    """The publishers are registered, on the person's word."""
    register(here.wizard(), here.world.look())
    return here


def verdict(plan: Plan, fact: str, name: str = "acme-0") -> Verdict:
    return next(one.verdict for one in plan.items if one.id.fact == fact and one.id.package == name)


def test_releases_are_awaited_until_every_one_was_seen() -> None:
    here = declare(seated())
    assert await_release(here.wizard(), here.world.look())
    assert here.voice.watched == ["0 of 2 releases seen"]
    assert isinstance(verdict(here.world.look(), "first-oidc-publish"), Done)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "seen: the first release was seen; its provenance equals the card"),
        (2, "seen: 2 of 2 first releases seen; their provenance equals the cards"),
    ],
)
def test_what_was_seen_is_said_at_the_end(count: int, words: str) -> None:
    here = declare(seated(count, said=count))
    await_release(here.wizard(), here.world.look())
    assert words in here.voice.said


def test_where_some_were_seen_the_missing_ones_are_named() -> None:
    here = declare(seated())
    here.world.registered.remove("acme-1")
    await_release(here.wizard(), here.world.look())
    assert here.voice.watched[-1] == "1 of 2 releases seen, not yet acme-1"


def test_of_many_that_are_missing_two_are_named() -> None:
    here = declare(seated(5, said=5))
    del here.world.registered[1:]
    await_release(here.wizard(), here.world.look())
    assert here.voice.watched[-1] == "1 of 5 releases seen, not yet acme-1, acme-2 and 2 more"


def test_one_command_sets_off_version_locked_packages() -> None:
    here = declare(seated())
    await_release(here.wizard(), here.world.look())
    command = "The first release through CI:  git tag v0.2.0 && git push origin v0.2.0"
    assert here.voice.said.count(command) == 1


def test_no_release_is_awaited_while_its_tag_would_release_what_nobody_registered() -> None:
    here = declare(seated(2, said=1))
    assert await_release(here.wizard(), here.world.look())
    assert (here.voice.watched, here.voice.stages) == ([], ["6 Register"])
    assert not [words for words in here.voice.said if "git tag" in words]


def test_where_nobody_registered_anything_nothing_is_awaited() -> None:
    here = seated()
    assert await_release(here.wizard(), here.world.look())
    assert here.voice.stages == []


def test_a_look_that_fails_ends_no_waiting() -> None:
    here = declare(seated(1, said=1))
    plan = here.world.look()
    here.world.eyes.projects["acme-0"] = Unlooked("timed out")
    here.voice.click = lambda _: None
    assert not await_release(here.wizard(), plan)
    assert set(here.voice.watched) == {"0 of 1 releases seen; could not look: timed out"}


def test_leaving_the_watch_leaves_the_walk() -> None:
    here = seated()
    here.voice.watches.append(Key.LEAVE)
    here.walk()
    assert here.voice.shown_errands == []


def test_a_release_without_attestation_ends_the_waiting_and_asks_for_the_persons_word() -> None:
    here = declare(seated(1, said=1))
    here.world.proves = False
    assert await_release(here.wizard(), here.world.look())
    assert isinstance(verdict(here.world.look(), "first-oidc-publish"), Unseen)
    assert vouch(here.wizard(), here.world.look())
    assert Declared("first-oidc-publish:pypi:acme-0", {"version": "0.2.0"}, NOW) in here.world.eyes.entries
    assert isinstance(verdict(here.world.look(), "first-oidc-publish"), Done)


def test_a_word_that_is_not_given_is_not_written_down() -> None:
    here = declare(seated(1, said=1))
    here.world.proves = False
    here.voice.errands.append(Key.LATER)
    await_release(here.wizard(), here.world.look())
    assert vouch(here.wizard(), here.world.look())
    assert isinstance(verdict(here.world.look(), "first-oidc-publish"), Unseen)


def test_a_repository_that_strangers_cannot_see_keeps_its_name_on_the_persons_word() -> None:
    here = sitting(world(package("acme-0")))
    here.world.eyes.projects["acme-0"] = project(release("1.0", "acme-0", proof=True), name="acme-0")
    here.world.eyes.proofs["1.0"] = proven()
    here.world.eyes.renamed["acme/mono"] = Unlooked("GitHub shows no such repository to strangers")
    private = Remote("github.com", "acme/mono", Source("git remote origin"))
    read = replace(here.world.repository, remote=private, ci_files=(job().file,))
    here.world.repository = read
    assert isinstance(verdict(here.world.look(), "publisher-current"), Unseen)
    here.voice.errands.append(Key.DONE)
    assert vouch(here.wizard(), here.world.look())
    assert isinstance(verdict(here.world.look(), "publisher-current"), Done)


def test_each_placeholder_is_retired_on_its_own_page_and_seen() -> None:
    here = declare(seated())
    await_release(here.wizard(), here.world.look())
    assert retire(here.wizard(), here.world.look())
    assert [errand.page.url for errand in here.voice.shown_errands if errand.page] == [
        "https://pypi.org/manage/project/acme-0/releases/",
        "https://pypi.org/manage/project/acme-1/releases/",
    ]
    assert isinstance(verdict(here.world.look(), "placeholder-retired"), Done)


def test_a_word_about_what_can_be_seen_is_not_taken() -> None:
    here = declare(seated(1, said=1))
    await_release(here.wizard(), here.world.look())
    here.voice.click = lambda _: None
    before = list(here.world.eyes.entries)
    retire(here.wizard(), here.world.look())
    assert here.world.eyes.entries == before
    assert isinstance(verdict(here.world.look(), "placeholder-retired"), Todo)


def test_leaving_an_errand_leaves_the_others() -> None:
    here = declare(seated())
    await_release(here.wizard(), here.world.look())
    here.voice.errands.append(Key.LEAVE)
    assert not retire(here.wizard(), here.world.look())
    assert len(here.voice.shown_errands) == 1


def test_confirming_looks_and_says_what_is_proven() -> None:
    here = declare(seated())
    assert not confirmed(confirm(here.wizard(), 0))
    await_release(here.wizard(), here.world.look())
    assert confirmed(confirm(here.wizard(), 0))
    assert here.voice.stages.count("7 Confirm") == 1


def test_confirming_writes_down_that_the_token_was_seen_dead() -> None:
    here = seated()
    confirm(here.wizard(), 0)
    assert here.world.eyes.entries[-1] == TokenSeenDead("pypi", used().tombstone.token_id, NOW)


def test_confirming_with_minutes_watches_even_where_no_journal_knows_of_a_registration() -> None:
    here = seated()
    here.world.eyes.entries.clear()
    here.voice.meanwhile = here.world.release
    plan = confirm(here.wizard(), 30)
    assert here.voice.until == NOW + timedelta(minutes=30)
    assert isinstance(verdict(plan, "first-oidc-publish"), Done)


def test_confirming_ends_when_the_minutes_are_over() -> None:
    here = seated()
    here.voice.watches.append(Key.LEAVE)
    assert not confirmed(confirm(here.wizard(), 1))


@pytest.mark.parametrize(("found", "expected"), [("pypi", True), ("release", False)])
def test_a_mismatch_is_never_confirmed(found: str, expected: bool) -> None:
    here = declare(seated(1, said=1))
    here.world.release()
    here.world.eyes.proofs["0.2.0"] = proven(environment=found)
    assert confirmed(confirm(here.wizard(), 0)) is expected


def unlooked(here: Sitting) -> Sitting:
    """The repository is on GitHub, and nobody could look at the secrets it keeps there."""
    here.world.eyes.secrets = Unlooked("gh is not installed")
    on_github = Remote("github.com", "acme/mono", Source("git remote origin"))
    here.world.repository = replace(here.world.repository, remote=on_github)
    return here


def tokens_left(here: Sitting) -> Verdict:
    return next(one.verdict for one in here.world.look().items if one.id.fact == "no-tokens-on-github")


def test_secrets_that_nobody_saw_are_asked_about_when_nothing_else_is_left() -> None:
    here = unlooked(declare(seated(1, said=1)))
    assert isinstance(tokens_left(here), Unseen)
    here.walk()
    assert "no tokens on GitHub" in here.voice.shown_errands[-1].words
    assert isinstance(tokens_left(here), Done)


def test_secrets_may_still_be_needed_while_a_release_is_awaited() -> None:
    here = unlooked(seated(1, said=0))
    assert to_vouch_last(here.world.look()) == ()
    assert vouch_last(here.wizard(), here.world.look())
    assert here.voice.shown_errands == []
