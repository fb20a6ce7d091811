"""What primer really prints with `--format json` is as the schemas that ship with it say."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from guides.reference.schemas import errors, table_of
from source_tree import ROOT

EXAMPLE = str(ROOT / "examples" / "adk-agent-sim")
LOG = ROOT / "tests" / "corpus" / "failures" / "invalid-publisher" / "action-renamed-repository.log"


@dataclass(frozen=True, slots=True)
class Printed:
    """A command, the form that it prints, its exit code, and a list in it that is not empty."""

    form: str
    words: Sequence[str]
    code: int
    filled: str


PRINTED = {
    "a plan": Printed("plan", ("--plan", "--offline", EXAMPLE), 0, "publishers"),
    "what can be proven": Printed("plan", ("confirm", "--offline", EXAMPLE), 3, "facts"),
    "findings": Printed("findings", ("workflow", "--check", "--offline"), 3, "findings"),
    "causes": Printed("diagnosis", ("diagnose", "--offline", "--path", EXAMPLE, str(LOG)), 0, "causes"),
}


@pytest.mark.parametrize("case", PRINTED.values(), ids=PRINTED.keys())
def test_it_keeps_its_schema(case: Printed, tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("publish:\n  script: twine upload -p $PYPI_PASSWORD dist/*\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "acme-core"\nversion = "0.2.0"\n')
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    command = [sys.executable, "-m", "primer", *case.words, "--format", "json"]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == case.code, run.stderr
    value: object = json.loads(run.stdout)
    assert errors(case.form, value) == []
    assert table_of(value)[case.filled]
