"""A tag that releases several packages is proposed when all of them are registered, and not before."""

from made_up import ACME, NOW, form, job, target
from primer.core.evidence import said
from primer.core.plan import Item
from primer.core.publisher import Form
from primer.core.value import replace
from primer.core.verdict import Await, Done, Fill, Todo, Unseen, Verdict, Waits
from primer.engine.together import held_back
from primer.facts.target import Target

TAG = "git tag v0.2.0 && git push origin v0.2.0"
RELEASE = Todo(Await("nothing newer than 0.0.1", (TAG,), "https://ci.example/runs"))
SAID = Done(said("registered", NOW))
OPEN: Form = form("acme-kit")


def item(of: Target, fact: str, verdict: Verdict) -> Item:
    return Item(of.fact(fact), fact, verdict, f"guides/reference/checklist.md#{fact}")


def released(*targets: tuple[Target, Verdict, Verdict]) -> dict[str, Verdict]:
    """The verdicts of the first releases; given are those of publisher and release."""
    items = [
        one
        for of, publisher, release in targets
        for one in (item(of, "publisher-registered", publisher), item(of, "first-oidc-publish", release))
    ]
    held = held_back(items, [of for of, _, _ in targets])
    return {one.id.package or "": one.verdict for one in held if one.id.fact == "first-oidc-publish"}


CORE, KIT, WIRE = target("acme-core"), target("acme-kit"), target("acme-wire")
FILL = Todo(Fill("register it on the project's page", OPEN))
WAITING = Waits((KIT.fact("claimed"),))


def test_all_registered_the_tag_is_proposed() -> None:
    assert released((CORE, SAID, RELEASE), (KIT, SAID, RELEASE)) == {
        "acme-core": RELEASE,
        "acme-kit": RELEASE,
    }


def test_one_that_waits_for_the_quota_holds_the_tag_back() -> None:
    found = released((CORE, SAID, RELEASE), (KIT, WAITING, WAITING))
    words = "nothing newer than 0.0.1; first register acme-kit: the same tag releases it"
    assert found == {"acme-core": Todo(Await(words, (), "https://ci.example/runs")), "acme-kit": WAITING}


def test_several_are_named_together() -> None:
    found = released((CORE, SAID, RELEASE), (KIT, FILL, WAITING), (WIRE, WAITING, WAITING))
    words = "nothing newer than 0.0.1; first register acme-kit and acme-wire: the same tag releases them"
    assert found["acme-core"] == Todo(Await(words, (), "https://ci.example/runs"))


def test_a_package_of_another_workflow_holds_nothing_back() -> None:
    other = target("acme-kit", jobs=(job(file=".github/workflows/kit.yaml"),))
    assert released((CORE, SAID, RELEASE), (other, FILL, WAITING))["acme-core"] == RELEASE


def test_a_package_of_another_version_has_a_tag_of_its_own() -> None:
    other = target("acme-kit", version="1.0")
    assert released((CORE, SAID, RELEASE), (other, FILL, WAITING))["acme-core"] == RELEASE


def test_where_each_package_has_its_tag_none_waits_for_another() -> None:
    each = replace(job(), tags=("acme-core-v*", "acme-kit-v*"))
    core, kit = target("acme-core", jobs=(each,)), target("acme-kit", jobs=(each,))
    assert released((core, SAID, RELEASE), (kit, FILL, WAITING))["acme-core"] == RELEASE


def test_a_package_that_no_job_publishes_is_not_released_by_the_tag() -> None:
    other = target("acme-kit", jobs=())
    assert released((CORE, SAID, RELEASE), (other, FILL, WAITING))["acme-core"] == RELEASE


def test_what_could_not_be_looked_at_holds_nothing_back() -> None:
    unseen = Unseen("timed out")
    assert released((CORE, SAID, RELEASE), (KIT, unseen, unseen))["acme-core"] == RELEASE


def test_what_is_released_already_stays_so() -> None:
    assert released((CORE, SAID, SAID), (KIT, FILL, WAITING))["acme-core"] == SAID


def test_a_job_that_publishes_several_counts_whatever_its_environment() -> None:
    other = replace(target("acme-kit", identity=replace(ACME, environment="kit")), jobs=(job("kit"),))
    assert released((CORE, SAID, RELEASE), (other, FILL, WAITING))["acme-core"] != RELEASE
