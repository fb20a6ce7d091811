"""What became of building a package's real release, on this machine and for nobody else."""

from enum import StrEnum

from primer.core.value import frozen


class Stage(StrEnum):
    """How far the build of one package came: each stage needs the ones before it."""

    BUILD = "build"
    NAME = "name"
    CHECK = "check"
    INSTALL = "install"
    IMPORT = "import"


@frozen
class Built:
    """Every stage passed: the files that were built, and the modules that were imported, if it has any."""

    version: str
    files: tuple[str, ...]
    modules: tuple[str, ...]


@frozen
class Failed:
    """One stage failed; `words` say what of it in one line, `context` are the last lines of what was said."""

    stage: Stage
    words: str
    context: tuple[str, ...] = ()
