"""`[tool.poetry]` of a pyproject.toml, as poetry had it before `[project]`, and where it still counts."""

from collections.abc import Mapping

from primer.core.package import Description, Package
from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.reading.packages.licences import licence_expression
from primer.reading.packages.manifest import Manifest, folder_of
from primer.reading.packages.names import name_problem, version_problem
from primer.reading.texts.document import Document
from primer.registries.pypi.names import normalised

_LINKS = {"homepage": "Homepage", "repository": "Repository", "documentation": "Documentation"}
_CARET = regex(r"^\^\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?$")
_TILDE = regex(r"^~\s*(\d+)(?:\.(\d+))?(?:\.\d+)?$")


def read_poetry(document: Document) -> Manifest | None:
    """The package of `[tool.poetry]`; None when the table has no name, since poetry needs none to lock."""
    folder = folder_of(document.path)
    name = document.text("tool", "poetry", "name")
    if not name:
        return None
    why = _left_out(document)
    if why:
        return Manifest(folder, name, why=why)
    problem = name_problem(name, document.source("tool", "poetry", "name"))
    if problem:
        return Manifest(folder, name, why="its name is not allowed", problems=(problem,))
    package = Package(
        name=normalised(name),
        ecosystem=Ecosystem.PYTHON,
        path=folder,
        version=_version(document),
        source=document.source("tool", "poetry", "name"),
        requires=requires(document),
        description=_description(document),
    )
    return Manifest(folder, package.name, package, problems=tuple(document.problems))


def requires(document: Document) -> tuple[str, ...]:
    """The sorted run-time names of `[tool.poetry.dependencies]`: not Python itself, not optional ones."""
    wanted = document.table("tool", "poetry", "dependencies")
    named = {normalised(name) for name, value in wanted.items() if not _is_optional(value)}
    return tuple(sorted(named - {"python"}))


def versions_itself(document: Document) -> bool:
    """Whether a plug-in computes the version, so that the one in the file is only a filler."""
    return document.table("tool", "poetry-dynamic-versioning").get("enable") is True


def _left_out(document: Document) -> str:
    if document.flag("tool", "poetry", "package-mode") is False:
        return "tool.poetry.package-mode = false"
    classifiers = document.texts("tool", "poetry", "classifiers")
    private = next((text for text in classifiers if text.startswith("Private ::")), "")
    return f"classifier {private}" if private else ""


def _version(document: Document) -> str | None:
    said = document.text("tool", "poetry", "version")
    if versions_itself(document):
        return None
    if not said:
        if document.blank("tool", "poetry", "version"):
            hint = "give the package its version"
            document.complain("[tool.poetry] has no version", hint, "tool", "poetry", warning=True)
        return None
    problem = version_problem(said, document.source("tool", "poetry", "version"))
    if problem:
        document.add(problem)
    return None if problem else said


def _is_optional(value: object) -> bool:
    entries = value if isinstance(value, list) else [value]
    return all(isinstance(entry, dict) and entry.get("optional") is True for entry in entries)


def _description(document: Document) -> Description:
    from primer.reading.packages.people import people

    classifiers = document.texts("tool", "poetry", "classifiers")
    return Description(
        summary=document.text("tool", "poetry", "description"),
        license_expression=licence_expression(document.text("tool", "poetry", "license"), classifiers),
        authors=people(document.texts("tool", "poetry", "authors")),
        urls=_urls(document),
        requires_python=_requires_python(document.table("tool", "poetry", "dependencies")),
    )


def _urls(document: Document) -> tuple[tuple[str, str], ...]:
    links = [(label, document.text("tool", "poetry", key)) for key, label in _LINKS.items()]
    named = document.table("tool", "poetry", "urls")
    links += [(label, url.strip()) for label, url in named.items() if isinstance(url, str)]
    return tuple((label, url) for label, url in links if url)


def _requires_python(dependencies: Mapping[str, object]) -> str:
    value = dependencies.get("python")
    said = value.get("version") if isinstance(value, dict) else value
    if not isinstance(said, str) or "|" in said or said.strip() == "*":
        return ""
    return ",".join(specifier(part.strip()) for part in said.split(",") if part.strip())


def specifier(part: str) -> str:
    """One of poetry's constraints as PEP 440 writes it: `^1.2` is `>=1.2,<2`."""
    caret, tilde = _CARET.match(part), _TILDE.match(part)
    if caret:
        numbers = [int(number) for number in caret.groups() if number is not None]
        rises = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
        return f">={part[1:].strip()},<{_next(numbers, rises)}"
    if tilde:
        numbers = [int(number) for number in tilde.groups() if number is not None]
        return f">={part[1:].strip()},<{_next(numbers, len(numbers) - 1)}"
    return part if part[0] in "<>=!~" else f"=={part}"


def _next(numbers: list[int], at: int) -> str:
    return ".".join(str(number) for number in [*numbers[:at], numbers[at] + 1])
