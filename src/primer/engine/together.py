"""What one tag sets off is released together, so the tag waits until every package of it is registered."""

from collections.abc import Mapping, Sequence

from primer.core.plan import Item
from primer.core.value import replace
from primer.core.verdict import Await, Todo, Verdict, Waits
from primer.facts.first_oidc_publish import FirstOidcPublish, release_tag
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.target import Target

_Start = tuple[str, str]
"""A tag, and the file of CI that listens to it."""


def held_back(items: Sequence[Item], targets: Sequence[Target]) -> tuple[Item, ...]:
    """The items, without the command of a release that would fail half way.

    A package goes out with another when a job of the same file publishes it from the same tag.
    """
    verdicts = {item.id: item.verdict for item in items}
    lacking = [one for one in targets if _lacks_publisher(verdicts.get(one.fact(PublisherRegistered.NAME)))]
    if not lacking:
        return tuple(items)
    with_tag: dict[_Start, list[str]] = {}
    for one in lacking:
        for start in _starts(one):
            with_tag.setdefault(start, []).append(one.name)
    releases = {target.fact(FirstOidcPublish.NAME): target for target in targets}
    return tuple(_held(item, releases.get(item.id), with_tag) for item in items)


def _lacks_publisher(verdict: Verdict | None) -> bool:
    return isinstance(verdict, Todo | Waits)


def _starts(target: Target) -> tuple[_Start, ...]:
    """What sets a target's release off: its tag, in each file that publishes it."""
    files = dict.fromkeys(job.file for job in target.jobs)
    if not files:
        return ()
    tag = release_tag(target, target.package.version or "VERSION")
    return tuple((tag, file) for file in files)


def _held(item: Item, target: Target | None, with_tag: Mapping[_Start, Sequence[str]]) -> Item:
    match item.verdict:
        case Todo(Await(words, commands, page)) if commands and target is not None:
            names = tuple(
                dict.fromkeys(name for start in _starts(target) for name in with_tag.get(start, ()))
            )
            if not names:
                return item
            which = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            first = f"first register {which}: the same tag releases {'it' if len(names) == 1 else 'them'}"
            return replace(item, verdict=Todo(Await(f"{words}; {first}", (), page)))
        case _:
            return item
