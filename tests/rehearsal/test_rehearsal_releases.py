"""What one tag would publish of the reference repository: at both registries, and as whom."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from checkouts import run_git, tracked
from journeys.journey_runs import EXAMPLE
from primer.cli.command_line import parse
from primer.cli.ground import Ground
from primer.cli.session import Session
from primer.core.publisher import GitHubActions
from primer.core.registry import Registry
from primer.ports.hands import Copied
from primer.registries.addresses import NPM, PYPI
from primer.rehearsal.forge.ci import Releases
from primer.rehearsal.npm.ci import NpmRun
from primer.rehearsal.rehearsal import Rehearsal

SCRIPT = "@adk-sim/protos"
PYTHON = ["adk-sim-protos", "adk-sim-testing", "adk-agent-sim", "adk-sim-server"]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The example in a work tree of its own, with the remote that it is written for."""
    root = tmp_path / "adk-agent-sim"
    shutil.copytree(EXAMPLE, root)
    tracked(root)
    run_git(root, "remote", "add", "origin", "https://github.com/Acme-Labs/adk-agent-sim.git")
    return root


@contextmanager
def followed(root: Path, originals: Sequence[Registry] = (PYPI, NPM)) -> Iterator[Releases]:
    """What CI was told after the plan was made."""
    with Rehearsal(root, originals) as rehearsal:
        ground = Ground(
            rehearsal.checkout,
            rehearsal.state,
            lambda: rehearsal.slots,
            lambda _page: False,
            lambda _text: Copied.NOWHERE,
            rehearsal.github_api,
            rehearsal.journal,
            rehearsal.state,
            {registry.name: registry for registry in rehearsal.registries},
            loopback_only=True,
        )
        words = ["rehearse", *(("--registry", originals[0].name) if len(originals) == 1 else ())]
        with Session(ground, parse(words)) as session:
            rehearsal.follow(session.read(), session.repository(), session.builder.build)
            yield rehearsal.site.releases


def beside(releases: Releases) -> NpmRun:
    (run,) = releases.beside
    assert isinstance(run, NpmRun)
    return run


def changed(root: Path, path: str, old: str, new: str) -> Path:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return root


def test_one_tag_carries_every_package_each_to_its_own_registry(repository: Path) -> None:
    with followed(repository) as releases:
        assert list(releases.identities) == list(releases.versions) == PYTHON
        assert set(releases.identities.values()) == {
            GitHubActions("Acme-Labs", "adk-agent-sim", "publish.yaml", "pypi")
        }
        run = beside(releases)
        assert run.entries() == [f"{SCRIPT} 0.2.0"]
        assert run.identities == {SCRIPT: GitHubActions("Acme-Labs", "adk-agent-sim", "publish.yaml", "npm")}
        assert releases.runs_at("/Acme-Labs/adk-agent-sim/actions/workflows/publish.yaml")
        assert {**releases.barred, **run.barred} == {}
        ((tarball, _),) = run.build(SCRIPT, "0.2.0")
        assert tarball == "adk-sim-protos-0.2.0.tgz"
        assert len(releases.build(PYTHON[0], "0.2.0")) == 2


def test_a_job_without_identity_fails_at_its_own_registry_only(repository: Path) -> None:
    workflow = ".github/workflows/publish.yaml"
    changed(repository, workflow, "      contents: read\n      id-token: write\n", "      contents: read\n")
    with followed(repository) as releases:
        assert releases.barred == {}
        (words,) = beside(releases).publish()
        assert words.startswith(f"{SCRIPT}: failed: npm error code ENEEDAUTH")
        assert "id-token: write" in words


def test_a_registry_that_is_rehearsed_alone_is_all_that_a_tag_releases_to(repository: Path) -> None:
    with followed(repository, (NPM,)) as releases:
        assert releases.versions == {}
        assert beside(releases).entries() == [f"{SCRIPT} 0.2.0"]


def test_a_version_that_only_the_build_knows_is_the_first(repository: Path) -> None:
    path = "packages/protos/pyproject.toml"
    text = (repository / path).read_text(encoding="utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version"))
    changed(repository, path, version, 'dynamic = ["version"]')
    with followed(repository) as releases:
        assert releases.versions[PYTHON[0]] == "1.0.0"
