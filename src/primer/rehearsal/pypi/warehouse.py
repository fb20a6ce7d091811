"""Everything the site remembers: projects, tokens, publishers, quota, and what its administrators set."""

import hashlib
import secrets
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from primer.core.publisher import GitHubActions, OnPyPI
from primer.core.registry import Quota
from primer.rehearsal.pypi.names import refuse_new
from primer.rehearsal.pypi.projects import HostedProject, Projects
from primer.rehearsal.pypi.publishers import PendingPublishers, Registered
from primer.rehearsal.pypi.quota import CreationQuota
from primer.rehearsal.pypi.tokens import Tokens

PROHIBITED = ("pip-install", "requirements-txt", "python")


@dataclass(slots=True)
class Switches:
    """What the site's administrators can turn, and the state of the person's account."""

    read_only: bool = False
    uploads_disabled: bool = False
    exchange_enabled: bool = True
    account_verified: bool = True
    account_frozen: bool = False
    prohibited: tuple[str, ...] = PROHIBITED
    organizations: tuple[str, ...] = ("rehearsal-organization",)


@dataclass(slots=True)
class Accounts:
    """The forge's accounts and repositories, as the forge writes them; asked for in any casing.

    `casing` lists `owner/repository` paths; what is not in it is written as it was asked for. `renamed` has
    the new path of a repository by its old one.
    """

    casing: tuple[str, ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)

    def path(self, path: str) -> str:
        """The repository as the forge writes it."""
        path = self.renamed.get(path, path)
        return next((known for known in self.casing if known.lower() == path.lower()), path)

    def owner(self, owner: str) -> str:
        """The account as the forge writes it."""
        owners = (known.partition("/")[0] for known in self.casing)
        return next((known for known in owners if known.lower() == owner.lower()), owner)

    def number(self, owner: str) -> str:
        """The account's number, the same every time."""
        return str(int.from_bytes(hashlib.sha256(owner.lower().encode()).digest()[:4], "big"))


@dataclass(slots=True)
class Warehouse:
    """The site's whole memory; `lock` is held while a request is answered.

    `host` is what tokens carry as their location; `url` is where the site is visited; `audience` is whom
    identity tokens have to be meant for.
    """

    url: str
    host: str
    user: str
    clock: Callable[[], datetime]
    limit: Quota | None
    title: str = "PyPI"
    audience: str = "pypi"
    projects: Projects = field(default_factory=Projects)
    switches: Switches = field(default_factory=Switches)
    accounts: Accounts = field(default_factory=Accounts)
    user_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    identity_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    used_identities: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)
    tokens: Tokens = field(init=False)
    pending: PendingPublishers = field(init=False)
    quota: CreationQuota = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.host, self.user_id, self.clock)
        self.pending = PendingPublishers(self.clock)
        self.quota = CreationQuota(self.limit, self.clock)

    def help(self, anchor: str) -> str:
        """The help page that the site's refusals point to."""
        return f"{self.url}/help/#{anchor}"

    def new_project(self, name: str, organization: str = "") -> HostedProject:
        """A project of the person, not yet taken in; Refusal when its name is not to be had."""
        refuse_new(name, self.projects.names(), self.switches.prohibited, self.help("project-name"))
        return HostedProject(name, self.clock(), (self.user,), organization)

    def registered(self, identity: OnPyPI) -> Registered:
        """The record of an identity: one record serves every project it is registered for."""
        known = (r for project in self.projects for r in project.publishers)
        owner = self.accounts.number(identity.owner) if isinstance(identity, GitHubActions) else ""
        return next((r for r in known if r.identity == identity), Registered(identity, owner))

    def register(self, project: HostedProject, identity: OnPyPI) -> Registered:
        """Adds a publisher to a project; adding it twice changes nothing."""
        registered = self.registered(identity)
        if registered not in project.publishers:
            project.publishers.append(registered)
        return registered
