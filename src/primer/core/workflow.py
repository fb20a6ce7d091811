"""A CI job that publishes, as far as its file says it in so many words."""

from enum import StrEnum

from primer.core.registry import Ecosystem
from primer.core.source import Read, Source
from primer.core.value import frozen


class Credential(StrEnum):
    """What a publishing step would present."""

    OIDC = "oidc"
    STORED = "stored"
    NOTHING = "nothing"


@frozen
class Unresolved:
    """A value that only a run knows, an expression or a matrix; `text` as it stands in the file."""

    text: str


@frozen
class PublishingJob:
    """One publishing step of one job.

    `file` is relative to the repository; `line` is the step's; `provider` is github, gitlab or circleci;
    `tool` is what publishes (`pypa/gh-action-pypi-publish`, `uv publish`, `twine upload`, …); `environment`
    is None where the job names none; `packages_dir` is what the step uploads from, None where it does not
    say; `repository_url` is empty for the tool's default (PyPI); `called_only` is True when nothing but
    `workflow_call` starts the file; `mentions` are words of the job that may name a package. `triggers` are
    what starts the file, empty where nobody asks; `exchanges` is False where the tool would exchange no
    identity; `tokens` name the stored tokens that the step presents, never their values; `ecosystem` is that
    of the packages it publishes; `identifies` tells whether the job may ask for an identity, `skips_existing`
    whether files that are on the index already are passed over in silence. `identities` are the names of the
    identity tokens that a job on GitLab gets. `starts` are where runs of the job begin when others call its
    file: the calls, in files that something else starts; empty when none does. `contexts` are the names of
    CircleCI's that lend it variables. `tags` are the patterns of the tags that start the file.
    """

    provider: str
    file: str
    line: int
    job: str
    tool: str
    credential: Credential
    environment: Read[str | Unresolved] | None = None
    packages_dir: str | Unresolved | None = None
    repository_url: str | Unresolved = ""
    called_only: bool = False
    mentions: tuple[str, ...] = ()
    triggers: frozenset[str] = frozenset()
    exchanges: bool = True
    tokens: tuple[str, ...] = ()
    ecosystem: Ecosystem = Ecosystem.PYTHON
    identifies: bool = False
    skips_existing: bool = False
    identities: tuple[str, ...] = ()
    starts: tuple[Source, ...] = ()
    contexts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """The publishing step's line."""
        return Source(self.file, self.line)


@frozen
class StoredToken:
    """A place where a long-lived token is, or is used: its name and where, never its value."""

    name: str
    source: Source
