"""`invalid-publisher`, narrowed by comparing what a run presented with the plan."""

import pytest

from made_up import job, package, repository
from primer.core.choices import Choices, PublisherChoice
from primer.core.diagnosis import Cause, Difference
from primer.core.package import Package
from primer.core.registry import Ecosystem
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.diagnosis.diagnose import diagnosed
from primer.diagnosis.planned import Grounds
from primer.registries.addresses import PYPI, TESTPYPI
from primer.registries.known import known

NOT_FOUND = "valid token, but no corresponding publisher (Publisher with matching claims was not found)"
FORM = (
    "https://pypi.org/manage/project/{name}/settings/publishing/?provider=github&owner=acme&repository=mono"
)
CORE, SERVER = package("acme-core"), package("acme-server", requires=("acme-core",))


def github(
    repository: str = "acme/mono",
    file: str = "publish.yaml",
    environment: str | None = "pypi",
    caller: str = "",
    reason: str = NOT_FOUND,
    before: str = "",
) -> str:
    owner = repository.partition("/")[0]
    job = f"{repository}/.github/workflows/{file}@refs/tags/v1"
    lines = [
        before,
        "##[error]Trusted publishing exchange failure: ",
        "Token request failed: the server refused the request for the following reasons:",
        "",
        f"* `invalid-publisher`: {reason}",
        "",
        f"* `repository`: `{repository}`",
        f"* `repository_owner`: `{owner}`",
        f"* `workflow_ref`: `{caller or job}`",
        f"* `job_workflow_ref`: `{job}`",
    ]
    return "\n".join(lines + ([] if environment is None else [f"* `environment`: `{environment}`"]))


def gitlab(file: str = ".gitlab-ci.yml", environment: str = "None") -> str:
    return (
        "error: Failed to obtain token for trusted publishing\n"
        'Response: {"message":"Token request failed","errors":[{"code":"invalid-publisher"}]}\n'
        'Token claims: GitLab(GitLabTokenClaims { sub: "project_path:acme/mono:ref_type:tag:ref:v1", '
        f'project_path: "acme/mono", ci_config_ref_uri: "gitlab.com/acme/mono//{file}@refs/tags/v1", '
        f"environment: {environment} }})"
    )


def diagnose(
    log: str, *packages: Package, read: Repository | None = None, asked: str = "pypi", remote: bool = True
) -> Cause:
    found = read or repository(*(packages or (CORE,)))
    grounds = Grounds(found if remote else None, known()[asked], known())
    [cause] = diagnosed(enumerate(log.split("\n"), 1), grounds)
    assert cause.cause == "invalid-publisher"
    return cause


@pytest.mark.parametrize(
    ("log", "differs"),
    [
        (github(environment="MISSING"), Difference("environment", "", "pypi")),
        (github(environment="release"), Difference("environment", "release", "pypi")),
        (github(file="release.yml"), Difference("workflow_filename", "release.yml", "publish.yaml")),
        (github(repository="fork/mono"), Difference("owner", "fork", "acme")),
        (github(repository="acme/other"), Difference("repository", "other", "mono")),
    ],
)
def test_the_differing_field_is_named_as_the_form_names_it(log: str, differs: Difference) -> None:
    cause = diagnose(log)
    assert cause.differs == differs
    assert cause.link.startswith(FORM.format(name="acme-core"))


@pytest.mark.parametrize("there", ["someone-else/mono", "acme/other", "someone-else/tool"])
def test_a_strangers_run_is_never_to_be_trusted(there: str) -> None:
    cause = diagnose(github(repository=there))
    assert f"this log is of another repository, {there}; here is acme/mono" in cause.remedy
    assert "publish from acme/mono, or run diagnose in" in cause.remedy
    assert f"Only if https://github.com/acme/mono leads to {there} was it renamed" in cause.remedy
    assert "register `" not in cause.remedy
    assert "differs too" not in cause.remedy


def test_a_strangers_run_is_known_where_nothing_is_planned_as_well() -> None:
    read = repository(package("other", ecosystem=Ecosystem.JAVASCRIPT))
    cause = diagnose(github(repository="birchwood-hq/mono"), read=read)
    assert "this log is of another repository, birchwood-hq/mono; here is acme/mono" in cause.remedy
    assert cause.link == ""
    assert "Owner" not in cause.remedy


def test_a_run_of_ones_own_that_nothing_is_planned_for_needs_no_condition() -> None:
    read = repository(package("other", ecosystem=Ecosystem.JAVASCRIPT))
    assert diagnose(github(), read=read).remedy.startswith("register what the run presented: Owner acme")


def test_the_advice_is_two_sided_and_names_what_the_link_fills_in() -> None:
    file = diagnose(github(file="release.yml"))
    assert "publish from `publish.yaml`" in file.remedy
    assert "register `release.yml` as Workflow name" in file.remedy
    assert "the link fills in `publish.yaml`, as planned" in file.remedy
    environment = diagnose(github(environment="MISSING"))
    assert "or register the publisher without one; the link fills in `pypi`" in environment.remedy


def test_of_several_differing_fields_the_first_is_shown_and_the_others_are_named() -> None:
    cause = diagnose(github(file="release.yml", environment="prod"))
    assert cause.differs == Difference("workflow_filename", "release.yml", "publish.yaml")
    assert "Environment name differs too" in cause.remedy


def test_where_all_agrees_what_is_registered_is_to_blame() -> None:
    cause = diagnose(github())
    assert cause.differs is None
    assert "stray space" in cause.remedy
    assert "environment=pypi" in cause.link


def test_an_environment_that_nobody_printed_is_no_difference() -> None:
    assert diagnose(github(environment=None)).differs is None


def test_an_environment_in_other_letters_is_the_same_at_github() -> None:
    assert diagnose(github(environment="PyPI")).differs is None


def test_git_may_write_the_owner_in_any_letters_and_the_run_says_how_github_does() -> None:
    read = repository(CORE, remote=Remote("github.com", "acme/MONO", Source("git remote origin")))
    cause = diagnose(github(repository="Acme/Mono"), read=read)
    assert cause.differs is None
    assert "owner=Acme&repository=Mono" in cause.link


def test_a_chosen_value_outranks_what_git_says() -> None:
    chosen = PublisherChoice({"environment": Read("release", Source("pyproject.toml", 9))})
    read = repository(CORE, choices=Choices(publishers={"": chosen}))
    assert diagnose(github(), read=read).differs == Difference("environment", "pypi", "release")


def test_the_packages_that_share_the_publisher_are_named_and_the_first_is_linked() -> None:
    cause = diagnose(github(environment="MISSING"), SERVER, CORE)
    assert "acme-core, acme-server" in cause.remedy
    assert "/acme-core/" in cause.link


def test_the_package_that_the_log_uploads_is_the_one_it_is_about() -> None:
    log = github(environment="MISSING", before="Uploading acme_server-0.2.0-py3-none-any.whl")
    assert "/acme-server/" in diagnose(log, CORE, SERVER).link


def test_of_several_publishers_the_nearest_is_meant() -> None:
    mentioned = (
        replace(job("core", name="publish-core", line=10), mentions=("acme-core",)),
        replace(job("server", name="publish-server", line=20), mentions=("acme-server",)),
    )
    cause = diagnose(github(environment="server"), read=repository(CORE, SERVER, jobs=mentioned))
    assert cause.differs is None
    assert "/acme-server/" in cause.link


def test_a_called_file_of_the_same_repository_is_the_one_to_register() -> None:
    caller = "acme/mono/.github/workflows/release.yaml@refs/tags/v1"
    cause = diagnose(github(file="called.yaml", caller=caller))
    assert cause.differs == Difference("workflow_filename", "called.yaml", "publish.yaml")
    assert "not the calling one" in cause.remedy
    assert "not the calling one" in diagnose(github(caller=caller)).remedy


def test_a_called_files_repository_is_not_taken_for_the_runs() -> None:
    chain = (
        "Job defined at: acme-ci/shared/.github/workflows/called.yaml@refs/heads/main\n"
        "Reusable workflow chain:\n"
        f"acme/mono/.github/workflows/publish.yaml@refs/tags/v1 ({'a1' * 20})\n"
        f"-> acme-ci/shared/.github/workflows/called.yaml@refs/heads/main ({'b2' * 20})\n"
    )
    cause = diagnose(f"{chain}ERROR    * `invalid-publisher`: {NOT_FOUND}")
    assert cause.differs == Difference("workflow_filename", "acme-ci/shared/called.yaml", "publish.yaml")
    assert "another repository, " not in cause.remedy


def test_a_file_of_another_repository_can_never_be_registered() -> None:
    log = github().replace("* `job_workflow_ref`: `acme/mono/", "* `job_workflow_ref`: `acme/shared/")
    cause = diagnose(log)
    assert cause.differs == Difference("workflow_filename", "acme/shared/publish.yaml", "publish.yaml")
    assert "this repository's own" in cause.remedy


def test_the_index_of_the_log_is_the_one_that_is_linked() -> None:
    cause = diagnose(github(before="  repository-url: https://test.pypi.org/legacy/"))
    assert cause.link.startswith("https://test.pypi.org/manage/project/acme-core/")
    assert "TestPyPI keeps publishers of its own" in cause.remedy


def test_the_index_that_was_asked_for_holds_where_the_log_names_none() -> None:
    assert diagnose(github(), asked=TESTPYPI.name).link.startswith(TESTPYPI.web_url)
    assert diagnose(github(), asked=PYPI.name).link.startswith(PYPI.web_url)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Check failed for required claim 'repository_owner_id'", "renamed or made anew"),
        ("Check failed for optional claim 'environment'", "its environment is not the run's"),
        ("The job_workflow_ref claim does not match, expecting one of ['x'], got 'y'", "job_workflow_ref"),
        ("Publishing from a workflow invoked via 'pull_request_target' is not supported.", "by a tag"),
    ],
)
def test_the_indexs_own_reason_is_heeded(reason: str, words: str) -> None:
    log = github(reason=f"valid token, but no corresponding publisher ({reason})")
    assert words in diagnose(log).remedy


def test_gitlabs_fields_have_gitlabs_names() -> None:
    chosen = {
        "namespace": Read("acme", Source("pyproject.toml", 3)),
        "project": Read("mono", Source("pyproject.toml", 4)),
        "workflow": Read("ci/publish.yml", Source("pyproject.toml", 5)),
        "environment": Read("pypi", Source("pyproject.toml", 6)),
    }
    read = repository(CORE, jobs=(), choices=Choices(publishers={"": PublisherChoice(chosen)}))
    cause = diagnose(gitlab(environment='Some("pypi")'), read=read)
    assert cause.differs == Difference("workflow_filepath", ".gitlab-ci.yml", "ci/publish.yml")
    assert "provider=gitlab" in cause.link
    without = diagnose(gitlab(file="ci/publish.yml"), read=read)
    assert without.differs == Difference("environment", "", "pypi")


def test_a_plan_for_another_provider_is_not_compared() -> None:
    cause = diagnose(gitlab())
    assert cause.differs is None
    assert "Namespace acme" in cause.remedy


def test_without_a_repository_what_the_run_presented_is_to_be_registered() -> None:
    cause = diagnose(github(before="Uploading acme_core-0.2.0.tar.gz"), remote=False)
    assert cause.differs is None
    assert cause.remedy.startswith("if acme/mono is yours and meant to publish")
    assert "Owner acme · Repository name mono · Workflow name publish.yaml" in cause.remedy
    assert cause.link == FORM.format(name="acme-core") + "&workflow_filename=publish.yaml&environment=pypi"


def test_without_a_repository_a_called_file_is_still_told_and_nothing_is_said_to_be_registered() -> None:
    caller = "acme/mono/.github/workflows/release.yaml@refs/tags/v1"
    cause = diagnose(github(file="called.yaml", caller=caller), remote=False)
    assert cause.differs == Difference("workflow_filename", "called.yaml", None)


def test_without_claims_and_without_a_repository_it_still_says_what_to_compare() -> None:
    cause = diagnose(f"##[error]* `invalid-publisher`: {NOT_FOUND}", remote=False)
    assert cause.differs is None
    assert cause.link == "https://pypi.org/manage/account/publishing/"


def test_a_secret_among_the_claims_is_not_shown() -> None:
    secret = "ghp" + "_" + "a1B2" * 9
    cause = diagnose(github(environment=secret))
    assert cause.differs is not None
    assert secret not in f"{cause.differs.presented} {cause.remedy} {cause.evidence.text} {cause.link}"
