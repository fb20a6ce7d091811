"""Uploads that have to be approved: tried without, approved on the page, sent once more."""

from fakes.sitting import Sitting, managed, sitting
from made_up import package
from primer.core.problem import Missing, Stop
from primer.core.registry import Ecosystem
from primer.ports.hands import Answer
from primer.ports.voice import Key

NAMES = ("@acme/a", "@acme/b", "@acme/c")
OTP = {"www-authenticate": "OTP"}
AGAIN = '{"authUrl": "https://www.npmjs.com/auth/1", "doneUrl": "https://registry.npmjs.org/-/v1/done"}'


def seated() -> Sitting:
    return sitting(managed(*(package(name, ecosystem=Ecosystem.JAVASCRIPT) for name in NAMES)))


def uploads(here: Sitting) -> list[str]:
    return [words.removeprefix("upload ") for words in here.hands.log if words.startswith("upload")]


def references(here: Sitting) -> list[str]:
    return [problem.reference for problem in here.voice.problems]


def test_what_needs_no_second_factor_is_not_approved() -> None:
    here = seated()
    here.walk()
    assert uploads(here) == ["acme-a-0.0.1.tgz", "acme-b-0.0.1.tgz", "acme-c-0.0.1.tgz"]


def test_one_approval_that_skips_the_next_minutes_lets_the_rest_through() -> None:
    here = seated()
    here.world.site.factor = 1
    here.walk()
    assert uploads(here) == [
        "acme-a-0.0.1.tgz",
        "acme-a-0.0.1.tgz approved",
        "acme-b-0.0.1.tgz",
        "acme-c-0.0.1.tgz",
    ]


def test_without_that_each_is_approved_by_itself_and_no_approval_is_used_twice() -> None:
    here = seated()
    here.world.site.factor = 3
    assert here.walk().plan.complete
    assert len([words for words in uploads(here) if words.endswith("approved")]) == 3
    assert len(set(here.world.site.used)) == len(here.world.site.used) == 3


def test_the_page_of_the_approval_is_opened_by_the_person() -> None:
    here = seated()
    here.world.site.factor = 1
    here.voice.answers["Register these"] = ["leave"]
    here.voice.watches.extend([Key.OPEN])
    here.walk()
    assert here.hands.pages == ["https://www.npmjs.com/login/1"]


def test_an_approval_that_does_not_come_leaves_the_rest_and_says_what_is_left() -> None:
    here = seated()
    here.world.site.factor = 2
    here.hands.answers["acme-a-0.0.1.tgz"] = [Answer(201, "{}")]
    here.voice.click = lambda page: None if "/auth/" in page else here.world.click(page)
    here.walk()
    (problem,) = [one for one in here.voice.problems if one.reference == "not-approved"]
    assert problem.context == ("done  @acme/a", "left  @acme/b, @acme/c")
    assert here.world.site.session == ""


def test_one_file_is_asked_to_be_approved_a_few_times_and_not_for_ever() -> None:
    here = seated()
    here.hands.answers["acme-a-0.0.1.tgz"] = [Answer(401, AGAIN, OTP)] * 9
    here.walk()
    assert references(here) == ["not-approved"]
    assert uploads(here) == ["acme-a-0.0.1.tgz", *["acme-a-0.0.1.tgz approved"] * 3]


def test_asked_too_often_stops_and_says_when_to_go_on() -> None:
    here = seated()
    here.hands.answers["acme-b-0.0.1.tgz"] = [Answer(429, "{}", {"retry-after": "600"})]
    here.walk()
    assert references(here) == ["asked-too-often"]
    assert here.voice.problems[0].context[-2:] == ("done  @acme/a", "left  @acme/b, @acme/c")


def test_no_answer_ends_the_wave_and_what_arrived_is_registered() -> None:
    here = seated()
    gone = Missing("no-answer", "npm gave no answer", "try again")
    here.hands.answers["acme-b-0.0.1.tgz"] = [Stop(gone)]
    here.walk()
    assert references(here) == ["no-answer"]
    assert list(here.world.site.trust) == ["@acme/a"]


def test_one_tarball_is_the_whole_placeholder() -> None:
    here = sitting(managed(package("@acme/a", ecosystem=Ecosystem.JAVASCRIPT)))
    here.walk()
    said = (
        "@acme/a\nTo npm, for good: 1 file of 1 package, 0.0.1. A version once used can never be used again."
    )
    assert said in here.voice.said
