"""The signs of how a repository is built and tagged."""

import pytest

from primer.reading.toolchain import tag_patterns, toolchain

HEAD = "# Written by primer; `primer workflow --tags each --with attest --with audit` writes it again.\n"


@pytest.mark.parametrize(
    ("texts", "uv"),
    [
        ({}, False),
        ({"pyproject.toml": "[tool.uv]\npackage = true\n"}, True),
        ({"pyproject.toml": "[tool.hatch.envs.default]\n"}, False),
        ({"uv.toml": ""}, True),
        ({"pyproject.toml": "[tool.uv\n"}, False),
    ],
)
def test_uv_shows_in_its_settings(texts: dict[str, str], uv: bool) -> None:
    assert toolchain(texts, {}, ()).uv is uv


def test_members_of_uvs_workspace_are_built_by_name_and_its_root_is_one() -> None:
    text = '[tool.uv.workspace]\nmembers = ["libs/*"]\nexclude = ["libs/old"]\n'
    signs = toolchain({"pyproject.toml": text}, {}, ())
    members = {folder: signs.has_member(folder) for folder in (".", "libs/one", "libs/old", "tools")}
    assert members == {".": True, "libs/one": True, "libs/old": False, "tools": False}


def test_a_hatch_workspace_is_none_of_uvs() -> None:
    text = '[tool.hatch.envs.default]\nworkspace.members = ["libs/*"]\n[tool.uv]\n'
    assert toolchain({"pyproject.toml": text}, {}, ()).workspaces == ()


@pytest.mark.parametrize(
    ("text", "manager"),
    [('{"packageManager": "pnpm@9.1.0+sha512.aa"}', "pnpm"), ("{}", ""), ("[1]", ""), ("{", ""), ("", "")],
)
def test_the_package_manager_is_what_package_json_names(text: str, manager: str) -> None:
    assert toolchain({"package.json": text}, {}, ()).manager == manager


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("on:\n  push:\n    tags: ['v*', \"x-v*\"]\n", ("v*", "x-v*")),
        ("on: {push: {tags: v*}}\n", ("v*",)),
        ("on: [push]\n", ()),
        ("on:\n  release:\n    types: [published]\n", ()),
        ("a: [\n", ()),
        ("", ()),
    ],
)
def test_tag_patterns_are_those_that_start_a_workflow(text: str, patterns: tuple[str, ...]) -> None:
    assert tag_patterns(text) == patterns


def test_workflows_tell_before_tags_do() -> None:
    signs = toolchain({}, {"a.yml": "on: {push: {tags: ['v*']}}\n"}, ["x-v1"])
    assert signs.tags == ("v*", "x-v1")


def test_the_head_of_a_written_workflow_keeps_what_was_asked_for() -> None:
    signs = toolchain({}, {"a.yml": f"{HEAD}on: push\n", "b.yml": "# by hand\non: push\n"}, ())
    assert signs.written == {"a.yml"}
    assert signs.flags("tags") == ("each",)
    assert signs.flags("with") == ("attest", "audit")
    assert signs.flags("builder") == ()
