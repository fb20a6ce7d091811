"""What the flags of `primer workflow` ask for, and the command line that asks for the same again."""

import shlex
from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from primer.cli.arguments import Arguments
from primer.cli.choice_flags import CHOICES, PYPI
from primer.core.release import Builder, Part, Tags
from primer.engine.release import Wishes
from primer.reading.toolchain import Toolchain

E = TypeVar("E", bound=StrEnum)

_NOT_ABOUT_CI = frozenset({"placeholder_version", "route", "account"})


def wishes_of(arguments: Arguments, signs: Toolchain) -> Wishes:
    """The flags; where one is not given, what was asked for when the workflow was written before."""
    tags = _one(Tags, (arguments.tags,)) or _one(Tags, signs.flags("tags"))
    builder = _one(Builder, (arguments.builder,)) or _one(Builder, signs.flags("builder"))
    parts = _all(Part, arguments.parts or ()) or _all(Part, signs.flags("with"))
    words = [*_choices(arguments)]
    words += ["--tags", tags] if tags else []
    words += ["--builder", builder] if builder else []
    words += [word for part in Part if part in parts for word in ("--with", part)]
    return Wishes(tags, builder, parts, shlex.join(["primer", "workflow", *words]))


def _choices(arguments: Arguments) -> Iterator[str]:
    if arguments.registry not in ("", PYPI):
        yield from ("--registry", arguments.registry)
    for name in CHOICES:
        said: object = getattr(arguments, name, None)
        if name in _NOT_ABOUT_CI or said is None:
            continue
        for value in said if isinstance(said, list) else [said]:
            yield from (f"--{name.replace('_', '-')}", str(value))


def _one(kind: type[E], values: tuple[str, ...]) -> E | None:
    return next((one for one in kind if one.value in values), None)


def _all(kind: type[E], values: object) -> frozenset[E]:
    return frozenset(one for one in kind if isinstance(values, list | tuple) and one.value in values)
