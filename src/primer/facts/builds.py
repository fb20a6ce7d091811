"""The package's real release builds, passes the strict check, installs and imports, on this machine."""

from primer.core.built import Built, Failed, Stage
from primer.core.evidence import seen
from primer.core.problem import Problem, YourInput
from primer.core.project import Unlooked
from primer.core.registry import Ecosystem
from primer.core.value import frozen
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict
from primer.facts.target import Target, TargetFact
from primer.ports.eyes import Eyes

TRACKED = "only what git tracks is built: what CI makes before it builds is not there"


@frozen
class Builds(TargetFact):
    """Only looked at when the person asks for it with `--build`, since it runs the package's own code."""

    NAME = "builds"
    TITLE = "builds"

    @classmethod
    def concerns(cls, target: Target) -> bool:
        """Whether it is a package that primer can build."""
        return target.package.ecosystem is Ecosystem.PYTHON

    def look(self, eyes: Eyes) -> Verdict:
        """Done when everything up to the import went well."""
        match eyes.built(self.target.package):
            case Built() as built:
                return Done(seen(_claim(built), "this machine", eyes.now()))
            case Failed() as failed:
                return Todo(Mend(failed.words, _problem(self.target, failed)))
            case Unlooked(why):
                return Unseen(why)


def _claim(built: Built) -> str:
    imports = "installs and imports" if built.modules else "installs; it has no module to import"
    return f"{built.version} builds, passes the strict check, {imports}"


def _problem(target: Target, failed: Failed) -> Problem:
    message = f"{target.name}: {failed.words}"
    match failed.stage:
        case Stage.BUILD:
            hint = f"run `python -m build {target.package.path}` and mend what it says; {TRACKED}"
            return _mend("package-not-built", message, hint, failed, target)
        case Stage.NAME:
            return _mend("package-differs", message, _differs(target), failed, target)
        case Stage.CHECK:
            hint = "mend the package's metadata; PyPI would refuse the upload or show it badly"
            return _mend("package-check-failed", message, hint, failed, target)
        case Stage.INSTALL:
            hint = "mend the package's requirements, so that a fresh environment can meet them"
            return _mend("package-not-installable", message, hint, failed, target)
        case Stage.IMPORT:
            hint = f"mend what the import needs: a missing requirement, a file that is left out; {TRACKED}"
            return _mend("package-not-importable", message, hint, failed, target)


def _differs(target: Target) -> str:
    if target.versions.from_tags:
        return (
            "git's tags give the version, and what is not committed changes it: commit it, tag that commit, "
            "and build again"
        )
    return "make the package's metadata say what the plan says, or choose the other in the plan"


def _mend(reference: str, message: str, hint: str, failed: Failed, target: Target) -> YourInput:
    return YourInput(reference, message, hint, failed.context, target.package.source)
