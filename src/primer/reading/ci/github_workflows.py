"""GitHub Actions workflows: the jobs that publish, one for every combination of a literal matrix.

Imports PyYAML: import this module only where there is a workflow to read.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from primer.core.regex import regex
from primer.core.source import Read, Source
from primer.core.value import field, frozen, replace
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.reading.ci.composite_actions import CompositeActions, Step, own_path
from primer.reading.ci.credentials import presented
from primer.reading.ci.expressions import folder, is_made_by_the_run, is_stored, settled, substituted
from primer.reading.ci.matrix import Combination, github_combinations
from primer.reading.ci.merged_jobs import merged
from primer.reading.ci.upload import Upload
from primer.reading.ci.words import words_of
from primer.reading.texts.yaml_values import Value

if TYPE_CHECKING:
    from primer.reading.ci.github_tools import Tools as _Tools

ACTION = "pypa/gh-action-pypi-publish"
_ACTION = regex(r"(?:^|/)pypa/gh-action-pypi-publish(?:[@:/]|$)", re.IGNORECASE)
_RUNS_A_TOOL = regex(r"maturin|changesets|npm|node", re.IGNORECASE)
"""In the name of an action that uploads by a tool of its own, or sets npm up; others leave no trace."""
_PUBLISHING = regex(r"publish|upload|changesets/action", re.IGNORECASE)
_SET_BY_A_STEP = regex(r"\$(?!\{\{)|\benv\s*\.")
"""What no line of the file sets was put into the environment by an earlier step, as a minted token is."""
_NEVER = frozenset({"false", "${{ false }}", "${{false}}"})
_KNOWN = {"github.workspace": "."}


@frozen
class Workflow:
    """One workflow file, with the composite actions of its repository."""

    path: str
    root: Value
    actions: CompositeActions = field(default_factory=CompositeActions)

    @property
    def triggers(self) -> frozenset[str]:
        """What starts it."""
        # YAML 1.1 reads a bare `on` as true; here keys keep the text they are written in.
        on = self.root.get("on")
        return frozenset(on.pairs()) | {value.text for value in on.flow}

    @property
    def tags(self) -> tuple[str, ...]:
        """The patterns of the tags that start it."""
        return tuple(one.text for one in self.root.get("on", "push", "tags").flow if one.text)

    @property
    def called_only(self) -> bool:
        """Whether nothing but another workflow starts it."""
        return self.triggers == {"workflow_call"}

    def calls(self) -> dict[str, int]:
        """The workflows of this repository that its jobs call, with the lines."""
        uses = (job.get("uses") for job in self.root.get("jobs").pairs().values())
        return {path: use.line for use in uses if (path := own_path(use.text)) is not None}

    def publishing_jobs(self) -> tuple[PublishingJob, ...]:
        """Every job that publishes, in the order of the file."""
        found: list[PublishingJob] = []
        for name, job in self.root.get("jobs").pairs().items():
            if job.get("if").text not in _NEVER and self._may_publish(job):
                for combination in github_combinations(job.get("strategy")):
                    found += _Job(self, name, job, combination).publishing()
        return merged(found)

    def _may_publish(self, job: Value) -> bool:
        return any(_PUBLISHING.search(value.text) for value in job.texts()) or any(
            own_path(step.get("uses").text) is not None for step in job.get("steps").elements
        )


@frozen
class _Job:
    """One job in one combination of its matrix."""

    workflow: Workflow
    name: str
    job: Value
    combination: Combination

    def publishing(self) -> Iterator[PublishingJob]:
        steps = self.workflow.actions.steps(self.job.get("steps").elements, self.known())
        found = [self.publishing_job(step, upload) for step, upload in self.uploads(steps)]
        mentions = words_of(self.mentioned(steps)) if found else ()
        yield from (replace(job, mentions=mentions) for job in found)

    def known(self) -> Mapping[str, str]:
        return {**_KNOWN, **self.combination, **_as_expressions(self.environment_variables())}

    def environment_variables(self) -> dict[str, str]:
        both = {**_texts(self.workflow.root.get("env")), **_texts(self.job.get("env"))}
        return {name: substituted(text, {**_KNOWN, **self.combination}) for name, text in both.items()}

    def uploads(self, steps: tuple[Step, ...]) -> Iterator[tuple[Step, Upload]]:
        tools: _Tools | None = None
        for step in steps:
            uses = step.value.get("uses").text
            if step.value.get("if").text in _NEVER:
                continue
            if _ACTION.search(uses):
                yield step, _action_upload(step)
            elif step.value.get("run").scalar is not None or _RUNS_A_TOOL.search(uses):
                from primer.reading.ci.github_tools import Tools

                tools = tools or Tools(self.environment_variables())
                yield from ((step, upload) for upload in tools.uploads(step, self.base(step)))

    def base(self, step: Step) -> str:
        places = (
            step.value.get("working-directory"),
            self.job.get("defaults", "run", "working-directory"),
            self.workflow.root.get("defaults", "run", "working-directory"),
        )
        return next((step.put_in(place.text) for place in places if place.text), "")

    def publishing_job(self, step: Step, upload: Upload) -> PublishingJob:
        credential = _credential(upload, self.may_identify())
        return PublishingJob(
            provider="github",
            file=self.workflow.path,
            line=step.line,
            job=self.name,
            tool=upload.tool,
            credential=credential,
            environment=self.environment(),
            packages_dir=settled(upload.folder) if upload.folder else None,
            repository_url=settled(upload.repository),
            called_only=self.workflow.called_only,
            triggers=self.workflow.triggers - {""},
            exchanges=upload.identity,
            tokens=presented(upload.secret, upload.held) if credential is Credential.STORED else (),
            ecosystem=upload.ecosystem,
            identifies=self.may_identify(),
            skips_existing=upload.skips,
            tags=self.workflow.tags,
        )

    def may_identify(self) -> bool:
        own = self.job.pairs().get("permissions")
        permissions = own if own is not None else self.workflow.root.get("permissions")
        return permissions.text == "write-all" or permissions.get("id-token").text == "write"

    def environment(self) -> Read[str | Unresolved] | None:
        value = self.job.get("environment")
        value = value if value.scalar is not None else value.get("name")
        text = substituted(value.text, self.known()).strip()
        return Read(settled(text), Source(self.workflow.path, value.line)) if text else None

    def mentioned(self, steps: tuple[Step, ...]) -> Iterator[str]:
        """Everything but the environment: its `url` names one package even where all are published."""
        yield self.name
        yield PurePosixPath(self.workflow.path).stem
        yield substituted(self.job.get("name").text, self.known())
        yield from (value.text for value in self.job.get("needs").flow)
        yield from self.environment_variables().values()
        for step in steps:
            for key in ("name", "id", "run", "with", "env", "working-directory"):
                yield from (step.put_in(value.text) for value in step.value.get(key).texts())


def _texts(mapping: Value) -> dict[str, str]:
    return {name: value.text for name, value in mapping.pairs().items() if value.scalar is not None}


def _as_expressions(variables: Mapping[str, str]) -> dict[str, str]:
    return {f"env.{name.lower()}": text for name, text in variables.items()}


def _action_upload(step: Step) -> Upload:
    given = {name.lower().replace("_", "-"): text for name, text in step.inputs().items()}
    place = given.get("packages-dir", "")
    return Upload(
        ACTION,
        line=0,
        folder=folder("", place) if place else "",
        repository=given.get("repository-url", ""),
        secret=given.get("password", ""),
        held="password",
        skips=given.get("skip-existing", "").strip().lower() == "true",
    )


def _credential(upload: Upload, may_identify: bool) -> Credential:
    if not upload.secret:
        return Credential.OIDC if may_identify and upload.identity else Credential.NOTHING
    minted = is_made_by_the_run(upload.secret) or _SET_BY_A_STEP.search(upload.secret)
    if may_identify and minted and not is_stored(upload.secret):
        return Credential.OIDC
    return Credential.STORED
