"""The release of a repository: what its workflow is to do, from what was read, chosen and seen."""

import pytest

from made_up import INTERNAL, job, package, repository
from primer.core.choices import Choices, PublisherChoice
from primer.core.package import Description, Package
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Registry
from primer.core.release import Builder, Forge, Manager, Part, Release, Tags
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.core.workflow import PublishingJob
from primer.engine.release import Wishes, misread, newest_python, release_of
from primer.reading.toolchain import Toolchain, toolchain
from primer.registries.addresses import PYPI, TESTPYPI

PUBLISH = ".github/workflows/publish.yaml"
GITLAB = Remote("gitlab.com", "acme/tools/mono", Source("git remote origin"))
NPM_JOB = replace(job("npm"), ecosystem=Ecosystem.JAVASCRIPT, tool="npm publish", job="npm")


def chosen(registry: str = "", **values: str) -> Choices:
    """Choices of a publisher, from the table."""
    read = {key: Read(value, Source("pyproject.toml", 9)) for key, value in values.items()}
    return Choices(publishers={registry: PublisherChoice(read)})


def released(
    found: Repository,
    registry: Registry = PYPI,
    wishes: Wishes | None = None,
    files: tuple[str, ...] = (),
    signs: Toolchain | None = None,
) -> Release:
    return release_of(found, registry, wishes or Wishes(), frozenset(files), signs or Toolchain())


def web(name: str = "@acme/web", *needs: str) -> Package:
    return package(name, requires=needs, ecosystem=Ecosystem.JAVASCRIPT)


def bare(*packages: Package, remote: Remote | None = None, choices: Choices | None = None) -> Repository:
    """A repository in which nothing publishes yet."""
    return repository(*packages, jobs=(), remote=remote, choices=choices)


def test_packages_stand_in_tier_order_and_python_goes_first() -> None:
    app = package("acme-app", requires=("acme-core", "requests"))
    found = released(bare(app, package("acme-core"), web(), web("@acme/app", "@acme/web")))
    assert [(one.tier, one.name) for one in found.packages] == [
        (0, "acme-core"),
        (0, "@acme/web"),
        (1, "acme-app"),
        (1, "@acme/app"),
    ]
    assert [one.requires for one in found.packages] == [(), (), ("acme-core",), ("@acme/web",)]


def test_packages_that_need_each_other_do_not_wait_for_each_other() -> None:
    found = released(bare(package("a", requires=("b", "c")), package("b", requires=("a",)), package("c")))
    assert {one.name: one.requires for one in found.packages} == {"a": ("c",), "b": (), "c": ()}


def test_each_package_knows_where_it_goes() -> None:
    python, node = released(bare(package(), web())).packages
    assert (python.registry, python.index, python.upload_url) == ("pypi", "https://pypi.org/simple", "")
    assert python.web == "https://pypi.org/project/acme-core/"
    assert (node.registry, node.index) == ("npm", "https://registry.npmjs.org")
    assert node.web == "https://www.npmjs.com/package/@acme/web"


def test_another_index_is_named_with_its_upload_address() -> None:
    one = released(bare(package()), INTERNAL).packages[0]
    assert (one.registry, one.upload_url) == ("internal", INTERNAL.upload_url)


def test_a_trial_on_testpypi_leaves_npm_alone() -> None:
    trial = released(bare(package(), web()), TESTPYPI)
    assert [one.name for one in trial.packages] == ["acme-core"]
    assert trial.left_out == ("@acme/web",)
    assert trial.file == ".github/workflows/publish-testpypi.yaml"
    assert released(bare(package(), web())).left_out == ()


def environments(found: Release) -> list[str]:
    return [one.environment for one in found.packages]


def test_environments_are_the_proposed_ones_where_nothing_says_otherwise() -> None:
    assert environments(released(bare(package(), web()))) == ["pypi", "npm"]


@pytest.mark.parametrize(
    ("choices", "jobs", "expected"),
    [
        (Choices(), (job("release"),), ["release", "npm"]),
        (Choices(), (job(None),), ["pypi", "npm"]),
        (chosen(environment="gate"), (job("release"), NPM_JOB), ["gate", "gate"]),
        (chosen(environment=""), (job("release"),), ["", ""]),
        (chosen("npm", environment="js"), (job("release"), NPM_JOB), ["release", "js"]),
        (Choices(), (replace(NPM_JOB, environment=job("web").environment),), ["pypi", "web"]),
    ],
    ids=[
        "of the job",
        "a job without one",
        "chosen for all",
        "chosen none",
        "chosen for npm",
        "of the npm job",
    ],
)
def test_an_environment_is_chosen_or_read_off_the_job(
    choices: Choices, jobs: tuple[PublishingJob, ...], expected: list[str]
) -> None:
    assert environments(released(repository(package(), web(), choices=choices, jobs=jobs))) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (bare(package()), PUBLISH),
        (
            repository(package(), jobs=(job(file=".github/workflows/release.yml"),)),
            ".github/workflows/release.yml",
        ),
        (repository(package(), choices=chosen(workflow="go.yml")), ".github/workflows/go.yml"),
        (repository(package(), jobs=(job(file="../.github/workflows/release.yml"),)), PUBLISH),
        (
            repository(
                package(), jobs=(job(file=".github/workflows/a.yml"), job(file=".github/workflows/b.yml"))
            ),
            PUBLISH,
        ),
        (bare(package(), remote=GITLAB), ".gitlab-ci.yml"),
        (bare(package(), remote=GITLAB, choices=chosen(workflow="ci/go.yml")), "ci/go.yml"),
    ],
    ids=["new", "the one there", "chosen", "outside", "several", "GitLab", "GitLab, chosen"],
)
def test_the_file_is_the_one_that_publishes_already(found: Repository, expected: str) -> None:
    assert released(found).file == expected


def test_a_trial_is_not_written_over_the_workflow_for_pypi() -> None:
    assert released(repository(package()), TESTPYPI).file == ".github/workflows/publish-testpypi.yaml"


def test_beside_a_pipeline_of_ones_own_a_file_to_include_is_written() -> None:
    found = bare(package(), remote=GITLAB)
    assert released(found, files=(".gitlab-ci.yml",)).file == ".gitlab/publish.yml"
    own = Toolchain(stages=("lint", "test"))
    assert released(found, files=(".gitlab-ci.yml",), signs=own).stages == ("lint", "test")
    assert released(found, signs=own).stages == ()
    by_primer = Toolchain(written=frozenset({".gitlab-ci.yml"}))
    assert released(found, files=(".gitlab-ci.yml",), signs=by_primer).file == ".gitlab-ci.yml"


def test_the_forge_is_where_the_remote_is() -> None:
    assert (released(bare(package())).forge, released(bare(package())).repository) == (
        Forge.GITHUB,
        "acme/mono",
    )
    found = released(bare(package(), remote=GITLAB))
    assert (found.forge, found.repository) == (Forge.GITLAB, "acme/tools/mono")


@pytest.mark.parametrize(
    ("found", "flag"),
    [
        (replace(bare(package()), remote=None), "--owner"),
        (bare(package(), remote=Remote("codeberg.org", "a/b", Source("git remote origin"))), "--owner"),
        (bare(package(), choices=chosen(email="ci@acme.example")), "--owner"),
        (bare(package(), remote=GITLAB, choices=chosen(provider="github")), "--owner and --repository"),
        (bare(package(), choices=chosen(provider="gitlab")), "--namespace and --project"),
    ],
    ids=["no remote", "another host", "Google", "GitHub without a name", "GitLab without a name"],
)
def test_elsewhere_the_problem_names_the_flags(found: Repository, flag: str) -> None:
    with pytest.raises(Stop) as stopped:
        released(found)
    assert stopped.value.problem.reference == "no-forge"
    assert flag in stopped.value.problem.hint


def test_no_remote_is_needed_where_owner_and_name_are_chosen() -> None:
    found = bare(package(), choices=chosen(owner="kim", repository="solo"))
    assert released(replace(found, remote=None)).repository == "kim/solo"


def test_without_packages_there_is_nothing_to_release() -> None:
    with pytest.raises(Stop, match="no-packages"):
        released(bare())


@pytest.mark.parametrize(
    ("seen", "versions", "expected"),
    [
        ((), ("1.0", "1.0"), Tags.ONE),
        ((), ("1.0", "2.0"), Tags.EACH),
        ((), (None, None), Tags.ONE),
        (("v*",), ("1.0", "2.0"), Tags.ONE),
        (("v[0-9]+.*",), ("1.0", "2.0"), Tags.ONE),
        (("acme-app-v1.0", "v3"), ("1.0", "1.0"), Tags.EACH),
        (("Acme_App@1.0",), ("1.0", "1.0"), Tags.EACH),
        (("acme-app/v1.0",), ("1.0", "1.0"), Tags.EACH),
        (("nightly", "acme-application-v1"), ("1.0", "1.0"), Tags.ONE),
    ],
)
def test_tags_are_as_they_were_seen_and_else_as_the_versions_are(
    seen: tuple[str, ...], versions: tuple[str | None, str | None], expected: Tags
) -> None:
    found = bare(package("acme-core", versions[0]), package("acme-app", versions[1]))
    assert released(found, signs=Toolchain(tags=seen)).tags is expected
    assert released(found, wishes=Wishes(Tags.EACH), signs=Toolchain(tags=seen)).tags is Tags.EACH


def test_uv_builds_where_the_repository_uses_it_and_by_name_where_all_are_members() -> None:
    found = bare(package("one"), package("two"))
    workspace = '[tool.uv.workspace]\nmembers = ["packages/{}"]\n'
    all_of_them = toolchain({"pyproject.toml": workspace.format("*")}, {}, ())
    some = toolchain({"pyproject.toml": workspace.format("one")}, {}, ())
    assert (released(found).builder, released(found).workspace) == (Builder.BUILD, False)
    assert released(found, files=("uv.lock",)).builder is Builder.UV
    assert released(found, signs=all_of_them).workspace
    assert not released(found, signs=some).workspace
    by_wish = released(found, wishes=Wishes(builder=Builder.BUILD), signs=all_of_them)
    assert (by_wish.builder, by_wish.workspace) == (Builder.BUILD, False)


@pytest.mark.parametrize(
    ("files", "named", "expected"),
    [
        (("package-lock.json",), "", (Manager.NPM, "package-lock.json")),
        (("pnpm-lock.yaml", "package-lock.json"), "", (Manager.PNPM, "pnpm-lock.yaml")),
        (("yarn.lock",), "npm@11", (Manager.YARN, "yarn.lock")),
        ((), "pnpm@9.1.0", (Manager.PNPM, "")),
        ((), "bun@1", (Manager.NPM, "")),
        (("pnpm-workspace.yaml",), "", (Manager.PNPM, "")),
        (("pnpm-workspace.yaml", "package-lock.json"), "", (Manager.NPM, "package-lock.json")),
        (("pnpm-workspace.yaml",), "npm@11", (Manager.NPM, "")),
        (("docs/yarn.lock",), "", (Manager.NPM, "")),
    ],
)
def test_the_manager_is_whose_lock_file_is_there(
    files: tuple[str, ...], named: str, expected: tuple[Manager, str]
) -> None:
    signs = toolchain({"package.json": f'{{"packageManager": "{named}"}}'}, {}, ())
    found = released(bare(web()), files=files, signs=signs)
    assert (found.manager, found.lock) == expected


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ((), "3.14"),
        ((">=3.11", ">=3.9,<3.14"), "3.13"),
        (("", ">=3.8, !=3.14.*"), "3.13"),
        (("~=3.11.0",), "3.11"),
        (("<3",), "3.14"),
        (("not a range", "<3.12"), "3.11"),
    ],
)
def test_the_newest_python_that_all_allow_builds(ranges: tuple[str, ...], expected: str) -> None:
    assert newest_python(ranges) == expected


def test_the_python_of_the_packages_counts() -> None:
    old = replace(package(), description=Description(requires_python=">=3.10,<3.13"))
    assert released(bare(old, package("acme-app"))).python == "3.12"


def test_a_version_that_comes_from_a_tag_needs_the_history() -> None:
    assert not released(bare(package())).history
    assert released(bare(package(version=None))).history


def test_parts_and_command_are_the_wishes_own() -> None:
    wishes = Wishes(parts=frozenset({Part.AUDIT}), command="primer workflow --with audit")
    found = released(bare(package()), wishes=wishes)
    assert (found.parts, found.command) == (wishes.parts, wishes.command)


def test_a_workflow_that_reads_back_as_it_was_meant_is_not_misread() -> None:
    meant = released(bare(package(), web()))
    assert misread(meant, repository(package(), web(), jobs=(job(), NPM_JOB)), PYPI) == ()


@pytest.mark.parametrize(
    ("jobs", "words"),
    [
        ((), "workflow: no job was found"),
        ((job("other"), NPM_JOB), "the plan reads the environment other"),
        ((job(file=".github/workflows/old.yml"), NPM_JOB), "the plan reads the workflow old.yml"),
        ((job(), job(file=".github/workflows/old.yml"), NPM_JOB), "workflow: more than one job"),
        ((job(),), "@acme/web: no job of"),
    ],
)
def test_what_reads_otherwise_is_said_by_package(jobs: tuple[PublishingJob, ...], words: str) -> None:
    meant = released(bare(package(), web()))
    assert words in "\n".join(misread(meant, repository(package(), web(), jobs=jobs), PYPI))


def test_a_package_that_is_gone_is_said_to_be() -> None:
    meant = released(bare(package(), package("acme-app")))
    assert misread(meant, repository(package()), PYPI) == ("acme-app: the package is gone",)
