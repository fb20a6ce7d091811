"""A written GitLab pipeline, read back strictly: its jobs, their needs, and their scripts, really run."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from written_ci import Ran, Written

NOT_JOBS = frozenset({"workflow"})


@dataclass(frozen=True)
class PipelineJob:
    """One job as it stands in the file."""

    given: Mapping[str, object]

    @property
    def script(self) -> str:
        return str(self.given["script"])

    @property
    def needs(self) -> list[str]:
        return _texts(self.given.get("needs", []))

    @property
    def variables(self) -> dict[str, str]:
        return {name: str(value) for name, value in _mapping(self.given.get("variables", {})).items()}

    @property
    def identity(self) -> dict[str, str]:
        """The identity tokens by name, with whom each is for."""
        tokens = _mapping(self.given.get("id_tokens", {}))
        return {name: str(_mapping(token)["aud"]) for name, token in tokens.items()}

    def play(self, folder: Path, **environment: str) -> Ran:
        """Runs the script in a folder; the variables of the run and of the job are put into each other."""
        own = {"CI_PROJECT_DIR": str(folder), "CI_COMMIT_TAG": "v1.2.0"}
        known = {**os.environ, **own, **environment}
        put_in = {name: Template(value).safe_substitute(known) for name, value in self.variables.items()}
        path = environment.get("PATH", os.environ["PATH"])
        env = {**known, **put_in, **environment, "PATH": f"{path}{os.pathsep}{Path(sys.executable).parent}"}
        script = f"set -eo pipefail\n{self.script}"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc"],
            input=script,
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout + done.stderr)


@dataclass(frozen=True)
class WrittenPipeline:
    """A whole pipeline."""

    jobs: Mapping[str, PipelineJob]

    @classmethod
    def read(cls, text: str) -> "WrittenPipeline":
        document = {str(name): _mapping(value) for name, value in Written.read(text).document.items()}
        jobs = {name: job for name, job in document.items() if name not in NOT_JOBS and name[0] != "."}
        return cls({name: PipelineJob(_extended(job, document)) for name, job in jobs.items()})

    def all_needs(self, name: str) -> frozenset[str]:
        """Everything that is through before a job begins."""
        found = frozenset(self.jobs[name].needs)
        for one in self.jobs[name].needs:
            found |= self.all_needs(one)
        return found


def _extended(job: dict[str, object], document: Mapping[str, dict[str, object]]) -> dict[str, object]:
    """The job over the hidden one that it extends; GitLab merges mappings and replaces everything else."""
    if "extends" not in job:
        return job
    under = document[str(job["extends"])]
    both = {
        name: {**_mapping(under[name]), **_mapping(job[name])} for name in ("variables",) if name in under
    }
    return {**under, **job, **both}


def _mapping(value: object) -> dict[str, object]:
    assert isinstance(value, dict), value
    return {str(key): element for key, element in value.items()}


def _texts(value: object) -> list[str]:
    assert isinstance(value, list), value
    return [str(one) for one in value]
