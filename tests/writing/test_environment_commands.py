"""The commands that make a GitHub environment, pasted into a shell where a stand-in `gh` writes them down."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from primer.core.release import ReleasedPackage, Tags
from primer.writing.environment import making, protecting
from releases import npm, python
from source_tree import ROOT

SCRIPT = """\
#!{python} -SI
import json, pathlib, sys
words = sys.argv[1:]
said = sys.stdin.read() if "--input" in words else ""
with open(pathlib.Path(__file__).parent / "asked", "a") as asked:
    asked.write(json.dumps([words, said]) + "\\n")
if words[1] == "user":
    print('{{"what": "the settings that jq makes"}}')
"""


def test_the_environment_is_made_with_a_reviewer_and_open_until_the_exchange_was_tried(
    tmp_path: Path,
) -> None:
    asked = pasted(tmp_path, making("acme", "mono", "pypi").lines)
    place = "repos/acme/mono/environments/pypi"
    assert [words[:3] for words, _ in asked] == [["api", "user", "--jq"], ["api", "--method", "PUT"]]
    assert asked[1] == (
        ["api", "--method", "PUT", place, "--input", "-"],
        '{"what": "the settings that jq makes"}\n',
    )
    assert asked[0][0][-1].endswith("deployment_branch_policy: null}")


def test_it_is_protected_for_release_tags_alone_and_keeps_its_reviewer(tmp_path: Path) -> None:
    asked = pasted(tmp_path, commands("pypi", Tags.ONE, [python("wire")]))
    settings = asked[0][0][-1]
    place = "repos/acme/mono/environments/pypi"
    policies = f"{place}/deployment-branch-policies"
    assert asked == [
        (["api", "user", "--jq", settings], ""),
        (["api", "--method", "PUT", place, "--input", "-"], '{"what": "the settings that jq makes"}\n'),
        (["api", "--method", "POST", policies, "--raw-field", "name=v*", "--raw-field", "type=tag"], ""),
        (["api", place, "--jq", asked[3][0][-1]], ""),
        (["api", policies, "--jq", asked[4][0][-1]], ""),
    ]


def test_the_reviewer_is_the_person_who_runs_it(tmp_path: Path) -> None:
    """The words for jq, which `gh` brings along, name the fields of GitHub's interface."""
    settings = pasted(tmp_path, commands("pypi", Tags.ONE, [python("wire")])[:1])[0][0][-1]
    assert " ".join(settings.split()) == (
        '{reviewers: [{type: "User", id: .id}], prevent_self_review: false, '
        "deployment_branch_policy: {protected_branches: false, custom_branch_policies: true}}"
    )


def test_a_tag_for_each_package_allows_the_tags_of_each(tmp_path: Path) -> None:
    packages = [python("wire"), npm("@acme/wire"), npm("@acme/kit")]
    asked = pasted(tmp_path, commands("pypi", Tags.EACH, packages))
    fields = [word for words, _ in asked for word in words if word.startswith("name=")]
    assert fields == ["name=wire-v*", "name=kit-v*"]


def test_no_line_is_long_except_for_a_name_that_is() -> None:
    every = (*making("acme", "mono", "pypi").lines, *commands("pypi", Tags.ONE, [python("wire")]))
    assert max(len(line) for command in every for line in command.split("\n")) <= 72


def test_every_command_says_what_it_is_for() -> None:
    found = (making("acme", "mono", "pypi"), *protecting("acme", "mono", "pypi", Tags.ONE, [python("wire")]))
    assert [one.words.partition(",")[0] for one in found] == [
        "make it",
        "you as the reviewer",
        "look at it: the reviewer",
    ]


@pytest.mark.parametrize(
    ("environment", "escaped"),
    [
        ("Prod 1", "Prod%201"),
        ("öffentlich", "%C3%B6ffentlich"),
        ("release/py", "release%2Fpy"),
        ("$(touch x)&*", "%24%28touch%20x%29%26%2A"),
    ],
)
def test_no_name_can_say_anything_to_the_shell_or_leave_its_place(
    tmp_path: Path, environment: str, escaped: str
) -> None:
    asked = pasted(tmp_path, commands(environment, Tags.ONE, [python("wire")]))
    pages = {word for words, _ in asked for word in words if word.startswith("repos/")}
    place = f"repos/acme/mono/environments/{escaped}"
    assert pages == {place, f"{place}/deployment-branch-policies"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["asked", "gh", "v-something"]


def commands(environment: str, tags: Tags, packages: list[ReleasedPackage]) -> tuple[str, ...]:
    """All lines that protect an environment, in their order."""
    found = protecting("acme", "mono", environment, tags, packages)
    return tuple(line for one in found for line in one.lines)


def pasted(folder: Path, commands: tuple[str, ...]) -> list[tuple[list[str], str]]:
    """What `gh` was called with and told, call by call; the two ends of a pipe in that order."""
    script = folder / "gh"
    script.write_text(SCRIPT.format(python=sys.executable))
    script.chmod(0o755)
    # A file that an unquoted pattern would find.
    (folder / "v-something").touch()
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    for line in commands:
        subprocess.run(["sh", "-c", line], cwd=folder, env=env, check=True, capture_output=True)
    lines = (folder / "asked").read_text().splitlines()
    calls = [(words, said) for words, said in map(json.loads, lines)]
    return sorted(calls[:2], key=lambda call: call[0][1] != "user") + calls[2:]


def test_the_guide_shows_these_very_commands() -> None:
    guide = (ROOT / "guides" / "how-to" / "workflow.md").read_text(encoding="utf-8")
    whole = (making("acme", "mono", "pypi"), protecting("acme", "mono", "pypi", Tags.ONE, [])[0])
    assert all(line in guide for one in whole for line in one.lines)
