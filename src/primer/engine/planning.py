"""The plan: from what was read and what is seen, to every fact with its verdict."""

from collections.abc import Iterator, Mapping, Sequence

from primer.core.choices import Route
from primer.core.memory import TokenUsed
from primer.core.package import Package
from primer.core.plan import Item, OpenQuestion, Plan, PlannedPackage, PlannedPublisher
from primer.core.problem import Problem, YourInput
from primer.core.project import Owners, Project, Unlooked
from primer.core.publisher import Form
from primer.core.question import Question
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Repository
from primer.core.tiers import Tiers, shared_tiers
from primer.core.value import field, frozen, replace
from primer.core.verdict import Await, Todo, Unseen, Upload, Verdict, problem_in
from primer.engine.offers import pending_offer, pending_problems, slots_note, without_shared
from primer.engine.routes import way_of
from primer.engine.side_by_side import AT_ONCE, side_by_side
from primer.engine.survey import Count, Heard, survey, unheard
from primer.engine.targets import Webs, open_questions, target_of
from primer.engine.together import held_back
from primer.engine.waves import quota_note, waves
from primer.facts.chains import chain
from primer.facts.claimed import Claimed, version_refusal, version_refused
from primer.facts.no_stored_tokens import NoStoredTokens
from primer.facts.no_tokens_on_github import NoTokensOnGitHub
from primer.facts.target import Target
from primer.facts.token_revoked import TokenRevoked, tokens_used
from primer.facts.version_lock import VersionsLocked
from primer.placeholders.versions import written
from primer.ports.eyes import Eyes
from primer.providers import github
from primer.reading.ci.notices import notices
from primer.registries.addresses import HOMES
from primer.registries.known import interface_of


@frozen
class Scope:
    """What a plan is made for: the repository as read, the registries, and tokens the person named.

    `registries` are at least one, in the order in which they are gone through; `named_tokens` carry the name
    of theirs. `build` asks for every package to be built as well. `heard` is told how far the looking is: of
    the projects at first, of the facts afterwards. `at_once` says how many looks go out side by side.
    """

    repository: Repository
    registries: tuple[Registry, ...]
    named_tokens: tuple[TokenUsed, ...] = ()
    webs: Webs = field(default_factory=lambda: Webs({}))
    build: bool = False
    heard: Heard = unheard
    at_once: int = AT_ONCE


@frozen
class _Part:
    """What one registry is planned for: its packages in their order, and these as targets."""

    registry: Registry
    packages: list[Package]
    targets: list[Target]

    def unclaimed(self, items: Sequence[Item]) -> list[Target]:
        """What is to be primed, today or later; not what first needs the person to change something."""
        by_id = {item.id: item.verdict for item in items}
        return [
            target
            for target in self.targets
            if target.route is Route.PRIME and _may_be_primed(by_id[target.fact(Claimed.NAME)])
        ]


def make_plan(scope: Scope, eyes: Eyes) -> Plan:
    """Looks at everything once and says what is missing; changes nothing."""
    repository = scope.repository
    order = shared_tiers(repository.packages)
    packages = _sorted(repository.packages, order)
    parts = [_part(registry, packages, scope, eyes) for registry in scope.registries]
    items = _items(parts, scope, eyes)
    unclaimed = {part.registry.name: part.unclaimed(items) for part in parts}
    return Plan(
        repository=repository.remote,
        registries=scope.registries,
        packages=_planned(packages, order, parts, unclaimed, eyes),
        skipped=repository.skipped,
        publishers=tuple(one for part in parts for one in _publishers(part, eyes)),
        items=items,
        problems=_problems(repository, order, parts, items, eyes),
        notes=_notes(repository, parts, unclaimed, eyes),
        questions=_questions(parts, scope, items, eyes),
        placeholder=_placeholder(scope),
        tokens=tuple(used for part in parts for used in _tokens(part, scope, eyes)),
    )


def _placeholder(scope: Scope) -> str:
    """As the registries' ecosystem writes it; as it was typed where they are of several."""
    kinds = {registry.ecosystem for registry in scope.registries}
    typed = scope.repository.choices.placeholder_version
    return written(typed, kinds.pop()) if len(kinds) == 1 else typed


def _part(registry: Registry, packages: Sequence[Package], scope: Scope, eyes: Eyes) -> _Part:
    own = [package for package in packages if package.ecosystem is registry.ecosystem]
    return _Part(registry, own, without_shared(_targets(own, registry, scope, eyes)))


def _sorted(packages: Sequence[Package], order: Mapping[Ecosystem, Tiers]) -> list[Package]:
    return sorted(
        packages,
        key=lambda one: (one.ecosystem != Ecosystem.PYTHON, order[one.ecosystem].of[one.name], one.name),
    )


def _targets(packages: Sequence[Package], registry: Registry, scope: Scope, eyes: Eyes) -> list[Target]:
    """Side by side, since the route hangs on what is seen of each project."""
    count = Count(len(packages), scope.heard)
    return side_by_side(
        lambda package: _target(package, registry, scope, eyes, count), packages, scope.at_once
    )


def _target(package: Package, registry: Registry, scope: Scope, eyes: Eyes, count: Count) -> Target:
    way = way_of(package, registry, scope.repository.choices, eyes)
    count.one()
    return target_of(package, registry, scope.repository, way, scope.webs)


def _items(parts: Sequence[_Part], scope: Scope, eyes: Eyes) -> tuple[Item, ...]:
    targets = [target for part in parts for target in part.targets]
    if not targets:
        return ()
    chains = [chain(target, build=scope.build) for target in targets]
    revoked = [revoked for part in parts for revoked in _revoked(part, scope, eyes)]
    stored = NoStoredTokens(scope.repository.stored_tokens)
    hosted = github.hosted(scope.repository.remote)
    kept = [(NoTokensOnGitHub(hosted),)] if hosted else []
    locked = VersionsLocked(scope.repository.versions)
    held = [(locked,)] if locked.versions.locks else []
    items = survey(
        [*chains, *((one,) for one in revoked), *held, (stored,), *kept], eyes, scope.heard, scope.at_once
    )
    return held_back(items, targets)


def _revoked(part: _Part, scope: Scope, eyes: Eyes) -> Iterator[TokenRevoked]:
    """One for a registry at which a token was used, or will be."""
    prime = tuple(target for target in part.targets if target.route is Route.PRIME)
    if part.targets and (prime or _tokens(part, scope, eyes)):
        yield TokenRevoked(part.registry, prime, _named(part, scope))


def _tokens(part: _Part, scope: Scope, eyes: Eyes) -> tuple[TokenUsed, ...]:
    return tokens_used(part.registry, _named(part, scope), eyes)


def _named(part: _Part, scope: Scope) -> tuple[TokenUsed, ...]:
    return tuple(token for token in scope.named_tokens if token.registry == part.registry.name)


def _may_be_primed(claimed: Verdict) -> bool:
    match claimed:
        case Todo(Upload() | Await()) | Unseen():
            return True
        case _:
            return False


def _planned(
    packages: Sequence[Package],
    order: Mapping[Ecosystem, Tiers],
    parts: Sequence[_Part],
    unclaimed: Mapping[str, Sequence[Target]],
    eyes: Eyes,
) -> tuple[PlannedPackage, ...]:
    by_package = {target.package: target for part in parts for target in part.targets}
    turns = {name: _waves(targets, eyes) for name, targets in unclaimed.items()}
    return tuple(
        _place(package, order[package.ecosystem], by_package.get(package), turns) for package in packages
    )


def _waves(unclaimed: Sequence[Target], eyes: Eyes) -> dict[str, int]:
    """A project that is there, with one file of two say, costs no quota any more."""
    if not unclaimed:
        return {}
    registry = unclaimed[0].registry
    there = [one.name for one in unclaimed if isinstance(eyes.project(registry, one.name), Project)]
    names = [target.name for target in unclaimed if target.name not in there]
    new = waves(names, registry, eyes.memory().quota(registry.name), eyes.now())
    return {**dict.fromkeys(there, 1), **new}


def _place(
    package: Package, order: Tiers, target: Target | None, turns: Mapping[str, Mapping[str, int]]
) -> PlannedPackage:
    own = tuple(name for name in package.requires if name in order.of and name != package.name)
    requires = (*own, *package.beyond)
    if target is None:
        registry = HOMES[package.ecosystem].name
        return PlannedPackage(package, registry, order.of[package.name], requires, None, None)
    name = target.registry.name
    wave = turns[name].get(package.name)
    return PlannedPackage(package, name, order.of[package.name], requires, target.route, wave)


def _publishers(part: _Part, eyes: Eyes) -> tuple[PlannedPublisher, ...]:
    """None where the registry takes part in no trusted publishing: there is no form, and no page for it."""
    if not part.targets or eyes.offers_publishers(part.registry) is False:
        return ()
    return tuple(
        PlannedPublisher(target.name, target.registry.name, target.publisher, target.form)
        for target in part.targets
        if target.publisher is not None and isinstance(target.form, Form)
    )


def _problems(
    repository: Repository,
    order: Mapping[Ecosystem, Tiers],
    parts: Sequence[_Part],
    items: Sequence[Item],
    eyes: Eyes,
) -> tuple[Problem, ...]:
    cycles = (cycle for kind in Ecosystem for cycle in order[kind].cycles)
    in_items = (problem for item in items if (problem := problem_in(item.verdict)))
    nothing = () if repository.packages else (no_packages(),)
    planned = [part for part in parts if part.targets]
    warnings = (warning for part in planned for warning in notices(repository, part.registry))
    own = (*repository.problems, *nothing, *map(_cycle, cycles), *warnings)
    pending = (problem for part in parts for problem in pending_problems(part.targets))
    manifests = (problem for part in parts for target in part.targets for problem in target.problems)
    unseen = (problem for part in parts for problem in _unseen_versions(part, eyes))
    return tuple(dict.fromkeys((*own, *manifests, *unseen, *pending, *in_items)))


def _unseen_versions(part: _Part, eyes: Eyes) -> Iterator[Problem]:
    """Warnings of versions that no placeholder can stand below, where nobody could look for the project."""
    for target in part.targets:
        if target.route is Route.PRIME and isinstance(eyes.project(target.registry, target.name), Unlooked):
            why = version_refusal(target)
            if why is not None:
                yield replace(version_refused(target, why), warning=True)


def no_packages() -> YourInput:
    """Said of a repository in which there is nothing to publish."""
    return YourInput(
        "no-packages",
        "no package was found that could be published",
        hint="run primer in the repository that holds the packages, or see what was left out and why",
    )


def _cycle(names: tuple[str, ...]) -> YourInput:
    return YourInput(
        "dependency-cycle",
        f"{', '.join(names)} need each other at run time",
        hint="nothing has to change: they are treated as one tier, so that order stays stable",
        warning=True,
    )


def _notes(
    repository: Repository, parts: Sequence[_Part], unclaimed: Mapping[str, Sequence[Target]], eyes: Eyes
) -> tuple[str, ...]:
    notes = [*repository.notes, repository.remote.note if repository.remote else ""]
    for part in parts:
        if still := unclaimed[part.registry.name]:
            names, seen = [target.name for target in still], eyes.memory().quota(part.registry.name)
            notes.append(quota_note(names, part.registry, seen, eyes.now()))
            pending = interface_of(part.registry).manager is None
            if pending and eyes.offers_publishers(part.registry) is not False:
                notes.append(pending_offer(still))
        notes.append(slots_note(part.targets))
    return tuple(note for note in notes if note)


def _questions(
    parts: Sequence[_Part], scope: Scope, items: Sequence[Item], eyes: Eyes
) -> tuple[OpenQuestion, ...]:
    """Each choice once, whichever registries it is for."""
    found: dict[str, OpenQuestion] = {}
    for part in parts:
        flag = "--account" if part is parts[0] else f"--account {part.registry.name}=USER"
        account = _account_question(part.targets, items, eyes, flag)
        asked = (*_publisher_questions(part, scope, eyes), *account)
        for one in asked:
            found.setdefault(one.key, one)
    return tuple(found.values())


def _publisher_questions(part: _Part, scope: Scope, eyes: Eyes) -> tuple[OpenQuestion, ...]:
    """None where the registry takes part in no trusted publishing: an answer would serve nothing."""
    decided = {target.name for target in part.targets if target.publisher is not None}
    undecided = [package for package in part.packages if package.name not in decided]
    questions = open_questions(undecided, part.registry, scope.repository)
    return questions if questions and eyes.offers_publishers(part.registry) is not False else ()


def _account_question(
    targets: Sequence[Target], items: Sequence[Item], eyes: Eyes, flag: str
) -> tuple[OpenQuestion, ...]:
    """Asked only where the bytes do not tell whose a project is, and the registry would."""
    unsure = {item.id for item in items if isinstance(item.verdict, Unseen)}
    doubtful = [one for one in targets if not one.account and one.fact(Claimed.NAME) in unsure]
    if not any(isinstance(eyes.owners(one.registry, one.name), Owners) for one in doubtful):
        return ()
    registry = targets[0].registry
    question = Question(
        f"Your user name on {registry.title}?",
        flag,
        "",
        note="so that primer can see which projects are yours",
    )
    return (OpenQuestion(f"accounts.{registry.name}", question),)
