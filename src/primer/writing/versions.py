"""Every manifest and internal pin of a repository set to one version, as texts; nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence

from primer.core.package import Package
from primer.core.problem import Problem, YourInput
from primer.core.source import Source
from primer.core.value import field, frozen, mutable
from primer.core.versions import PackageKey
from primer.reading.versions.numbers import Number, same
from primer.reading.versions.spot import Key, Spot
from primer.reading.versions.spots import Spots
from primer.writing.lock_advice import lock_advice
from primer.writing.ranges import allows, moved
from primer.writing.toml_texts import NotWritable, with_texts

SEMVER_FILES = (".json", "Cargo.toml", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")


@frozen
class Change:
    """One place that says another version now."""

    source: Source
    before: str
    after: str


@frozen
class Sync:
    """What to write: new texts by path, what they change, and sentences about what is left to a person."""

    texts: Mapping[str, str]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()


@frozen
class Held:
    """What a repository holds: texts by path, its packages, and the spots of those and of private ones.

    `folders` has all of them by `folder_key`; `more` are spots of no package alone, as lerna's version;
    `literals` are those of JavaScript, which move along where they are in step; `notes` are what cannot be
    set at all.
    """

    texts: Mapping[str, str]
    packages: Sequence[Package]
    spots: Sequence[Spots]
    folders: Mapping[str, PackageKey]
    more: Sequence[Spot] = ()
    literals: Sequence[Spot] = ()
    notes: Sequence[str] = ()


@mutable
class _Draft:
    """Replacements by file, in the order in which the files are to be written."""

    keys: dict[str, dict[Key, str]] = field(default_factory=dict)
    spans: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    changes: dict[tuple[str, int | None, Key, int], Change] = field(default_factory=dict)
    needing: set[str] = field(default_factory=set)

    def put(self, spot: Spot, after: str) -> None:
        """Replaces a spot's text."""
        if spot.key:
            self.keys.setdefault(spot.file, {})[spot.key] = after
        else:
            self.spans.setdefault(spot.file, {})[(spot.start, spot.end)] = after
        place = (spot.file, spot.line, spot.key, spot.start)
        self.changes.setdefault(place, Change(spot.source, spot.text, after))


def synced(held: Held, number: Number) -> Sync | Problem:
    """The repository at one version; a problem where a file cannot be changed without touching more."""
    if number.javascript is None and any(_is_semver(spot.file) for spot in _all_versions(held)):
        return _no_semver(number)
    draft = _Draft()
    notes = [*held.notes, *_set_versions(held, number, draft)]
    notes += _set_needs(held, number, draft)
    texts: dict[str, str] = {}
    for file in dict.fromkeys(change.source.where for change in draft.changes.values()):
        try:
            texts[file] = _rewritten(held.texts[file], draft.keys.get(file, {}), draft.spans.get(file, {}))
        except NotWritable:
            return _not_writable(file, draft)
    notes += lock_advice(held.texts, texts, draft.needing, held.folders)
    return Sync(texts, tuple(draft.changes.values()), tuple(notes))


def _rewritten(text: str, keys: Mapping[Key, str], spans: Mapping[tuple[int, int], str]) -> str:
    """A file has texts either by key or by span, since only one of them fits its kind."""
    if keys:
        return with_texts(text, keys)
    for (start, end), new in sorted(spans.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _all_versions(held: Held) -> Iterator[Spot]:
    yield from (spot for one in _moving(held) for spot in one.versions)
    yield from held.more


def _moving(held: Held) -> list[Spots]:
    """Private packages first, so that a run that is cut off finds them in step with the rest again."""
    public = {(package.ecosystem, package.name) for package in held.packages}
    own = [one for one in held.spots if one.subject.key in public]
    others = [one for one in held.spots if one.subject.key not in public]
    return [*(one for one in others if any(_in_step(spot, own) for spot in one.versions)), *own]


def _in_step(spot: Spot, packages: Sequence[Spots]) -> bool:
    """Whether it says what one of the packages does."""
    return any(same(spot.text, one.versions[0].text) for one in packages if one.versions)


def _set_versions(held: Held, number: Number, draft: _Draft) -> Iterator[str]:
    moving = _moving(held)
    for spot in held.literals:
        if _in_step(spot, moving):
            _set(spot, number, draft)
    for one in moving:
        name = one.subject.key[1]
        if one.from_tags:
            yield f"{name}: git's tags give its version, so there is nothing to set"
            continue
        if not one.decided:
            yield f"{name}: its version is computed when it is built, and was not set"
        for spot in one.versions:
            _set(spot, number, draft)
    for spot in held.more:
        _set(spot, number, draft)


def _set(spot: Spot, number: Number, draft: _Draft) -> None:
    version = number.javascript if _is_semver(spot.file) else number.python
    if version and not same(spot.text, version):
        draft.put(spot, version)


def _set_needs(held: Held, number: Number, draft: _Draft) -> Iterator[str]:
    tagged = {one.subject.key for one in held.spots if one.from_tags or not one.versions}
    moving = {one.subject.key for one in _moving(held)} - tagged
    for one in held.spots:
        name = one.subject.key[1]
        for need in (*one.needs, *one.locked):
            if (one.subject.key[0], need.need.on) not in moving:
                continue
            after = moved(need, number)
            if after != need.spot.text:
                draft.needing.add(need.spot.file)
                draft.put(need.spot, after)
            elif need in one.needs and (allowed := allows(need, after, number)) is not True:
                yield _left(name, need.spot, number, allowed)


def _left(name: str, spot: Spot, number: Number, allowed: bool | None) -> str:
    does = "does not allow" if allowed is False else "may not allow"
    return f"{spot.source}: {name} needs `{spot.text}`, which {does} {number.python}; it was left as it is"


def _is_semver(file: str) -> bool:
    return file.endswith(SEMVER_FILES)


def _no_semver(number: Number) -> Problem:
    return YourInput(
        "illegal-release-version",
        f"{number.python} is no version that npm takes, and there is a package.json here",
        "use a version of three numbers, with alpha, beta, rc or dev behind it: 1.2.3, or 1.2.3-rc.1",
        source=Source("--sync-versions"),
    )


def _not_writable(file: str, draft: _Draft) -> Problem:
    own = [change for change in draft.changes.values() if change.source.where == file]
    return YourInput(
        "version-not-writable",
        f"the version in {file} stands where primer cannot change it and leave the rest as it is",
        "change these places yourself, then run it again; nothing was written",
        context=tuple(f"{one.source}: {one.before} → {one.after}" for one in own),
        source=own[0].source if own else Source(file),
    )
