"""After an upload that was taken: waiting until the registry shows it."""

from functools import partial

from primer.core.plan import Plan
from primer.core.problem import DidNotTake, Problem
from primer.core.project import Project, Unlooked
from primer.core.registry import Registry
from primer.core.verdict import Await
from primer.engine.wizard import Wizard, manager_of, to_do
from primer.facts.claimed import Claimed
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Watch
from primer.registries.naming import wizard_for

EVERY = 5.0
"""Seconds between two looks."""


def taken(wizard: Wizard, plan: Plan) -> tuple[str, ...]:
    """The packages that an earlier run uploaded to the plan's registry, and that it does not show yet."""
    if manager_of(plan.registry) is None:
        return ()
    memory = wizard.eyes().memory()
    names = (item.id.package or "" for item, _ in to_do(plan, Await, Claimed.NAME))
    return tuple(name for name in names if memory.uploads(plan.registry.name, name))


def settle(wizard: Wizard, plan: Plan, names: tuple[str, ...]) -> bool:
    """Waits until the registry shows all of these; False when it does not in time, or the person leaves.

    Nothing hangs on it: the next run finds what is shown by then.
    """
    manager, title = manager_of(plan.registry), plan.registry.title
    if manager is None or not names:
        return True
    until = wizard.eyes().now() + manager.clocks.served
    look = partial(_look, wizard, plan, names)
    watch = Watch(f"Waiting until {title} shows {', '.join(names)}", look, EVERY, until=until)
    if not isinstance(wizard.voice.watch(watch), Arrived):
        wizard.voice.say(Mark.WAITS, f"{title} has not shown all of it yet; the next run looks again")
        return False
    wizard.voice.say(Mark.SEEN, f"{title} shows {', '.join(names)}")
    return True


def _look(wizard: Wizard, plan: Plan, names: tuple[str, ...]) -> Arrived[bool] | str:
    """With eyes that remember nothing; one that could not look has seen nothing missing."""
    eyes = wizard.eyes()
    found = {name: eyes.project(plan.registry, name) for name in names}
    missing = [name for name, project in found.items() if not isinstance(project, Project)]
    if not missing:
        return Arrived(True)
    why = next((one.why for one in found.values() if isinstance(one, Unlooked)), "")
    return f"{plan.registry.title} does not show {', '.join(missing)} yet" + (
        f"; could not look: {why}" if why else ""
    )


def not_shown(registry: Registry, missing: tuple[str, ...]) -> tuple[Problem, ...]:
    """What was taken and is not there at the second look; indexes may lag behind."""
    if not missing:
        return ()
    problem = DidNotTake(
        "upload-not-shown",
        f"{registry.title} took {', '.join(missing)}, and does not show it yet",
        hint=f"wait some minutes and run `{wizard_for(registry)}` again; "
        "a file that is there is not uploaded twice",
    )
    return (problem,)
