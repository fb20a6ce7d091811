"""Writing choices down: into `[tool.primer]` of the root's pyproject.toml, or into primer.toml."""

import os
from collections.abc import Mapping
from pathlib import Path

from primer.adapters.files.written import put
from primer.adapters.programs.git import git
from primer.core.choices import Choices
from primer.core.problem import Problem, Stop, YourInput
from primer.core.source import Source
from primer.reading.choices.chosen import PRIMER, PYPROJECT, choices_table, read_choices, with_flags

BOM = "\ufeff"


def write_choices(root: Path, values: Mapping[str, str]) -> str:
    """Writes values (dotted key under [tool.primer] to value, lists one value a line); gives the file's name.

    Comments, order, line ends and the file's mode stay. Raises Stop when a value is illegal, or the file is
    malformed, cannot be written, or is a link that leads out of the repository.
    """
    texts = {name: text for name in (PYPROJECT, PRIMER) if (text := _text(root, name)) is not None}
    choices, problems = read_choices({name: text.removeprefix(BOM) for name, text in texts.items()})
    for problem in problems:
        if problem.reference == "malformed-file":
            raise Stop(problem)
    with_flags(choices, values)
    if values:
        _replace(root, choices.file, _changed(choices.file, texts.get(choices.file, ""), values))
    return choices.file


def _changed(file: str, text: str, values: Mapping[str, str]) -> str:
    from primer.adapters.files.choices_text import with_values

    mark = BOM if text.startswith(BOM) else ""
    under = ("tool", "primer") if file == PYPROJECT else ()
    return mark + with_values(file, text.removeprefix(BOM), choices_table(values, Choices()), under)


def _text(root: Path, name: str) -> str | None:
    """The file's text with its line ends; None where there is none."""
    if not os.path.lexists(root / name):
        return None
    try:
        return _target(root, name).read_bytes().decode("utf-8")
    except OSError as error:
        raise Stop(_problem(name, f"it cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError:
        raise Stop(_problem(name, "it is not UTF-8")) from None


def _target(root: Path, name: str) -> Path:
    """The file itself, behind a link if it is one; never outside the repository."""
    file = root / name
    if not file.is_symlink():
        return file
    try:
        real = file.resolve(strict=True)
    except (OSError, RuntimeError):
        raise Stop(_problem(name, "it is a link that leads nowhere")) from None
    answer = git(root, "rev-parse", "--show-toplevel")
    around = Path(answer.out.rstrip("\n")) if answer.ok else root
    if not real.is_relative_to(around.resolve()):
        raise Stop(_problem(name, "it is a link that leads out of the repository"))
    return real


def _replace(root: Path, name: str, text: str) -> None:
    """Puts a new text in the file's place in one step, with the owner and mode it had."""
    target = _target(root, name)
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise Stop(_problem(name, "it may not be written to"))
        put(target, text.encode("utf-8"))
    except OSError as error:
        raise Stop(_problem(name, f"it cannot be written: {error.strerror}")) from None


def _problem(name: str, why: str) -> Problem:
    return YourInput(
        "choices-not-written",
        f"the choices were not written to {name}: {why}",
        "mend that, or give the choices as flags",
        source=Source(name),
    )
