"""Every place that says a package's version says the same."""

from primer.core.evidence import seen
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Verdict
from primer.core.versions import PackageVersions
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.reading.versions.numbers import same

REMEDY = "`primer workflow --sync-versions VERSION` sets them all"


@frozen
class VersionAgrees(TargetFact):
    """Compares manifest, code, lock files and the tag at HEAD; left out where there is one place only."""

    NAME = "version-agrees"
    TITLE = "version agrees"

    @classmethod
    def concerns(cls, target: Target) -> bool:
        """Whether there is anything to compare."""
        return len(_places(target.versions)) > 1

    def look(self, eyes: Eyes) -> Verdict:
        """Done when they all agree, however each writes it."""
        (version, where), *others = _places(self.target.versions)
        other = next((one for one in others if not same(one[0], version)), None)
        if other is None:
            files = dict.fromkeys(_short(place) for place in (where, *(place for _, place in others)))
            return Done(seen(f"{version} in {', '.join(files)}", "this repository", eyes.now()))
        words = f"{where} says {version}, {other[1]} says {other[0]}"
        is_tag = other[1].startswith("tag ")
        return Todo(Mend(f"{words}: {'move the tag, or bump the version' if is_tag else REMEDY}"))


def _short(place: str) -> str:
    """The file's own name; the whole path is only told where something has to be found."""
    return place.rpartition("/")[2].partition(":")[0]


def _places(versions: PackageVersions) -> list[tuple[str, str]]:
    """Version and place, the manifest's first; a tag counts only where something else says a version."""
    found = [(place.version, str(place.source)) for place in versions.places]
    if versions.tag is not None and not versions.from_tags:
        found.append((versions.tag.version, f"tag {versions.tag.name}"))
    return found
