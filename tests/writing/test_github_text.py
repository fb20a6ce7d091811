"""The publish workflow as text: for any release valid, in order, safe, and read back as it was meant."""

import json
import os
import posixpath
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from primer import __version__
from primer.checking.check import check
from primer.core.choices import Choices
from primer.core.publisher import GitHubActions, Publisher
from primer.core.registry import Ecosystem, Registry
from primer.core.release import Builder, Part, Release, Tags
from primer.core.repository import Remote, Repository
from primer.core.source import Source
from primer.core.value import replace
from primer.core.workflow import Credential, PublishingJob
from primer.providers.pins import PINS
from primer.reading.ci.jobs import read_jobs
from primer.reading.publishers.decided import job_for, publisher_for
from primer.registries.addresses import NPM, PYPI, TESTPYPI
from primer.writing.github import workflow
from primer.writing.job_ids import folder_of, job_ids
from releases import PRIVATE, as_read, npm, python, random_release, reference, release
from written_ci import Written

SEEDS = range(24)
TOOLS = Path(sys.executable).parent
EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workflows of all seeds, and of the reference with every part."""
    folder = tmp_path_factory.mktemp("workflows")
    for seed in SEEDS:
        (folder / f"{seed}.yaml").write_text(workflow(random_release(seed)), encoding="utf-8")
    whole = replace(reference(), parts=frozenset(Part))
    (folder / "whole.yaml").write_text(workflow(whole), encoding="utf-8")
    return folder


def test_every_workflow_keeps_the_schema_of_github(files: Path) -> None:
    command = [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *files.iterdir()], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_as_auditor_finds_nothing_in_any_workflow(files: Path) -> None:
    command = [str(TOOLS / "zizmor"), "--offline", "--no-progress", "--no-config", "--persona=auditor"]
    env = {name: text for name, text in os.environ.items() if not name.endswith("TOKEN")}
    done = subprocess.run(
        [*command, "--format=json-v1", *files.iterdir()], capture_output=True, text=True, check=False, env=env
    )
    assert json.loads(done.stdout) == [], done.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_package_needs_is_published_and_served_before_it(seed: int) -> None:
    made = random_release(seed)
    written, ids = _written(seed), job_ids(made)
    for package in made.packages:
        before = written.all_needs(ids[package])
        needed = [one for one in made.packages if one.name in package.requires and one.tier < package.tier]
        same = [one for one in needed if one.ecosystem is package.ecosystem]
        assert "build" in before
        if made.tags is Tags.ONE:
            assert {ids[one] for one in same} <= before
            assert {f"served-{one.tier}" for one in same} <= before
        elif same:
            assert "served" in before
        assert ids[package] in written.all_needs("verify")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_reads_back_exactly_the_publishers_that_were_meant(seed: int) -> None:
    made, repository = random_release(seed), _read_back(seed)
    ids = job_ids(made)
    for package in made.of(Ecosystem.PYTHON):
        registry = _registry(package.registry)
        publisher = publisher_for(as_read(package), registry, repository)
        assert isinstance(publisher, Publisher), (package, publisher)
        name = posixpath.basename(made.file)
        assert publisher.identity == GitHubActions("acme", "mono", name, package.environment)
        job = job_for(as_read(package), registry, repository)
        assert isinstance(job, PublishingJob), (package, job)
        if sum(one.environment == package.environment for one in made.packages) == 1:
            assert job.job == ids[package]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_publishing_job_is_one_package_through_an_identity(seed: int) -> None:
    made = random_release(seed)
    jobs = _read_back(seed).jobs
    assert {job.credential for job in jobs} == {Credential.OIDC}
    assert sorted(job.job for job in jobs) == sorted(job_ids(made).values())
    kinds = {job.job: job.ecosystem for job in jobs}
    assert kinds == {id_: package.ecosystem for package, id_ in job_ids(made).items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_only_jobs_that_run_no_code_of_the_repository_may_prove_who_they_are(seed: int) -> None:
    made = random_release(seed)
    written = _written(seed)
    assert written.document["permissions"] == {}
    for name, job in written.jobs.items():
        permissions = job["permissions"]
        assert isinstance(permissions, dict)
        may = "id-token" in permissions
        assert may == (name in job_ids(made).values() or name == "attest" or name.startswith("exchange-"))
        builds = any(re.search(r"uv build|-m build|pack\b", step.run) for step in written.steps(name))
        assert not (may and builds)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_action_is_pinned_to_its_commit_and_no_script_holds_an_expression(seed: int) -> None:
    text = workflow(random_release(seed))
    for step in _written(seed).all_steps():
        assert "${{" not in step.run
        action, _, commit = step.uses.partition("@")
        assert not action or PINS[action].commit == commit
    used = re.findall(r"uses: (\S+)@(\S+) # (\S+)\n", text)
    assert len(used) == text.count("uses: ")
    assert {(action, commit, version) for action, commit, version in used} <= {
        (pin.action, pin.commit, pin.version) for pin in PINS.values()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_its_own_check_finds_nothing_but_an_environment_that_was_not_wanted(seed: int) -> None:
    made, repository = random_release(seed), _read_back(seed)
    without = {job for package, job in job_ids(made).items() if not package.environment}
    findings = check({made.file: workflow(made)}, repository)
    assert {(one.rule, one.job) for one in findings} == {("missing-environment", job) for job in without}


def test_the_reference_monorepo_has_exactly_this_workflow() -> None:
    assert workflow(reference()) == (EXPECTED / "adk-agent-sim.yaml").read_text(encoding="utf-8")


def test_one_package_alone_has_exactly_this_workflow() -> None:
    single = release(python("acme-core", path="."), builder=Builder.BUILD)
    assert workflow(single) == (EXPECTED / "single.yaml").read_text(encoding="utf-8")


def test_a_tag_for_each_package_has_exactly_this_workflow() -> None:
    each = release(
        python("acme-core"), python("acme-cli", 1, ("acme-core",)), tags=Tags.EACH, builder=Builder.BUILD
    )
    each = replace(each, parts=frozenset(Part))
    assert workflow(each) == (EXPECTED / "each.yaml").read_text(encoding="utf-8")


def test_one_tag_starts_all_or_one_for_each_package_without_its_scope() -> None:
    packages = (python("wire"), npm("@acme/wire"), npm("@acme/kit"))
    one = Written.read(workflow(release(*packages)))
    each = Written.read(workflow(release(*packages, tags=Tags.EACH)))
    assert one.triggers["push"] == {"tags": ["v*"]}
    assert each.triggers["push"] == {"tags": ["wire-v*", "kit-v*"]}
    assert each.jobs["wire"]["if"] == each.jobs["acme-wire"]["if"] == "needs.build.outputs.releases == 'wire'"


def test_a_package_that_the_tag_does_not_release_keeps_nothing_from_being_verified() -> None:
    each = Written.read(workflow(release(python("wire"), python("kit", 1, ("wire",)), tags=Tags.EACH)))
    assert each.needs("kit") == {"build", "served"}
    assert each.jobs["verify"]["if"] == "!failure() && !cancelled() && needs.build.result == 'success'"
    assert each.needs("verify") == {"build", "wire", "kit"}


def test_packages_that_need_each_other_wait_for_nobody() -> None:
    both = release(python("left", 0, ("right",)), python("right", 0, ("left",)))
    written = Written.read(workflow(both))
    assert written.needs("left") == written.needs("right") == {"build"}


def test_what_was_attested_is_attested_before_anything_is_published() -> None:
    written = Written.read(workflow(replace(release(python("wire")), parts=frozenset({Part.ATTEST}))))
    assert written.needs("wire") == {"build", "attest"}
    assert written.jobs["attest"]["permissions"] == {"id-token": "write", "attestations": "write"}


def test_the_exchange_is_tried_once_for_each_environment_and_uploads_nothing() -> None:
    packages = (python("wire"), python("kit"), python("cli", environment="Prod 1"), npm("@acme/wire"))
    made = release(*packages)
    written = Written.read(workflow(made))
    exchanges = [name for name in written.jobs if name.startswith("exchange-")]
    assert exchanges == ["exchange-pypi-pypi", "exchange-pypi-prod-1"]
    assert written.jobs["exchange-pypi-prod-1"]["environment"] == "Prod 1"
    assert {job.job for job in _as_read(made).jobs}.isdisjoint(exchanges)


@pytest.mark.parametrize(
    ("builder", "python_version", "last"),
    [
        (Builder.UV, "3.13", f"uvx --from publish-primer=={__version__} primer confirm --exchange"),
        (Builder.BUILD, "3.11", "primer confirm --exchange"),
    ],
)
def test_the_exchange_runs_this_very_primer(builder: Builder, python_version: str, last: str) -> None:
    oldest = replace(release(python("wire"), builder=builder), python="3.10")
    made = oldest if builder is Builder.BUILD else replace(oldest, python="3.13")
    steps = Written.read(workflow(made)).steps("exchange-pypi")
    given = steps[1].given["with"]
    assert isinstance(given, dict)
    assert given["python-version"] == python_version
    assert steps[-1].run == f"{last} --registry pypi"


@pytest.mark.parametrize(
    ("builder", "commands"),
    [
        (Builder.UV, ["uvx --from . primer confirm --exchange --registry pypi"]),
        (Builder.BUILD, ["python -m pip install .", "primer confirm --exchange --registry pypi"]),
    ],
)
def test_primer_tries_its_own_exchange_from_its_source_since_no_index_has_it_before_the_first_release(
    builder: Builder, commands: list[str]
) -> None:
    text = workflow(release(python("publish-primer", path="."), builder=builder))
    assert [step.run for step in Written.read(text).steps("exchange-pypi")[2:]] == commands
    assert __version__ not in text


def test_nothing_is_started_by_hand_where_there_is_nothing_to_try() -> None:
    written = Written.read(workflow(release(npm("@acme/wire"))))
    assert list(written.triggers) == ["push"]
    assert list(written.jobs) == ["build", "acme-wire", "verify"]


def test_another_index_is_named_where_it_is_published_to_and_waited_for() -> None:
    written = Written.read(workflow(release(python("wire", registry=PRIVATE))))
    assert written.steps("wire")[-1].given["with"] == {
        "packages-dir": "dist/wire/",
        "repository-url": "https://index.acme.example/upload/",
    }
    # Only PyPI and TestPyPI show provenance.
    live = written.steps("verify")[-1].env
    assert (live["INDEX"], "PROVENANCE" in live) == ("https://index.acme.example/simple", False)


def test_no_environment_is_named_where_none_is_wanted() -> None:
    written = Written.read(workflow(release(python("wire", environment=""))))
    assert "environment" not in written.jobs["wire"]
    assert "environment" not in written.jobs["exchange-pypi"]


def test_the_head_says_how_to_write_it_again() -> None:
    made = replace(release(python("wire")), command="primer workflow --with audit\n--tags one")
    assert "# Written by primer; `primer workflow --with audit --tags one` writes it again.\n" in workflow(
        made
    )


def test_twelve_packages_stay_readable() -> None:
    packages = [python("base"), *(python(f"part-{number}", 1, ("base",)) for number in range(11))]
    text = workflow(release(*packages))
    assert text.count("\n") < 620
    assert max(map(len, text.splitlines())) <= 120


def test_a_packages_files_travel_in_a_folder_of_its_own() -> None:
    made = release(python("acme-wire"), npm("@acme/wire"))
    folders = [folder_of(made, package) for package in made.packages]
    assert folders == ["dist/acme-wire", "dist/acme-wire-npm"]


@lru_cache
def _written(seed: int) -> Written:
    return Written.read(workflow(random_release(seed)))


@lru_cache
def _read_back(seed: int) -> Repository:
    return _as_read(random_release(seed))


def _as_read(made: Release) -> Repository:
    jobs, problems = read_jobs({made.file: workflow(made)})
    assert problems == ()
    remote = Remote("github.com", "acme/mono", Source("git remote origin"), canonical=True)
    packages = tuple(as_read(package) for package in made.packages)
    return Repository("mono", remote, packages, (), jobs, (), Choices())


def _registry(name: str) -> Registry:
    return next(one for one in (PYPI, TESTPYPI, PRIVATE, NPM) if one.name == name)


def test_a_trial_is_called_one_and_says_what_it_leaves_out() -> None:
    text = workflow(replace(release(python("wire", registry=TESTPYPI)), left_out=("@acme/web",)))
    head = " ".join(text.partition("\n\n")[0].replace("# ", "").split())
    assert head.startswith("Publishes wire to TestPyPI, as a trial, from a tag")
    assert "Left out, since npm has no place for trials: @acme/web." in head
    assert "\nname: publish to TestPyPI\n" in text
    assert "group: publish-testpypi-${{ github.ref }}" in text


def test_a_release_is_not_called_a_trial() -> None:
    text = workflow(release(python("wire")))
    assert "TestPyPI" not in text
    assert "\nname: publish\n" in text
