"""What has to be installed before a package can be built, by `[build-system]`."""

import tomllib

from primer.reading.packages.requirements import run_time_names


def build_requires(text: str) -> tuple[str, ...]:
    """The sorted names that a pyproject.toml's build needs; none where that cannot be read."""
    try:
        document: object = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    match document:
        case {"build-system": {"requires": list(requires)}}:
            return run_time_names(text for text in requires if isinstance(text, str))
        case _:
            return ()
