"""Every token that was ever used at a registry is dead there."""

from collections.abc import Iterable

from primer.core.evidence import Evidence, Grade, said, seen
from primer.core.memory import Declared, TokenUsed
from primer.core.project import TokenState, Unlooked
from primer.core.registry import Registry
from primer.core.value import frozen
from primer.core.verdict import Done, FactId, Todo, Unseen, Verdict, Visit, Waits
from primer.facts.claimed import Claimed
from primer.facts.target import Target
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of

NAME = "token-revoked"


@frozen
class TokenRevoked:
    """Asks with each token's powerless shadow; `named` are tokens the person named by identifier."""

    registry: Registry
    targets: tuple[Target, ...]
    named: tuple[TokenUsed, ...] = ()
    title: str = "token revoked"

    @property
    def id(self) -> FactId:
        """One fact of one registry."""
        return FactId(NAME, self.registry.name)

    @property
    def after(self) -> tuple[FactId, ...]:
        """Nothing: a token that lives is to be revoked whatever else is open."""
        return ()

    def look(self, eyes: Eyes) -> Verdict:
        """Done when no token lives and none will be needed; trivially true is not done."""
        tokens = tokens_used(self.registry, self.named, eyes)
        verdicts = [look_at(self.registry, token, self._is_named(token, eyes), eyes) for token in tokens]
        for kind in (Todo, Unseen):
            found = next((verdict for verdict in verdicts if isinstance(verdict, kind)), None)
            if found is not None:
                return found
        return self._waits(eyes) or self._unsure(eyes) or _all_dead(self.registry, verdicts)

    def _is_named(self, used: TokenUsed, eyes: Eyes) -> bool:
        return used in self.named and used not in eyes.memory().tokens(self.registry.name)

    def _waits(self, eyes: Eyes) -> Verdict | None:
        claims = [Claimed(target) for target in self.targets]
        still_open = tuple(claim.id for claim in claims if isinstance(claim.look(eyes), Todo))
        return Waits(still_open) if still_open else None

    def _unsure(self, eyes: Eyes) -> Verdict | None:
        """Where a project could not be looked at, another token may still be needed for it."""
        projects = (eyes.project(self.registry, target.name) for target in self.targets)
        why = next((project.why for project in projects if isinstance(project, Unlooked)), None)
        return Unseen(f"whether a token is still needed could not be seen: {why}") if why else None


def tokens_used(registry: Registry, named: tuple[TokenUsed, ...], eyes: Eyes) -> tuple[TokenUsed, ...]:
    """Every token the journal remembers, and those that only the person named."""
    remembered = eyes.memory().tokens(registry.name)
    known = {token.tombstone.token_id: token for token in (*named, *remembered)}
    return tuple(known.values())


def look_at(registry: Registry, used: TokenUsed, is_named: bool, eyes: Eyes) -> Verdict:
    """The verdict on one token; `is_named` when the person's word is all that says it was used."""
    tombstone = used.tombstone
    if not tombstone.text:
        return _opaque(registry, used, eyes)
    match eyes.token(registry, tombstone):
        case TokenState.KNOWN:
            page = interface_of(registry).removal_page(registry, tombstone)
            return Todo(Visit(f"{registry.title} still knows {called(registry, used)}", page))
        case TokenState.GONE:
            return _gone(registry, used, is_named, eyes)
        case Unlooked(why):
            return Unseen(f"{called(registry, used)}: {why}")


def called(registry: Registry, used: TokenUsed) -> str:
    """A token in words: by its identifier, by the name that the person knows, or by its hour."""
    tombstone, hour = used.tombstone, f"{used.at:%Y-%m-%d %H:%M} UTC"
    if tombstone.text:
        return f"token {tombstone.label}"
    if interface_of(registry).manager is None:
        return f"the password used {hour}"
    return f"the token of {hour}" if _is_made_up(tombstone.token_id) else f"token {tombstone.token_id}"


def _is_made_up(token_id: str) -> bool:
    """Whether primer itself named it, since nothing else would: then no page shows that name."""
    from uuid import UUID

    try:
        return str(UUID(token_id)) == token_id
    except ValueError:
        return False


def declaration(registry: Registry, used: TokenUsed, eyes: Eyes) -> Declared | None:
    """The person's word that this very token was removed."""
    fact = str(FactId(NAME, registry.name))
    words = (entry for entry in eyes.memory().entries if isinstance(entry, Declared) and entry.fact == fact)
    return next((one for one in words if one.values.get("token") == used.tombstone.token_id), None)


def removal(registry: Registry, used: TokenUsed, why: str) -> Visit:
    """What the person is asked to do about a token that cannot be seen to be gone."""
    page = interface_of(registry).removal_page(registry, used.tombstone)
    about = (("token", used.tombstone.token_id),)
    words = f"remove {called(registry, used)} at {registry.title}; {why}"
    return Visit(words, page, can_be_seen=False, about=about)


def _all_dead(registry: Registry, verdicts: Iterable[Verdict]) -> Verdict:
    evidence = [verdict.evidence for verdict in verdicts if isinstance(verdict, Done)]
    if not evidence:
        named = "; name it with --token-id" if interface_of(registry).manager is None else ""
        return Unseen(f"nothing here remembers which token was used{named}")
    weakest = min(evidence, key=lambda one: (one.grade is Grade.OBSERVED, one.at))
    claim = "; ".join(dict.fromkeys(one.claim for one in evidence))
    return Done(Evidence(claim, weakest.source, weakest.at, weakest.grade))


def _gone(registry: Registry, used: TokenUsed, is_named: bool, eyes: Eyes) -> Verdict:
    """Refused today proves a revocation only where the registry was seen to know it before."""
    name = called(registry, used)
    if used.known is not None:
        first = eyes.memory().seen_dead(registry.name, used.tombstone.token_id)
        since = f" since {first.at:%Y-%m-%d %H:%M} UTC" if first else ""
        return Done(seen(f"{name} refused{since}", registry.title, eyes.now()))
    if is_named:
        claim = f"{registry.title} knows no {name}; that it was this one is your word"
        return Done(said(claim, eyes.now()))
    declared = declaration(registry, used, eyes)
    if declared is not None:
        return Done(said(f"{name} removed; {registry.title} knows none of that name", declared.at))
    why = f"{registry.title} knows no {name}, but was never seen to know it"
    return Unseen(why, removal(registry, used, "it was never seen to be known there"))


def _opaque(registry: Registry, used: TokenUsed, eyes: Eyes) -> Verdict:
    """A token without a shadow cannot be asked about again: only what was seen then, or was said, is left."""
    name = called(registry, used)
    dead = eyes.memory().seen_dead(registry.name, used.tombstone.token_id)
    if dead is not None:
        return Done(seen(f"{name} was refused", registry.title, dead.at))
    declared = declaration(registry, used, eyes)
    if declared is not None:
        return Done(said(f"{name} removed", declared.at))
    return Todo(removal(registry, used, "it cannot be asked about"))
