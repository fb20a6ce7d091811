"""The GitLab pipeline as text: for any release it is valid, in order, and read back as it was meant."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from primer import __version__
from primer.checking.check import check
from primer.core.choices import Choices
from primer.core.publisher import GitLabCI, Publisher
from primer.core.registry import Ecosystem
from primer.core.release import Builder, Forge, Part, Release, ReleasedPackage, Tags
from primer.core.repository import Remote, Repository
from primer.core.source import Source
from primer.core.value import replace
from primer.core.workflow import Credential
from primer.providers.gitlab import PIPELINE
from primer.reading.ci.jobs import read_jobs
from primer.reading.ci.stored import stored_tokens
from primer.reading.publishers.decided import publisher_for
from primer.registries.addresses import NPM, PYPI, TESTPYPI
from primer.writing.gitlab import INCLUDED, pipeline
from primer.writing.job_ids import job_ids
from releases import PRIVATE, as_read, npm, python, random_release, reference, release
from written_ci import Written
from written_pipeline import WrittenPipeline

SEEDS = range(16)
CHECK = (
    str(Path(sys.executable).parent / "check-jsonschema"),
    "--builtin-schema",
    "vendor.gitlab-ci",
)
REGISTRIES = {registry.name: registry for registry in (PYPI, TESTPYPI, PRIVATE, NPM)}


def test_every_pipeline_keeps_the_schema_of_gitlab(tmp_path: Path) -> None:
    for seed in SEEDS:
        (tmp_path / f"{seed}.yml").write_text(pipeline(of_seed(seed)), encoding="utf-8")
    command = [*CHECK, *map(str, tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_package_needs_is_published_and_served_before_it(seed: int) -> None:
    made = of_seed(seed)
    written, ids = WrittenPipeline.read(pipeline(made)), job_ids(made)
    for package in made.packages:
        before = written.all_needs(ids[package])
        assert "check" in before
        for one in made.packages:
            if one.name not in package.requires or one.ecosystem is not package.ecosystem:
                continue
            waiting = {name for name in before if name.startswith("served-")}
            if made.tags is Tags.ONE:
                assert ids[one] in before
                assert any(ids[one] in written.jobs[name].needs for name in waiting)
            else:
                assert any(name.startswith("check-pins") for name in before)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_need_is_a_job_of_the_same_pipeline(seed: int) -> None:
    written = WrittenPipeline.read(pipeline(of_seed(seed)))
    for job in written.jobs.values():
        assert set(job.needs) <= set(written.jobs)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_reads_back_exactly_the_publishers_that_were_meant(seed: int) -> None:
    made = of_seed(seed)
    repository = as_repository(made)
    for package in made.of(Ecosystem.PYTHON):
        publisher = publisher_for(as_read(package), REGISTRIES[package.registry], repository)
        assert isinstance(publisher, Publisher), (package, publisher)
        assert publisher.identity == GitLabCI("acme", "mono", PIPELINE, package.environment)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_publishing_job_is_one_package_through_an_identity(seed: int) -> None:
    made = of_seed(seed)
    jobs = as_repository(made).jobs
    assert {job.credential for job in jobs} == {Credential.OIDC}
    assert sorted(job.job for job in jobs) == sorted(job_ids(made).values())
    kinds = {job.job: job.ecosystem for job in jobs}
    assert kinds == {name: package.ecosystem for package, name in job_ids(made).items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_only_jobs_that_run_no_code_of_the_repository_get_an_identity(seed: int) -> None:
    made = of_seed(seed)
    for name, job in WrittenPipeline.read(pipeline(made)).jobs.items():
        publishes = name in job_ids(made).values()
        assert bool(job.identity) == (publishes or name.startswith("exchange"))
        assert (job.variables.get("GIT_STRATEGY") == "none") == (not name.startswith(("build", "exchange")))


@pytest.mark.parametrize("seed", SEEDS)
def test_primers_own_check_finds_nothing_where_every_job_has_an_environment(seed: int) -> None:
    made = of_seed(seed)
    packages = tuple(replace(one, environment=one.environment or "pypi") for one in made.packages)
    made = replace(made, packages=packages)
    texts = {PIPELINE: pipeline(made)}
    assert check(texts, as_repository(made)) == ()
    assert stored_tokens(texts) == ()


def test_the_project_that_has_a_pipeline_takes_the_file_in_and_is_read_the_same() -> None:
    made = replace(of_reference(), file=INCLUDED)
    own = f"include:\n  - local: /{INCLUDED}\n\ntest:\n  script: [pytest]\n"
    jobs, problems = read_jobs({PIPELINE: own, INCLUDED: pipeline(made)})
    assert problems == ()
    assert {job.job for job in jobs} == set(job_ids(made).values())
    repository = replace(as_repository(made), jobs=jobs)
    package = made.packages[0]
    publisher = publisher_for(as_read(package), PYPI, repository)
    assert isinstance(publisher, Publisher)
    assert publisher.identity == GitLabCI("acme", "mono", PIPELINE, "pypi")


def test_an_included_file_says_how_and_sets_nothing_for_the_whole_pipeline() -> None:
    text = pipeline(replace(of_reference(), file=INCLUDED))
    assert f"#     - local: /{INCLUDED}\n" in text
    assert not re.search(r"^(workflow|stages|default|variables|image):", text, re.MULTILINE)


def test_tokens_are_named_as_twine_sigstore_and_npm_look_for_them() -> None:
    made = gitlab(python("wire"), python("kit", registry=TESTPYPI), npm("@acme/web"))
    jobs = WrittenPipeline.read(pipeline(made)).jobs
    assert jobs["wire"].identity == {"PYPI_ID_TOKEN": "pypi", "SIGSTORE_ID_TOKEN": "sigstore"}
    assert jobs["kit"].identity == {"TESTPYPI_ID_TOKEN": "testpypi", "SIGSTORE_ID_TOKEN": "sigstore"}
    assert jobs["acme-web"].identity == {
        "NPM_ID_TOKEN": "npm:registry.npmjs.org",
        "SIGSTORE_ID_TOKEN": "sigstore",
    }


def test_another_index_is_published_to_with_uv_since_twine_knows_only_pypis() -> None:
    written = WrittenPipeline.read(pipeline(gitlab(python("wire", registry=PRIVATE))))
    last = written.jobs["wire"].script.splitlines()[-1]
    assert last == f"uv publish --trusted-publishing always --publish-url {PRIVATE.upload_url} dist/wire/*"


def test_no_environment_is_named_where_none_is_wanted() -> None:
    jobs = WrittenPipeline.read(pipeline(gitlab(python("wire", environment="")))).jobs
    assert "environment" not in jobs["wire"].given
    assert "environment" not in jobs["exchange"].given


def test_the_exchange_is_started_by_hand_once_for_each_environment() -> None:
    made = gitlab(python("wire"), python("kit"), python("cli", environment="Prod 1"), npm("@acme/web"))
    jobs = WrittenPipeline.read(pipeline(made)).jobs
    assert [name for name in jobs if name.startswith("exchange")] == ["exchange", "exchange-2"]
    assert jobs["exchange"].given["rules"] == [{"if": "$CI_PIPELINE_SOURCE == 'web'", "when": "manual"}]
    assert jobs["exchange-2"].given["environment"] == {"name": "Prod 1", "action": "verify"}
    assert jobs["exchange"].script == (
        f"python -m pip install --quiet publish-primer=={__version__}\n"
        "primer confirm --exchange --registry pypi\n"
    )


def test_primer_tries_its_own_exchange_from_its_source() -> None:
    made = gitlab(python("publish-primer", path="tools/primer"))
    script = WrittenPipeline.read(pipeline(made)).jobs["exchange"].script
    assert script.startswith("python -m pip install --quiet ./tools/primer\n")


def test_a_tag_for_each_package_runs_the_jobs_of_that_package_alone() -> None:
    made = replace(gitlab(python("a"), python("a-v2"), npm("@acme/web")), tags=Tags.EACH)
    jobs = WrittenPipeline.read(pipeline(made)).jobs
    assert jobs["a"].given["rules"] == [
        {"if": "$CI_COMMIT_TAG =~ /^(a)-v[0-9]/ && $CI_COMMIT_TAG !~ /^a-v2-v[0-9]/"}
    ]
    assert jobs["acme-web"].given["rules"] == [{"if": "$CI_COMMIT_TAG =~ /^(web)-v[0-9]/"}]
    assert jobs["check"].given["rules"] == [{"if": "$CI_COMMIT_TAG =~ /^(a|a-v2|web)-v[0-9]/"}]


def test_offered_parts_are_written_only_when_they_are_wished_for() -> None:
    plain = pipeline(of_reference())
    whole = pipeline(replace(of_reference(), parts=frozenset(Part)))
    assert ("pip-audit" in plain, "RUNNER_GENERATE_ARTIFACTS_METADATA" in plain) == (False, False)
    assert ("pip-audit" in whole, "RUNNER_GENERATE_ARTIFACTS_METADATA" in whole) == (True, True)


def test_every_image_and_tool_has_a_version() -> None:
    for builder in Builder:
        text = pipeline(replace(of_reference(), builder=builder, parts=frozenset(Part)))
        assert set(re.findall(r"image: (.*)", text)) == {'"python:3.13-bookworm"', '"node:24-bookworm"'}
        for line in re.findall(r"python -m pip install (.*)", text):
            assert all("==" in word for word in line.split() if not word.startswith("-"))


def test_the_reference_monorepo_is_published_in_this_order() -> None:
    jobs = WrittenPipeline.read(pipeline(of_reference())).jobs
    assert {name: job.needs for name, job in jobs.items()} == {
        "build-python": [],
        "build-npm": [],
        "check": ["build-python", "build-npm"],
        "adk-sim-protos": ["check"],
        "adk-sim-protos-npm": ["check"],
        "served-0": ["check", "adk-sim-protos"],
        "adk-sim-testing": ["check", "served-0"],
        "served-1": ["check", "adk-sim-testing"],
        "adk-agent-sim": ["check", "served-0", "served-1"],
        "adk-sim-server": ["check", "served-0", "served-1"],
        "live": [],
        "live-2": [],
        "exchange": [],
    }
    assert [jobs[name].given["stage"] for name in ("live", "live-2")] == [".post", ".post"]


OWN = [("lint", "test"), ("all",), (".pre", "build", "lint", "test", "deploy"), ("deploy", "test", "build")]


@pytest.mark.parametrize("stages", OWN, ids=" ".join)
@pytest.mark.parametrize("seed", SEEDS[:6])
def test_a_pipeline_with_stages_of_its_own_takes_it_in_as_gitlab_would(
    seed: int, stages: tuple[str, ...]
) -> None:
    """Merged: every job's stage is there, and no job needs one of a later stage."""
    made = replace(of_seed(seed), file=INCLUDED, stages=stages)
    own = f"stages: [{', '.join(stages)}]\nlint:\n  stage: {stages[-1]}\n  script: [ruff check]\n"
    merged = {**Written.read(pipeline(made)).document, **Written.read(own).document}
    assert not {"stages", "workflow", "default", "variables"} & set(Written.read(pipeline(made)).document)
    order = [".pre", *(one for one in stages if one not in (".pre", ".post")), ".post"]
    jobs = WrittenPipeline.read(pipeline(made)).jobs
    assert set(jobs) < set(merged)
    for job in jobs.values():
        stage = str(job.given["stage"])
        assert stage in order
        assert all(order.index(str(jobs[need].given["stage"])) <= order.index(stage) for need in job.needs)


def test_where_the_stages_are_gitlabs_own_each_job_has_its_own() -> None:
    jobs = WrittenPipeline.read(pipeline(replace(of_reference(), file=INCLUDED))).jobs
    assert {str(job.given["stage"]) for job in jobs.values()} == {"build", "test", "deploy", ".post"}


def test_the_head_names_a_tag_that_the_rules_take() -> None:
    head = pipeline(of_reference()).partition("\n\n")[0]
    assert "A tag such as v1.2.3 builds" in head
    assert "on a branch no job runs" in pipeline(of_reference())


def test_a_trial_is_named_in_the_head() -> None:
    made = replace(gitlab(python("wire", registry=TESTPYPI)), left_out=("@acme/web",))
    head = " ".join(pipeline(made).partition("\n\n")[0].replace("# ", "").split())
    assert "to TestPyPI, as a trial," in head
    assert "npm has no place for trials: @acme/web." in head


def test_twelve_packages_stay_readable() -> None:
    packages = [python("base"), *(python(f"part-{number}", 1, ("base",)) for number in range(11))]
    text = pipeline(gitlab(*packages))
    assert text.count("\n") < 560
    assert max(map(len, text.splitlines())) <= 120


def gitlab(*packages: ReleasedPackage) -> Release:
    return replace(release(*packages), forge=Forge.GITLAB, file=PIPELINE)


def of_seed(seed: int) -> Release:
    return replace(random_release(seed), forge=Forge.GITLAB, file=PIPELINE)


def of_reference() -> Release:
    return replace(reference(), forge=Forge.GITLAB, file=PIPELINE)


def as_repository(made: Release) -> Repository:
    jobs, problems = read_jobs({PIPELINE: pipeline(replace(made, file=PIPELINE))})
    assert problems == ()
    remote = Remote("gitlab.com", "acme/mono", Source("git remote origin"))
    packages = tuple(as_read(package) for package in made.packages)
    return Repository("mono", remote, packages, (), jobs, (), Choices())
