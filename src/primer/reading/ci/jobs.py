"""The CI jobs that publish, read from the files that define them; PyYAML is imported when there is one."""

import posixpath
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from primer.core.problem import NeedsYou, Problem
from primer.core.regex import regex
from primer.core.registry import Ecosystem, Registry
from primer.core.source import Source
from primer.core.workflow import PublishingJob
from primer.reading.ci.callers import with_starts
from primer.reading.ci.trials import publishes

if TYPE_CHECKING:
    from primer.reading.ci.github_workflows import Workflow
    from primer.reading.texts.yaml_values import Value

_UP = r"(?P<up>(?:\.\./)*)"
_WORKFLOW = regex(rf"{_UP}\.github/workflows/[^/]+\.ya?ml")
_ACTION = regex(rf"{_UP}(?P<folder>(?:[^/]+/)*)action\.ya?ml")
_PIPELINE = regex(rf"{_UP}\.gitlab-ci\.yml")
_CIRCLECI = regex(rf"{_UP}\.circleci/config\.yml")
_YAML = (".yml", ".yaml")


def is_ci_file(path: str) -> bool:
    """Whether primer reads and checks the text at this path: workflows, pipelines, composite actions."""
    return path.endswith(_YAML) and any(p.fullmatch(path) for p in (_WORKFLOW, _PIPELINE, _ACTION))


def holds_jobs(path: str) -> bool:
    """Whether `read_jobs` wants the text at this path: CI files, and CircleCI's, which primer only reads."""
    return is_ci_file(path) or is_circleci(path)


def is_circleci(path: str) -> bool:
    """Whether this path is CircleCI's configuration."""
    return path.endswith(_YAML) and _CIRCLECI.fullmatch(path) is not None


def read_jobs(
    texts: Mapping[str, str], indexes: Collection[Registry] = ()
) -> tuple[tuple[PublishingJob, ...], tuple[Problem, ...]]:
    """The publishing jobs of all CI files, in the order of their paths, and what could not be read.

    `texts` maps paths, relative to the repository, to what is in them. Other YAML files in it serve as what
    a GitLab pipeline includes. A file that cannot be read hides no other one. An upload to a registry inside
    the job's own machine is none, unless it is one of `indexes`, the repository's own.
    """
    documents, problems = _documents(texts)
    workflows = _workflows(documents)
    found = [job for workflow in workflows for job in workflow.publishing_jobs()]
    found += _gitlab_jobs(documents)
    jobs = with_starts([job for job in found if publishes(job, indexes)], workflows)
    jobs += [job for job in _circleci_jobs(documents) if publishes(job, indexes)]
    return tuple(jobs), (*problems, *_called_only(jobs, workflows))


def _documents(texts: Mapping[str, str]) -> "tuple[dict[str, tuple[Value, ...]], list[Problem]]":
    found: dict[str, tuple[Value, ...]] = {}
    problems: list[Problem] = []
    wanted = [path for path in sorted(texts) if holds_jobs(path)]
    wanted += _included(texts)
    for path in dict.fromkeys(wanted):
        from primer.reading.texts.yaml_values import documents

        read = documents(path, texts[path])
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found[path] = read
    return found, problems


def _included(texts: Mapping[str, str]) -> list[str]:
    """Every further YAML file, where there is a pipeline that may include it."""
    if not any(_PIPELINE.fullmatch(path) for path in texts):
        return []
    return [path for path in sorted(texts) if path.endswith(_YAML)]


def _workflows(documents: "Mapping[str, tuple[Value, ...]]") -> "list[Workflow]":
    paths = [path for path in documents if _WORKFLOW.fullmatch(path)]
    if not paths:
        return []
    from primer.reading.ci.composite_actions import CompositeActions
    from primer.reading.ci.github_workflows import Workflow

    actions = CompositeActions(
        {
            match.group("folder").rstrip("/") or ".": documents[path][0]
            for path in documents
            if (match := _ACTION.fullmatch(path)) and documents[path]
        }
    )
    return [Workflow(path, documents[path][0], actions) for path in paths if documents[path]]


def _gitlab_jobs(documents: "Mapping[str, tuple[Value, ...]]") -> list[PublishingJob]:
    found: list[PublishingJob] = []
    for path in documents:
        if _PIPELINE.fullmatch(path):
            from primer.reading.ci.gitlab_pipelines import Pipeline

            found += Pipeline(_members(path, documents)).publishing_jobs()
    return found


def taken_in(texts: Mapping[str, str], pipeline: str) -> frozenset[str]:
    """The files of the repository that a pipeline takes in, itself among them; none where it is not there."""
    documents, _ = _documents(texts)
    return frozenset(_order(pipeline, documents)) if pipeline in documents else frozenset()


def stages(texts: Mapping[str, str], pipeline: str) -> tuple[str, ...]:
    """The stages that a pipeline or what it takes in names; empty where they are GitLab's own."""
    documents, _ = _documents(texts)
    named = _members(pipeline, documents).get("stages") if pipeline in documents else None
    return tuple(one.text for one in named[1].flow if one.text) if named else ()


def _circleci_jobs(documents: "Mapping[str, tuple[Value, ...]]") -> list[PublishingJob]:
    found: list[PublishingJob] = []
    for path in filter(is_circleci, documents):
        from primer.reading.ci.circleci_config import Config

        found += [job for root in documents[path][:1] for job in Config(path, root).publishing_jobs()]
    return found


def _members(path: str, documents: "Mapping[str, tuple[Value, ...]]") -> "dict[str, tuple[str, Value]]":
    """A pipeline file's top-level members over those of the local files that it includes."""
    return {
        name: (file, value)
        for file in reversed(_order(path, documents))
        for document in documents[file]
        for name, value in document.pairs().items()
    }


def _order(path: str, documents: "Mapping[str, tuple[Value, ...]]") -> list[str]:
    """A pipeline file and those that it includes, the one whose members count first."""
    order: list[str] = []
    waiting = [path]
    while waiting:
        file = waiting.pop(0)
        if file not in order:
            order.append(file)
            waiting = _includes(file, documents) + waiting
    return order


def _includes(path: str, documents: "Mapping[str, tuple[Value, ...]]") -> list[str]:
    includes = (document.get("include") for document in documents[path])
    entries = [entry for include in includes for entry in (*include.flow, include)]
    local = [entry.text or entry.get("local").text for entry in entries]
    top = posixpath.dirname(path)
    asked = [posixpath.normpath(posixpath.join(top, one.lstrip("/"))) for one in local if one]
    return [path for one in asked for path in ([one] if one in documents else _meant(one, documents))]


def _meant(pattern: str, documents: "Mapping[str, tuple[Value, ...]]") -> list[str]:
    """The files that a pattern with stars includes; one star stays within a folder."""
    if "*" not in pattern:
        return []
    escaped = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return sorted(path for path in documents if re.fullmatch(escaped, path) and path.endswith(_YAML))


def _called_only(jobs: list[PublishingJob], workflows: "list[Workflow]") -> list[Problem]:
    # npm compares the workflow that calls, so nothing keeps it from being called.
    called = [job for job in jobs if job.called_only and job.ecosystem is Ecosystem.PYTHON]
    files = {job.file: job for job in reversed(called)}
    return [_called(job, workflows) for _, job in sorted(files.items())]


def _called(job: PublishingJob, workflows: "list[Workflow]") -> NeedsYou:
    name = posixpath.basename(job.file)
    callers = [
        f"{workflow.path}:{line} calls it"
        for workflow in workflows
        for path, line in workflow.calls().items()
        if posixpath.basename(path) == name
    ]
    return NeedsYou(
        "publish-in-called-workflow",
        f"{job.file} publishes, and only other workflows can start it",
        hint=f"register {name} as the workflow, or move the publishing job into the file that starts the run",
        context=(
            f"PyPI compares the file that contains the job: {name}, not the one that calls it.",
            "A call from another repository is refused, and PyPI's documentation advises against both.",
            *callers,
        ),
        source=Source(job.file, job.line),
        warning=True,
    )
