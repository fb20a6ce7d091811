"""The version in a distribution's file name; packaging is imported when one is read."""

import re

from primer.core.regex import regex
from primer.registries.pypi.names import normalised

ARCHIVES = regex(r"\.(tar\.(gz|bz2|xz)|tgz|tar|zip|egg|exe|msi|rpm|deb)$", re.IGNORECASE)


def version_of(project: str, filename: str) -> str:
    """The version as the file's own name has it, normalised where it can be; empty where none is seen.

    Tolerant of the names that indexes still hold from before there were rules.
    """
    from packaging.utils import (
        InvalidSdistFilename,
        InvalidWheelFilename,
        parse_sdist_filename,
        parse_wheel_filename,
    )

    try:
        if filename.endswith(".whl"):
            return str(parse_wheel_filename(filename)[1])
        name, version = parse_sdist_filename(filename)
        if name == normalised(project):
            return str(version)
    except (InvalidSdistFilename, InvalidWheelFilename):
        pass
    return _after_name(project, filename)


def _after_name(project: str, filename: str) -> str:
    """What follows the project's own name, however that is written, up to the next hyphen."""
    from packaging.version import InvalidVersion, Version

    stem = ARCHIVES.sub("", filename).removesuffix(".whl")
    pattern = re.sub(r"-", "[-_.]+", re.escape(normalised(project)).replace(r"\-", "-"))
    match = re.match(rf"{pattern}-(?P<rest>.+)", stem, re.IGNORECASE)
    if match is None:
        return ""
    for candidate in (match["rest"], match["rest"].partition("-")[0]):
        try:
            return str(Version(candidate))
        except InvalidVersion:
            continue
    return match["rest"].partition("-")[0]
