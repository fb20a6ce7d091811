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
from primer.core.registry import Registry
from primer.core.release import Release
from primer.core.repository import Repository
from primer.core.value import replace
from primer.engine.release import manifest_obstacles, release_of
from primer.reading.ci.jobs import is_ci_file


@dataclass(frozen=True)
class Place:
    """A repository with its registry; `checkout` are its files as they were when it was read."""

    arguments: Arguments
    checkout: Checkout
    repository: Repository
    registry: Registry

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
        """What the manifests of the packages that take part say against their release."""
        return manifest_obstacles(self.repository, self.registry)

    def again(self) -> "Place":
        """The same repository as it stands now; nobody is asked a second time."""
        checkout = open_checkout(self.arguments.path)
        repository = read_checkout(checkout, flags(self.arguments), home_folder())
        known = replace(repository, remote=self.repository.remote)
        return Place(self.arguments, checkout, known, self.registry)


def read_place(arguments: Arguments) -> Place:
    """Reads the repository at the arguments' path. Raises Stop where there is none, or no such registry."""
    with Session(the_world(arguments), arguments) as session:
        repository = session.repository()
        return Place(arguments, open_checkout(arguments.path), repository, session.registry())
