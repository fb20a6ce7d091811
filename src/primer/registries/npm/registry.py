"""npm's interface, which Verdaccio and the rehearsal speak as far as they can."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from primer.core.memory import QuotaSeen
from primer.core.package import Package
from primer.core.problem import Problem
from primer.core.project import Difference, Provenance
from primer.core.publisher import Form, FormField, Identity, Publisher, Unsupported
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.token import TokenReading, Tombstone
from primer.ports.hands import Answer
from primer.registries.interface import UploadMeaning
from primer.registries.npm import names as npm_names
from primer.registries.npm import tokens as npm_tokens
from primer.registries.npm.answers import meaning
from primer.registries.npm.forms import publisher_form
from primer.registries.npm.manager import NpmManager
from primer.registries.npm.pages import package_page, tokens_page
from primer.registries.npm.proofs import differences, identity_of, provable


class NpmInterface:
    """Answers `registries.interface.Interface`; `new_id` names a token, since none says what it is."""

    def __init__(self, new_id: Callable[[], str] = lambda: str(uuid4())) -> None:
        self._new_id = new_id
        self._manager = NpmManager()

    @property
    def manager(self) -> NpmManager:
        """How it is managed with requests."""
        return self._manager

    def refusal(self, name: str) -> str | None:
        """Why a new package can never have this name."""
        return npm_names.refusal(name)

    def form(self, registry: Registry, package: str, publisher: Publisher) -> Form | Unsupported:
        """The publisher form of a package that exists."""
        return publisher_form(registry, package, publisher)

    def pending_page(self, _registry: Registry) -> str:
        """Empty: npm has no publishers of packages that do not exist."""
        return ""

    def pending_fields(self, _package: Package) -> tuple[FormField, ...]:
        """None: npm has no such form."""
        return ()

    def differences(self, identity: Identity, proven: Provenance) -> tuple[Difference, ...]:
        """The fields in which a proof differs, of those that it shows."""
        return differences(identity, proven)

    def identity(self, proven: Provenance) -> Identity | None:
        """The publisher that a proof names, without its environment."""
        return identity_of(proven)

    def provable(self, identity: Identity) -> bool:
        """Whether releases of this identity can carry a proof; those of CircleCI cannot."""
        return provable(identity)

    def token_page(self, registry: Registry) -> str:
        """The page that makes a granular access token."""
        return f"{tokens_page(registry)}/granular-access-tokens/new"

    def removal_page(self, registry: Registry, _tombstone: Tombstone) -> str:
        """The page that lists the account's tokens and sessions; none can be addressed by itself."""
        return tokens_page(registry)

    def retire_page(self, registry: Registry, package: str) -> str:
        """The package's settings, where it can be deprecated."""
        return package_page(registry, package)

    def organization_page(self, registry: Registry) -> str:
        """The page that makes an organization, and with it a scope."""
        return f"{registry.web_url}/org/create"

    def read_token(self, registry: Registry, token: Secret, _now: datetime) -> TokenReading | Problem:
        """What can be known of a pasted token: its form."""
        return npm_tokens.read_token(registry, token, self._new_id)

    def tombstone(self, registry: Registry, token_id: str) -> Tombstone | Problem:
        """A name without a shadow: a token of npm's is asked about with itself alone."""
        return npm_tokens.tombstone_named(registry, token_id)

    def narrow(self, token: Secret, _names: tuple[str, ...], _start: datetime, _ends: datetime) -> Secret:
        """The same token: none of npm's can be narrowed without asking."""
        return token

    def quota(self, _registry: Registry, _answer: Answer, _now: datetime) -> QuotaSeen | None:
        """None: npm names no quota for new packages."""
        return None

    def meaning(self, registry: Registry, package: str, answer: Answer, now: datetime) -> UploadMeaning:
        """What an answer to an upload means."""
        return meaning(registry, package, answer, now)
