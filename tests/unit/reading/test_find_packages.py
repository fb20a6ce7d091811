"""Which packages of a repository count, and why the others do not."""

from collections.abc import Iterator, Mapping

import pytest

from primer.core.choices import Choices
from primer.core.package import Skipped
from primer.reading.packages.found import Found, find_packages


def project(name: str) -> str:
    return f'[project]\nname = "{name}"\nversion = "1"\n'


def tree(*folders: str, **files: str) -> dict[str, str]:
    return {f"{folder}/pyproject.toml": project(folder.rpartition("/")[2]) for folder in folders} | files


def names(found: Found) -> list[str]:
    return [package.name for package in found.packages]


def whys(found: Found) -> dict[str, str]:
    return {skipped.path: skipped.why for skipped in found.skipped}


def test_packages_come_python_first_and_by_path() -> None:
    files = tree("b", "a") | {"a/package.json": '{"name": "js"}', "pyproject.toml": project("root")}
    assert [(p.path, p.name) for p in find_packages(files, Choices()).packages] == [
        (".", "root"),
        ("a", "a"),
        ("b", "b"),
        ("a", "js"),
    ]


@pytest.mark.parametrize(
    "folder", ["tests/x", "pkg/tests/data/x", "test/x", "tests", "fixtures/x", "a/__tests__/x"]
)
def test_a_fixture_is_skipped(folder: str) -> None:
    found = find_packages(tree(folder), Choices())
    assert names(found) == []
    assert "test fixture" in whys(found)[folder]


@pytest.mark.parametrize("folder", ["packages/testing", "packages/fixtures", "latest/x"])
def test_what_only_sounds_like_a_fixture_is_none(folder: str) -> None:
    assert find_packages(tree(folder), Choices()).skipped == ()


def test_a_workspace_takes_a_test_package_in() -> None:
    root = '[tool.uv.workspace]\nmembers = ["tests/*"]\nexclude = ["tests/out"]\n'
    found = find_packages(tree("tests/x", "tests/out") | {"pyproject.toml": root}, Choices())
    assert names(found) == ["x"]


def test_a_workspace_among_fixtures_takes_nothing_in() -> None:
    root = '[tool.uv.workspace]\nmembers = ["*"]\n'
    assert names(find_packages(tree("tests/mono/x") | {"tests/mono/pyproject.toml": root}, Choices())) == []


def test_what_a_workspace_excludes_is_skipped() -> None:
    root = '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/out"]\n'
    found = find_packages(tree("packages/x", "packages/out", "other/y") | {"pyproject.toml": root}, Choices())
    assert names(found) == ["y", "x"]
    assert whys(found) == {"packages/out": "excluded from the workspace of pyproject.toml"}


def test_a_python_workspace_says_nothing_about_javascript() -> None:
    root = '[tool.uv.workspace]\nmembers = ["packages/*", "tests/x"]\nexclude = ["packages/js"]\n'
    files = {"packages/js/package.json": '{"name": "js"}', "tests/x/package.json": '{"name": "x"}'}
    found = find_packages(files | {"pyproject.toml": root}, Choices())
    assert names(found) == ["js"]
    assert list(whys(found)) == ["tests/x"]


def test_what_one_environment_of_hatch_excludes_another_may_take_in() -> None:
    root = (
        '[tool.hatch.envs.a]\nworkspace.members = ["p/*"]\nworkspace.exclude = ["p/x"]\n'
        '[tool.hatch.envs.b]\nworkspace.members = [{ path = "p/x" }]\n'
    )
    assert names(find_packages(tree("p/x", "p/y") | {"pyproject.toml": root}, Choices())) == ["x", "y"]


@pytest.mark.parametrize(
    "folder", ["vendor/x", "src/_vendor/x", "third_party/x", "node_modules/x", "Vendored/x"]
)
def test_vendored_packages_are_skipped(folder: str) -> None:
    assert whys(find_packages(tree(folder), Choices()))[folder].startswith("vendored, under ")


def test_a_malformed_fixture_is_skipped_and_no_problem() -> None:
    found = find_packages({"tests/bad/pyproject.toml": "[project"}, Choices())
    assert found.problems == ()
    assert [(skipped.path, skipped.name) for skipped in found.skipped] == [("tests/bad", "")]


def test_one_malformed_file_does_not_hide_the_others() -> None:
    found = find_packages(tree("a", "b") | {"a/pyproject.toml": "x ="}, Choices())
    assert names(found) == ["b"]
    assert [str(problem.source) for problem in found.problems] == ["a/pyproject.toml:1"]


def test_two_packages_of_one_name_are_both_left_out() -> None:
    files = {"a/pyproject.toml": project("Same.Name"), "b/pyproject.toml": project("same_name"), **tree("c")}
    found = find_packages(files, Choices())
    assert names(found) == ["c"]
    assert found.skipped == (
        Skipped("a", "same-name", "the same name as in b/pyproject.toml"),
        Skipped("b", "same-name", "the same name as in a/pyproject.toml"),
    )
    (problem,) = found.problems
    assert problem.reference == "duplicate-package"
    assert problem.context == ("a/pyproject.toml:2", "b/pyproject.toml:2")


def test_python_and_javascript_may_share_a_name() -> None:
    assert names(find_packages(tree("x") | {"x/package.json": '{"name": "x"}'}, Choices())) == ["x", "x"]


def test_a_name_twice_is_no_problem_when_one_is_left_out() -> None:
    files = {"a/pyproject.toml": project("x"), "b/pyproject.toml": project("x")}
    found = find_packages(files, Choices(exclude=("b",)))
    assert (names(found), found.problems) == (["x"], ())


def test_chosen_packages_leave_the_others_out() -> None:
    found = find_packages(tree("packages/a", "tools/b"), Choices(packages=("packages/*",)))
    assert names(found) == ["a"]
    assert whys(found) == {"tools/b": "not among `packages` of [tool.primer]"}


def test_excluded_folders_take_what_is_below_with_them() -> None:
    found = find_packages(tree("packages/a", "packages/in/b"), Choices(exclude=("packages/in",)))
    assert whys(found) == {"packages/in/b": "excluded by `exclude` of [tool.primer]"}


def test_a_choice_outweighs_a_guess_about_a_place() -> None:
    found = find_packages(tree("tests/kit", "vendor/fork"), Choices(packages=("tests/kit", "vendor/*")))
    assert names(found) == ["kit", "fork"]


def test_a_choice_does_not_outweigh_what_the_package_says_of_itself() -> None:
    files = {"a/pyproject.toml": '[project]\nname = "a"\nclassifiers = ["Private :: x"]\n'}
    assert names(find_packages(files, Choices(packages=("a",)))) == []


def test_a_choice_that_matches_nothing_is_a_warning() -> None:
    found = find_packages(tree("a"), Choices(packages=("a", "pakages/*"), exclude=("b",)))
    assert [(problem.reference, problem.warning) for problem in found.problems] == [
        ("choice-matches-nothing", True),
        ("choice-matches-nothing", True),
    ]


def test_an_excluded_malformed_file_is_no_problem() -> None:
    found = find_packages({"bad/pyproject.toml": "x ="}, Choices(exclude=("bad",)))
    assert found.problems == ()


def test_a_pattern_for_other_projects_is_skipped() -> None:
    found = find_packages({"{{slug}}/pyproject.toml": project("{{ slug }}")}, Choices())
    assert (len(found.skipped), found.problems) == (1, ())


class Silent(Mapping[str, str]):
    """Files that are there and cannot be read."""

    def __init__(self, *paths: str) -> None:
        self.paths = paths

    def __getitem__(self, path: str) -> str:
        raise KeyError(path)

    def __contains__(self, path: object) -> bool:
        return path in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def test_files_without_a_text_are_named_where_they_count() -> None:
    found = find_packages(Silent("a/pyproject.toml", "tests/b/pyproject.toml", "c/package.json"), Choices())
    assert found.unread == ("a/pyproject.toml", "c/package.json")
