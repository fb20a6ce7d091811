"""Where a repository says that packages have one version: its choices, Changesets, lerna."""

from collections.abc import Iterator, Mapping

from primer.core.choices import Choices
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.core.versions import PackageKey, VersionLock, VersionPlace
from primer.reading.texts.globs import matches
from primer.reading.versions.spot import Spot

CHANGESETS = ".changeset/config.json"
LERNA = "lerna.json"
FILES = (CHANGESETS, LERNA)


def version_locks(
    choices: Choices, packages: tuple[PackageKey, ...], texts: Mapping[str, str]
) -> tuple[VersionLock, ...]:
    """The locks; the choices' covers every package and stands for all others."""
    lerna = lerna_version(texts)
    said = VersionPlace(lerna.text, lerna.source) if lerna else None
    if choices.version_locked is not None:
        return (VersionLock(choices.version_locked, packages, version=said),) if len(packages) > 1 else ()
    scripts = tuple(key for key in packages if key[0] is Ecosystem.JAVASCRIPT)
    fixed = tuple(_fixed(scripts, texts))
    if said is not None and scripts:
        return (VersionLock(said.source, scripts, exact=False, version=said), *fixed)
    return fixed


def lerna_version(texts: Mapping[str, str]) -> Spot | None:
    """The one version of lerna's packages; None where each has its own, or there is no lerna."""
    text = texts.get(LERNA, "") if LERNA in texts else ""
    if not _object(text):
        return None
    from primer.reading.texts.json_members import json_texts

    found = json_texts(text, 1).get(("version",))
    if found is None or not found.value[:1].isdigit():
        return None
    return Spot(LERNA, found.line, found.value, start=found.start, end=found.end)


def _fixed(scripts: tuple[PackageKey, ...], texts: Mapping[str, str]) -> Iterator[VersionLock]:
    text = texts.get(CHANGESETS, "") if CHANGESETS in texts else ""
    groups = _object(text).get("fixed")
    for group in groups if isinstance(groups, list) else ():
        globs = tuple(glob for glob in group if isinstance(glob, str)) if isinstance(group, list) else ()
        covered = tuple(key for key in scripts if matches(key[1], globs))
        if len(covered) > 1:
            from primer.reading.packages.package_json import line_of

            yield VersionLock(Source(CHANGESETS, line_of(text, "fixed")), covered, exact=False)


def _object(text: str) -> Mapping[str, object]:
    if not text:
        return {}
    import json

    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(key): element for key, element in value.items()} if isinstance(value, dict) else {}
