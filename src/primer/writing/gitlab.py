"""The GitLab pipeline that publishes: built and tried once, published package by package, seen live."""

from collections.abc import Iterator, Mapping, Sequence

from primer.core.registry import Ecosystem
from primer.core.release import Release, ReleasedPackage, Tags
from primer.providers.gitlab import PIPELINE
from primer.writing import gitlab_jobs as jobs
from primer.writing.github_order import groups, waited_for
from primer.writing.job_ids import job_ids
from primer.writing.tag_names import tag_patterns
from primer.writing.trial import is_trial, trial_words
from primer.writing.yaml_text import Node, Under, commented, yaml_text

INCLUDED = ".gitlab/publish.yml"
"""Where it stands when the project has a pipeline already, which then includes it."""


def pipeline(release: Release) -> str:
    """The whole text of the pipeline, or of the file to include where `release.file` is not the top one."""
    document: dict[str, Node] = {}
    if release.file == PIPELINE:
        words = "These rules are the whole pipeline's: on a branch no job runs, another one of yours neither."
        document["workflow"] = Under(words, _starts(release))
    builds = dict(_builds(release))
    document |= builds
    document["check"] = Under(
        "Nothing is uploaded unless the tag says what was built.", jobs.check(release, list(builds))
    )
    document |= dict(_published(release))
    document |= dict(_seen_live(release))
    document |= dict(_exchanges(release))
    return f"{commented(_head(release))}\n\n{yaml_text(document)}"


def _head(release: Release) -> str:
    patterns = tag_patterns(release.tags, release.packages)[:3]
    tags = " or ".join(pattern.replace("*", "1.2.3") for pattern in patterns)
    lines = [
        f"Publishes the packages of {release.repository}{_where(release)} through trusted publishing.",
        *trial_words(release),
        "",
        f"A tag such as {tags} builds and tries everything once, then publishes package by package.",
        "No token is stored: a job shows the run's identity, and the registry knows project, pipeline and",
        "environment. Protect the tags and the environments, so that only maintainers can start it.",
        "The images are named by tag, which can move; pin them by digest if you review their updates.",
        *(_how_to_include(release.file) if release.file != PIPELINE else ()),
        f"Written by primer; `{' '.join(release.command.split())}` writes it again.",
    ]
    return "\n".join(lines)


def _where(release: Release) -> str:
    return " to TestPyPI, as a trial," if is_trial(release) else ""


def _how_to_include(file: str) -> tuple[str, ...]:
    return (
        "",
        f"{PIPELINE} takes it in:",
        "  include:",
        f"    - local: /{file}",
        "Where that file has a `workflow` with `rules`, they have to let these tags through.",
        f"The publishers name {PIPELINE} all the same: registries compare the file that GitLab starts with.",
        "",
    )


def _starts(release: Release) -> Node:
    tagged: Node = {"if": jobs.on_tag(release, release.packages)}
    by_hand: Node = {"if": jobs.BY_HAND}
    return {"rules": [tagged, by_hand] if release.of(Ecosystem.PYTHON) else [tagged]}


def _builds(release: Release) -> Iterator[tuple[str, Node]]:
    if release.of(Ecosystem.PYTHON):
        yield "build-python", jobs.build_python(release)
    if release.of(Ecosystem.JAVASCRIPT):
        yield "build-npm", jobs.build_npm(release)


def _published(release: Release) -> Iterator[tuple[str, Node]]:
    """The publishing jobs, foundation first, each tier followed by what waits for it."""
    ids, waiting = job_ids(release), _waiting(release)
    pins = dict(_pins(release))
    yield from pins.items()
    for tier in sorted({package.tier for package in release.packages}):
        for package in (one for one in release.packages if one.tier == tier):
            needs = ["check", *pins, *_needs(package, waiting)]
            yield ids[package], jobs.publish(release, package, needs)
        for name, packages in waiting.items():
            if packages[0].tier == tier:
                yield name, jobs.served(release, packages, ["check", *(ids[one] for one in packages)])


def _pins(release: Release) -> Iterator[tuple[str, Node]]:
    """Where a tag releases one package, what that one pins of the others must be served already."""
    if release.tags is Tags.EACH:
        for ecosystem, name in ((Ecosystem.PYTHON, "check-pins"), (Ecosystem.JAVASCRIPT, "check-pins-npm")):
            if any(package.requires for package in release.of(ecosystem)):
                yield name, jobs.wait_for_pins(release, ecosystem)


def _needs(package: ReleasedPackage, waiting: Mapping[str, Sequence[ReleasedPackage]]) -> list[str]:
    """The waiting jobs of what a package requires in the tiers below it."""
    return [name for name, packages in waiting.items() if any(package.waits_for(one) for one in packages)]


def _waiting(release: Release) -> dict[str, tuple[ReleasedPackage, ...]]:
    """The waiting jobs and whom they wait for: one a tier and registry, where a later package needs it."""
    return {
        f"served-{tier}{_place(release, group[0])}": group
        for tier, packages in waited_for(release).items()
        for group in groups(packages)
    }


def _seen_live(release: Release) -> Iterator[tuple[str, Node]]:
    for group in groups(release.packages):
        yield f"live{_place(release, group[0])}", jobs.live(release, group)


def _place(release: Release, package: ReleasedPackage) -> str:
    """The end of a job's name that tells one registry from the others; empty for the first."""
    places = [(group[0].ecosystem, group[0].index, group[0].registry) for group in groups(release.packages)]
    number = places.index((package.ecosystem, package.index, package.registry))
    return f"-{number + 1}" if number else ""


def _exchanges(release: Release) -> Iterator[tuple[str, Node]]:
    """One for each environment and index; npm's exchange is asked for one package at a time, by npm."""
    wanted = {(one.environment, one.registry): one for one in reversed(release.of(Ecosystem.PYTHON))}
    words = "Build > Pipelines > New pipeline starts it: shows whether the publisher fits, uploads nothing."
    for number, package in enumerate(reversed(wanted.values())):
        job = jobs.exchange(release, package)
        yield "exchange" if not number else f"exchange-{number + 1}", job if number else Under(words, job)
