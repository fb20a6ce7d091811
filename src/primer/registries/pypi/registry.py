"""PyPI's interface, which TestPyPI, devpi, pypiserver and the rehearsal speak as far as they can."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from primer.core.memory import QuotaSeen
from primer.core.package import Package
from primer.core.problem import Problem
from primer.core.project import Difference, Provenance
from primer.core.publisher import Form, FormField, Identity, Publisher, Unsupported
from primer.core.registry import Registry
from primer.registries.pypi import names
from primer.registries.pypi.forms import project_field, publisher_form

if TYPE_CHECKING:
    from primer.core.secret import Secret
    from primer.core.token import TokenReading, Tombstone
    from primer.ports.hands import Answer
    from primer.registries.interface import UploadMeaning


class PyPIInterface:
    """Answers `registries.interface.Interface`; `new_id` names a token that has no identifier to read.

    Many plans meet no token, no proof and no answer to an upload: what is known of them is imported then.
    """

    def __init__(self, new_id: Callable[[], str] | None = None) -> None:
        self._new_id = new_id

    @property
    def manager(self) -> None:
        """PyPI is managed on its pages alone."""
        return None

    def refusal(self, name: str) -> str | None:
        """Why a project can never have this name, by PyPI's public rules."""
        return names.refusal(name)

    def form(self, registry: Registry, package: str, publisher: Publisher) -> Form | Unsupported:
        """The publisher form of a project that exists."""
        return publisher_form(registry, package, publisher)

    def pending_page(self, registry: Registry) -> str:
        """The account's page; it ignores values in its address."""
        return f"{registry.web_url}/manage/account/publishing/"

    def pending_fields(self, package: Package) -> tuple[FormField, ...]:
        """The project that the publisher is to make."""
        return (project_field(package),)

    def differences(self, identity: Identity, proven: Provenance) -> tuple[Difference, ...]:
        """The fields in which a proof differs."""
        from primer.registries.pypi.proofs import differences

        return differences(identity, proven)

    def identity(self, proven: Provenance) -> Identity | None:
        """The publisher that a proof names."""
        from primer.registries.pypi.proofs import identity_of

        return identity_of(proven)

    def provable(self, identity: Identity) -> bool:
        """Whether releases of this identity can carry a proof."""
        from primer.registries.pypi.proofs import provable

        return provable(identity)

    def token_page(self, registry: Registry) -> str:
        """The page that makes a token; its scope cannot be preset to the entire account."""
        return f"{registry.web_url}/manage/account/token/"

    def removal_page(self, registry: Registry, tombstone: "Tombstone") -> str:
        """The removal dialog of exactly this token, or the account's page where it has no UUID of PyPI's.

        What primer made up for a token without a shadow is a UUID too, and is on no page.
        """
        from primer.registries.pypi import tokens

        page, token_id = f"{registry.web_url}/manage/account/", tombstone.token_id
        return f"{page}#remove-API-token--{token_id}" if tombstone.text and tokens.is_uuid(token_id) else page

    def retire_page(self, registry: Registry, package: str) -> str:
        """The page that lists a project's releases, where each can be yanked."""
        return f"{registry.web_url}/manage/project/{quote(package, safe='')}/releases/"

    def organization_page(self, registry: Registry) -> str:
        """The page that lists the person's organizations."""
        return f"{registry.web_url}/manage/organizations/"

    def read_token(self, registry: Registry, token: "Secret", now: datetime) -> "TokenReading | Problem":
        """What a pasted token says of itself, or why it cannot create projects here."""
        from uuid import uuid4

        from primer.registries.pypi import tokens

        new_id = self._new_id() if self._new_id else str(uuid4())
        return tokens.read_token(registry, token, now, new_id)

    def tombstone(self, registry: Registry, token_id: str) -> "Tombstone | Problem":
        """The shadow of a token named by its identifier alone."""
        from primer.registries.pypi import tokens

        return tokens.tombstone_named(registry, token_id)

    def narrow(
        self, token: "Secret", names: tuple[str, ...], not_before: datetime, ends: datetime
    ) -> "Secret":
        """The same token, good for these names until `ends` only."""
        from primer.registries.pypi import tokens

        return tokens.narrow(token, names, not_before, ends)

    def quota(self, registry: Registry, answer: "Answer", now: datetime) -> QuotaSeen | None:
        """The tightest limit on new projects that an answer names."""
        from primer.registries.quota import quota_seen

        return quota_seen(registry, answer, now)

    def meaning(self, registry: Registry, package: str, answer: "Answer", now: datetime) -> "UploadMeaning":
        """What an answer to an upload means."""
        from primer.registries.pypi.answers import meaning

        return meaning(registry, package, answer, now)
