"""What the tags that start a release are called."""

import re
from collections.abc import Iterable

from primer.core.regex import regex
from primer.core.release import ReleasedPackage, Tags

_ILLEGAL = regex(r"[^A-Za-z0-9._-]+")


def tag_name(package: ReleasedPackage) -> str:
    """What stands before `-v1.2.3`: its name without an npm scope and without what no tag may hold."""
    bare = _ILLEGAL.sub("-", package.name.rpartition("/")[2])
    return re.sub(r"\.{2,}", ".", bare).strip(".-")


def tag_patterns(tags: Tags, packages: Iterable[ReleasedPackage]) -> tuple[str, ...]:
    """The patterns of the tags that start a release, as GitHub's triggers and environments take them."""
    if tags is Tags.ONE:
        return ("v*",)
    return tuple(dict.fromkeys(f"{tag_name(package)}-v*" for package in packages))
