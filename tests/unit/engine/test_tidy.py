"""The last acts at a managed registry: the placeholder deprecated, tokens disallowed; each offered."""

from fakes.sitting import Sitting, managed, sitting
from made_up import file, package, project, proven, sha256, tarball
from primer.core.memory import ClosedToTokens, Declared
from primer.core.problem import Missing, Stop
from primer.core.registry import Ecosystem
from primer.core.verdict import Done, Todo, Verdict
from primer.engine.tidy import WHY
from primer.ports.hands import Answer

NAME = "@acme/core"
DEPRECATE = "Deprecate the placeholder at npm"
CLOSE = "Disallow tokens at npm"
ACCESS = "POST /-/package/@acme%2fcore/access"
DOCUMENT = "/@acme%2fcore"


def seated() -> Sitting:
    """CI published 0.2.0, and the placeholder is there."""
    here = sitting(managed(package(NAME, ecosystem=Ecosystem.JAVASCRIPT)))
    name = tarball(NAME)
    old = file(name, "0.0.1", sha256(name))
    new = file("core-0.2.0.tgz", "0.2.0", proof=True)
    here.world.eyes.projects[NAME] = project((old, new), name=NAME)
    here.world.eyes.proofs["0.2.0"] = proven()
    return here


def verdict(here: Sitting, fact: str) -> Verdict:
    return next(one.verdict for one in here.world.look().items if one.id.fact == fact)


def closed(here: Sitting) -> list[str]:
    return [one.package for one in here.world.eyes.entries if isinstance(one, ClosedToTokens)]


def test_one_more_log_in_does_both_and_both_are_seen() -> None:
    here = seated()
    here.walk()
    assert here.world.site.deprecated == [f"{NAME} 0.0.1"]
    assert (here.world.site.closed, closed(here)) == ([NAME], [NAME])
    assert isinstance(verdict(here, "placeholder-retired"), Done)
    assert isinstance(verdict(here, "closed-to-tokens"), Done)
    assert here.voice.stages == ["1 Packages", "3 Log in", "6 Log out"]
    assert here.world.site.session == ""


def test_what_each_means_and_that_it_can_be_undone_stands_beside_the_question() -> None:
    here = seated()
    here.walk()
    notes = [one.note for one in here.voice.questions if one.text.startswith((DEPRECATE, CLOSE))]
    assert len(notes) == 2
    assert all("It can be undone." in note for note in notes)


def test_each_is_asked_for_by_itself() -> None:
    here = seated()
    here.voice.answers[CLOSE] = ["leave"]
    here.walk()
    assert here.world.site.deprecated == [f"{NAME} 0.0.1"]
    assert (here.world.site.closed, closed(here)) == ([], [])


def test_who_wants_neither_is_not_asked_to_log_in() -> None:
    here = seated()
    here.voice.answers.update({DEPRECATE: ["leave"], CLOSE: ["leave"]})
    here.walk()
    assert here.voice.stages == ["1 Packages"]


def test_on_the_pages_it_is_an_errand_and_the_setting_is_the_persons_word() -> None:
    here = seated()
    here.voice.answers.update({DEPRECATE: ["page"], CLOSE: ["page"]})
    here.walk()
    words = [errand.words for errand in here.voice.shown_errands]
    setting = '"Require two-factor authentication and disallow tokens"'
    assert words == [
        f"{NAME}: deprecate 0.0.1",
        f"{NAME}: disallow tokens in the package's settings: {setting}",
    ]
    declared = [one.fact for one in here.world.eyes.entries if isinstance(one, Declared)]
    assert declared == [f"closed-to-tokens:npm:{NAME}"]
    assert isinstance(verdict(here, "placeholder-retired"), Todo)


def test_a_second_factor_is_asked_for_each_and_explained_once() -> None:
    here = seated()
    here.world.site.factor = 2
    here.walk()
    assert isinstance(verdict(here, "closed-to-tokens"), Done)
    approved = [words for words in here.hands.log if words.endswith("approved")]
    assert approved == [f"PUT {DOCUMENT} at npm approved", f"{ACCESS} at npm approved"]


def test_a_refusal_of_one_keeps_the_other_from_being_left_out() -> None:
    here = seated()
    here.hands.answers[f"PUT {DOCUMENT}"] = [Answer(500, "{}")]
    outcome = here.walk()
    assert len(outcome.problems) == 1
    assert closed(here) == [NAME]


def test_no_answer_is_a_problem_of_that_act_alone() -> None:
    here = seated()
    gone = Missing("no-answer", "npm gave no answer", "try again")
    here.hands.answers[f"GET {DOCUMENT}?write=true"] = [Stop(gone)]
    here.hands.answers[ACCESS] = [Answer(403, "{}")]
    outcome = here.walk()
    assert outcome.problems[0] == gone
    assert len(outcome.problems) == 2
    assert here.world.site.session == ""


def test_a_change_that_is_not_shown_yet_is_not_called_seen() -> None:
    here = seated()
    here.world.site.deprecates = lambda _name, _version: None
    here.walk()
    assert f"waits: {NAME}: npm took it, and does not show it yet" in here.voice.said


def test_no_log_in_leaves_it_to_do() -> None:
    here = seated()
    here.voice.answers["Log in to npm?"] = ["leave"]
    outcome = here.walk()
    assert outcome.problems == ()
    assert isinstance(verdict(here, "closed-to-tokens"), Todo)


def test_a_log_in_that_fails_is_the_walks_problem() -> None:
    here = seated()
    here.world.site.logs_in = False
    here.voice.answers["Paste a token instead?"] = ["leave"]
    assert [problem.reference for problem in here.walk().problems] == ["no-web-log-in"]


def test_people_are_told_to_use_a_later_version() -> None:
    assert WHY.endswith("Use a later one.")
