"""Offers: where a pending publisher would need no token, and where it cannot serve."""

from made_up import target
from primer.core.choices import Route
from primer.core.problem import YourInput
from primer.core.publisher import GitHubActions
from primer.engine.offers import pending_offer, pending_problems, slots_note
from primer.facts.target import Target


def pending(count: int, own_environments: bool = False) -> list[Target]:
    return [
        target(
            f"acme-{number}",
            route=Route.PENDING,
            identity=GitHubActions(
                "acme", "mono", "publish.yaml", f"pypi-{number if own_environments else 0}"
            ),
        )
        for number in range(count)
    ]


def test_one_package_can_do_without_a_token() -> None:
    offer = "without a token: pending publishers could do it (--route pending); they reserve no name"
    assert pending_offer([target()]) == offer


def test_several_packages_need_values_of_their_own() -> None:
    offer = (
        "without a token: pending publishers could do it (--route pending), each package with its own "
        "environment, or its own workflow file, merged afterwards"
    )
    assert pending_offer([target("acme-a"), target("acme-b")]) == offer


def test_more_than_three_at_once_are_not_offered() -> None:
    assert pending_offer([target(f"acme-{number}") for number in range(4)]) == ""
    assert pending_offer([]) == ""


def test_one_pending_publisher_for_several_packages_is_a_problem() -> None:
    (problem,) = pending_problems(pending(2))
    assert problem == YourInput(
        "pending-publisher-not-unique",
        "acme-0, acme-1 would share one pending publisher, which is taken once only",
        "give each package its own environment, or prime them (--route prime)",
        ("A pending publisher is unique on owner, repository, workflow and environment.",),
    )


def test_distinct_environments_are_no_problem() -> None:
    assert pending_problems(pending(3, own_environments=True)) == ()
    assert pending_problems([target("acme-a"), target("acme-b")]) == ()


def test_a_publisher_whose_project_is_there_is_pending_no_more() -> None:
    used = target("acme-0", route=Route.PENDING, is_there=True)
    assert pending_problems([used, target("acme-1", route=Route.PENDING)]) == ()
    assert slots_note([used, *pending(3, own_environments=True)]) == ""


def test_more_pending_publishers_than_slots_are_registered_one_after_another() -> None:
    assert slots_note(pending(3)) == ""
    assert slots_note(pending(5)) == (
        "5 pending publishers, 3 at once: register the next when one is used up"
    )
