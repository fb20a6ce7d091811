"""Who may publish without a token: the identities that CI presents, as a discriminated union."""

from collections.abc import Mapping

from primer.core.source import Source
from primer.core.value import field, frozen


@frozen
class GitHubActions:
    """A job of a workflow on github.com; `workflow` is the file's name alone, `environment` may be empty."""

    owner: str
    repository: str
    workflow: str
    environment: str = ""


@frozen
class GitLabCI:
    """A job of a pipeline on gitlab.com; `workflow` is the pipeline file's path in the repository."""

    namespace: str
    project: str
    workflow: str
    environment: str = ""


@frozen
class Google:
    """A Google service account; `sub` may be empty."""

    email: str
    sub: str = ""


@frozen
class ActiveState:
    """A project on the ActiveState platform."""

    organization: str
    project: str
    actor: str


@frozen
class CircleCI:
    """A pipeline of CircleCI's cloud: `origin` is `github.com/owner/name`, the rest are UUIDs."""

    organization_id: str
    project_id: str
    pipeline_id: str
    origin: str
    contexts: tuple[str, ...] = ()


OnPyPI = GitHubActions | GitLabCI | Google | ActiveState
"""Those that PyPI has a form for."""
Identity = OnPyPI | CircleCI


@frozen
class Publisher:
    """The identity that is to publish one package, and for each attribute of it where it was read."""

    identity: Identity
    read_from: Mapping[str, Source] = field(default_factory=dict)


@frozen
class FormField:
    """One line of a registry's form: what people see, what the form calls it, what to enter, why.

    A field that takes a list has its elements in `several`, and `value` shows them on one line.
    """

    label: str
    key: str
    value: str
    read_from: str = ""
    several: tuple[str, ...] | None = None


@frozen
class Form:
    """A publisher form filled in; `link` is the page, and `prefilled` whether its address fills it in."""

    provider: str
    fields: tuple[FormField, ...]
    link: str
    prefilled: bool = True

    @property
    def page(self) -> str:
        """What the page is called."""
        return "the filled form" if self.prefilled else "the form's page"


@frozen
class Unsupported:
    """The registry takes no publisher of this kind, or not with these values."""

    why: str
