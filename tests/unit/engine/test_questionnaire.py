"""The questionnaire: every choice is asked first, every answer of every question."""

import pytest

from fakes.sitting import Sitting, sitting, world
from made_up import job, package, project, release
from primer.cli.choice_flags import CHOICES
from primer.core.package import Package
from primer.core.problem import Stop, YourInput
from primer.core.project import Owners
from primer.core.question import BACK
from primer.core.value import replace
from primer.core.workflow import PublishingJob, Unresolved
from primer.engine.questionnaire import WHY, agree, ask_open_questions
from primer.registries.addresses import PYPI

CORE, PROTOS = package("acme-core"), package("acme-protos")
FLAGS = {f"--{name.replace('_', '-')}" for name in CHOICES} | {"--plan"}


def seated(*packages: Package, jobs: tuple[PublishingJob, ...] | None = None) -> Sitting:
    there = world(*(packages or (CORE, PROTOS)))
    if jobs is not None:
        there.read(jobs=jobs)
    return sitting(there)


def answered(here: Sitting, **answers: list[str]) -> None:
    """Answers every open question; keys are the first words of the questions."""
    here.voice.answers.update(answers)
    ask_open_questions(here.wizard(), here.world.look())


def test_nothing_is_asked_when_everything_was_read() -> None:
    here = seated()
    answered(here)
    assert here.voice.questions == []


def test_an_open_value_offers_what_was_found_and_always_something_else() -> None:
    here = seated(jobs=(job("pypi"), job("release", line=70)))
    answered(here)
    (question,) = here.voice.questions
    assert [choice.label for choice in question.choices] == [
        "pypi   .github/workflows/publish.yaml:38",
        "release   .github/workflows/publish.yaml:67",
        "another",
        "none: any job of the file may then publish",
    ]
    assert (question.flag, question.default) == ("--environment", "pypi")
    assert here.world.kept == {"publisher.environment": "pypi"}


def test_an_answer_is_kept_and_everything_is_looked_at_again() -> None:
    here = seated(jobs=())
    answered(here, Workflow=["/other", "release.yaml"], Environment=["/other", "prod"])
    assert here.world.kept == {"publisher.workflow": "release.yaml", "publisher.environment": "prod"}
    assert here.voice.stages == ["1 Questions"]
    assert here.voice.said == ["seen: kept in pyproject.toml"]
    assert here.world.look().questions == ()


def test_none_is_an_answer() -> None:
    here = seated(jobs=(job(Unresolved("${{ inputs.where }}")),))
    answered(here, Environment=["/none"])
    assert here.world.kept == {"publisher.environment": ""}
    assert here.world.look().questions == ()


def test_empty_answers_leave_it_open_and_do_not_loop() -> None:
    here = seated(jobs=())
    answered(here, Workflow=["", ""], Environment=["", ""])
    assert len(here.voice.questions) == 2
    assert here.world.kept == {}


def test_an_answer_that_cannot_be_is_asked_again_once_with_the_reason() -> None:
    here = seated(jobs=())
    answered(here, Workflow=["bad/name.yaml", "publish.yaml"], Environment=["pypi"])
    again = [question for question in here.voice.questions if question.flag == "--workflow"]
    assert "bad/name.yaml" in again[1].note
    assert here.world.kept["publisher.workflow"] == "publish.yaml"


def test_the_same_bad_answer_twice_does_not_loop() -> None:
    here = seated(jobs=())
    answered(here, Workflow=["bad/name.yaml", "bad/name.yaml"], Environment=["pypi"])
    assert [question.flag for question in here.voice.questions] == [
        "--workflow",
        "--environment",
        "--workflow",
    ]


def test_a_choice_that_cannot_be_written_is_a_problem_and_leaves_it_open() -> None:
    here = seated(jobs=())
    problem = YourInput("choices-not-writable", "pyproject.toml cannot be written", "mend it")
    here.hands.unwritable.append(Stop(problem))
    answered(here, Workflow=["publish.yaml"], Environment=["pypi"])
    assert here.voice.problems == [problem]


def test_the_account_is_asked_for_where_it_would_tell_something() -> None:
    here = seated(CORE)
    here.world.eyes.projects["acme-core"] = project(release("1.0"))
    here.world.eyes.owned["acme-core"] = Owners(("kim",))
    answered(here, Your=["kim"])
    assert here.world.kept == {"accounts.pypi": "kim"}


def agreed(here: Sitting, *answers: str, **more: list[str]) -> bool:
    here.voice.answers.update({"Prime": list(answers), **more})
    plan = here.world.look()
    _, yes = agree(here.wizard(), plan, plan.registry)
    return yes


def test_yes_agrees_and_not_now_does_not() -> None:
    assert agreed(seated(), "yes")
    assert not agreed(seated(), "leave")


def test_why_is_explained_and_asked_again() -> None:
    here = seated()
    assert agreed(here, "why", "yes")
    assert WHY in here.voice.said


def test_the_question_names_what_it_is_about() -> None:
    here = seated()
    agreed(here, "yes")
    (question,) = here.voice.questions
    assert (question.text, question.note) == (
        "Prime these 2 with placeholder 0.0.1?",
        "acme-core, acme-protos",
    )


def test_choosing_drops_the_others_of_this_wave_and_nothing_else() -> None:
    here = seated(*(package(f"acme-{number}") for number in range(6)))
    assert agreed(here, "choose", "yes", Which=["acme-0 acme-1"])
    kept = here.world.kept["packages"].splitlines()
    assert kept == [f"packages/acme-{number}" for number in (0, 1, 4, 5)]


def test_choosing_nothing_changes_nothing() -> None:
    here = seated()
    assert agreed(here, "choose", "yes", Which=[""])
    assert here.world.kept == {}


def test_choosing_all_of_them_changes_nothing() -> None:
    here = seated(*(package(f"acme-{number}") for number in range(2)))
    assert agreed(here, "choose", "version", "yes", Which=["acme-0 acme-1", "0.0.1"])
    assert here.world.kept == {}
    assert "All stay; nothing was changed." in here.voice.said


def test_another_version_is_asked_for_until_it_can_be() -> None:
    here = seated()
    assert agreed(here, "version", "yes", Which=["nonsense", "0.2.0", "0.0.2"])
    assert here.world.kept == {"placeholder-version": "0.0.2"}
    assert here.voice.said[:2] == [
        "problem: 'nonsense' is no version that an index takes (PEP 440)",
        "problem: the package's own next version 0.2.0 is not higher than 0.2.0, so it could not replace it",
    ]


def test_no_other_version_changes_nothing() -> None:
    here = seated()
    assert agreed(here, "version", "yes", Which=[""])
    assert here.world.kept == {}


def test_without_a_token_changes_the_route_and_primes_nothing() -> None:
    here = seated(CORE)
    assert not agreed(here, "pending")
    assert here.world.kept == {"route": "pending"}


def test_packages_that_would_share_a_pending_publisher_are_told_what_has_to_change_first() -> None:
    here = seated()
    assert agreed(here, "pending", "yes")
    assert here.world.kept == {}
    assert here.voice.said[0].startswith("Not yet: the 2 packages would share one pending publisher")
    assert "acme-core: environment acme-core, or workflow publish-acme-core.yaml" in here.voice.said
    assert "Then run `primer init --route pending`. Nothing was changed." in here.voice.said


def test_the_whole_plan_can_be_seen_before_the_yes() -> None:
    here = seated()
    assert agreed(here, "plan", "yes")
    assert here.voice.said == [f"plan {len(here.world.look().items)}"]


@pytest.mark.parametrize(
    ("count", "offers", "expected"), [(3, True, True), (4, True, False), (2, False, False)]
)
def test_doing_without_a_token_is_offered_only_where_it_can_be(
    count: int, offers: bool, expected: bool
) -> None:
    here = seated(*(package(f"acme-{number}") for number in range(count)))
    here.world.eyes.offers = offers
    agreed(here, "yes")
    (question,) = here.voice.questions
    assert ("pending" in {choice.key for choice in question.choices}) is expected


def test_every_question_names_a_flag_that_exists_but_the_yes_that_no_flag_may_give() -> None:
    here = seated(CORE, jobs=())
    here.world.eyes.projects["acme-core"] = project(release("1.0"))
    here.world.eyes.owned["acme-core"] = Owners(("kim",))
    answered(here)
    other = seated()
    agreed(other, "choose", "version", "why", "yes", Which=["acme-core", ""])
    here.walk()
    questions = [*here.voice.questions, *other.voice.questions]
    assert len(questions) > 6
    unflagged = {question.text.partition(" ")[0] for question in questions if not question.flag}
    assert unflagged <= {"Prime", "Upload"}
    assert {question.flag for question in questions if question.flag} <= FLAGS


def test_one_key_goes_back_to_the_question_before_which_then_offers_what_was_answered() -> None:
    here = seated(jobs=())
    answered(here, Workflow=["wrong.yaml", "release.yaml"], Environment=[BACK, "prod"])
    assert here.world.kept["publisher.workflow"] == "release.yaml"
    asked = [question for question in here.voice.questions if question.text.startswith("Workflow")]
    assert [question.back for question in here.voice.questions] == [False, True, False, True]
    assert asked[-1].default == "wrong.yaml"


def test_from_something_else_one_key_goes_back_to_what_was_found() -> None:
    here = seated(jobs=(job("pypi"), job("release", line=70)))
    answered(here, Environment=["/other", BACK, "release"])
    assert here.world.kept == {"publisher.environment": "release"}


def test_from_the_plan_one_key_goes_back_to_the_last_question() -> None:
    here = seated(jobs=(job("pypi"), job("release", line=70)))
    here.voice.answers.update({"Environment": ["pypi", "release"], "Prime": [BACK, "yes"]})
    wizard = here.wizard()
    plan = ask_open_questions(wizard, here.world.look())
    assert agree(wizard, plan, plan.registry)[1]
    assert here.world.kept == {"publisher.environment": "release"}
    assert [question.back for question in here.voice.questions if question.text.startswith("Prime")] == [
        True,
        True,
    ]


def test_where_nothing_was_asked_there_is_no_way_back_from_the_plan() -> None:
    here = seated()
    assert agreed(here, "yes")
    assert [question.back for question in here.voice.questions] == [False]


def test_going_back_from_a_choice_changes_nothing() -> None:
    here = seated()
    assert agreed(here, "choose", "version", "yes", Which=[BACK, BACK])
    assert here.world.kept == {}


def test_of_many_packages_the_question_names_a_few() -> None:
    here = seated(*(package(f"acme-{number}") for number in range(20)))
    here.world.registry = replace(PYPI, quota=None)
    agreed(here, "leave")
    assert here.voice.questions[0].note == "acme-0, acme-1, acme-10 and 17 more, as listed"
