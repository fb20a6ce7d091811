"""What primer must know of a kind of registry; everything here is pure."""

from datetime import datetime
from typing import Protocol

from primer.core.call import Handover
from primer.core.memory import QuotaSeen
from primer.core.package import Package
from primer.core.problem import Problem
from primer.core.project import Difference, Provenance
from primer.core.publisher import Form, FormField, Identity, Publisher, Unsupported
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.token import TokenReading, Tombstone
from primer.core.value import frozen
from primer.ports.hands import Answer
from primer.registries.manager import Manager


@frozen
class Accepted:
    """The file is there now; `already` when identical bytes were there before."""

    already: bool = False


@frozen
class Refused:
    """The file was refused; `stops_all` when no other file would fare better with this token."""

    problem: Problem
    stops_all: bool


@frozen
class QuotaReached:
    """No further new project before `resets`."""

    problem: Problem
    resets: datetime


@frozen
class ToApprove:
    """The registry asks the person to approve the upload first; it is sent again with what that gives."""

    handover: Handover


UploadMeaning = Accepted | Refused | QuotaReached | ToApprove


class Interface(Protocol):
    """One kind of registry."""

    @property
    def manager(self) -> Manager | None:
        """How it is managed with requests; None where people do it on its pages."""
        ...

    def refusal(self, name: str) -> str | None:
        """Why a project can never have this (normalised) name, as far as the public rules say; or None."""
        ...

    def form(self, registry: Registry, package: str, publisher: Publisher) -> Form | Unsupported:
        """The publisher form filled in, prefilled link included; for a project that exists."""
        ...

    def pending_page(self, registry: Registry) -> str:
        """The page where a publisher is registered before the project exists; empty where none can be."""
        ...

    def pending_fields(self, package: Package) -> tuple[FormField, ...]:
        """What the form of that page asks for above the publisher; empty where there is no such page."""
        ...

    def differences(self, identity: Identity, proven: Provenance) -> tuple[Difference, ...]:
        """The fields in which a proof differs from the identity, compared as the registry compares them."""
        ...

    def identity(self, proven: Provenance) -> Identity | None:
        """The publisher that a proof names; None where it is of a kind that primer does not know."""
        ...

    def provable(self, identity: Identity) -> bool:
        """Whether releases of this identity can carry a proof at all."""
        ...

    def token_page(self, registry: Registry) -> str:
        """The page that makes a token."""
        ...

    def removal_page(self, registry: Registry, tombstone: Tombstone) -> str:
        """The page, as near as can be, that removes exactly this token."""
        ...

    def retire_page(self, registry: Registry, package: str) -> str:
        """The page where a placeholder is yanked or deprecated."""
        ...

    def organization_page(self, registry: Registry) -> str:
        """The page where an organization's owner creates a project."""
        ...

    def read_token(self, registry: Registry, token: Secret, now: datetime) -> TokenReading | Problem:
        """What a pasted token says of itself, or why it cannot serve to create projects here."""
        ...

    def tombstone(self, registry: Registry, token_id: str) -> Tombstone | Problem:
        """The shadow of a token of which only the identifier is known, as the registry's page shows it."""
        ...

    def narrow(self, token: Secret, names: tuple[str, ...], not_before: datetime, ends: datetime) -> Secret:
        """The same token, good for these names until `ends` only; made without asking anybody."""
        ...

    def quota(self, registry: Registry, answer: Answer, now: datetime) -> QuotaSeen | None:
        """What an answer says of the quota for new projects."""
        ...

    def meaning(self, registry: Registry, package: str, answer: Answer, now: datetime) -> UploadMeaning:
        """What an answer to an upload means, with cause and remedy."""
        ...
