"""npm's, Yarn's and pnpm's workspaces: who is in, who is out and why, and what packages need."""

import json
from collections.abc import Mapping

import pytest

from primer.core.choices import Choices
from primer.core.package import Skipped
from primer.reading.packages.found import Found, find_packages

Manifest = Mapping[str, object]


def tree(root: Manifest, **packages: Manifest) -> dict[str, str]:
    files = {"package.json": {"name": "root", "private": True, **root}}
    files |= {f"{folder}/package.json": {"name": folder, **one} for folder, one in packages.items()}
    return {path: json.dumps(manifest) for path, manifest in files.items()}


def found(*globs: str, key: object = None) -> list[str]:
    """Which of four packages among test fixtures a workspace of these globs takes in."""
    folders = ("tests/a", "tests/b", "tests/in/a", "tests/in/b")
    root = {"workspaces": key if key is not None else list(globs)}
    return names(find_packages(tree(root, **{folder: {} for folder in folders}), Choices()))


def names(one: Found) -> list[str]:
    return [package.name for package in one.packages]


@pytest.mark.parametrize(
    ("globs", "members"),
    [
        (["tests/*"], ["tests/a", "tests/b"]),
        (["./tests/*/"], ["tests/a", "tests/b"]),
        (["/tests/a"], ["tests/a"]),
        (["tests/**"], ["tests/a", "tests/b", "tests/in/a", "tests/in/b"]),
        (["tests/{a,in/b}"], ["tests/a", "tests/in/b"]),
        (["tests/*", "!tests/b"], ["tests/a"]),
        (["tests/*", "!./tests/b"], ["tests/a"]),
        (["tests/*", "!**/b"], ["tests/a"]),
        (["!tests/b", "tests/*"], ["tests/a"]),
        (["tests/*", "!tests/b", "tests/b"], ["tests/a", "tests/b"]),
        (["tests/*", "!!tests/b"], ["tests/a", "tests/b"]),
        (["!tests/b"], []),
        ([], []),
    ],
)
def test_globs_take_in_and_out_as_npm_reads_them(globs: list[str], members: list[str]) -> None:
    assert found(*globs) == members


@pytest.mark.parametrize("key", [{"packages": ["tests/a"], "nohoist": ["**"]}, ["tests/a", 7]])
def test_yarn_writes_them_as_a_table_too(key: object) -> None:
    assert found(key=key) == ["tests/a"]


@pytest.mark.parametrize("key", ["tests/*", 7, {}, {"packages": "tests/*"}])
def test_what_is_no_list_sets_nothing_up(key: object) -> None:
    assert found(key=key) == []


def test_a_workspace_below_another_has_members_of_its_own() -> None:
    inner = {"workspaces": ["tests/*"]}
    files = tree(
        {"workspaces": ["libs/*", "!libs/old"]}, **{"libs/in": inner, "libs/in/tests/x": {}, "libs/old": {}}
    )
    one = find_packages(files, Choices())
    assert names(one) == ["libs/in", "libs/in/tests/x"]
    assert Skipped("libs/old", "libs/old", "excluded from the workspace of package.json") in one.skipped


def test_what_lies_beside_the_members_is_left_out_until_it_is_chosen() -> None:
    files = tree({"private": False, "workspaces": ["libs/*"]}, **{"libs/a": {}, "demo": {}, "libs/a/x": {}})
    one = find_packages(files, Choices())
    assert names(one) == ["root", "libs/a"]
    assert one.skipped == tuple(
        Skipped(folder, folder, "no member of the workspace of package.json")
        for folder in ("demo", "libs/a/x")
    )
    assert names(find_packages(files, Choices(packages=("demo",)))) == ["demo"]


def test_what_is_private_beside_the_members_is_left_out_as_such() -> None:
    one = find_packages(tree({"workspaces": ["libs/*"]}, site={"private": True}), Choices())
    assert Skipped("site", "site", "private: true") in one.skipped
    assert [manifest.name for manifest in one.private] == ["root", "site"]


def test_a_workspace_says_nothing_of_what_lies_outside_of_its_folder() -> None:
    files = {"js/package.json": '{"workspaces": ["libs/*"]}', "web/package.json": '{"name": "web"}'}
    assert names(find_packages(files, Choices())) == ["web"]


def test_pnpm_takes_nothing_in_again_that_one_glob_takes_out() -> None:
    listed = 'packages:\n  - "libs/*"\n  - "!libs/old"\n  - "libs/old"\n  - "./tests/*"\n'
    files = tree({}, **{"libs/new": {}, "libs/old": {}, "tests/kit": {}}) | {"pnpm-workspace.yaml": listed}
    one = find_packages(files, Choices())
    assert names(one) == ["libs/new", "tests/kit"]
    assert (
        Skipped("libs/old", "libs/old", "excluded from the workspace of pnpm-workspace.yaml") in one.skipped
    )


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "packages:\n", "packages: x\n", "- 1\n", "catalog: {a: ^1}\n"]
)
def test_a_pnpm_file_that_lists_nothing_sets_nothing_up(text: str) -> None:
    one = find_packages(tree({}, lib={}) | {"pnpm-workspace.yaml": text}, Choices())
    assert (names(one), one.problems) == (["lib"], ())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("packages:\n  - 'libs/*\n", "pnpm-workspace.yaml:3"),
        ("packages: [a\nb: 1\n", "pnpm-workspace.yaml:2"),
        ("packages: [\x01]", "pnpm-workspace.yaml"),
        ("[" * 10_000, "pnpm-workspace.yaml"),
    ],
    ids=["quote", "bracket", "character", "deep"],
)
def test_a_pnpm_file_that_is_no_yaml_is_a_problem_and_hides_nothing(text: str, place: str) -> None:
    one = find_packages(tree({}, lib={}) | {"pnpm-workspace.yaml": text}, Choices())
    assert names(one) == ["lib"]
    assert [f"{problem.reference} {problem.source}" for problem in one.problems] == [
        f"malformed-file {place}"
    ]


@pytest.mark.parametrize("value", [True, "true", 1, {"x": 1}])
def test_whatever_is_true_to_npm_is_private(value: object) -> None:
    one = find_packages(tree({}, lib={"private": value}), Choices())
    assert Skipped("lib", "lib", "private: true") in one.skipped


@pytest.mark.parametrize("value", [False, None, 0, ""])
def test_whatever_is_false_to_npm_is_not(value: object) -> None:
    assert names(find_packages(tree({}, lib={"private": value}), Choices())) == ["lib"]


@pytest.mark.parametrize("address", ["https://npm.pkg.github.com", "https://npm.acme.example/x/"])
def test_a_package_for_another_registry_is_left_out_with_it(address: str) -> None:
    one = find_packages(tree({}, lib={"publishConfig": {"registry": address}}), Choices())
    assert Skipped("lib", "lib", f"publishConfig.registry: {address}") in one.skipped


def test_what_names_a_user_in_that_address_is_not_shown() -> None:
    registry = {"registry": "https://kim:word@npm.acme.example/"}
    one = find_packages(tree({}, lib={"publishConfig": registry}), Choices())
    assert Skipped("lib", "lib", "publishConfig.registry: https://npm.acme.example/") in one.skipped


@pytest.mark.parametrize(
    "address", ["https://registry.npmjs.org/", "http://localhost:4873", "https://[", "", 7]
)
def test_npms_own_registry_and_one_of_this_machine_leave_nobody_out(address: object) -> None:
    assert names(find_packages(tree({}, lib={"publishConfig": {"registry": address}}), Choices())) == ["lib"]


@pytest.mark.parametrize(
    ("dependency", "wanted", "needed"),
    [
        ("@acme/wire", "workspace:*", "@acme/wire"),
        ("@acme/wire", "workspace:^", "@acme/wire"),
        ("@acme/wire", "workspace:~", "@acme/wire"),
        ("@acme/wire", "workspace:1.2.3", "@acme/wire"),
        ("@acme/wire", "^1.0.0", "@acme/wire"),
        ("@acme/wire", "1.0.0", "@acme/wire"),
        ("@acme/wire", "catalog:", "@acme/wire"),
        ("alias", "npm:@acme/wire@^1", "@acme/wire"),
        ("alias", "npm:@acme/wire", "@acme/wire"),
        ("alias", "npm:long@5", "long"),
        ("alias", "workspace:@acme/wire@*", "@acme/wire"),
        ("alias", "workspace:@acme/wire@^1.2.3", "@acme/wire"),
        ("alias", "file:../wire", "@acme/wire"),
        ("alias", "link:../wire/", "@acme/wire"),
        ("alias", "portal:../wire", "@acme/wire"),
        ("alias", "../wire", "@acme/wire"),
        ("alias", "workspace:../wire", "@acme/wire"),
        ("alias", "workspace:js/wire", "@acme/wire"),
        ("alias", "file:../wire-1.0.0.tgz", "alias"),
        ("alias", "github:acme/wire", "alias"),
        ("alias", "git+https://kim@git.acme.example/wire.git", "alias"),
        ("alias", "", "alias"),
    ],
)
def test_a_dependency_is_the_package_that_it_leads_to(dependency: str, wanted: str, needed: str) -> None:
    app: Manifest = {"name": "app", "dependencies": {dependency: wanted}}
    packages: dict[str, Manifest] = {"js/wire": {"name": "@acme/wire"}, "js/app": app}
    one = find_packages(tree({}, **packages), Choices())
    assert {package.name: package.requires for package in one.packages}["app"] == (needed,)


def test_what_a_release_does_not_carry_is_no_requirement() -> None:
    app: Manifest = {
        "dependencies": {"a": "*"},
        "optionalDependencies": {"b": "*"},
        "peerDependencies": {"c": "*"},
        "devDependencies": {"d": "*"},
    }
    one = find_packages(tree({}, app=app), Choices())
    assert one.packages[0].requires == ("a", "b", "c")
