"""Names and versions of packages, and what is no such thing."""

from primer.core.problem import Problem, YourInput
from primer.core.source import Source
from primer.registries.pypi.names import VALID
from primer.registries.version_order import plain_numbers


def name_problem(name: str, source: Source) -> Problem | None:
    """Why a text can be no Python package's name, with the place it stands at; None for a good one."""
    if VALID.fullmatch(name):
        return None
    return YourInput(
        "illegal-package-name",
        f"{name!r} can be no package's name",
        "use letters, digits, `.`, `-` and `_`, with a letter or digit first and last",
        source=source,
    )


def version_problem(version: str, source: Source) -> Problem | None:
    """Why a text can be no Python package's version, with the place it stands at; None for a good one."""
    if plain_numbers(version):
        return None
    from packaging.version import InvalidVersion, Version

    try:
        Version(version)
    except InvalidVersion:
        return YourInput(
            "illegal-package-version",
            f"{version!r} is no version as PEP 440 has it",
            "write it as 1.2.3, or 1.2.3rc1, or 1.2.3.dev0",
            source=source,
        )
    return None


def npm_version_problem(version: object, source: Source) -> Problem | None:
    """Why a value can be no npm package's version; None for a good one, and where there is none."""
    from primer.registries.npm.versions import precedence

    plain = version.strip().lstrip("v=").strip() if isinstance(version, str) else ""
    if version is None or version == "" or precedence(plain) is not None:
        return None
    return YourInput(
        "illegal-package-version",
        f"{version!r} is no version as npm has it",
        "write it as 1.2.3, or 1.2.3-rc.1",
        source=source,
    )
