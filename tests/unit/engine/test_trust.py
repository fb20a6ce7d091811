"""Publishers at a registry that lists them: compared, registered, replaced, and looked at again."""

import pytest

from fakes.site import GRANULAR
from fakes.sitting import Sitting, managed, sitting
from made_up import NOW, file, form, package, project, sha256, tarball
from primer.core.memory import Declared, PublisherSeen
from primer.core.problem import Missing, Stop
from primer.core.publisher import GitHubActions
from primer.core.registry import Ecosystem
from primer.ports.hands import Answer
from primer.ports.voice import Key
from primer.registries.addresses import NPM

NAME = "@acme/core"
TRUST = "/-/package/@acme%2fcore/trust"
OURS = GitHubActions("acme", "mono", "publish.yaml", "npm")
REPLACE = "Replace the publisher of @acme/core?"
REGISTER = "Register this publisher at npm?"


def claims(workflow: str = "publish.yaml", environment: str = "npm") -> dict[str, object]:
    named: dict[str, object] = {"repository": "acme/mono", "workflow_ref": {"file": workflow}}
    return named | ({"environment": environment} if environment else {})


def listed(number: int = 1, workflow: str = "publish.yaml") -> dict[str, object]:
    permissions = ["createPackage"]
    return {
        "id": f"there-{number}",
        "type": "github",
        "claims": claims(workflow),
        "permissions": permissions,
    }


def seated(*there: dict[str, object]) -> Sitting:
    """The placeholder is served, nothing is released, and these publishers are listed."""
    here = sitting(managed(package(NAME, ecosystem=Ecosystem.JAVASCRIPT)))
    name = tarball(NAME)
    here.world.eyes.projects[NAME] = project((file(name, "0.0.1", sha256(name)),), name=NAME)
    here.world.site.trust[NAME] = list(there)
    here.voice.click = lambda page: None if "actions" in page else here.world.click(page)
    return here


def seen(here: Sitting) -> list[dict[str, str]]:
    return [dict(one.values) for one in here.world.eyes.entries if isinstance(one, PublisherSeen)]


def files(here: Sitting) -> list[object]:
    """The workflow files of those that are listed."""
    known = [one["claims"] for one in here.world.site.trust[NAME]]
    return [one["workflow_ref"] for one in known if isinstance(one, dict)]


def changes(here: Sitting) -> list[str]:
    return [words for words in here.hands.log if TRUST in words and not words.startswith("GET")]


def references(here: Sitting) -> list[str]:
    return [problem.reference for problem in here.voice.problems]


def values() -> dict[str, str]:
    return {one.key: one.value for one in form(NAME, NPM, OURS).fields}


def test_where_none_is_listed_it_is_registered_and_looked_at_again() -> None:
    here = seated()
    here.walk()
    assert changes(here) == [f"POST {TRUST} at npm"]
    assert seen(here) == [values()]
    assert here.hands.log.count(f"GET {TRUST} at npm") == 2


def test_every_value_is_shown_before_the_yes() -> None:
    here = seated()
    here.walk()
    shown = (
        "@acme/core:  Organization or user acme · Repository mono · Workflow filename publish.yaml · "
        "Environment name npm · Allowed actions npm publish"
    )
    assert shown in here.voice.said


def test_the_equivalent_command_is_shown_to_who_asks() -> None:
    here = seated()
    here.voice.answers[REGISTER] = ["command", "leave"]
    here.walk()
    command = "npm trust github @acme/core --repo acme/mono --file publish.yaml --env npm --allow-publish"
    assert f"    {command}" in here.voice.said
    assert changes(here) == []


def test_an_equal_one_is_done_and_changes_nothing() -> None:
    here = seated(listed())
    here.walk()
    assert changes(here) == []
    assert seen(here) == [values()]


def test_one_that_was_there_already_has_a_clock_of_which_nothing_is_known() -> None:
    here = seated(listed())
    here.walk()
    clock = "when npm drops it is not known here, for its clock began earlier"
    assert f"seen: @acme/core: publisher was there already; {clock}" in here.voice.said
    assert [one.lapses for one in here.world.eyes.entries if isinstance(one, PublisherSeen)] == [None]


def test_one_that_has_expired_is_another_one() -> None:
    here = seated({**listed(), "expires": "2026-11-21T14:01:00Z"})
    here.walk()
    assert any(one.text == REPLACE for one in here.voice.questions)
    assert any("expires: 2026-11-21T14:01:00Z" in words for words in here.voice.said)


def test_another_one_is_shown_field_by_field_and_replaced_on_a_yes() -> None:
    here = seated(listed(workflow="release.yml"))
    here.walk()
    assert (
        "@acme/core trusts another publisher at npm:  Organization or user acme · Repository mono · "
        "Workflow filename release.yml (wanted: publish.yaml) · Environment name npm · "
        "Allowed actions npm publish"
    ) in here.voice.said
    (question,) = [one for one in here.voice.questions if one.text == REPLACE]
    assert question.default == "leave"
    assert files(here) == [{"file": "publish.yaml"}]
    assert changes(here) == [f"POST {TRUST} at npm", f"DELETE {TRUST}/there-1 at npm"]


def test_where_there_is_room_for_one_only_the_old_one_goes_first() -> None:
    here = seated(listed(workflow="release.yml"))
    here.world.site.room = 1
    here.walk()
    assert files(here) == [{"file": "publish.yaml"}]
    assert changes(here) == [
        f"POST {TRUST} at npm",
        f"DELETE {TRUST}/there-1 at npm",
        f"POST {TRUST} at npm",
    ]


@pytest.mark.parametrize(("answer", "kept"), [("add", 2), ("leave", 1)])
def test_it_can_be_added_beside_the_other_or_left(answer: str, kept: int) -> None:
    here = seated(listed(workflow="release.yml"))
    here.voice.answers[REPLACE] = [answer]
    here.walk()
    assert len(files(here)) == kept
    assert {"file": "release.yml"} in files(here)
    assert len(seen(here)) == kept - 1


def test_of_several_others_none_is_removed() -> None:
    here = seated(listed(1, "release.yml"), listed(2, "nightly.yml"))
    here.walk()
    assert len(files(here)) == 3
    assert changes(here) == [f"POST {TRUST} at npm"]


def test_one_of_another_kind_is_named_as_such() -> None:
    here = seated({"id": "x", "type": "buildkite", "claims": {}, "permissions": []})
    here.walk()
    assert "@acme/core trusts another publisher at npm:  a publisher of another kind: buildkite" in (
        here.voice.said
    )


def test_what_was_taken_and_is_not_listed_is_a_problem_and_is_not_done() -> None:
    here = seated()
    here.world.site.lists = False
    outcome = here.walk()
    assert references(here) == ["publisher-not-shown"]
    assert outcome.problems == tuple(here.voice.problems)
    assert seen(here) == []


def test_no_answer_is_a_problem_and_the_session_is_ended_all_the_same() -> None:
    here = seated()
    gone = Missing("no-answer", "npm gave no answer", "try again")
    here.hands.answers[f"GET {TRUST}"] = [Stop(gone)]
    here.walk()
    assert here.voice.problems == [gone]
    assert here.world.site.session == ""


def test_a_refused_change_is_explained() -> None:
    here = seated()
    here.hands.answers[f"POST {TRUST}"] = [Answer(500, "{}")]
    here.walk()
    assert len(references(here)) == 1
    assert seen(here) == []


def test_a_second_factor_is_approved_on_its_page_and_explained_once() -> None:
    here = seated(listed(workflow="release.yml"))
    here.world.site.factor = 2
    here.walk()
    assert files(here) == [{"file": "publish.yaml"}]
    assert [words for words in changes(here) if words.endswith("approved")] == [
        f"POST {TRUST} at npm approved",
        f"DELETE {TRUST}/there-1 at npm approved",
    ]
    assert len([words for words in here.voice.said if "second factor" in words]) == 1


def test_an_approval_that_is_never_taken_ends_after_a_few_times() -> None:
    here = seated()
    again = '{"authUrl": "https://www.npmjs.com/auth/1", "doneUrl": "https://registry.npmjs.org/-/v1/done"}'
    here.hands.answers[f"POST {TRUST}"] = [Answer(401, again, {"www-authenticate": "OTP"})] * 9
    here.walk()
    assert references(here) == ["not-approved"]
    assert len(changes(here)) == 4


def test_an_approval_that_is_left_is_a_problem_and_nothing_is_registered() -> None:
    here = seated()
    here.world.site.factor = 1
    here.voice.click = lambda page: None if "/auth/" in page else here.world.click(page)
    here.walk()
    assert references(here) == ["not-approved"]
    assert files(here) == []


def test_by_hand_it_is_a_card_and_the_persons_word() -> None:
    here = seated()
    here.voice.answers[REGISTER] = ["page"]
    here.walk()
    (card,) = here.voice.shown_cards
    assert card.form.link == "https://www.npmjs.com/package/@acme/core/access"
    assert card.note == ""
    assert [one.fact for one in here.world.eyes.entries if isinstance(one, Declared)] == [
        f"publisher-registered:npm:{NAME}"
    ]
    assert seen(here) == []


def test_what_was_done_by_hand_and_is_listed_needs_no_word() -> None:
    here = seated()
    here.voice.answers[REGISTER] = ["page"]
    click = here.voice.click

    def fills(page: str) -> None:
        click(page)
        if page.endswith("/access"):
            here.world.site.trust[NAME] = [listed()]

    here.voice.click = fills
    here.walk()
    assert seen(here) == [values()]


def test_leaving_a_card_logs_out_and_leaves_the_walk() -> None:
    here = seated()
    here.voice.answers[REGISTER] = ["page"]
    here.voice.cards.append(Key.LEAVE)
    here.walk()
    assert here.world.site.session == ""
    assert "7 Confirm" not in here.voice.stages


def test_a_pasted_token_may_change_no_publishers_so_that_is_done_by_hand() -> None:
    here = seated()
    here.voice.answers["Log in to npm?"] = ["paste"]
    here.voice.makes_token = here.world.site.paste
    here.walk()
    assert len(here.voice.shown_cards) == 1
    assert changes(here) == []
    assert here.world.site.session != GRANULAR


def test_not_now_leaves_it_to_do_and_shows_no_card() -> None:
    here = seated()
    here.voice.answers[REGISTER] = ["leave"]
    here.walk()
    assert here.voice.shown_cards == []
    assert here.world.eyes.memory().publisher("npm", NAME) is None


def test_the_time_of_the_clock_is_that_of_the_first_look() -> None:
    here = seated(listed())
    here.walk()
    (first,) = [one for one in here.world.eyes.entries if isinstance(one, PublisherSeen)]
    again = sitting(here.world)
    again.voice.click = here.voice.click
    again.walk()
    assert here.world.eyes.memory().publisher("npm", NAME) == first
    assert first.at == NOW
