"""What a package.json says of its source and its readers, beside where its releases come from."""

import json

import pytest

from primer.core.choices import Choices
from primer.core.package import Package
from primer.core.problem import Problem
from primer.core.publisher import CircleCI, GitHubActions, GitLabCI, Publisher
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.reading.packages.found import find_packages
from primer.reading.packages.manifest_problems import manifest_problems
from primer.reading.packages.stated_source import meant_repository
from primer.reading.publishers.decided import Undecided

GITHUB = Publisher(GitHubActions("Acme", "mono", "publish.yml", "npm"))
GITLAB = Publisher(GitLabCI("acme/team", "mono", ".gitlab-ci.yml"))
URL = "git+https://github.com/Acme/mono.git"
REMOTE = Remote("github.com", "Acme/mono", Source("git remote origin"))
RIGHT: dict[str, object] = {
    "repository": {"type": "git", "url": URL, "directory": "packages/wire"},
    "publishConfig": {"access": "public"},
}


def package(manifest: dict[str, object], path: str = "packages/wire", name: str = "@acme/wire") -> Package:
    text = json.dumps({"name": name, "version": "1.0.0"} | manifest, indent=2)
    (found,) = find_packages(
        {f"{path}/package.json" if path != "." else "package.json": text}, Choices()
    ).packages
    return found


def problems(one: Package, publisher: Publisher = GITHUB) -> tuple[Problem, ...]:
    return manifest_problems(one, publisher, around(None))


def around(remote: Remote | None, within: str = "") -> Repository:
    return Repository("mono", remote, (), (), (), (), Choices(), within=within)


def named(found: tuple[Problem, ...]) -> list[str]:
    return [f"{'warning ' if one.warning else ''}{one.reference} {one.source}" for one in found]


def repository(value: object, directory: str | None = "packages/wire") -> dict[str, object]:
    told = {"url": value} | ({"directory": directory} if directory else {})
    return RIGHT | {"repository": told}


def test_a_manifest_that_is_right_has_none() -> None:
    assert problems(package(RIGHT)) == ()


@pytest.mark.parametrize(
    "url",
    [
        "git+https://github.com/Acme/mono.git",
        "https://github.com/Acme/mono",
        "https://github.com/Acme/mono.git",
        "https://www.github.com/Acme/mono/",
        "https://GitHub.com/Acme/mono",
        "http://github.com/Acme/mono",
        "git://github.com/Acme/mono.git",
        "git+ssh://git@github.com/Acme/mono.git",
        "git+ssh://git@github.com:Acme/mono.git",
        "ssh://git@github.com/Acme/mono.git",
        "git@github.com:Acme/mono.git",
        "github:Acme/mono",
        "Acme/mono",
        "Acme/mono#main",
        "https://github.com/Acme/mono.git#main",
        "https://github.com/Acme/mono/tree/main/packages/wire",
    ],
)
def test_every_spelling_of_one_repository_is_that_one(url: str) -> None:
    assert problems(package(repository(url))) == ()


@pytest.mark.parametrize("url", ["gitlab:acme/team/mono", "https://gitlab.com/acme/team/mono.git"])
def test_gitlabs_groups_are_part_of_the_path(url: str) -> None:
    assert problems(package(repository(url)), GITLAB) == ()


@pytest.mark.parametrize(
    "url",
    [
        "git+https://github.com/acme/mono.git",
        "git+https://github.com/Acme/Mono.git",
        "Acme/other",
        "gitlab:Acme/mono",
        "bitbucket:Acme/mono",
        "https://github.com/Acme/mono/issues",
        "https://git.acme.example/Acme/mono",
        "gist:11081aaa281",
        "../mono",
        "see our site",
        "https://[",
    ],
)
def test_every_other_repository_is_a_problem_at_its_line(url: str) -> None:
    assert named(problems(package(repository(url)))) == [
        "npm-repository-mismatch packages/wire/package.json:5"
    ]


def test_the_problem_says_when_only_letters_differ_in_case_and_what_to_write() -> None:
    (problem,) = problems(package(repository("git+https://github.com/acme/mono.git")))
    assert "case" in problem.context[0]
    assert problem.hint == f"write {URL} there; `primer workflow --fix` writes it"


def test_what_names_a_user_in_an_address_is_not_shown() -> None:
    (problem,) = problems(package(repository("https://kim:pass@github.com/acme/mono")))
    assert "github.com/acme/mono" in problem.message
    assert "kim" not in problem.message


@pytest.mark.parametrize("value", [None, "", 7, ["Acme/mono"], {}, {"url": ""}, {"type": "git"}])
def test_a_manifest_that_names_no_repository_is_a_problem_at_its_name(value: object) -> None:
    (problem,) = problems(package(RIGHT | {"repository": value}))
    assert named((problem,)) == ["npm-repository-missing packages/wire/package.json:2"]
    assert URL in problem.hint


def test_a_text_is_a_repository_too_and_names_no_folder() -> None:
    found = problems(package(RIGHT | {"repository": "github:Acme/mono"}))
    assert named(found) == ["warning npm-repository-missing packages/wire/package.json:2"]


@pytest.mark.parametrize("folder", ["packages/wire", "./packages/wire", "packages/wire/", "/packages/wire"])
def test_the_folder_may_be_written_with_what_changes_nothing(folder: str) -> None:
    assert problems(package(repository(URL, folder))) == ()


@pytest.mark.parametrize("folder", ["packages/Wire", "wire", "."])
def test_another_folder_is_a_problem_at_its_line(folder: str) -> None:
    assert named(problems(package(repository(URL, folder)))) == [
        "npm-repository-mismatch packages/wire/package.json:6"
    ]


def test_a_package_at_the_root_needs_no_folder() -> None:
    assert problems(package(repository(URL, None), path=".", name="wire")) == ()
    assert problems(package(repository(URL, "."), path=".", name="wire")) == ()


def test_a_package_for_few_is_a_problem_whatever_its_name() -> None:
    for name in ("@acme/wire", "wire"):
        found = problems(package(RIGHT | {"publishConfig": {"access": "restricted"}}, name=name))
        assert named(found) == ["npm-access-restricted packages/wire/package.json:10"]


@pytest.mark.parametrize("value", [None, {}, {"tag": "next"}, "public", {"access": True}])
def test_a_scoped_package_that_does_not_say_it_is_public_is_warned_of(value: object) -> None:
    found = problems(package(RIGHT | {"publishConfig": value}))
    assert named(found) == ["warning npm-access-restricted packages/wire/package.json:2"]
    assert "npm otherwise takes a package with a scope for a restricted one" in found[0].hint
    assert problems(package(RIGHT | {"publishConfig": value}, name="wire")) == ()


def test_where_no_proof_is_made_the_source_is_only_warned_of() -> None:
    circle = Publisher(CircleCI("a", "b", "c", "github.com/Acme/mono"))
    one = package(repository("Acme/other"))
    found = manifest_problems(one, circle, around(REMOTE), verified=False)
    assert named(found) == ["warning npm-repository-mismatch packages/wire/package.json:5"]


def test_while_the_publisher_is_open_the_remote_counts() -> None:
    one = package(repository("Acme/other"))
    assert len(manifest_problems(one, Undecided(()), around(REMOTE))) == 1
    assert manifest_problems(one, Undecided(()), around(None)) == ()


def test_of_a_part_of_a_work_tree_folders_are_counted_from_its_top() -> None:
    part = around(REMOTE, within="js")
    right, wrong = package(repository(URL, "js/packages/wire")), package(repository(URL))
    assert manifest_problems(right, Undecided(()), part) == ()
    assert named(manifest_problems(wrong, Undecided(()), part)) == [
        "npm-repository-mismatch packages/wire/package.json:6"
    ]


def test_a_part_that_is_said_to_be_another_repository_is_the_whole_of_it() -> None:
    chosen = {"repository": Source("pyproject.toml", 9)}
    other = Publisher(GitHubActions("Acme", "mono", "publish.yml"), chosen)
    assert manifest_problems(package(RIGHT), other, around(REMOTE, within="examples/mono")) == ()


def test_a_package_without_such_a_manifest_has_none() -> None:
    assert problems(replace(package(RIGHT), stated=None)) == ()


def test_a_shorthand_has_two_parts_on_github() -> None:
    assert meant_repository(Read("a/b/c", Source("x"))) is None
