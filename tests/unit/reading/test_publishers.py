from collections.abc import Mapping, Sequence

import pytest

from primer.core.choices import Choices, PublisherChoice
from primer.core.package import Package
from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google, Publisher
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.reading.ci.matching import goes_to
from primer.reading.ci.notices import notices
from primer.reading.publishers.decided import OpenValue, Undecided, job_for, possible_jobs, publisher_for
from primer.registries.addresses import PYPI, TESTPYPI

ORIGIN = Source("git remote origin")
GITHUB = Remote("github.com", "acme/mono", ORIGIN)
TABLE = Source("pyproject.toml", 9)


def package(name: str, path: str) -> Package:
    return Package(name, Ecosystem.PYTHON, path, "0.2.0", Source(f"{path}/pyproject.toml", 2))


CORE = package("acme-core", "packages/core")
SERVER = package("acme-core-server", "packages/server")
TOOL = package("acme", ".")
MONOREPO = (CORE, SERVER, TOOL)

JOB = PublishingJob(
    provider="github",
    file=".github/workflows/publish.yaml",
    line=41,
    job="publish",
    tool="uv publish",
    credential=Credential.OIDC,
    environment=Read("pypi", Source(".github/workflows/publish.yaml", 33)),
    packages_dir="dist",
    mentions=("publish", "uv", "dist"),
)
OTHER = replace(JOB, file=".github/workflows/release.yml", job="release")


def repository(
    jobs: Sequence[PublishingJob] = (JOB,),
    packages: Sequence[Package] = MONOREPO,
    remote: Remote | None = GITHUB,
    chosen: Mapping[str, str] | None = None,
) -> Repository:
    values = {key: Read(value, TABLE) for key, value in (chosen or {}).items()}
    choices = Choices(publishers={"": PublisherChoice(values)})
    return Repository("mono", remote, tuple(packages), (), tuple(jobs), (), choices)


def published_by(
    *jobs: PublishingJob, of: Package = CORE, **chosen: str
) -> PublishingJob | tuple[PublishingJob, ...]:
    return job_for(of, PYPI, repository(jobs, chosen=chosen))


def publisher(found: Repository, of: Package = CORE, registry: Registry = PYPI) -> Publisher:
    decided = publisher_for(of, registry, found)
    assert isinstance(decided, Publisher), decided
    return decided


def open_values(found: Repository, of: Package = CORE) -> tuple[OpenValue, ...]:
    undecided = publisher_for(of, PYPI, found)
    assert isinstance(undecided, Undecided), undecided
    return undecided.missing


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "pypi"),
        ("pypi", "pypi"),
        ("testpypi", "testpypi"),
        ("test-pypi", "testpypi"),
        ("https://upload.pypi.org/legacy/", "pypi"),
        ("https://test.pypi.org/legacy/", "testpypi"),
        ("https://test.pypi.org/legacy", "testpypi"),
        ("internal", "internal"),
        ("https://index.example.org/up", "internal"),
        ("https://index.example.org/up/", "internal"),
    ],
)
def test_a_job_goes_to_the_registry_that_it_names(url: str, name: str) -> None:
    internal = replace(PYPI, name="internal", upload_url="https://index.example.org/up/")
    to = {
        registry.name: goes_to(replace(JOB, repository_url=url), registry)
        for registry in (PYPI, TESTPYPI, internal)
    }
    assert to == {"pypi": name == "pypi", "testpypi": name == "testpypi", "internal": name == "internal"}


def test_a_job_that_names_pypi_goes_to_whatever_stands_in_for_it() -> None:
    rehearsed = replace(PYPI, upload_url="http://127.0.0.1:1/legacy/", web_url="http://127.0.0.1:1")
    assert goes_to(replace(JOB, repository_url="https://upload.pypi.org/legacy/"), rehearsed)


@pytest.mark.parametrize(
    "url", ["https://other.example.org/up", "https://[", "https://a.example:x/", "other"]
)
def test_a_job_for_another_index_is_none_of_these(url: str) -> None:
    assert goes_to(replace(JOB, repository_url=url), PYPI) is False


def test_where_only_a_run_knows_the_index_it_is_not_known() -> None:
    assert goes_to(replace(JOB, repository_url=Unresolved("${{ inputs.url }}")), PYPI) is None


def test_one_job_for_all() -> None:
    assert [published_by(JOB, of=one) for one in MONOREPO] == [JOB, JOB, JOB]


@pytest.mark.parametrize(
    "folder",
    [
        *("packages/core/dist", "packages/core", "dist/acme-core", "dist/acme_core", "dist/acme_core-*"),
        *("dist/core", "out/core/dist"),
    ],
)
def test_the_folder_it_uploads_from_tells_whose_job_it_is(folder: str) -> None:
    own = replace(JOB, packages_dir=folder)
    assert published_by(own, OTHER) == own
    assert published_by(own, of=SERVER) == ()
    assert published_by(own, OTHER, of=SERVER) == OTHER


def test_a_file_above_the_root_writes_its_folders_from_there() -> None:
    above = replace(JOB, file="../.github/workflows/a.yml", packages_dir="python/packages/core/dist")
    assert published_by(above) == above
    assert published_by(above, of=SERVER) == ()


def test_a_workspaces_root_holds_what_its_members_build() -> None:
    root, member = package("suite", "python"), package("suite-core", "python/packages/core")
    job = replace(JOB, packages_dir="python/dist")
    found = repository([job], [root, member, package("apart", "apart")])
    assert job_for(root, PYPI, found) == job_for(member, PYPI, found) == job
    assert job_for(found.packages[2], PYPI, found) == ()


@pytest.mark.parametrize(
    "word", ["acme-core", "acme_core", "publish-acme-core", "packages/core", "core", "release-core"]
)
def test_a_name_or_folder_as_a_word_of_the_job_tells_whose_it_is(word: str) -> None:
    own = replace(JOB, mentions=("publish", word))
    assert published_by(own, OTHER) == own


def test_a_longer_name_hides_the_shorter_one_in_it() -> None:
    servers = replace(JOB, mentions=("publish-acme-core-server",))
    assert published_by(servers, OTHER) == OTHER
    assert published_by(servers, OTHER, of=SERVER) == servers


def test_a_title_that_names_one_package_takes_nothing_from_the_others() -> None:
    titled = replace(JOB, mentions=("Publish", "acme"))
    assert [published_by(titled, of=one) for one in MONOREPO] == [titled, titled, titled]


def test_a_list_that_leaves_a_package_out_does_not_publish_it() -> None:
    listing = replace(JOB, mentions=("acme", "acme-core"))
    assert published_by(listing, of=SERVER) == ()
    assert possible_jobs(SERVER, PYPI, repository([listing])) == (listing,)
    assert published_by(listing, of=SERVER, workflow="publish.yaml") == listing


def test_jobs_that_come_to_the_same_publisher_are_one() -> None:
    assert published_by(JOB, replace(JOB, line=60, job="again")) == JOB


def test_jobs_that_cannot_be_told_apart_are_several() -> None:
    assert published_by(JOB, OTHER) == (JOB, OTHER)
    assert published_by(JOB, OTHER, workflow="release.yml") == OTHER
    other = replace(JOB, environment=Read("other", JOB.source))
    assert published_by(JOB, other) == (JOB, other)
    assert published_by(JOB, other, environment="Other") == other


def test_an_identity_goes_before_a_stored_token() -> None:
    stored = replace(OTHER, credential=Credential.STORED)
    assert published_by(stored, JOB) == JOB
    assert published_by(stored) == stored


def test_jobs_for_another_registry_do_not_count() -> None:
    test = replace(JOB, repository_url="https://test.pypi.org/legacy/")
    assert published_by(test) == ()
    assert job_for(CORE, TESTPYPI, repository([test, OTHER])) == test


def test_a_job_whose_index_is_not_known_counts_once_it_is_chosen() -> None:
    job = replace(JOB, repository_url=Unresolved("${{ inputs.url }}"))
    assert published_by(job) == ()
    assert published_by(job, workflow="publish.yaml") == job


def test_a_publisher_is_read_with_all_its_sources() -> None:
    assert publisher(repository()) == Publisher(
        GitHubActions("acme", "mono", "publish.yaml", "pypi"),
        {
            "owner": ORIGIN,
            "repository": ORIGIN,
            "workflow": Source(".github/workflows/publish.yaml", 41),
            "environment": Source(".github/workflows/publish.yaml", 33),
        },
    )


def test_what_is_chosen_goes_before_what_is_read() -> None:
    chosen = {"owner": "other", "repository": "fork", "workflow": "w.yml", "environment": ""}
    decided = publisher(repository(chosen=chosen))
    assert decided.identity == GitHubActions("other", "fork", "w.yml", "")
    assert set(decided.read_from.values()) == {TABLE}


OWN = Registry(
    "own", "own", Ecosystem.PYTHON, "https://a.example/up", "https://a.example/simple", "https://a.example"
)


def test_an_index_that_no_job_goes_to_yet_takes_file_and_environment_of_the_job_for_another_one() -> None:
    decided = publisher(repository(), registry=OWN)
    assert decided.identity == GitHubActions("acme", "mono", "publish.yaml", "pypi")
    assert decided.read_from["workflow"] == JOB.source
    assert JOB.environment is not None
    assert decided.read_from["environment"] == JOB.environment.source


def test_the_chosen_workflow_tells_which_of_the_other_jobs_lends_its_environment() -> None:
    other = replace(OTHER, environment=Read("release", Source(OTHER.file, 7)))
    decided = publisher(repository((JOB, other), chosen={"workflow": "release.yml"}), registry=OWN)
    assert decided.identity == GitHubActions("acme", "mono", "release.yml", "release")


@pytest.mark.parametrize(
    "jobs",
    [(JOB, OTHER), (replace(OTHER, repository_url="https://a.example/up", mentions=("x", "acme")), JOB)],
)
def test_jobs_that_differ_and_a_job_that_comes_here_lend_nothing(jobs: tuple[PublishingJob, ...]) -> None:
    decided = publisher_for(CORE, OWN, repository(jobs))
    assert not isinstance(decided, Publisher) or decided.read_from["workflow"] != JOB.source


def test_pypi_takes_nothing_from_a_job_for_another_index() -> None:
    elsewhere = replace(JOB, repository_url="testpypi")
    assert isinstance(publisher_for(CORE, PYPI, repository((elsewhere,))), Undecided)


def test_canonical_casing_is_said() -> None:
    decided = publisher(repository(remote=replace(GITHUB, canonical=True)))
    assert str(decided.read_from["owner"]) == "git remote origin, as GitHub writes it"


def test_a_chosen_name_is_put_in_the_casing_of_its_host() -> None:
    remote = replace(GITHUB, path="Acme/Mono", canonical=True)
    decided = publisher(repository(remote=remote, chosen={"owner": "acme", "repository": "other"}))
    assert decided.identity == GitHubActions("Acme", "other", "publish.yaml", "pypi")
    assert str(decided.read_from["owner"]) == "pyproject.toml:9, as GitHub writes it"


def test_a_chosen_owner_means_github_also_without_a_remote() -> None:
    decided = publisher(repository(remote=None, chosen={"owner": "acme", "repository": "mono"}))
    assert decided.identity == GitHubActions("acme", "mono", "publish.yaml", "pypi")


def test_a_job_without_an_environment_gives_a_publisher_without_one_and_a_warning() -> None:
    bare = replace(JOB, environment=None)
    found = repository([bare])
    decided = publisher(found)
    assert decided.identity == GitHubActions("acme", "mono", "publish.yaml", "")
    assert decided.read_from["environment"] == bare.source
    (warning,) = notices(found, PYPI)
    assert warning.warning
    assert warning.reference == "job-without-environment"
    assert warning.source == bare.source
    assert notices(repository(), PYPI) == ()


def test_an_environment_that_only_a_run_knows_is_asked() -> None:
    job = replace(JOB, environment=Read(Unresolved("${{ inputs.env }}"), Source("w.yml", 3)))
    (value,) = open_values(repository([job]))
    assert value.key == "environment"
    assert value.why == "w.yml:3 has `${{ inputs.env }}`, which only a run knows"
    assert publisher(repository([job], chosen={"environment": "e"})).identity == GitHubActions(
        "acme", "mono", "publish.yaml", "e"
    )


def test_several_jobs_are_asked_about_with_what_they_say() -> None:
    (value,) = open_values(repository([JOB, OTHER]))
    assert (value.key, [text for text, _ in value.candidates]) == (
        "workflow",
        ["publish.yaml", "release.yml"],
    )
    other = replace(JOB, line=70, environment=None)
    (value,) = open_values(repository([JOB, other]))
    assert value.key == "environment"
    assert [text for text, _ in value.candidates] == ["pypi", ""]


def test_without_any_job_the_workflow_is_asked_and_an_environment_proposed() -> None:
    workflow, environment = open_values(repository([]))
    assert (workflow.key, workflow.candidates) == ("workflow", ())
    assert (environment.key, environment.candidates) == ("environment", (("pypi", Source("proposed")),))


@pytest.mark.parametrize("remote", [None, Remote("git.example.org", "acme/mono", ORIGIN)])
def test_without_a_host_that_publishes_the_provider_is_asked(remote: Remote | None) -> None:
    (value,) = open_values(repository(remote=remote))
    assert value.key == "provider"
    assert [text for text, _ in value.candidates] == ["github", "gitlab", "google", "activestate"]
    missing = open_values(repository(remote=remote, chosen={"provider": "github"}))
    assert [one.key for one in missing] == ["owner", "repository"]


def test_an_unknown_provider_is_asked_again() -> None:
    (value,) = open_values(repository(chosen={"provider": "jenkins"}))
    assert value.why == "jenkins (pyproject.toml:9) is no provider that primer knows"


def test_an_illegal_value_is_asked_again_with_the_reason() -> None:
    (value,) = open_values(repository(chosen={"workflow": "publish.toml", "environment": "x"}))
    assert value.why == "'publish.toml' (pyproject.toml:9) does not end in .yml or .yaml"


def test_gitlab_names_the_pipeline_whatever_file_has_the_job() -> None:
    job = replace(JOB, provider="gitlab", file="ci/publish.yml")
    remote = Remote("gitlab.com", "group/sub/name", ORIGIN)
    decided = publisher(repository([job, JOB], remote=remote))
    assert decided.identity == GitLabCI("group/sub", "name", ".gitlab-ci.yml", "pypi")


def test_google_and_activestate_are_chosen_alone() -> None:
    google = {"provider": "google", "email": "ci@project.iam.gserviceaccount.com"}
    assert publisher(repository(chosen=google)).identity == Google("ci@project.iam.gserviceaccount.com")
    assert [one.key for one in open_values(repository(chosen={"provider": "google"}))] == ["email"]
    active = {"provider": "activestate", "organization": "acme", "project": "mono", "actor": "kim"}
    assert publisher(repository(chosen=active)).identity == ActiveState("acme", "mono", "kim")
    assert job_for(CORE, PYPI, repository(chosen=google)) == ()


def test_a_thousand_packages_are_matched_in_time() -> None:
    packages = [package(f"acme-part-{n}", f"packages/part-{n}") for n in range(1_000)]
    job = replace(JOB, mentions=tuple(f"word-{n}" for n in range(2_000)))
    found = repository([job], packages)
    assert all(job_for(one, PYPI, found) == job for one in packages[::20])
