"""CircleCI's configuration: the jobs that publish, as its workflows call them, with parameters put in.

Orbs are other repositories' files and are not read, nor is what a run makes of a setup configuration.
Source: CircleCI's configuration reference, version 2.1. Imports PyYAML: import this module only where there
is such a file to read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.value import frozen, replace
from primer.core.workflow import Credential, PublishingJob
from primer.providers.circleci import IDENTITY, NAME
from primer.reading.ci.credentials import presented
from primer.reading.ci.expressions import expanded, is_made_by_the_run, settled
from primer.reading.ci.matrix import MOST_COMBINATIONS
from primer.reading.ci.merged_jobs import merged
from primer.reading.ci.upload import Upload
from primer.reading.ci.uploads import Shell
from primer.reading.ci.words import words_of
from primer.reading.texts.yaml_values import NOTHING, Value

DEEPEST = 8
MOST_STEPS = 500
MOST_CALLS = 500
ALONE = "build"
"""The one job that runs where there are no workflows."""
_PUBLISHING = regex(r"publish|upload", re.IGNORECASE)
_IDENTIFIES = regex(rf"\b{IDENTITY}\s*=")
_PARAMETER = regex(r"(?<!\\)<<\s*(?:parameters|matrix)\.([\w-]+)\s*>>")
_OPEN = regex(r"(?<!\\)<<\s*([\w.-]+)\s*>>")
_FOR_LATER = regex(
    r"^[ \t]*echo[ \t]+(?P<quote>['\"]?)(?:export[ \t]+)?(?P<name>[A-Za-z_]\w*)="
    r"(?P<value>.{0,2000}?)(?P=quote)[ \t]{0,8}>>[ \t]{0,8}['\"]?\$\{?BASH_ENV\b",
    re.MULTILINE,
)
"""A variable that a step sets for all steps after it."""
_CALL_ONLY = frozenset(
    {"context", "filters", "requires", "name", "matrix", "type", "pre-steps", "post-steps"}
)
_HOME = "~/project"

Parameters = Mapping[str, str]


@frozen
class Config:
    """The document of one `.circleci/config.yml`."""

    path: str
    root: Value

    def publishing_jobs(self) -> tuple[PublishingJob, ...]:
        """Every job that a workflow calls and that publishes; one that none calls never runs."""
        if not any(_PUBLISHING.search(value.text) for value in self.root.texts()):
            return ()
        calls = islice(self._calls(), MOST_CALLS)
        return merged(found for call in calls for found in _Job(self, call).publishing())

    def _calls(self) -> Iterator["_Call"]:
        workflows = [one for one in self.root.get("workflows").pairs().values() if one.mapping]
        if not workflows and self._job(ALONE).mapping:
            yield _Call(ALONE, self._job(ALONE), NOTHING, {})
        for entry in (entry for workflow in workflows for entry in workflow.get("jobs").elements):
            name, settings = _named(entry)
            job = self._job(name)
            for given in _combinations(settings) if job.mapping else ():
                yield _Call(name, job, settings, {**_defaults(job), **given})

    def _job(self, name: str) -> Value:
        return self.root.get("jobs", name)

    def steps(self, values: Sequence[Value], parameters: Parameters) -> Iterator["_Step"]:
        """The commands of these steps, those of the file's own commands among them."""
        waiting = [(value, parameters, 0) for value in values]
        for _ in range(MOST_STEPS):
            if not waiting:
                return
            value, known, depth = waiting.pop(0)
            name, settings = _named(value)
            if name == "run" and settings.get("when").text != "on_fail":
                yield _Step(value.line, settings, known)
            elif depth < DEEPEST:
                inner, given = self._within(name, settings, known)
                waiting[:0] = [(one, given, depth + 1) for one in inner[:MOST_STEPS]]

    def _within(self, name: str, settings: Value, known: Parameters) -> tuple[Sequence[Value], Parameters]:
        """The steps of a condition, or of a command of the file's own with its parameters; none of others."""
        if name in ("when", "unless"):
            return settings.get("steps").elements, known
        command = self.root.get("commands", name)
        given = {key: put_in(one.text, known) for key, one in settings.pairs().items()}
        return command.get("steps").elements, {**_defaults(command), **given}


@frozen
class _Call:
    """One job as one workflow calls it, with the texts of its parameters."""

    name: str
    job: Value
    settings: Value
    parameters: Parameters

    def contexts(self) -> tuple[str, ...]:
        """The names of the contexts that lend it their variables; a publisher is told their ids."""
        return tuple(put_in(one.text, self.parameters) for one in self.settings.get("context").flow)


@frozen
class _Step:
    """One `run` step; `settings` is its text alone, or a mapping with its command."""

    line: int
    settings: Value
    parameters: Parameters

    def script(self) -> str:
        value = self.settings if self.settings.scalar is not None else self.settings.get("command")
        return put_in(value.text, self.parameters)

    def folder(self) -> str:
        return put_in(self.settings.get("working_directory").text, self.parameters)

    def variables(self) -> dict[str, str]:
        return _texts(self.settings.get("environment"), self.parameters)


@frozen
class _Job:
    config: Config
    call: _Call

    def publishing(self) -> Iterator[PublishingJob]:
        steps = list(self.steps())
        scripts = [step.script() for step in steps]
        if not any(_PUBLISHING.search(script) for script in scripts):
            return
        shell, identifies = Shell({}), self.identifies(scripts)
        found = [(step, upload) for step in steps for upload in self.uploads(step, shell)]
        mentions = words_of((self.call.name, *scripts, *self.call.parameters.values())) if found else ()
        for step, upload in found:
            yield replace(self.publishing_job(step, upload, identifies), mentions=mentions)

    def steps(self) -> Iterator[_Step]:
        """Its own, between those that the workflow puts before and after."""
        for value in (
            self.call.settings.get("pre-steps"),
            self.call.job.get("steps"),
            self.call.settings.get("post-steps"),
        ):
            yield from self.config.steps(value.elements, self.call.parameters)

    def places(self) -> tuple[Value, Value]:
        """The executor that it names, if that is in the file, and the job itself; the latter counts."""
        named = self.call.job.get("executor")
        name = put_in(named.text or named.get("name").text, self.call.parameters)
        return self.config.root.get("executors", name), self.call.job

    def variables(self) -> dict[str, str]:
        parameters = self.call.parameters
        pairs = (_texts(place.get("environment"), parameters) for place in self.places())
        return {name: text for part in pairs for name, text in part.items()}

    def identifies(self, scripts: list[str]) -> bool:
        """Whether it hands npm an identity; one that is made in a step is there for those after it."""
        return IDENTITY in self.variables() or any(_IDENTIFIES.search(script) for script in scripts)

    def uploads(self, step: _Step, shell: Shell) -> list[Upload]:
        """Those of one step. Each has a shell of its own; settings and BASH_ENV carry over."""
        variables = {**self.variables(), **shell.variables, **step.variables()}
        own = Shell(variables, self.base(step), shell.secret, shell.held, shell.npm)
        script = step.script()
        found = own.uploads(script)
        shell.secret, shell.held = own.secret, own.held
        shell.variables.update(own.settings())
        for later in _FOR_LATER.finditer(script):
            shell.variables[later["name"]] = expanded(later["value"], variables)
        return found

    def base(self, step: _Step) -> str:
        """The step's folder below the one that the repository is checked out into, which is the job's own."""
        tops = [put_in(one.get("working_directory").text, self.call.parameters) for one in self.places()]
        place = step.folder().rstrip("/")
        for top in (*(top.rstrip("/") for top in reversed(tops) if top), _HOME):
            if place == top or place.startswith(f"{top}/"):
                return place[len(top) + 1 :]
        return place

    def publishing_job(self, step: _Step, upload: Upload, identifies: bool) -> PublishingJob:
        able = identifies and upload.ecosystem is Ecosystem.JAVASCRIPT
        credential = _credential(upload, able=able)
        return PublishingJob(
            provider=NAME,
            file=self.config.path,
            line=step.line,
            job=self.call.name,
            tool=upload.tool,
            credential=credential,
            packages_dir=settled(upload.folder) if upload.folder else None,
            repository_url=settled(upload.repository),
            exchanges=upload.identity,
            tokens=presented(upload.secret, upload.held) if credential is Credential.STORED else (),
            ecosystem=upload.ecosystem,
            identifies=able,
            skips_existing=upload.skips,
            contexts=self.call.contexts(),
        )


def put_in(text: str, parameters: Parameters) -> str:
    """The text with its parameters; what only a run knows becomes an expression that stays open."""
    known = _PARAMETER.sub(lambda match: parameters.get(match[1], f"${{{{ {match[1]} }}}}"), text)
    return _OPEN.sub(r"${{ \1 }}", known).replace("\\<<", "<<")


def _credential(upload: Upload, *, able: bool) -> Credential:
    if not upload.secret:
        return Credential.OIDC if able and upload.identity else Credential.NOTHING
    return Credential.OIDC if able and is_made_by_the_run(upload.secret) else Credential.STORED


def _named(entry: Value) -> tuple[str, Value]:
    """An entry that is a name alone, or one name with its settings."""
    if entry.scalar is not None:
        return entry.text, NOTHING
    return next(iter(entry.pairs().items()), ("", NOTHING))


def _combinations(settings: Value) -> list[Parameters]:
    """What a call gives its job, once for each combination of its matrix."""
    pairs = settings.pairs().items()
    given = {key: value.text for key, value in pairs if key not in _CALL_ONLY and value.scalar is not None}
    matrix = settings.get("matrix", "parameters").pairs()
    axes = {key: [one.text for one in value.flow] for key, value in matrix.items() if value.flow}
    if prod(map(len, axes.values())) > MOST_COMBINATIONS:
        return [given]
    return [{**given, **dict(zip(axes, texts, strict=True))} for texts in product(*axes.values())]


def _defaults(owner: Value) -> dict[str, str]:
    declared = owner.get("parameters").pairs().items()
    return {name: one.get("default").text for name, one in declared if one.get("default").scalar is not None}


def _texts(environment: Value, parameters: Parameters) -> dict[str, str]:
    pairs = environment.pairs().items()
    return {name: put_in(value.text, parameters) for name, value in pairs if value.scalar is not None}
