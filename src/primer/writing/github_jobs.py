"""The jobs of a publish workflow on GitHub: build, attest, publish, wait, verify, and try the exchange."""

import re
from collections.abc import Iterable, Mapping

from primer.core.registry import Ecosystem
from primer.core.release import Builder, Part, Release, ReleasedPackage, Tags
from primer.core.value import replace
from primer.writing import npm_blocks, npm_pins, python_blocks
from primer.writing.block import Block
from primer.writing.github_order import groups, has_pins, needs_of, served_id, waited_for
from primer.writing.github_steps import (
    attest,
    checkout,
    is_python,
    keep_artifact,
    node_tools,
    publish_to_index,
    python_tools,
    runs,
    take_artifact,
    title,
)
from primer.writing.job_ids import job_ids
from primer.writing.own_source import primer_for
from primer.writing.tag_names import tag_name
from primer.writing.waiting import MINUTES, live_block, served_block
from primer.writing.yaml_text import Node, Said, Under

RUNNER = "ubuntu-24.04"
READS: Mapping[str, Node] = {"contents": "read"}
PROVES: Mapping[str, Node] = {"id-token": Said("write", "the identity that stands in for a token")}
_ON_A_TAG = "github.event_name == 'push'"
_BY_HAND = "github.event_name == 'workflow_dispatch'"


def jobs(release: Release) -> Mapping[str, Node]:
    """Every job by its id, in the order in which they run."""
    found: dict[str, Node] = {"build": _build(release)}
    if Part.ATTEST in release.parts:
        found["attest"] = _attest()
    if release.tags is Tags.EACH and has_pins(release):
        found["served"] = _pinned(release)
    ids, waited = job_ids(release), waited_for(release)
    for tier in sorted({package.tier for package in release.packages}):
        found |= {ids[one]: _publish(release, one) for one in release.packages if one.tier == tier}
        if tier in waited:
            found[served_id(tier)] = _served(release, tier, waited[tier])
    return {**found, "verify": _verify(release), **_exchanges(release)}


def _build(release: Release) -> Node:
    job: dict[str, Node] = {
        "name": "Build and verify",
        "if": _ON_A_TAG,
        "runs-on": RUNNER,
        "permissions": READS,
    }
    if release.tags is Tags.EACH:
        job["outputs"] = {"releases": "${{ steps.tag.outputs.releases }}"}
    return {**job, "steps": [checkout(history=release.history), *_building(release), keep_artifact()]}


def _building(release: Release) -> Iterable[Node]:
    python, npm = release.of(Ecosystem.PYTHON), release.of(Ecosystem.JAVASCRIPT)
    with_pip = python and release.builder is Builder.BUILD
    yield from [python_tools(release)] if python else []
    yield from [node_tools()] if npm else []
    yield from [runs(python_blocks.tools_block(release))] if with_pip else []
    yield from [runs(python_blocks.build_block(release))] if python else []
    yield from [runs(npm_blocks.build_block(release))] if npm else []
    if python:
        yield runs(python_blocks.check_block(release))
        yield runs(python_blocks.verify_block(release))
        yield from [runs(python_blocks.audit_block(release))] if Part.AUDIT in release.parts else []
    yield from [runs(npm_blocks.verify_block(release))] if npm else []
    yield runs(python_blocks.tag_block(release), "tag" if release.tags is Tags.EACH else "")


def _attest() -> Node:
    job: dict[str, Node] = {
        "name": "Attest the build",
        "needs": "build",
        "runs-on": RUNNER,
        "permissions": {**PROVES, "attestations": Said("write", "where the statement is kept")},
        "steps": [take_artifact(), attest()],
    }
    return Under("A job of its own: the build runs code of others, and must not be able to sign.", job)


def _publish(release: Release, package: ReleasedPackage) -> Node:
    job: dict[str, Node] = {
        "name": f"Publish {package.name}",
        "needs": _one_or_more(needs_of(release, package)),
    }
    if release.tags is Tags.EACH:
        job["if"] = f"needs.build.outputs.releases == '{tag_name(package)}'"
    job["runs-on"] = RUNNER
    if package.environment:
        job["environment"] = {"name": package.environment, "url": package.web}
    job["permissions"] = PROVES
    return {**job, "steps": [take_artifact(), *_publishing(release, package)]}


def _publishing(release: Release, package: ReleasedPackage) -> Iterable[Node]:
    if is_python(package):
        yield publish_to_index(release, package)
    else:
        yield node_tools()
        yield runs(npm_blocks.publish_block(release, package))


def _served(release: Release, tier: int, packages: tuple[ReleasedPackage, ...]) -> Node:
    ids = job_ids(release)
    job = _waiting(f"Wait until tier {tier} is served", [ids[one] for one in packages])
    blocks = [served_block(release, group) for group in groups(packages)]
    return {**job, "steps": [take_artifact(), *(runs(block) for block in blocks)]}


def _pinned(release: Release) -> Node:
    job = _waiting("Wait until what it needs is served", ["build"])
    blocks = []
    if any(package.requires for package in release.of(Ecosystem.PYTHON)):
        blocks.append(python_blocks.pinned_block(release))
    if any(package.requires for package in release.of(Ecosystem.JAVASCRIPT)):
        blocks.append(npm_pins.pinned_block(release))
    return {**job, "steps": [take_artifact(), *(runs(block) for block in blocks)]}


def _verify(release: Release) -> Node:
    ids = job_ids(release)
    job = _waiting("Verify that everything is live", [ids[package] for package in release.packages])
    if release.tags is Tags.EACH:
        # The packages that this tag does not release were skipped: that is no reason to skip this.
        job["needs"] = ["build", *(ids[package] for package in release.packages)]
        job["if"] = "!failure() && !cancelled() && needs.build.result == 'success'"
    blocks = [live_block(release, group) for group in groups(release.packages)]
    return {**job, "steps": [take_artifact(), *(runs(block) for block in blocks)]}


def _waiting(name: str, needs: list[str]) -> dict[str, Node]:
    return {
        "name": name,
        "needs": _one_or_more(needs),
        "runs-on": RUNNER,
        "timeout-minutes": 2 * int(MINUTES) + 10,
        "permissions": {},
    }


def _one_or_more(ids: Iterable[str]) -> Node:
    found = list(ids)
    return found[0] if len(found) == 1 else [*found]


def _exchanges(release: Release) -> Mapping[str, Node]:
    """One for every environment and index, since a publisher is registered for one of each."""
    packages = release.of(Ecosystem.PYTHON)
    places = {(package.registry, package.environment): package for package in packages}
    found: dict[str, Node] = {}
    for (registry, environment), package in places.items():
        lone = sum(other == registry for other, _ in places) == 1
        words = registry if lone else f"{registry}-{environment}"
        named = "exchange-" + re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        told_apart = (named, *(f"{named}-{number}" for number in range(2, 1000)))
        found[next(one for one in told_apart if one not in found)] = _exchange(release, package, lone=lone)
    return found


def _exchange(release: Release, package: ReleasedPackage, *, lone: bool) -> Node:
    where = "" if lone or not package.environment else f" from {package.environment}"
    job: dict[str, Node] = {
        "name": f"Try the identity exchange with {title(package)}{where}",
        "if": _BY_HAND,
        "runs-on": RUNNER,
    }
    if package.environment:
        job["environment"] = package.environment
    job["permissions"] = {**READS, **PROVES}
    # primer itself needs 3.11, whatever the packages are built with.
    tools = python_tools(release if release.python != "3.10" else replace(release, python="3.11"))
    return {**job, "steps": [checkout(), tools, *_confirming(release, package)]}


def _confirming(release: Release, package: ReleasedPackage) -> Iterable[Node]:
    primer = f"primer confirm --exchange --registry {package.registry}"
    wanted = primer_for(release)
    if release.builder is Builder.UV:
        yield runs(Block("Exchange the identity, upload nothing", f"uvx --from {wanted} {primer}\n"))
    else:
        yield runs(Block("Install primer", f"python -m pip install {wanted}\n"))
        yield runs(Block("Exchange the identity, upload nothing", f"{primer}\n"))
