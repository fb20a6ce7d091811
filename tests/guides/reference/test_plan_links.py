"""A plan as Markdown: every link to a guide leads to a section that is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from primer.cli.documentation import base_url
from source_tree import ROOT

LINK = re.compile(rf"\]\({re.escape(base_url())}/([^)#]+)#([^)]+)\)")


@pytest.fixture(scope="module")
def markdown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The plan of a repository with two kinds of trouble, without a network."""
    root = tmp_path_factory.mktemp("plan_links")
    project = '[project]\nname = "acme-core"\nversion = "0.2.0"\n[tool.primer]\nrouts = "prime"\n'
    (root / "pyproject.toml").write_text(project)
    (root / "package.json").write_text('{"name": "@acme/core", "version": "0.2.0"}')
    environment = {**os.environ, "HOME": str(root), "XDG_STATE_HOME": str(root / "state")}
    command = [sys.executable, "-m", "primer", "--plan", "--offline", "--format", "markdown", str(root)]
    run = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 1, run.stderr
    return run.stdout


def sections(page: Path) -> set[str]:
    return set(re.findall(r"(?m)^## (\S+)$", page.read_text(encoding="utf-8")))


def test_every_fact_and_every_problem_links_to_its_section(markdown: str) -> None:
    links = LINK.findall(markdown)
    assert len(links) == markdown.count("- [ ] ") + markdown.count("- [x] ") + len(problems(markdown))
    assert [(page, name) for page, name in links if name not in sections(ROOT / page)] == []
    assert {page for page, _ in links} == {"guides/reference/checklist.md", "guides/reference/problems.md"}


def problems(markdown: str) -> list[str]:
    found = re.findall(r"(?m)^- (?:warning, )?\[([\w-]+)\]\(", markdown)
    assert {"unknown-choice", "npm-repository-missing"} <= set(found)
    return found
