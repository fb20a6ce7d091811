"""A written workflow, read back strictly: its jobs, their needs, and its scripts, run as a runner would."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml


class _Strict(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping, where YAML would take the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"twice in one mapping: {keys}"
        found: dict[object, object] = super().construct_mapping(node, deep)
        return found


@dataclass(frozen=True)
class Ran:
    status: int
    out: str

    @property
    def ok(self) -> bool:
        return self.status == 0


@dataclass(frozen=True)
class Step:
    """One step; `env` as it stands in the file."""

    given: Mapping[object, object]

    @property
    def name(self) -> str:
        return str(self.given["name"])

    @property
    def run(self) -> str:
        return str(self.given.get("run", ""))

    @property
    def uses(self) -> str:
        return str(self.given.get("uses", ""))

    @property
    def env(self) -> Mapping[str, str]:
        return {str(name): str(text) for name, text in _mapping(self.given.get("env", {})).items()}

    def play(self, folder: Path, **environment: str) -> Ran:
        """Runs the script in a folder, as a runner on GitHub starts it; values replace what only it knows."""
        script = folder.parent / f"step-{abs(hash(self.name))}"
        script.write_text(self.run, encoding="utf-8")
        python = self.given.get("shell") == "python"
        command = [sys.executable] if python else ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
        env = {**_plain_environment(), **self.env, **environment}
        assert not any("${{" in text for text in env.values()), env
        command = [*command, str(script)]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
        return Ran(done.returncode, done.stdout + done.stderr)


@dataclass(frozen=True)
class Written:
    """A whole workflow."""

    document: Mapping[object, object]

    @classmethod
    def read(cls, text: str) -> "Written":
        return cls(_mapping(yaml.load(text, Loader=_Strict)))  # noqa: S506 - a SafeLoader

    @property
    def jobs(self) -> Mapping[str, Mapping[object, object]]:
        return {str(name): _mapping(job) for name, job in _mapping(self.document["jobs"]).items()}

    @property
    def triggers(self) -> Mapping[object, object]:
        return _mapping(self.document[True])

    def steps(self, job: str) -> Sequence[Step]:
        return [Step(_mapping(step)) for step in _list(self.jobs[job]["steps"])]

    def step(self, job: str, name: str) -> Step:
        return next(step for step in self.steps(job) if step.name == name)

    def all_steps(self) -> Iterator[Step]:
        for job in self.jobs:
            yield from self.steps(job)

    def needs(self, job: str) -> frozenset[str]:
        given = self.jobs[job].get("needs", [])
        return frozenset([given] if isinstance(given, str) else [str(one) for one in _list(given)])

    def all_needs(self, job: str) -> frozenset[str]:
        """Everything that is through before a job begins."""
        found = self.needs(job)
        for one in found:
            found |= self.all_needs(one)
        return found


def _plain_environment() -> dict[str, str]:
    """This process's own, with the tools of its environment first and nothing that says it is CI."""
    tools = str(Path(sys.executable).parent)
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(("GITHUB_", "PYTEST", "PYTHON"))
    }
    return {**kept, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}


def _mapping(value: object) -> Mapping[object, object]:
    assert isinstance(value, dict), value
    return value


def _list(value: object) -> list[object]:
    assert isinstance(value, list), value
    return value
