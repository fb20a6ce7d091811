"""Revoking: the right page, the second look, leaving, and answers that tell nothing."""

from fakes.sitting import Sitting, sitting, world
from made_up import NOW, OTHER_ID, TOKEN_ID, hashes, package, project, release, used
from primer.core.memory import Declared, Entry, TokenSeenDead, TokenUsed
from primer.core.project import TokenState, Unlooked
from primer.core.value import replace
from primer.core.verdict import Done, Todo, Unseen, Verdict
from primer.engine.revoke import remember_deaths, remind, revoke
from primer.ports.voice import Key
from primer.registries.addresses import TESTPYPI


def seated(*entries: Entry) -> Sitting:
    """The placeholder is there; the journal remembers these."""
    here = sitting(world(package()))
    here.world.eyes.projects["acme-core"] = project(release("0.0.1"))
    here.world.eyes.hashes["acme-core", "0.0.1"] = hashes()
    here.world.eyes.entries.extend(entries)
    here.world.eyes.tokens[TOKEN_ID] = TokenState.KNOWN
    return here


def revoked(here: Sitting) -> Verdict:
    revoke(here.wizard(), here.world.look())
    return next(item.verdict for item in here.world.look().items if item.id.fact == "token-revoked")


def test_only_the_second_look_counts() -> None:
    here = seated(used())
    assert isinstance(revoked(here), Done)
    assert here.voice.watched == ["PyPI still knows token 21394af6…"]
    assert "seen: PyPI no longer knows token 21394af6…" in here.voice.said
    assert TokenSeenDead("pypi", TOKEN_ID, NOW) in here.world.eyes.entries


def test_the_person_may_leave_and_it_stays_to_do() -> None:
    here = seated(used())
    here.voice.watches.append(Key.LEAVE)
    assert isinstance(revoked(here), Todo)
    assert here.voice.said == ["todo: token 21394af6… may still live; `primer confirm` looks again"]


def test_who_leaves_at_a_trials_registry_is_given_the_command_for_it() -> None:
    here = seated(replace(used(), registry="testpypi"))
    here.world.registry = TESTPYPI
    here.voice.watches.append(Key.LEAVE)
    revoked(here)
    words = "todo: token 21394af6… may still live; `primer confirm --registry testpypi` looks again"
    assert here.voice.said == [words]


def test_leaving_there_ends_the_walk_and_nothing_is_registered_meanwhile() -> None:
    here = seated(used())
    here.voice.watches.append(Key.LEAVE)
    here.walk()
    assert here.voice.stages == ["1 Packages", "5 Revoke"]
    assert here.voice.shown_cards == []


def test_who_leaves_by_ctrl_c_is_told_which_token_may_still_live_and_where_to_remove_it() -> None:
    here = seated(used())
    remind(here.wizard(), here.world.look())
    page = f"https://pypi.org/manage/account/#remove-API-token--{TOKEN_ID}"
    assert here.voice.said == [f"todo: token 21394af6… may still live at PyPI; remove it: {page}"]


def test_a_token_seen_dead_is_not_brought_up_again() -> None:
    here = seated(used(), TokenSeenDead("pypi", TOKEN_ID, NOW))
    remind(here.wizard(), here.world.look())
    assert here.voice.said == []


def test_the_page_is_opened_on_exactly_this_token() -> None:
    here = seated(used())
    here.voice.watches.append(Key.OPEN)
    revoked(here)
    assert here.hands.pages == [f"https://pypi.org/manage/account/#remove-API-token--{TOKEN_ID}"]


def test_an_answer_that_tells_nothing_is_shown_as_such() -> None:
    here = seated(used())
    here.world.eyes.tokens[TOKEN_ID] = Unlooked("read-only mode")
    here.voice.click = lambda _: None
    assert isinstance(revoked(here), Unseen)
    assert set(here.voice.watched) == {"could not ask: read-only mode"}


def test_every_living_token_is_gone_through_and_dead_ones_are_left_alone() -> None:
    here = seated(used(OTHER_ID), used())
    assert isinstance(revoked(here), Done)
    assert here.voice.stages == ["5 Revoke"]
    assert [one for one in here.world.eyes.entries if isinstance(one, TokenSeenDead)] == [
        TokenSeenDead("pypi", TOKEN_ID, NOW)
    ]


def test_with_nothing_to_revoke_nothing_is_said() -> None:
    here = seated()
    revoked(here)
    assert (here.voice.stages, here.voice.said) == ([], [])


def test_a_token_first_seen_alive_while_it_is_removed_counts_as_known() -> None:
    here = seated(used(known=None))
    assert isinstance(revoked(here), Done)
    known = [one.known for one in here.world.eyes.entries if isinstance(one, TokenUsed)]
    assert known == [None, NOW]
    assert here.voice.shown_errands == []


def test_a_token_never_seen_alive_needs_the_persons_word() -> None:
    here = seated(used(known=None))
    here.world.eyes.tokens.clear()
    assert isinstance(revoked(here), Done)
    assert Declared("token-revoked:pypi", {"token": TOKEN_ID}, NOW) in here.world.eyes.entries
    assert len(here.voice.shown_errands) == 1


def test_a_word_that_is_not_given_leaves_it_unseen() -> None:
    here = seated(used(known=None))
    here.world.eyes.tokens.clear()
    here.voice.errands.append(Key.LATER)
    assert isinstance(revoked(here), Unseen)


def test_a_token_that_the_person_named_is_revoked_too() -> None:
    here = seated()
    here.world.named = (used(known=None),)
    assert isinstance(revoked(here), Done)
    assert here.voice.watched == ["PyPI still knows token 21394af6…"]


def test_a_death_is_written_down_once_whoever_looked() -> None:
    here = seated(used())
    here.world.eyes.tokens.clear()
    for _ in range(2):
        remember_deaths(here.wizard(), here.world.look())
    assert here.world.eyes.entries == [used(), TokenSeenDead("pypi", TOKEN_ID, NOW)]
