"""The repository as it was read: packages, CI, remote, choices, and what could not be read."""

from primer.core.choices import Choices
from primer.core.finding import Finding
from primer.core.package import Package, Skipped
from primer.core.problem import Problem
from primer.core.source import Source
from primer.core.value import field, frozen
from primer.core.versions import Versions
from primer.core.workflow import PublishingJob, StoredToken


@frozen
class Remote:
    """Where the source lives: `path` is `owner/name` (GitLab: `group/…/name`), never with user info.

    `canonical` tells whether owner and name are written as the host writes them; `note` says why not.
    """

    host: str
    path: str
    source: Source
    canonical: bool = False
    note: str = ""

    @property
    def owner(self) -> str:
        """All of the path but its last part."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def web(self) -> str:
        """The repository's page."""
        return f"https://{self.host}/{self.path}"


@frozen
class Repository:
    """Everything that reading found; `notes` are sentences worth showing that are no problems.

    `remote_notes` are those about git's remote, of no interest where the choices say where the source lives.
    `findings` are the rules of a good workflow that its CI files do not keep; `ci_files` are the paths of all
    files that define its CI; `versions` are all places that say one. `within` is the folder that was read, as
    seen from the top of its git work tree, empty for the whole.
    """

    name: str
    remote: Remote | None
    packages: tuple[Package, ...]
    skipped: tuple[Skipped, ...]
    jobs: tuple[PublishingJob, ...]
    stored_tokens: tuple[StoredToken, ...]
    choices: Choices
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    remote_notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    ci_files: tuple[str, ...] = ()
    versions: Versions = field(default_factory=Versions)
    within: str = ""
