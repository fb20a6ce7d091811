"""One repository as `primer workflow` meets it: read once, with the release its workflow is to carry out."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from primer.adapters.files.home import home_folder
from primer.adapters.files.written import Grounds
from primer.adapters.repository.checkout import Checkout, open_checkout
from primer.adapters.repository.ci_files import untracked_ci
from primer.adapters.repository.release_signs import release_signs
from primer.adapters.repository.whole import read_checkout
from primer.cli.arguments import Arguments
from primer.cli.chosen import flags
from primer.cli.ground import the_world
from primer.cli.session import Session
from primer.cli.workflow_wishes import wishes_of
from primer.core.problem import Problem
from primer.core.project import Unlooked
from primer.core.registry import Registry
from primer.core.release import Release
from primer.core.repository import Repository
from primer.core.value import replace
from primer.engine.release import manifest_obstacles, no_identities, release_of
from primer.reading.ci.jobs import is_ci_file


@dataclass(frozen=True)
class Place:
    """A repository with its registry; `checkout` are its files as they were when it was read.

    `offers` is whether the registry takes part in trusted publishing.
    """

    arguments: Arguments
    checkout: Checkout
    repository: Repository
    registry: Registry
    offers: bool | Unlooked = True

    @cached_property
    def release(self) -> Release:
        """What its workflow is to do. Raises Stop where it cannot be said."""
        signs = release_signs(self.checkout, self.repository)
        wishes = wishes_of(self.arguments, signs)
        files = frozenset((*self.checkout.files, *untracked_ci(self.checkout)))
        return release_of(self.repository, self.registry, wishes, files, signs)

    @property
    def grounds(self) -> Grounds:
        """Where may be written."""
        instead = "" if self.arguments.fix else "look at what it would be with `primer workflow --print`"
        return Grounds(self.checkout.root, self.checkout.top or self.checkout.root, instead)

    @property
    def within(self) -> Path | None:
        """The work tree that this folder is only a part of; None where it is the whole."""
        top = self.checkout.top
        return None if top is None or top.resolve() == self.checkout.root.resolve() else top

    @property
    def obstacles(self) -> tuple[Problem, ...]:
        """What could not be read, so that a workflow might leave a package out; CI files apart."""
        return tuple(
            problem
            for problem in self.repository.problems
            if not problem.warning and not (problem.source and is_ci_file(problem.source.where))
        )

    @cached_property
    def said_against(self) -> tuple[Problem, ...]:
        """What the manifests of the packages that take part, and the registry, say against their release."""
        refused = () if self.offers is not False else (no_identities(self.registry),)
        return (*refused, *manifest_obstacles(self.repository, self.registry))

    def again(self) -> "Place":
        """The same repository as it stands now; nobody is asked a second time."""
        checkout = open_checkout(self.arguments.path)
        repository = read_checkout(checkout, flags(self.arguments), home_folder())
        known = replace(repository, remote=self.repository.remote)
        return Place(self.arguments, checkout, known, self.registry, self.offers)


def read_place(arguments: Arguments) -> Place:
    """Reads the repository at the arguments' path. Raises Stop where there is none, or no such registry."""
    with Session(the_world(arguments), arguments) as session:
        repository, registry = session.repository(), session.registry()
        return Place(
            arguments, open_checkout(arguments.path), repository, registry, _offers(session, registry)
        )


def _offers(session: Session, registry: Registry) -> bool | Unlooked:
    """Asked only where a workflow is to be written for a registry of which it is not known beforehand."""
    if registry.trusted is not None:
        return registry.trusted
    is_checked = session.arguments.check or session.arguments.fix
    return True if is_checked else session.eyes().offers_publishers(registry)
