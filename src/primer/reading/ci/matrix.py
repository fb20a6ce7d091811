"""Matrices of CI jobs: every combination that the file itself spells out."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from primer.reading.texts.yaml_values import Value

MOST_COMBINATIONS = 256

Combination = Mapping[str, str]
"""Names as expressions write them, in lower case (`matrix.package.path`), with their texts."""

UNKNOWN: tuple[Combination, ...] = ({},)


def github_combinations(strategy: Value) -> tuple[Combination, ...]:
    """The combinations of `strategy.matrix`; a single empty one where only a run knows them."""
    matrix = strategy.get("matrix")
    axes = {name: value.elements for name, value in matrix.pairs().items() if _is_axis(name, value)}
    include = matrix.get("include")
    if not matrix.mapping or include.text or prod(map(len, axes.values())) > MOST_COMBINATIONS:
        return UNKNOWN
    crossed = _crossed("matrix", axes)
    kept = [one for one in crossed if not _excluded(one, matrix.get("exclude").elements)]
    return tuple(_included(kept, include.elements, set(axes))[:MOST_COMBINATIONS]) or UNKNOWN


def gitlab_combinations(parallel: Value) -> tuple[Combination, ...]:
    """The combinations of `parallel: matrix:`, by variable name; a single empty one without any."""
    found: list[Combination] = []
    for entry in parallel.get("matrix").elements:
        axes = {name: value.flow for name, value in entry.pairs().items() if value.flow}
        if prod(map(len, axes.values())) > MOST_COMBINATIONS:
            return UNKNOWN
        found += _crossed("", axes)
    return tuple(found[:MOST_COMBINATIONS]) or UNKNOWN


def _is_axis(name: str, value: Value) -> bool:
    return name not in ("include", "exclude") and bool(value.elements)


def _crossed(prefix: str, axes: Mapping[str, Sequence[Value]]) -> list[Combination]:
    named = [[_flat(_join(prefix, name), value) for value in values] for name, values in axes.items()]
    return [{key: text for part in parts for key, text in part.items()} for parts in product(*named)]


def _join(prefix: str, name: str) -> str:
    return f"{prefix}.{name}".lower() if prefix else name


def _flat(name: str, value: Value, depth: int = 4) -> dict[str, str]:
    """A value under its name, and what is in a mapping under the dotted names."""
    if value.scalar is not None:
        return {name: value.text}
    found: dict[str, str] = {}
    for key, member in value.pairs().items() if depth else ():
        found |= _flat(_join(name, key), member, depth - 1)
    return found


def _excluded(combination: Combination, excludes: Sequence[Value]) -> bool:
    wanted = (_flat("matrix", exclude) for exclude in excludes)
    return any(one and all(combination.get(key) == text for key, text in one.items()) for one in wanted)


def _included(crossed: Sequence[Combination], includes: Sequence[Value], axes: set[str]) -> list[Combination]:
    """What GitHub makes of `include`: added where it overwrites no axis, otherwise one more combination."""
    original = [dict(one) for one in crossed if one]
    grown = [dict(one) for one in original]
    further: list[Combination] = []
    names = tuple(f"matrix.{name.lower()}" for name in axes)
    for include in includes:
        extra = _flat("matrix", include)
        fits = [number for number, one in enumerate(original) if _agrees(one, extra, names)]
        for number in fits:
            grown[number].update(extra)
        further += [] if fits else [extra]
    return [*grown, *further]


def _agrees(combination: Combination, extra: Combination, names: Sequence[str]) -> bool:
    return all(
        combination.get(key) == text
        for key, text in extra.items()
        if any(key == name or key.startswith(f"{name}.") for name in names)
    )
