"""What a table of choices says, key by key."""

from collections.abc import Mapping

from primer.core.choices import PLACEHOLDER_VERSION, Choices, Route
from primer.core.problem import Problem
from primer.reading.choices.keys import LISTS, NAMES_TAKEN, ROUTES, SWITCHES, TABLES, TEXTS
from primer.reading.choices.needs import read_needs
from primer.reading.choices.publishers import read_accounts, read_publishers
from primer.reading.choices.registries import read_registries
from primer.reading.choices.table import ChoiceTable, Place


def read_table(
    values: Mapping[str, object], place: Place, also: tuple[str, ...] = ()
) -> tuple[Choices, tuple[Problem, ...]]:
    """The choices, and a problem for every key or value that is none; `also` names further registries."""
    problems: list[Problem] = []
    table = ChoiceTable(values, place, problems)
    table.know((*LISTS, *TEXTS, *SWITCHES, *TABLES))
    further = table.table("registries")
    names = (*NAMES_TAKEN, *further.values, *also)
    version = table.text("placeholder-version", _no_version)
    choices = Choices(
        packages=table.texts("packages"),
        exclude=table.texts("exclude"),
        placeholder_version=version or PLACEHOLDER_VERSION,
        route=Route(table.text("route", _no_route) or Route.PRIME),
        publishers=read_publishers(table.table("publisher"), names),
        accounts=read_accounts(table.table("accounts"), names),
        registries=read_registries(further),
        version_locked=table.switch("version-locked"),
        needs=read_needs(table.table("needs")),
    )
    return choices, tuple(problems)


def _no_version(value: str) -> str | None:
    """Kept as typed: which ecosystem's packages it is for is not known here."""
    from packaging.version import InvalidVersion, Version

    try:
        local = Version(value).local is not None
    except InvalidVersion:
        from primer.registries.npm.versions import bare, precedence

        if precedence(value) is None:
            return "it is no version as PEP 440 or semantic versioning has it"
        local = bare(value) != value
    return "a local version (with +) cannot be uploaded" if local else None


def _no_route(value: str) -> str | None:
    return None if value in ROUTES else f"it is none of {', '.join(ROUTES)}"
