"""What one tag sets off is released together, so the tag waits until every package of it is registered."""

from collections.abc import Sequence
from dataclasses import replace

from primer.core.plan import Item
from primer.core.verdict import Await, Todo, Verdict, Waits
from primer.facts.first_oidc_publish import FirstOidcPublish, release_tag
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.target import Target


def held_back(items: Sequence[Item], targets: Sequence[Target]) -> tuple[Item, ...]:
    """The items, without the command of a release that would fail half way.

    A package goes out with another when a job of the same file publishes it from the same tag.
    """
    verdicts = {item.id: item.verdict for item in items}
    lacking = [one for one in targets if _lacks_publisher(verdicts.get(one.fact(PublisherRegistered.NAME)))]
    found = list(items)
    for target in targets:
        names = tuple(dict.fromkeys(one.name for one in lacking if _goes_out_with(one, target)))
        if names:
            found = [_held(item, names) if item.id == _release(target) else item for item in found]
    return tuple(found)


def _release(target: Target) -> object:
    return target.fact(FirstOidcPublish.NAME)


def _lacks_publisher(verdict: Verdict | None) -> bool:
    return isinstance(verdict, Todo | Waits)


def _goes_out_with(other: Target, target: Target) -> bool:
    files = {job.file for job in target.jobs}
    return _tag(other) == _tag(target) and any(job.file in files for job in other.jobs)


def _tag(target: Target) -> str:
    return release_tag(target, target.package.version or "VERSION")


def _held(item: Item, names: tuple[str, ...]) -> Item:
    match item.verdict:
        case Todo(Await(words, commands, page)) if commands:
            which = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            first = f"first register {which}: the same tag releases {'it' if len(names) == 1 else 'them'}"
            return replace(item, verdict=Todo(Await(f"{words}; {first}", (), page)))
        case _:
            return item
