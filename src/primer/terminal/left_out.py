"""The packages that are left out: many for one and the same reason take one line."""

from collections.abc import Iterable, Iterator

from primer.core.package import Skipped

FEW = 4
"""So many for one reason have a line each."""


def left_out(skipped: Iterable[Skipped]) -> Iterator[tuple[str, str]]:
    """Name and reason, line by line, in the order of the first of each reason."""
    by_reason: dict[str, list[str]] = {}
    for one in skipped:
        by_reason.setdefault(one.why, []).append(one.name or one.path)
    for why, names in by_reason.items():
        if len(names) <= FEW:
            yield from ((name, why) for name in names)
        else:
            yield f"{names[0]} and {len(names) - 1} more", f"{why}; `primer --plan --format json` names each"
