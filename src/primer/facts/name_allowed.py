"""The name is one that the registry would take, as far as anybody outside can see."""

from primer.core.evidence import seen
from primer.core.problem import YourInput
from primer.core.project import Project, Unlooked
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of


@frozen
class NameAllowed(TargetFact):
    """Looks at the index, then at the public rules; that a name is free can never be promised."""

    NAME = "name-allowed"
    TITLE = "name allowed"

    def look(self, eyes: Eyes) -> Verdict:
        """Done when the project exists (rules came later than some names) or nothing forbids it."""
        name, registry = self.target.name, self.target.registry
        project = eyes.project(registry, name)
        if isinstance(project, Project):
            return Done(seen("a project of this name exists", registry.title, eyes.now()))
        refused = interface_of(registry).refusal(name)
        if refused is not None:
            return Todo(Mend(refused, _refused(self.target, refused)))
        if isinstance(project, Unlooked):
            return Unseen(project.why)
        claim = "no project of this name"
        return Done(seen(claim, registry.title, eyes.now()))


def _refused(target: Target, why: str) -> YourInput:
    return YourInput(
        "name-refused",
        f"{target.registry.title} takes no project named {target.name}: {why}",
        hint="choose another name in the package's metadata",
        source=target.package.source,
    )
