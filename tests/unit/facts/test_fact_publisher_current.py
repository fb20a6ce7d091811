"""publisher-current: every verdict of it, field by field."""

from fakes.eyes import FakeEyes
from made_up import ACME, DAY, NOW, form, job, project, proven, release, target
from primer.core.choices import Route
from primer.core.evidence import Evidence, Grade
from primer.core.memory import Declared
from primer.core.problem import YourInput
from primer.core.project import Provenance, Unlooked
from primer.core.publisher import GitHubActions, GitLabCI, Identity
from primer.core.repository import Remote
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.core.verdict import Done, FactId, Mend, Todo, Unseen, Verdict, Visit, Waits
from primer.core.workflow import PublishingJob, Unresolved
from primer.facts.publisher_current import PublisherCurrent
from primer.facts.registration import values_of
from primer.facts.target import RepositoryCI

HOME = Remote("github.com", "acme/mono", Source("git remote origin"), canonical=True)
PUBLISH = ".github/workflows/publish.yaml"
CI = RepositoryCI(HOME, frozenset({PUBLISH}), (job(),))
REGISTERED = FactId("publisher-registered", "pypi", "acme-core")
PRIVATE = "GitHub shows no such repository to strangers"


def look(eyes: FakeEyes, ci: RepositoryCI = CI, identity: Identity | None = ACME) -> Verdict:
    one = replace(target(route=Route.EXISTS, jobs=ci.jobs, identity=identity), ci=ci)
    return PublisherCurrent(one).look(eyes)


def published(*found: Provenance, registered: Identity | None = None) -> FakeEyes:
    """1.0 came two days ago, by these publishers; `registered` is one that the person added since."""
    eyes = FakeEyes({"acme-core": project(release("1.0", uploaded=NOW - 2 * DAY, proof=bool(found)))})
    eyes.proofs["1.0"] = found
    if registered is not None:
        eyes.entries.append(Declared(str(REGISTERED), values_of(form(identity=registered)), NOW - DAY))
    return eyes


def at_home(path: str = "acme/mono", *jobs: PublishingJob, canonical: bool = True) -> RepositoryCI:
    files = frozenset({PUBLISH, *(one.file for one in jobs)})
    return RepositoryCI(replace(HOME, path=path, canonical=canonical), files, jobs or (job(),))


def outdated(words: str, *more: str) -> Todo:
    problem = YourInput(
        "publisher-outdated",
        "acme-core: its publisher on PyPI names what is not there any more",
        f"add the publisher of today at {form().link}, and remove the old one",
        (words, *more),
        warning=True,
    )
    return Todo(Mend(words, problem))


def seen_all(claim: str = "acme/mono, publish.yaml and environment pypi are there") -> Done:
    return Done(Evidence(claim, "acme_core-1.0.tar.gz", NOW, Grade.OBSERVED))


def test_a_publisher_whose_repository_file_and_environment_are_there_is_current() -> None:
    eyes = published(*proven())
    assert look(eyes) == seen_all()
    assert not [name for name in eyes.looks if name.startswith("repository")]


def test_github_writes_the_owner_and_the_environment_in_any_case() -> None:
    eyes = published(*proven(repository="Acme/mono", environment="pypi"))
    assert look(eyes, at_home("acme/mono", job(environment="PyPI"))) == seen_all(
        "Acme/mono, publish.yaml and environment pypi are there"
    )


def test_a_publisher_without_environment_takes_any_job_of_the_file() -> None:
    assert look(published(*proven(environment=""))) == seen_all("acme/mono and publish.yaml are there")


def test_a_renamed_file_is_named_with_the_one_that_publishes_now() -> None:
    words = "there is no .github/workflows/release.yml any more; publish.yaml publishes now"
    eyes = published(*proven(workflow="release.yml"))
    assert look(eyes) == outdated(words, "Workflow name: release.yml → publish.yaml")


def test_another_ending_is_another_file() -> None:
    verdict = look(published(*proven(workflow="publish.yml")))
    words = "there is no .github/workflows/publish.yml any more; publish.yaml publishes now"
    assert verdict == outdated(words, "Workflow name: publish.yml → publish.yaml")


def test_of_several_files_that_publish_none_is_proposed() -> None:
    ci = at_home("acme/mono", job(), job(file=".github/workflows/more.yaml"))
    words = "there is no .github/workflows/release.yml any more; more.yaml, publish.yaml publishes now"
    assert look(published(*proven(workflow="release.yml")), ci) == outdated(words)


def test_a_file_that_is_gone_and_nothing_instead() -> None:
    ci = RepositoryCI(HOME)
    assert look(published(*proven()), ci) == outdated("there is no .github/workflows/publish.yaml any more")


def test_a_renamed_environment_is_named_with_the_one_that_is_there() -> None:
    ci = at_home("acme/mono", job(environment="release"))
    words = "no job of publish.yaml publishes from environment pypi: it has release"
    assert look(published(*proven()), ci) == outdated(words, "Environment name: pypi → release")


def test_an_environment_that_was_taken_away() -> None:
    ci = at_home("acme/mono", job(environment=None))
    words = "no job of publish.yaml publishes from environment pypi: it names none"
    assert look(published(*proven()), ci) == outdated(words)


def test_one_of_several_jobs_of_the_file_is_enough() -> None:
    ci = at_home("acme/mono", job(environment="testpypi", name="test"), job())
    assert look(published(*proven()), ci) == seen_all()


def test_an_environment_that_only_a_run_knows_is_unseen() -> None:
    ci = at_home("acme/mono", job(environment=Unresolved("${{ matrix.name }}")))
    why = "the environment in publish.yaml is `${{ matrix.name }}`, which only a run knows"
    assert look(published(*proven()), ci) == Unseen(why)


def test_a_file_without_a_step_that_is_known_to_publish_is_unseen() -> None:
    ci = RepositoryCI(HOME, frozenset({PUBLISH}), ())
    why = "publish.yaml is there; no step of it is one that primer knows to publish"
    assert look(published(*proven()), ci) == Unseen(why)


def test_a_renamed_repository_answers_with_its_new_name() -> None:
    eyes = published(*proven(repository="acme/old"))
    eyes.renamed["acme/old"] = "acme/mono"
    words = "GitHub calls acme/old acme/mono now"
    assert look(eyes) == outdated(words, "Repository name: old → mono")


def test_a_renamed_owner_is_named_alone() -> None:
    eyes = published(*proven(repository="acme-inc/mono"))
    eyes.renamed["acme-inc/mono"] = "acme/mono"
    assert look(eyes) == outdated("GitHub calls acme-inc/mono acme/mono now", "Owner: acme-inc → acme")


def test_a_moved_repository_is_named_whole() -> None:
    eyes = published(*proven(repository="kim/tool"))
    eyes.renamed["kim/tool"] = "acme/mono"
    words = "GitHub calls kim/tool acme/mono now"
    assert look(eyes) == outdated(words, "Owner and repository name: kim/tool → acme/mono")


def test_another_case_of_the_repositorys_name_is_another_name_for_pypi() -> None:
    eyes = published(*proven(repository="acme/Mono"))
    eyes.renamed["acme/Mono"] = "acme/mono"
    assert look(eyes) == outdated("GitHub calls acme/Mono acme/mono now", "Repository name: Mono → mono")


def test_what_another_repository_publishes_cannot_be_told_from_here() -> None:
    eyes = published(*proven(repository="acme/other"))
    assert look(eyes) == Unseen("it is published from acme/other, whose files are not here")
    eyes.renamed["acme/other"] = Unlooked(PRIVATE)
    assert look(eyes) == Unseen(f"it is published from acme/other, whose files are not here: {PRIVATE}")


def test_without_a_remote_nothing_is_here() -> None:
    ci = RepositoryCI(None, frozenset({PUBLISH}), (job(),))
    assert look(published(*proven()), ci) == Unseen(
        "it is published from acme/mono, whose files are not here"
    )


def test_a_name_that_could_not_be_looked_up_is_left_to_the_person() -> None:
    eyes = published(*proven())
    eyes.renamed["acme/mono"] = Unlooked(PRIVATE)
    why = f"whether acme/mono was renamed could not be looked up: {PRIVATE}"
    about = (("repository", "acme/mono"),)
    words = f"{why}; say so if acme/mono still has that name"
    ci = at_home(canonical=False)
    assert look(eyes, ci) == Unseen(why, Visit(words, "https://github.com/acme/mono", False, about))
    eyes.entries.append(Declared("publisher-current:pypi:acme-core", dict(about), NOW))
    assert look(eyes, ci) == Done(Evidence("acme/mono still has that name", "you", NOW, Grade.DECLARED))


def test_what_is_wrong_in_the_files_is_said_whether_github_answers_or_not() -> None:
    eyes = published(*proven(workflow="release.yml"))
    eyes.renamed["acme/mono"] = Unlooked(PRIVATE)
    assert isinstance(look(eyes, at_home(canonical=False)), Todo)


def test_of_two_publishers_of_a_release_the_one_that_is_wrong_is_named() -> None:
    eyes = published(*proven(), *proven(workflow="wheels.yml"))
    words = "there is no .github/workflows/wheels.yml any more; publish.yaml publishes now"
    assert look(eyes) == outdated(words, "Workflow name: wheels.yml → publish.yaml")


def test_the_newest_release_that_proves_anything_counts() -> None:
    eyes = published(*proven(workflow="old.yml"))
    files = (release("1.0", proof=True), release("1.1", proof=True), release("1.2"))
    eyes.projects["acme-core"] = project(*files)
    eyes.proofs["1.1"] = proven()
    claim = "acme/mono, publish.yaml and environment pypi are there"
    assert look(eyes) == Done(Evidence(claim, "acme_core-1.1.tar.gz", NOW, Grade.OBSERVED))


def test_a_publisher_that_was_registered_since_is_judged_in_its_place() -> None:
    eyes = published(*proven(workflow="release.yml"), registered=ACME)
    claim = "acme/mono, publish.yaml and environment pypi are there"
    assert look(eyes) == Done(Evidence(claim, "registered", NOW, Grade.DECLARED))


def test_without_any_proof_the_registered_publisher_is_judged() -> None:
    gone = GitHubActions("acme", "mono", "gone.yaml", "pypi")
    assert isinstance(look(published(registered=gone), identity=gone), Todo)
    assert isinstance(look(published(registered=ACME)), Done)


def test_without_a_proof_and_without_a_word_it_waits_for_the_publisher() -> None:
    assert look(published()) == Waits((REGISTERED,))


def test_a_service_account_names_no_file() -> None:
    eyes = published(Provenance("Google", (("email", "robot@acme.example"),)))
    assert look(eyes) == seen_all("robot@acme.example names no file")


def test_a_kind_of_publisher_that_is_not_known_is_unseen() -> None:
    eyes = published(Provenance("Forge", ()))
    assert look(eyes) == Unseen("1.0 proves a kind of publisher that primer does not know")


def test_what_cannot_be_looked_at_is_unseen() -> None:
    assert look(FakeEyes({"acme-core": Unlooked("offline")})) == Unseen("offline")
    eyes = published(*proven())
    eyes.proofs["1.0"] = Unlooked("timed out")
    assert look(eyes) == Unseen("timed out")


LAB = replace(HOME, host="gitlab.com", path="acme/group/mono")
PIPELINE = ".gitlab-ci.yml"


def lab_job(environment: str = "pypi") -> PublishingJob:
    read: Read[str | Unresolved] = Read(environment, Source(PIPELINE, 9))
    return replace(job(file=PIPELINE), provider="gitlab", environment=read)


def lab_proof(path: str = PIPELINE, environment: str = "pypi", repository: str = LAB.path) -> FakeEyes:
    claims = (("environment", environment), ("repository", repository), ("workflow_filepath", path))
    return published(Provenance("GitLab", claims))


def look_at_lab(eyes: FakeEyes, *files: str, environment: str = "pypi") -> Verdict:
    ci = RepositoryCI(LAB, frozenset(files or (PIPELINE,)), (lab_job(environment),))
    return look(eyes, ci, GitLabCI("acme/group", "mono", PIPELINE, "pypi"))


def test_a_gitlab_publisher_is_current_as_far_as_files_tell() -> None:
    claim = "acme/group/mono, .gitlab-ci.yml and environment pypi are there"
    assert look_at_lab(lab_proof()) == seen_all(claim)


def test_a_gitlab_pipeline_that_is_gone_is_named_by_its_path() -> None:
    verdict = look_at_lab(lab_proof("ci/release.yml"))
    assert isinstance(verdict, Todo)
    assert verdict.change.words == "there is no ci/release.yml any more"
    assert isinstance(verdict.change, Mend)
    assert verdict.change.problem is not None
    assert verdict.change.problem.context[1:] == (
        "Top-level pipeline file path: ci/release.yml → .gitlab-ci.yml",
    )


def test_gitlabs_environments_are_compared_letter_by_letter() -> None:
    verdict = look_at_lab(lab_proof(environment="PyPI"))
    assert isinstance(verdict, Todo)
    assert verdict.change.words == "no job of .gitlab-ci.yml publishes from environment PyPI: it has pypi"


def test_gitlab_itself_is_not_asked_about_another_path() -> None:
    why = "it is published from acme/old/mono, whose files are not here"
    assert look_at_lab(lab_proof(repository="acme/old/mono")) == Unseen(why)
