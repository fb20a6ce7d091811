"""The checklist of steps: what is behind, said, or still to come, as the facts have it."""

from fakes.sitting import Sitting, World, managed, sitting, world
from fakes.voice import FakeVoice
from made_up import INTERNAL, NOW, package, project, release
from primer.core.choices import Route
from primer.core.evidence import said, seen
from primer.core.plan import Item, Plan
from primer.core.project import TokenState
from primer.core.registry import Ecosystem
from primer.core.secret import Secret
from primer.core.value import replace
from primer.core.verdict import Done, FactId
from primer.engine.steps import standing
from primer.ports.signs import Mark
from primer.ports.voice import Key, Stage
from primer.registries.addresses import PYPI
from primer.registries.stages import Part

SIGNS = {Mark.SEEN: "x", Mark.SAID: "~", Mark.TODO: "."}


class Watching(FakeVoice):
    """Remembers every step of every header."""

    def stage(self, stage: Stage) -> None:
        steps = " ".join(f"{SIGNS[mark]}{name}" for mark, name in stage.steps)
        self.stages.append(f"{stage.number} {steps}")


def seated(here: Sitting) -> Sitting:
    here.voice = Watching(click=here.voice.click, makes_token=here.voice.makes_token)
    return here


def test_the_checklist_fills_as_the_walk_goes_on() -> None:
    here = seated(sitting(world(package("acme-core"))))
    here.walk()
    assert here.voice.stages == [
        "1 xPackages .Placeholder .Token .Upload .Revoke .Register .Confirm",
        "2 xPackages .Placeholder .Token .Upload .Revoke .Register .Confirm",
        "3 xPackages xPlaceholder .Token .Upload .Revoke .Register .Confirm",
        "4 xPackages xPlaceholder xToken .Upload .Revoke .Register .Confirm",
        "5 xPackages xPlaceholder xToken xUpload .Revoke .Register .Confirm",
        "6 xPackages xPlaceholder xToken xUpload xRevoke .Register .Confirm",
        "7 xPackages xPlaceholder xToken xUpload xRevoke ~Register .Confirm",
    ]


def test_who_needs_no_token_sees_no_step_of_one() -> None:
    there = world(package("acme-core"))
    choices = replace(there.repository.choices, route=Route.PENDING)
    there.repository = replace(there.repository, choices=choices)
    here = seated(sitting(there))
    here.walk()
    assert here.voice.stages == [
        "1 xPackages .Register .Confirm",
        "2 xPackages .Register .Confirm",
        "3 xPackages ~Register .Confirm",
    ]


def test_who_makes_the_project_in_an_organization_sees_no_step_of_a_token() -> None:
    there = world(package("acme-core"))
    there.kept["route"] = Route.ORGANIZATION
    here = seated(sitting(there))
    here.voice.click = lambda page: made(there, page)
    here.walk()
    assert here.voice.stages == [
        "1 xPackages .Register .Confirm",
        "2 xPackages .Register .Confirm",
        "3 xPackages ~Register .Confirm",
    ]


def made(there: World, page: str) -> None:
    """The organization's page makes the project, which is there without a file."""
    if page.endswith("/organizations/"):
        there.eyes.projects["acme-core"] = project()
    there.click(page)


def test_who_published_before_sees_no_step_of_a_token() -> None:
    there = world(package("acme-core"))
    there.eyes.projects["acme-core"] = project(release("0.1.0"))
    here = seated(sitting(there))
    here.walk()
    assert here.voice.stages
    assert not [stage for stage in here.voice.stages if "Token" in stage]


def test_a_step_that_was_passed_over_is_not_done() -> None:
    here = seated(sitting(world(package("acme-core"))))
    here.voice.cards.append(Key.LATER)
    here.voice.answers["Upload"] = ["no"]
    here.walk()
    assert here.voice.stages[-1].startswith("5 xPackages .Placeholder xToken .Upload .Revoke .Register")


def test_where_one_logs_in_the_end_of_a_pasted_token_is_no_log_out() -> None:
    here = seated(sitting(managed(package("@acme/a", ecosystem=Ecosystem.JAVASCRIPT))))
    here.walk()
    assert any("Log out" in stage for stage in here.voice.stages if stage.startswith("6"))


def test_what_went_up_is_done_on_the_screen_that_logs_out() -> None:
    here = seated(sitting(managed(package("@acme/a", ecosystem=Ecosystem.JAVASCRIPT))))
    here.walk()
    ending = next(stage for stage in here.voice.stages if stage.startswith("6"))
    assert ending == "6 xPackages xPlaceholder xLog in xUpload xRegister .Log out .Confirm"


def test_what_went_up_is_done_while_a_token_that_is_kept_as_it_is_is_revoked() -> None:
    here = seated(sitting(replace(world(package("acme-core")), registry=INTERNAL)))
    here.voice.makes_token = lambda: Secret("made-up-password")
    here.hands.leased = [TokenState.KNOWN, TokenState.GONE]
    here.walk()
    assert "5 xPackages xPlaceholder xToken xUpload .Revoke .Register .Confirm" in here.voice.stages


def test_a_word_for_one_package_makes_the_step_no_more_than_said() -> None:
    facts = (Done(seen("", "PyPI", NOW)), Done(said("", NOW)))
    items = tuple(
        Item(FactId("publisher-registered", "pypi", str(number)), "registered", verdict, "")
        for number, verdict in enumerate(facts)
    )
    plan = Plan(None, (PYPI,), (), (), (), items, ())
    assert standing(plan, Part.REGISTER, Part.CONFIRM) is Mark.SAID
    assert standing(plan, Part.UPLOAD, Part.CONFIRM) is Mark.TODO
