"""workflow-publishes: every verdict of it."""

import pytest

from fakes.eyes import FakeEyes
from made_up import ACME, INTERNAL, NOW, job, observed, project, release, target
from primer.core.evidence import Evidence, Grade
from primer.core.project import Provenance, Unlooked
from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google, Identity, Publisher
from primer.core.registry import Registry
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.facts.workflow_publishes import WorkflowPublishes
from primer.registries.addresses import PYPI, TESTPYPI

ABLE = "`twine upload`, `uv publish`, `pdm publish`, `maturin publish`, `maturin upload`"
WHERE = ".github/workflows/publish.yaml:41"


def look(*jobs: PublishingJob, identity: Identity | None = ACME) -> Verdict:
    return WorkflowPublishes(target(jobs=jobs, identity=identity)).look(FakeEyes())


def test_one_job_with_an_identity_and_the_publishers_environment_is_done() -> None:
    claim = ".github/workflows/publish.yaml, environment pypi"
    assert look(job()) == Done(observed(claim, WHERE))


def test_a_job_without_environment_is_done_where_the_publisher_names_none() -> None:
    claim = ".github/workflows/publish.yaml, no environment"
    publisher = GitHubActions("acme", "mono", "publish.yaml")
    assert look(job(None), identity=publisher) == Done(observed(claim, WHERE))


def test_a_job_is_done_while_the_publisher_is_still_open() -> None:
    claim = ".github/workflows/publish.yaml, environment pypi"
    assert look(job(), identity=None) == Done(observed(claim, WHERE))


def test_no_job_is_to_be_mended() -> None:
    assert look() == Todo(Mend("no workflow publishes it to PyPI; `primer workflow` writes one"))


def test_the_command_that_writes_one_for_another_index_names_it() -> None:
    trial = WorkflowPublishes(replace(target(registry=TESTPYPI), jobs=()))
    words = "no workflow publishes it to TestPyPI; `primer workflow --registry testpypi` writes one"
    assert trial.look(FakeEyes()) == Todo(Mend(words))


@pytest.mark.parametrize(
    ("jobs", "words"),
    [
        ((), "only a token could publish"),
        ((job(),), "only a token could publish"),
        ((job(credential=Credential.STORED),), f"{WHERE} publishes with a stored token"),
    ],
)
def test_no_workflow_is_proposed_for_an_index_that_takes_no_part(
    jobs: tuple[PublishingJob, ...], words: str
) -> None:
    verdict = WorkflowPublishes(target(registry=INTERNAL, jobs=jobs)).look(FakeEyes(offers=False))
    assert verdict == Unseen(f"{words}: Acme's index takes no part in trusted publishing")


def test_a_workflow_is_proposed_for_an_index_that_could_not_be_asked() -> None:
    verdict = WorkflowPublishes(target(registry=INTERNAL, jobs=())).look(FakeEyes(offers=Unlooked("offline")))
    words = "no workflow publishes it to Acme's index; `primer workflow --registry internal` writes one"
    assert verdict == Todo(Mend(words))


def test_several_jobs_are_to_be_told_apart() -> None:
    verdict = look(job(), job(line=70, name="again"))
    words = (
        "more than one job publishes it: .github/workflows/publish.yaml:41, "
        ".github/workflows/publish.yaml:70; --workflow or --environment says which"
    )
    assert verdict == Todo(Mend(words))


@pytest.mark.parametrize(
    ("credential", "words"),
    [
        (Credential.STORED, f"{WHERE} publishes with a stored token; trusted publishing needs none"),
        (Credential.NOTHING, f"{WHERE} can use no identity: job publish needs `id-token: write`"),
    ],
)
def test_a_job_without_an_identity_is_to_be_mended(credential: Credential, words: str) -> None:
    assert look(job(credential=credential)) == Todo(Mend(words))


@pytest.mark.parametrize(
    ("has", "named", "words"),
    [
        ("release", "pypi", "has environment release; the publisher names pypi"),
        (None, "pypi", "has no environment; the publisher names pypi"),
        ("release", "", "has environment release; the publisher names none"),
    ],
)
def test_another_environment_than_the_publishers_is_to_be_mended(
    has: str | None, named: str, words: str
) -> None:
    publisher = GitHubActions("acme", "mono", "publish.yaml", named)
    assert look(job(has), identity=publisher) == Todo(Mend(f"job publish at {WHERE} {words}"))


def test_another_file_than_the_publishers_is_to_be_mended() -> None:
    publisher = GitHubActions("acme", "mono", "release.yaml", "pypi")
    words = f"job publish is in {WHERE}; the publisher names release.yaml"
    assert look(job(), identity=publisher) == Todo(Mend(words))


def test_github_compares_environments_without_regard_to_case() -> None:
    assert isinstance(look(job("PyPI")), Done)


def test_gitlab_compares_environments_with_regard_to_case() -> None:
    publisher = GitLabCI("acme", "mono", ".gitlab-ci.yml", "pypi")
    words = f"job publish at {WHERE} has environment PyPI; the publisher names pypi"
    assert look(job("PyPI"), identity=publisher) == Todo(Mend(words))


def test_an_environment_that_only_a_run_knows_is_unseen() -> None:
    verdict = look(job(Unresolved("${{ inputs.where }}")), identity=None)
    assert verdict == Unseen("its environment is `${{ inputs.where }}`, which only a run knows")


@pytest.mark.parametrize(("named", "words"), [("release", "environment release"), ("", "no environment")])
def test_an_environment_that_only_a_run_knows_is_done_on_the_word_of_who_named_it(
    named: str, words: str
) -> None:
    publisher = GitHubActions("acme", "mono", "publish.yaml", named)
    verdict = look(job(Unresolved("${{ inputs.where }}")), identity=publisher)
    claim = f".github/workflows/publish.yaml, {words}: you named it, the job's is `${{{{ inputs.where }}}}`"
    assert verdict == Done(Evidence(claim, WHERE, NOW, Grade.DECLARED))


@pytest.mark.parametrize("triggers", [{"pull_request_target"}, {"push", "pull_request_target"}])
def test_pypi_refuses_what_pull_request_target_started(triggers: set[str]) -> None:
    words = (
        "PyPI refuses runs that pull_request_target started: "
        "take that trigger out of .github/workflows/publish.yaml"
    )
    assert look(replace(job(), triggers=frozenset(triggers))) == Todo(Mend(words))


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        (
            "hatch publish",
            f"`hatch publish` exchanges none; {ABLE} do",
        ),
        (
            "uv publish",
            "`uv publish` is told to exchange none; leave `--trusted-publishing` to its default",
        ),
    ],
)
def test_a_tool_that_exchanges_no_identity_is_named_with_those_that_do(tool: str, words: str) -> None:
    bare = replace(job(credential=Credential.NOTHING), tool=tool, exchanges=False)
    assert look(bare) == Todo(Mend(f"{WHERE} can use no identity: {words}"))


@pytest.mark.parametrize(("registry", "audience"), [(PYPI, "pypi"), (TESTPYPI, "testpypi")])
def test_a_job_of_gitlab_is_told_in_gitlabs_words(registry: Registry, audience: str) -> None:
    bare = replace(job(credential=Credential.NOTHING), provider="gitlab")
    verdict = WorkflowPublishes(target(registry=registry, jobs=(bare,))).look(FakeEyes())
    words = f"{WHERE} can use no identity: job publish needs `id_tokens` with `aud: {audience}`"
    assert verdict == Todo(Mend(words))


def test_a_job_for_another_index_is_named_where_none_comes_here() -> None:
    source = Source(".github/workflows/publish.yaml", 41)
    read = replace(target(jobs=()), publisher=Publisher(ACME, {"workflow": source}))
    words = (
        ".github/workflows/publish.yaml publishes elsewhere, nothing publishes to PyPI: add "
        "`repository-url`; or `primer workflow` writes one"
    )
    assert WorkflowPublishes(read).look(FakeEyes()) == Todo(Mend(words))


@pytest.mark.parametrize("publisher", [Google("ci@acme.example"), ActiveState("acme", "mono", "kim")])
def test_a_publisher_outside_the_repository_is_unseen(publisher: Identity) -> None:
    verdict = look(identity=publisher)
    assert verdict == Unseen("this publisher runs outside the repository, where primer cannot read")


def test_a_publisher_outside_the_repository_is_done_once_a_release_proves_it() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.2.0", proof=True))})
    eyes.proofs["0.2.0"] = (Provenance("Google", (("email", "ci@acme.example"),)),)
    verdict = WorkflowPublishes(target(jobs=(), identity=Google("ci@acme.example"))).look(eyes)
    assert verdict == Done(observed("proven by acme_core-0.2.0.tar.gz"))
