"""The placeholder is out of the way: yanked, deprecated, or gone."""

from primer.core.evidence import seen
from primer.core.project import Project, ReleaseFile, Unlooked
from primer.core.value import frozen
from primer.core.verdict import Done, Todo, Unseen, Verdict, Visit, Waits
from primer.facts.first_oidc_publish import FirstOidcPublish
from primer.facts.ours import placeholder_files
from primer.facts.proof import real_releases
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes
from primer.registries.known import interface_of


@frozen
class PlaceholderRetired(TargetFact):
    """Looks whether every file of it is yanked, or deprecated; never asks that of the only release."""

    NAME = "placeholder-retired"
    TITLE = "placeholder retired"
    AFTER = (FirstOidcPublish.NAME,)

    def look(self, eyes: Eyes) -> Verdict:
        """Done when installers no longer choose it."""
        target = self.target
        project = eyes.project(target.registry, target.name)
        if isinstance(project, Unlooked):
            return Unseen(project.why)
        if not isinstance(project, Project):
            return _retired(target, (), eyes)
        files = placeholder_files(target.registry, project, target.placeholder, eyes)
        if all(file.yanked for file in files):
            return _retired(target, files, eyes)
        if not real_releases(target, project, eyes):
            return Waits((target.fact(FirstOidcPublish.NAME),))
        page = interface_of(target.registry).retire_page(target.registry, target.name)
        version = _version(target, files)
        if _is_deprecated(target):
            return Todo(Visit(f"deprecate {version}", page, about=(("version", version),)))
        return Todo(Visit(f"yank {version} on its page", page))


def _is_deprecated(target: Target) -> bool:
    """Where releases are deprecated and not yanked."""
    return interface_of(target.registry).manager is not None


def _retired(target: Target, files: tuple[ReleaseFile, ...], eyes: Eyes) -> Done:
    how = ("deprecated" if _is_deprecated(target) else "yanked") if files else "is not there"
    return Done(seen(f"{_version(target, files)} {how}", target.registry.title, eyes.now()))


def _version(target: Target, files: tuple[ReleaseFile, ...]) -> str:
    return files[0].version if files else target.placeholder
