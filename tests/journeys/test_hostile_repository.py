"""A repository that means harm: what it says is shown harmlessly, and nothing outside of it is read."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from checkouts import run_git, tracked, written
from journeys.journey_json import checked_plan, parsed, references
from journeys.journey_runs import Finished, new_machine
from journeys.wizard_runs import WORKFLOW

PROJECT = '[project]\nname = "duo-base"\nversion = "0.2.0"\n'
PASSWORD = "hunter" + "2hunter2"
EVIL = "evil\\u001b]0;owned\\u0007\\u001b[2J\\u202egnp.exe [bold]x[/] <script> | @kim #1 ![i](https://e.example/i)"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def planned(root: Path, *words: str) -> Finished:
    return new_machine(root.parent / "machine").run("--plan", "--offline", *words, str(root))


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", {"workflows/publish.yaml": WORKFLOW, "secret.toml": PASSWORD})
    root = written(tmp_path / "duo", {"base/pyproject.toml": PROJECT})
    (root / "pyproject.toml").symlink_to(outside / "secret.toml")
    (root / "passwd").mkdir()
    (root / "passwd" / "pyproject.toml").symlink_to("/etc/passwd")
    (root / ".github").symlink_to(outside)
    tracked(root)
    ended = planned(root, "--format", "json")
    assert references(checked_plan(parsed(ended.out))).count("unreadable-file") == 3
    assert ended.code == 1
    assert PASSWORD not in ended.out + ended.err
    assert "root:" not in ended.out + ended.err
    assert "publish.yaml:" not in ended.out


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_hostile_words_reach_nobodys_terminal_or_issue(form: str, tmp_path: Path) -> None:
    files = {
        "base/pyproject.toml": f'{PROJECT}description = "{EVIL}"\nclassifiers = ["Private :: {EVIL}"]\n',
        "top/pyproject.toml": f'[project]\nname = "{EVIL}"\nversion = "1"\n',
        "odd/pyproject.toml": '[project]\nname = "odd"\nversion = "1\\n- [x] all done"\n',
        ".github/workflows/publish.yaml": WORKFLOW.replace("pypi\n", f'"{EVIL}"\n', 1),
        "pyproject.toml": f'[tool.primer]\n"{EVIL}" = 1\n',
    }
    root = tracked(written(tmp_path / "duo", files))
    ended = planned(root, "--format", form)
    assert "Traceback" not in ended.err
    assert CONTROL.search(ended.out) is None
    assert not re.search(r"^- \[x\] all done", ended.out, re.MULTILINE)
    if form == "markdown":
        markup, prose = rendered(ended.out)
        assert "image" not in markup
        assert {words for words in markup if "e.example" in words or "script" in words} == set()
        assert not re.search(r"(?<!\w)@kim|(?<!\w)#1\b", prose)


def rendered(text: str) -> tuple[set[str], str]:
    """The kinds of markup in it with every address and raw HTML, and its running text with comments."""
    found: set[str] = set()
    prose: list[str] = []
    for block in MarkdownIt("commonmark").enable("table").parse(text):
        for one in (block, *(block.children or ())):
            found |= {one.type, str(one.attrs.get("href", ""))}
            found |= {one.content} if one.type.startswith("html") else set()
            prose += [one.content] if one.type in ("text", "html_inline") and one.level >= 0 else []
    return found, "".join(prose)


def test_a_password_in_the_remote_is_shown_nowhere(tmp_path: Path) -> None:
    root = tracked(written(tmp_path / "duo", {"base/pyproject.toml": PROJECT}))
    run_git(root, "remote", "add", "origin", f"https://kim:{PASSWORD}@github.com/acme/duo.git")
    for form in ("text", "markdown", "json"):
        ended = planned(root.parent / "duo", "--format", form) if form == "text" else again(root, form)
        assert "acme" in ended.out
        assert PASSWORD not in ended.out + ended.err
    assert PASSWORD not in again(root, "json", "--verbose").err


def again(root: Path, form: str, *words: str) -> Finished:
    machine = new_machine(root.parent / f"machine-{form}-{len(words)}")
    return machine.run("--plan", "--offline", "--format", form, *words, str(root))


TABLES = {
    "pypi redefined": ("pypi", "https://evil.example/", "https://evil.example/simple"),
    "a name like PyPI": ("PyPI", "https://evil.example/", "https://pypi.org/simple"),
    "plain http": ("internal", "http://evil.example/", "https://evil.example/simple"),
    "a password inside": ("internal", f"https://kim:{PASSWORD}@evil.example/", "https://evil.example/simple"),
    "no web address": ("internal", "file:///etc/passwd", "https://evil.example/simple"),
    "a line break": ("internal", "https://evil.example/\\nhttps://pypi.org", "https://evil.example/simple"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_registry_that_could_catch_a_token_is_refused(name: str, tmp_path: Path) -> None:
    registry, upload, index = TABLES[name]
    table = f'[tool.primer.registries.{registry}]\nupload-url = "{upload}"\nindex-url = "{index}"\n'
    root = tracked(written(tmp_path / "duo", {"base/pyproject.toml": PROJECT, "pyproject.toml": table}))
    ended = planned(root, "--format", "json")
    plan = checked_plan(parsed(ended.out))
    assert references(plan) == ["illegal-choice"]
    assert ended.code == 1
    assert PASSWORD not in ended.out + ended.err
