"""The jobs that publish, as nodes of their files beside what reading made of them.

Imports PyYAML: import this module only where there is a CI file to check.
"""

import posixpath
from collections.abc import Iterator, Mapping

from primer.checking.nodes import File, Node
from primer.core.problem import Problem
from primer.core.value import frozen
from primer.core.workflow import PublishingJob
from primer.reading.ci.composite_actions import own_path
from primer.reading.texts.yaml_values import documents

DEEPEST = 4
_ACTIONS = ("action.yml", "action.yaml")


@frozen
class Publication:
    """One job that publishes, with all that it uploads; `root` is its file's document."""

    name: str
    root: Node
    job: Node
    uploads: tuple[PublishingJob, ...]
    texts: Mapping[str, str]

    @property
    def file(self) -> str:
        """The path of its file."""
        return self.root.file.path

    @property
    def last_line(self) -> int:
        """The last line of the job in its file."""
        lines = [value.line for value in self.job.value.texts()]
        return max(lines, default=self.job.line)

    @property
    def inherits_unseen(self) -> bool:
        """Whether a pipeline's job extends what no file of the repository holds, so that it may have more."""
        known = {name: node for path in self.texts for name, node in _tops(path, self.texts)}
        waiting, seen = [self.job], set[str]()
        while waiting:
            extends = waiting.pop().get("extends")
            names = {one.text for one in (extends, *extends.elements())} - {""} - seen
            if not names <= known.keys():
                return True
            seen |= names
            waiting += [known[name] for name in names]
        return False

    def steps(self) -> Iterator[Node]:
        """Its steps, each followed by those of the composite action that it uses."""
        yield from all_steps(self.job.get("steps"), self.texts)

    def step_of(self, upload: PublishingJob) -> Node | None:
        """The step of the job's own that makes an upload."""
        steps = self.job.get("steps").elements()
        return next((step for step in steps if step.value.line == upload.line), None)


def publications(texts: Mapping[str, str], jobs: tuple[PublishingJob, ...]) -> tuple[Publication, ...]:
    """Every publishing job of these files, in the order of the files' jobs."""
    together: dict[tuple[str, str], list[PublishingJob]] = {}
    for job in jobs:
        together.setdefault((job.file, job.job), []).append(job)
    placed = {path: _jobs_of(path, texts) for path in dict.fromkeys(path for path, _ in together)}
    return tuple(
        Publication(name, *placed[path][name], tuple(uploads), texts)
        for (path, name), uploads in together.items()
        if name in placed[path]
    )


def _jobs_of(path: str, texts: Mapping[str, str]) -> dict[str, tuple[Node, Node]]:
    """The jobs of a file by name, each with its document; a pipeline has them at the top.

    GitHub takes the first document of a workflow, GitLab all of a pipeline.
    """
    found: dict[str, tuple[Node, Node]] = {}
    for root in roots(path, texts):
        workflow = posixpath.basename(posixpath.dirname(path)) == "workflows"
        top = root.get("jobs") if workflow else root
        found |= {name: (root, job) for name, job in top.members()}
        if workflow:
            break
    return found


def _tops(path: str, texts: Mapping[str, str]) -> Iterator[tuple[str, Node]]:
    """The members at the top of a file that may be a part of a pipeline."""
    if path.endswith((".yml", ".yaml")) and posixpath.basename(posixpath.dirname(path)) != "workflows":
        yield from (member for root in roots(path, texts) for member in root.members())


def roots(path: str, texts: Mapping[str, str]) -> tuple[Node, ...]:
    """The documents of a file, none where it cannot be read."""
    text = texts.get(path)
    read = documents(path, text) if text is not None else ()
    if text is None or isinstance(read, Problem):
        return ()
    file = File(path, text)
    return tuple(Node(file, value) for value in read)


def all_steps(steps: Node, texts: Mapping[str, str], depth: int = 0) -> Iterator[Node]:
    """Steps in their order, each followed by those of the repository's own action that it uses."""
    for step in steps.elements():
        yield step
        action = _own_action(step, texts) if depth < DEEPEST else None
        if action is not None:
            yield from all_steps(action.get("runs", "steps"), texts, depth + 1)


def _own_action(step: Node, texts: Mapping[str, str]) -> Node | None:
    folder = own_path(step.get("uses").text)
    if folder is None:
        return None
    top = step.file.path.count("../") * "../"
    for name in _ACTIONS:
        path = name if folder == "." else f"{folder}/{name}"
        for root in roots(top + path, texts):
            return root
    return None
