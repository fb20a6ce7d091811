"""Jobs of CI that exchange their identity: the whole program, beside the rehearsal registry."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jsonschema

from checkouts import tracked
from journeys.journey_json import Row, as_row, parsed
from journeys.journey_runs import EXAMPLE, PROGRAM, Finished, new_machine
from primer.core.publisher import GitHubActions, OnPyPI
from primer.rehearsal.pypi.site import Site
from primer.terminal.schemas import schema

RUN = GitHubActions("Acme-Labs", "adk-agent-sim", "publish.yaml", "pypi")
NAMES = ("adk-sim-protos", "adk-sim-testing", "adk-sim-server", "adk-agent-sim")


@dataclass(frozen=True)
class Job:
    """A checkout in CI, whose registry `mine` is at `url`."""

    folder: Path
    url: str

    def run(
        self, environ: Mapping[str, str], *words: str, name: str = "job", program: tuple[str, ...] = PROGRAM
    ) -> Finished:
        """The exchange, in an account of its own."""
        machine = new_machine(self.folder / name, **environ)
        given = ("confirm", "--exchange", "--registry", "mine", "--github-url", self.url, *words)
        return machine.run(*given, cwd=self.folder / "checkout", program=program)


def checkout(folder: Path, url: str) -> Job:
    """The example monorepo, with a registry of its own at this address."""
    root = folder / "checkout"
    shutil.copytree(EXAMPLE, root)
    with (root / "pyproject.toml").open("a") as file:
        file.write(f'\n[tool.primer.registries.mine]\nupload-url = "{url}/legacy/"\n')
        file.write(f'index-url = "{url}/simple"\nweb-url = "{url}"\n')
    tracked(root)
    return Job(folder, url)


@contextmanager
def registered(identity: OnPyPI = RUN, *names: str) -> Iterator[Site]:
    """A registry with the four projects, which trust this identity; with names, only those do."""
    with Site() as site:
        for name in NAMES:
            project = site.house.new_project(name)
            site.house.projects.add(project)
            if name in (names or NAMES):
                site.house.register(project, identity)
        yield site


def checked(finished: Finished) -> Row:
    """The JSON of a run, as the shipped schema says."""
    found = parsed(finished.out)
    known: object = json.loads(schema("exchange"))
    jsonschema.validate(found, dict(as_row(known)))
    return found
