"""The plan: from what was read and what is seen, to every fact with its verdict."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from primer.core.choices import Route
from primer.core.memory import TokenUsed
from primer.core.package import Package
from primer.core.plan import Item, OpenQuestion, Plan, PlannedPackage, PlannedPublisher
from primer.core.problem import Problem, YourInput
from primer.core.project import Owners, Project
from primer.core.publisher import Form
from primer.core.question import Question
from primer.core.registry import Ecosystem, Registry
from primer.core.repository import Repository
from primer.core.tiers import Tiers, tiers
from primer.core.verdict import Await, Todo, Unseen, Upload, Verdict, problem_in
from primer.engine.offers import pending_offer, pending_problems, slots_note, without_shared
from primer.engine.routes import route_of
from primer.engine.survey import AT_ONCE, survey
from primer.engine.targets import Webs, open_questions, target_of
from primer.engine.waves import quota_note, waves
from primer.facts.chains import chain
from primer.facts.claimed import Claimed
from primer.facts.no_stored_tokens import NoStoredTokens
from primer.facts.target import Target
from primer.facts.token_revoked import TokenRevoked
from primer.facts.version_lock import VersionsLocked
from primer.ports.eyes import Eyes
from primer.providers import github
from primer.reading.notices import notices


@dataclass(frozen=True, slots=True)
class Scope:
    """What a plan is made for: the repository as read, one registry, and tokens the person named.

    `build` asks for every package to be built as well.
    """

    repository: Repository
    registry: Registry
    named_tokens: tuple[TokenUsed, ...] = ()
    webs: Webs = field(default_factory=lambda: Webs({}))
    build: bool = False


def make_plan(scope: Scope, eyes: Eyes) -> Plan:
    """Looks at everything once and says what is missing; changes nothing."""
    repository, registry = scope.repository, scope.registry
    order = _tiers(repository.packages)
    packages = _sorted(repository.packages, order)
    own = [package for package in packages if package.ecosystem is registry.ecosystem]
    targets = without_shared(_targets(own, scope, eyes))
    items = _items(targets, scope, eyes)
    unclaimed = _unclaimed(targets, items)
    return Plan(
        repository=repository.remote,
        registry=registry,
        packages=_planned(packages, order, targets, unclaimed, eyes),
        skipped=repository.skipped,
        publishers=_publishers(targets),
        items=items,
        problems=_problems(repository, order, targets, items),
        notes=_notes(repository, targets, unclaimed, eyes),
        questions=(*_publisher_questions(own, scope, eyes), *_account_question(targets, items, eyes)),
        placeholder=repository.choices.placeholder_version,
    )


def _tiers(packages: Sequence[Package]) -> dict[Ecosystem, Tiers]:
    """Names are unique within an ecosystem only."""
    return {kind: tiers(package for package in packages if package.ecosystem is kind) for kind in Ecosystem}


def _sorted(packages: Sequence[Package], order: dict[Ecosystem, Tiers]) -> list[Package]:
    return sorted(
        packages,
        key=lambda one: (one.ecosystem != Ecosystem.PYTHON, order[one.ecosystem].of[one.name], one.name),
    )


def _targets(packages: Sequence[Package], scope: Scope, eyes: Eyes) -> list[Target]:
    """Side by side, since the route hangs on what is seen of each project."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda package: _target(package, scope, eyes), packages))


def _target(package: Package, scope: Scope, eyes: Eyes) -> Target:
    route = route_of(package, scope.registry, scope.repository.choices, eyes)
    return target_of(package, scope.registry, scope.repository, route, scope.webs)


def _items(targets: Sequence[Target], scope: Scope, eyes: Eyes) -> tuple[Item, ...]:
    if not targets:
        return ()
    chains = [chain(target, build=scope.build) for target in targets]
    prime = tuple(target for target in targets if target.route is Route.PRIME)
    if prime or scope.named_tokens or eyes.memory().tokens(scope.registry.name):
        chains.append((TokenRevoked(scope.registry, prime, scope.named_tokens),))
    stored = NoStoredTokens(scope.repository.stored_tokens, github.hosted(scope.repository.remote))
    locked = VersionsLocked(scope.repository.versions)
    held = [(locked,)] if locked.versions.locks else []
    return survey([*chains, *held, (stored,)], eyes)


def _unclaimed(targets: Sequence[Target], items: Sequence[Item]) -> list[Target]:
    """What is to be primed, today or later; not what first needs the person to change something."""
    by_id = {item.id: item.verdict for item in items}
    return [
        target
        for target in targets
        if target.route is Route.PRIME and _may_be_primed(by_id[target.fact(Claimed.NAME)])
    ]


def _may_be_primed(claimed: Verdict) -> bool:
    match claimed:
        case Todo(Upload() | Await()) | Unseen():
            return True
        case _:
            return False


def _planned(
    packages: Sequence[Package],
    order: dict[Ecosystem, Tiers],
    targets: Sequence[Target],
    unclaimed: Sequence[Target],
    eyes: Eyes,
) -> tuple[PlannedPackage, ...]:
    by_name = {(target.package.ecosystem, target.name): target for target in targets}
    turns = _waves(unclaimed, eyes)
    return tuple(
        _place(package, order[package.ecosystem], by_name.get((package.ecosystem, package.name)), turns)
        for package in packages
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


def _place(package: Package, order: Tiers, target: Target | None, turns: dict[str, int]) -> PlannedPackage:
    requires = tuple(name for name in package.requires if name in order.of and name != package.name)
    if target is None:
        registry = "pypi" if package.ecosystem is Ecosystem.PYTHON else "npm"
        return PlannedPackage(package, registry, order.of[package.name], requires, None, None)
    wave = turns.get(package.name)
    return PlannedPackage(package, target.registry.name, order.of[package.name], requires, target.route, wave)


def _publishers(targets: Sequence[Target]) -> tuple[PlannedPublisher, ...]:
    return tuple(
        PlannedPublisher(target.name, target.registry.name, target.publisher, target.form)
        for target in targets
        if target.publisher is not None and isinstance(target.form, Form)
    )


def _problems(
    repository: Repository, order: dict[Ecosystem, Tiers], targets: Sequence[Target], items: Sequence[Item]
) -> tuple[Problem, ...]:
    cycles = (cycle for kind in Ecosystem for cycle in order[kind].cycles)
    in_items = (problem for item in items if (problem := problem_in(item.verdict)))
    nothing = () if repository.packages else (_no_packages(),)
    warnings = notices(repository, targets[0].registry) if targets else ()
    own = (*repository.problems, *nothing, *map(_cycle, cycles), *warnings)
    return (*own, *pending_problems(targets), *in_items)


def _no_packages() -> YourInput:
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
    repository: Repository, targets: Sequence[Target], unclaimed: Sequence[Target], eyes: Eyes
) -> tuple[str, ...]:
    notes = [*repository.notes, repository.remote.note if repository.remote else ""]
    if unclaimed:
        registry, names = unclaimed[0].registry, [target.name for target in unclaimed]
        notes.append(quota_note(names, registry, eyes.memory().quota(registry.name), eyes.now()))
        if eyes.offers_publishers(registry) is not False:
            notes.append(pending_offer(unclaimed))
    notes.append(slots_note(targets))
    return tuple(note for note in notes if note)


def _publisher_questions(own: Sequence[Package], scope: Scope, eyes: Eyes) -> tuple[OpenQuestion, ...]:
    """None where the registry takes part in no trusted publishing: an answer would serve nothing."""
    questions = open_questions(own, scope.registry, scope.repository)
    return questions if questions and eyes.offers_publishers(scope.registry) is not False else ()


def _account_question(
    targets: Sequence[Target], items: Sequence[Item], eyes: Eyes
) -> tuple[OpenQuestion, ...]:
    """Asked only where the bytes do not tell whose a project is, and the registry would."""
    unsure = {item.id for item in items if isinstance(item.verdict, Unseen)}
    doubtful = [one for one in targets if not one.account and one.fact(Claimed.NAME) in unsure]
    if not any(isinstance(eyes.owners(one.registry, one.name), Owners) for one in doubtful):
        return ()
    registry = targets[0].registry
    question = Question(
        f"Your user name on {registry.title}?",
        "--account",
        "",
        note="so that primer can see which projects are yours",
    )
    return (OpenQuestion(f"accounts.{registry.name}", question),)
