"""Claiming: order, every answer of the registry, and the token's end whatever happens."""

from datetime import timedelta

import pytest

from fakes.hands import FakeHands
from fakes.sitting import Sitting, sitting, world
from made_up import INTERNAL, NOW, package
from primer.core.memory import QuotaSeen, TokenSeenDead, TokenUsed
from primer.core.problem import Missing, Stop, YourInput
from primer.core.project import TokenState, Unlooked
from primer.core.secret import Secret
from primer.core.value import replace
from primer.core.verdict import Await, Todo
from primer.ports.hands import Answer
from primer.ports.voice import Key

CORE, PROTOS = package("acme-core", requires=("acme-protos",)), package("acme-protos")
SDIST = "acme_protos-0.0.1.tar.gz"
GONE = Missing("no-answer", "PyPI did not answer", "try again")


def seated(count: int = 0) -> Sitting:
    packages = [package(f"acme-{number}") for number in range(count)] or [CORE, PROTOS]
    return sitting(world(*packages))


def uploads(hands: FakeHands) -> list[str]:
    return [words.removeprefix("upload ") for words in hands.log if words.startswith("upload")]


def references(here: Sitting) -> list[str]:
    return [problem.reference for problem in here.voice.problems]


def test_what_cannot_be_undone_is_said_before_the_yes_whose_default_is_no() -> None:
    here = seated()
    here.walk()
    said = (
        "acme-protos, acme-core\nTo PyPI, for good: 4 files of 2 packages, 0.0.1. "
        "A version once used can never be used again."
    )
    assert said in here.voice.said
    (question,) = [one for one in here.voice.questions if one.text == "Upload them?"]
    assert question.default == "no"
    assert question.until is not None
    assert timedelta() < question.until - NOW <= timedelta(minutes=30)


def test_they_are_shown_at_a_glance_and_one_by_one_as_often_as_asked() -> None:
    here = seated()
    here.voice.answers["Upload them?"] = ["show", "show", "yes"]
    here.walk()
    assert here.voice.said.count("placeholders acme-protos acme-core") == 1
    assert here.voice.said.count("placeholders acme-protos") == 2
    assert here.voice.said.count("placeholders acme-core") == 2


def test_who_has_seen_enough_of_one_is_shown_no_other() -> None:
    here = seated()
    here.voice.answers["Upload them?"] = ["show", "yes"]
    here.voice.enough = {"acme-protos"}
    here.walk()
    assert here.voice.said.count("placeholders acme-protos") == 1
    assert "placeholders acme-core" not in here.voice.said


def test_leaving_at_the_last_question_says_that_nothing_went_up_and_the_copy_here_is_gone() -> None:
    here = seated()
    here.voice.left = {"Upload them?"}
    with pytest.raises(KeyboardInterrupt):
        here.walk()
    assert uploads(here.hands) == []
    assert here.hands.slot is None
    nothing, erased, token = here.voice.said[-3:]
    assert nothing == "seen: none of these was uploaded"
    assert erased.startswith("seen: erased from this machine")
    assert "may still live" in token


def test_a_lease_that_was_never_made_is_not_called_erased() -> None:
    here = seated()
    problem = Missing("another-primer", "another primer holds the keyring's place", "let it end")
    here.hands.answers["lease"] = [Stop(problem)]
    with pytest.raises(Stop):
        here.walk()
    assert not [words for words in here.voice.said if "erased" in words]


def test_a_declined_upload_uploads_nothing_and_still_revokes_and_asks_no_second_time() -> None:
    here = seated()
    here.voice.answers["Upload them?"] = ["no"]
    here.walk()
    assert uploads(here.hands) == []
    assert here.hands.slot is None
    assert here.world.eyes.tokens == {"00000001-1111-4222-8333-444455556666": TokenState.GONE}
    assert [question.text for question in here.voice.questions] == [
        "Prime these 2 with placeholder 0.0.1?",
        "Upload them?",
    ]


def test_a_quota_that_is_reached_stops_and_keeps_the_rest_for_later() -> None:
    here = seated(6)
    here.hands.quota = 3
    here.world.eyes.entries.append(QuotaSeen("pypi", 6, 6, NOW + timedelta(hours=1), NOW))
    outcome = here.walk()
    assert references(here) == ["creation-quota"]
    assert sorted(here.world.eyes.projects) == ["acme-0", "acme-1", "acme-2"]
    claims = {item.id.package: item.verdict for item in outcome.plan.items if item.id.fact == "claimed"}
    waiting = [name for name, verdict in claims.items() if is_await(verdict)]
    assert waiting == ["acme-3", "acme-4", "acme-5"]
    assert uploads(here.hands)[-1] == "acme_3-0.0.1.tar.gz"


def is_await(verdict: object) -> bool:
    return isinstance(verdict, Todo) and isinstance(verdict.change, Await)


def test_after_the_reset_it_goes_on_and_not_before() -> None:
    here = seated(6)
    here.hands.quota = 3
    here.walk()
    too_early = sitting(here.world)
    too_early.walk()
    assert uploads(too_early.hands) == []
    here.world.eyes.time = NOW + timedelta(hours=2)
    later = sitting(here.world)
    assert later.walk().plan.complete
    assert len(uploads(later.hands)) == 6


def test_a_bare_too_many_requests_is_not_tried_again_within_a_day() -> None:
    here = seated()
    here.hands.answers[SDIST] = [Answer(429, "Too Many Requests")]
    here.walk()
    (quota,) = [entry for entry in here.world.eyes.entries if isinstance(entry, QuotaSeen)]
    assert quota == QuotaSeen("pypi", 4, 0, NOW + timedelta(days=1), NOW)
    assert uploads(here.hands) == [SDIST]


def test_waves_go_on_in_one_sitting_as_far_as_the_registry_allows_each_with_a_token_of_its_own() -> None:
    here = seated(6)
    assert here.walk().plan.complete
    tokens = [one for one in here.world.eyes.entries if isinstance(one, TokenUsed)]
    dead = [one for one in here.world.eyes.entries if isinstance(one, TokenSeenDead)]
    assert (len(tokens), len(dead)) == (2, 2)
    assert len(here.hands.narrowed) == 2


def test_a_refused_token_stops_all_and_is_revoked() -> None:
    here = seated()
    here.hands.answers[SDIST] = [Answer(403, "Invalid API Token: expired")]
    here.walk()
    assert uploads(here.hands) == [SDIST]
    assert len(references(here)) == 1
    assert set(here.world.eyes.tokens.values()) == {TokenState.GONE}


def test_a_refused_name_keeps_no_other_from_going_up() -> None:
    here = seated()
    words = "The name 'acme-protos' isn't allowed."
    here.hands.answers[SDIST] = [Answer(400, words)]
    here.walk()
    assert uploads(here.hands) == [SDIST, "acme_core-0.0.1.tar.gz", "acme_core-0.0.1-py3-none-any.whl"]
    assert len(references(here)) == 1


def test_no_answer_ends_the_wave_and_not_the_run() -> None:
    here = seated()
    here.hands.answers[SDIST] = [Stop(GONE)]
    here.walk()
    rest = ("done  none", "left  acme-protos, acme-core")
    assert here.voice.problems == [replace(GONE, context=rest)]
    assert "5 Revoke" in here.voice.stages
    assert here.hands.slot is None


@pytest.mark.parametrize("filename", [SDIST, "acme_protos-0.0.1-py3-none-any.whl"])
def test_leaving_inside_an_upload_empties_the_lease_and_loses_nothing(filename: str) -> None:
    here = seated()
    here.hands.answers[filename] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        here.walk()
    assert here.hands.slot is None
    again = sitting(here.world)
    assert again.walk().plan.complete
    assert set((here.hands.uploads + again.hands.uploads).values()) == {1}


def test_leaving_before_a_token_is_pasted_leaves_nothing_behind() -> None:
    here = seated()
    here.voice.tokens.append(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        here.walk()
    assert here.world.eyes.entries == []


def test_a_placeholder_that_cannot_be_built_keeps_no_other_from_going_up() -> None:
    here = seated()
    problem = YourInput("placeholder-not-built", "acme-protos cannot be built", "mend it")
    here.hands.unbuildable["acme-protos"] = Stop(problem)
    here.walk()
    assert here.voice.problems == [problem]
    assert sorted(here.world.eyes.projects) == ["acme-core"]


def test_no_token_is_asked_for_when_nothing_could_be_built() -> None:
    here = seated()
    problem = YourInput("placeholder-not-built", "it cannot be built", "mend it")
    here.hands.unbuildable.update({"acme-protos": Stop(problem), "acme-core": Stop(problem)})
    here.walk()
    assert here.voice.requests == []


def test_what_was_taken_and_is_not_shown_is_said_and_not_sent_again() -> None:
    here = seated()
    for filename in (SDIST, "acme_protos-0.0.1-py3-none-any.whl"):
        here.hands.answers[filename] = [Answer(200, "OK")]
    here.walk()
    assert references(here) == ["upload-not-shown"]
    assert uploads(here.hands).count(SDIST) == 1


def test_no_wave_begins_while_the_last_token_lives() -> None:
    here = seated(6)
    here.voice.watches.append(Key.LEAVE)
    here.walk()
    assert len(here.voice.requests) == 1
    again = sitting(here.world)
    again.voice.watches.append(Key.LEAVE)
    again.walk()
    assert again.voice.requests == []
    assert "waits: the next placeholders wait until the token is revoked" in again.voice.said


def opaque(*states: TokenState | Unlooked) -> Sitting:
    """A sitting before Acme's own index, whose tokens are passwords."""
    here = seated()
    here.world.registry = INTERNAL
    here.world.eyes.offers = False
    here.voice.makes_token = lambda: Secret("made-up-password")
    here.hands.leased = list(states)
    return here


def fact(here: Sitting, name: str) -> object:
    return next(item.verdict for item in here.world.look().items if item.id.fact == name)


def test_a_password_that_was_known_is_asked_about_until_it_is_refused() -> None:
    here = opaque(TokenState.KNOWN, TokenState.KNOWN, TokenState.GONE)
    here.walk()
    dead = [one for one in here.world.eyes.entries if isinstance(one, TokenSeenDead)]
    assert len(dead) == 1
    assert here.voice.shown_errands == []


def test_a_password_that_cannot_be_asked_about_is_removed_on_the_persons_word() -> None:
    here = opaque(Unlooked("it says nothing"))
    here.walk()
    (errand,) = here.voice.shown_errands
    assert errand.words.endswith("primer cannot see whether it is gone")
    assert "said: the password used 2026-11-21 14:02 UTC removed, you said so" in here.voice.said


def test_a_password_is_called_by_its_hour_and_never_by_the_name_that_primer_gave_it() -> None:
    here = opaque(TokenState.KNOWN, TokenState.KNOWN, TokenState.GONE)
    here.walk()
    assert here.voice.watched == ["Acme's index still knows the password used 2026-11-21 14:02 UTC"]
    assert "seen: Acme's index no longer knows the password used 2026-11-21 14:02 UTC" in here.voice.said
    (used,) = here.world.eyes.memory().tokens("internal")
    shown = [*here.voice.said, *here.hands.pages, str(here.world.look().items)]
    assert [words for words in shown if used.tombstone.token_id in words] == []


def test_a_password_that_is_refused_at_once_uploads_nothing() -> None:
    here = opaque(TokenState.GONE)
    here.walk()
    assert uploads(here.hands) == []
    assert references(here) == ["dead-token"]


def test_a_second_run_before_a_private_index_does_nothing_and_says_so() -> None:
    here = opaque(TokenState.KNOWN, TokenState.GONE)
    here.walk()
    again = sitting(here.world)
    again.walk()
    assert again.hands.log == ["clear leftovers"]
    assert "waits: Nothing here can be done by primer now; nothing was changed." in again.voice.said
