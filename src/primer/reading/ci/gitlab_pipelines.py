"""GitLab pipelines: the jobs that publish, with templates, defaults and references put in.

Imports PyYAML: import this module only where there is a pipeline to read.
"""

import re
from collections.abc import Iterator, Mapping

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.source import Read, Source
from primer.core.value import frozen, replace
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.reading.ci.credentials import presented
from primer.reading.ci.expressions import expanded, is_made_by_the_run, settled
from primer.reading.ci.matrix import Combination, gitlab_combinations
from primer.reading.ci.merged_jobs import merged
from primer.reading.ci.tag_rules import ruled_tags
from primer.reading.ci.upload import Upload
from primer.reading.ci.uploads import Shell
from primer.reading.ci.words import words_of
from primer.reading.texts.yaml_values import NOTHING, Value

DEEPEST = 10
MOST_LINES = 2_000
_GLOBAL = frozenset(
    {
        *("default", "include", "stages", "variables", "workflow", "spec", "image", "services", "cache"),
        *("before_script", "after_script", "types"),
    }
)
_PUBLISHING = regex(r"publish|upload", re.IGNORECASE)
_PYPIS = regex(r"|(?:test)?pypi|https?://(?:\w+\.)*pypi\.org(?:/.*)?")
_KNOWN = {"CI_PROJECT_DIR": "."}
PYPI_ID_TOKENS = frozenset({"PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN"})
"""Where twine, uv and pdm look: the audience in capitals, as the `id` package has it."""
NPM_ID_TOKEN = "NPM_ID_TOKEN"  # noqa: S105 - a name


@frozen
class Pipeline:
    """A pipeline's top-level members by name with the file each is in; included local files come first."""

    members: Mapping[str, tuple[str, Value]]

    def publishing_jobs(self) -> tuple[PublishingJob, ...]:
        """Every job that publishes; templates (`.name`) are none."""
        found: list[PublishingJob] = []
        for name, (file, value) in self.members.items():
            if name in _GLOBAL or name.startswith(".") or not value.mapping:
                continue
            job = _Job(self, name, file, value)
            if any(_PUBLISHING.search(text) for text in job.script()):
                for combination in gitlab_combinations(job.get("parallel")):
                    found += job.publishing(combination)
        return merged(found)

    def value(self, name: str) -> Value:
        """A top-level member."""
        return self.members.get(name, ("", NOTHING))[1]


@frozen
class _Job:
    pipeline: Pipeline
    name: str
    file: str
    value: Value

    def lineage(self) -> list[Value]:
        """The job and what it extends, nearest first; of several templates the last one wins."""
        found: list[Value] = []
        waiting = [(self.value, 0)]
        while waiting:
            value, depth = waiting.pop(0)
            if depth > DEEPEST or any(value is one for one in found):
                continue
            found.append(value)
            names = [one.text for one in value.get("extends").flow]
            waiting = [(self.pipeline.value(name), depth + 1) for name in reversed(names)] + waiting
        return found

    def get(self, key: str) -> Value:
        """A key of the job, else of its templates, else the pipeline's default."""
        places = [*self.lineage(), self.pipeline.value("default")]
        found = (place.pairs()[key] for place in places if key in place.pairs())
        fallback = self.pipeline.value(key) if key in ("before_script", "after_script") else NOTHING
        return next(found, fallback)

    def script(self) -> list[str]:
        """The lines of all its scripts; the first two run in one shell."""
        lines = (self.lines(self.get(key)) for key in ("before_script", "script", "after_script"))
        return [line for part in lines for line in part]

    def lines(self, value: Value) -> list[str]:
        """Scalars of nested lists, with `!reference [job, key]` put in."""
        found: list[str] = []
        waiting = [(value, 0)]
        for _ in range(MOST_LINES):
            if not waiting:
                break
            one, depth = waiting.pop(0)
            if one.scalar is not None:
                found.append(one.text)
            elif depth <= DEEPEST and one.tag == "!reference":
                waiting.insert(0, (self.referenced(one), depth + 1))
            elif depth <= DEEPEST:
                waiting = [(element, depth + 1) for element in one.elements] + waiting
        return found

    def referenced(self, reference: Value) -> Value:
        names = [element.text for element in reference.elements]
        return self.pipeline.value(names[0]).get(*names[1:]) if names else NOTHING

    def variables(self, combination: Combination) -> dict[str, str]:
        found: dict[str, str] = {}
        for place in (*reversed(self.lineage()), NOTHING):
            found |= _texts(place.get("variables"))
        return {**_KNOWN, **_texts(self.pipeline.value("variables")), **found, **combination}

    def publishing(self, combination: Combination) -> Iterator[PublishingJob]:
        variables = self.variables(combination)
        script = "\n".join(self.script())
        uploads = Shell(dict(variables)).uploads(script)
        mentions = words_of(self.mentioned(script, variables)) if uploads else ()
        for upload in uploads:
            yield replace(self.publishing_job(upload, variables), mentions=mentions)

    def publishing_job(self, upload: Upload, variables: Mapping[str, str]) -> PublishingJob:
        credential = self.credential(upload)
        return PublishingJob(
            provider="gitlab",
            file=self.file,
            line=self.line(),
            job=self.name,
            tool=upload.tool,
            credential=credential,
            environment=self.environment(variables),
            packages_dir=settled(upload.folder) if upload.folder else None,
            repository_url=settled(upload.repository),
            exchanges=upload.identity,
            tokens=presented(upload.secret, upload.held) if credential is Credential.STORED else (),
            ecosystem=upload.ecosystem,
            identifies=self.may_identify(upload),
            skips_existing=upload.skips,
            identities=tuple(sorted(self.identity_tokens())),
            tags=ruled_tags(one.text for one in self.value.get("rules").texts()),
        )

    def line(self) -> int:
        """The line of the script's command that publishes, or of the job where a template has it."""
        own = self.value.get("script")
        lines = [one.line for one in own.texts() if _PUBLISHING.search(one.text)]
        return min(lines, default=self.value.line)

    def credential(self, upload: Upload) -> Credential:
        able = self.may_identify(upload)
        if not upload.secret:
            return Credential.OIDC if able and upload.identity else Credential.NOTHING
        return Credential.OIDC if able and is_made_by_the_run(upload.secret) else Credential.STORED

    def may_identify(self, upload: Upload) -> bool:
        """Whether the job gets an identity token that the tool finds; a script hands over any."""
        names = self.identity_tokens()
        if upload.ecosystem is Ecosystem.JAVASCRIPT:
            return NPM_ID_TOKEN in names
        by_name = not upload.secret and _PYPIS.fullmatch(upload.repository)
        return bool(names & PYPI_ID_TOKENS if by_name else names)

    def identity_tokens(self) -> frozenset[str]:
        """The names of all that the job and its templates ask for; the default's where those ask for none."""
        own = frozenset(name for place in self.lineage() for name in place.get("id_tokens").pairs())
        return own or frozenset(self.get("id_tokens").pairs())

    def environment(self, variables: Mapping[str, str]) -> Read[str | Unresolved] | None:
        value = self.get("environment")
        value = value if value.scalar is not None else value.get("name")
        text = expanded(value.text, variables).strip()
        return Read(settled(text), Source(self.file_of("environment"), value.line)) if text else None

    def file_of(self, key: str) -> str:
        """The file of the job or template that has this key."""
        places = [
            place for place in (*self.lineage(), self.pipeline.value("default")) if key in place.pairs()
        ]
        files = (file for file, value in self.pipeline.members.values() if places and value is places[0])
        return next(files, self.file)

    def mentioned(self, script: str, variables: Mapping[str, str]) -> Iterator[str]:
        yield self.name
        yield expanded(script, variables)
        yield from variables.values()
        yield from (one.text for one in self.get("needs").texts())


def _texts(mapping: Value) -> dict[str, str]:
    """Variables as text; one with a description has its text under `value`."""
    pairs = mapping.pairs().items()
    return {
        name: value.text or value.get("value").text
        for name, value in pairs
        if value.scalar is not None or value.get("value").scalar is not None
    }
