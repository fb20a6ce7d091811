"""A CI run and a place that exchanges identities, made of values."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from made_up import NOW
from primer.core.problem import Problem
from primer.core.publisher import OnPyPI
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.registries.pypi.exchange import Denied, Minted
from primer.rehearsal.forge.identities import presented
from primer.rehearsal.pypi.macaroons import mint


def claims(identity: OnPyPI, **changed: str | None) -> dict[str, object]:
    """What a run of this identity says of itself; a claim that is None is left out."""
    said = {**presented(identity, "4711", NOW), **changed}
    return {name: value for name, value in said.items() if value is not None}


@dataclass(slots=True)
class FakeRun:
    """A run that says this of itself, or cannot; `asked` are the audiences it was asked for."""

    said: Mapping[str, object] | Problem
    asked: list[str] = field(default_factory=list)

    def identity(self, audience: str) -> Secret | Problem:
        """A token that nobody signed."""
        self.asked.append(audience)
        if isinstance(self.said, Problem):
            return self.said
        payload = base64.urlsafe_b64encode(json.dumps(self.said).encode()).decode().rstrip("=")
        return Secret(f"head.{payload}.signature")


@dataclass(slots=True)
class FakeCounter:
    """Gives this answer to every exchange; `shown` counts them."""

    answer: Minted | Denied | Problem
    named: str | Problem = "pypi"
    shown: int = 0

    def audience(self, registry: Registry) -> str | Problem:  # noqa: ARG002
        """The audience."""
        return self.named

    def mint(self, registry: Registry, identity: Secret) -> Minted | Denied | Problem:  # noqa: ARG002
        """The answer."""
        self.shown += 1
        return self.answer


def minted(*caveats: object) -> Minted:
    """A token with these caveats, which nobody could use."""
    return Minted(Secret(mint("pypi.example", "made up", b"key", [json.dumps(caveat) for caveat in caveats])))


def minted_for(projects: int) -> Minted:
    """A token as PyPI mints it, for so many projects, for 15 minutes."""
    now = int(NOW.timestamp())
    ids = [f"project-{number}" for number in range(projects)]
    return minted([4, "publisher", None], [2, ids], [0, now + 900, now])
