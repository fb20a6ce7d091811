"""`[project]` of a pyproject.toml, with what poetry and setuptools say beside it."""

from collections.abc import Mapping

from primer.core.package import Description, Package, Person
from primer.core.registry import Ecosystem
from primer.reading.packages import poetry
from primer.reading.packages.licences import licence_expression
from primer.reading.packages.manifest import Manifest, file_in, folder_of
from primer.reading.packages.names import name_problem, version_problem
from primer.reading.packages.requirements import NoRequirement, lines_of_requirements, run_time_name
from primer.reading.texts.document import Document
from primer.registries.pypi.names import normalised

PRIVATE = "Private ::"


def read_pyproject(document: Document, texts: Mapping[str, str]) -> Manifest | None:
    """The package of a pyproject.toml; None when it has neither `[project]` nor `[tool.poetry]`.

    `texts` are the repository's files, for requirements that the file keeps elsewhere.
    """
    folder = folder_of(document.path)
    if not document.has("project"):
        return poetry.read_poetry(document)
    document.table("project")
    name = document.text("project", "name")
    if not name:
        if document.blank("project", "name"):
            document.complain("[project] has no name", "give the package its name", "project")
        return Manifest(folder, "", why="its [project] has no name", problems=tuple(document.problems))
    why = left_out(document, document.texts("project", "classifiers"))
    if why:
        return Manifest(folder, name, why=why)
    problem = name_problem(name, document.source("project", "name"))
    if problem:
        return Manifest(folder, name, why="its name is not allowed", problems=(problem,))
    package = _package(document, folder, name, texts)
    return Manifest(folder, package.name, package, problems=tuple(document.problems))


def left_out(document: Document, classifiers: tuple[str, ...]) -> str:
    """Why a manifest's package is not meant for a registry; empty when it is."""
    private = next((text for text in classifiers if text.startswith(PRIVATE)), "")
    if private:
        return f"classifier {private}"
    if document.flag("tool", "uv", "package") is False:
        return "tool.uv.package = false"
    if document.flag("tool", "poetry", "package-mode") is False:
        return "tool.poetry.package-mode = false"
    if document.flag("tool", "pdm", "distribution") is False:
        return "tool.pdm.distribution = false"
    if _is_virtual(document):
        return "a uv workspace root without [build-system], which uv never builds"
    return ""


def _is_virtual(document: Document) -> bool:
    """Whether uv takes a workspace's root for a mere root (uv's documentation, "virtual projects")."""
    rooted = document.has("tool", "uv", "workspace") and not document.has("build-system")
    return rooted and document.flag("tool", "uv", "package") is not True


def _package(document: Document, folder: str, name: str, texts: Mapping[str, str]) -> Package:
    return Package(
        name=normalised(name),
        ecosystem=Ecosystem.PYTHON,
        path=folder,
        version=_version(document),
        source=document.source("project", "name"),
        requires=_requires(document, folder, texts),
        description=_description(document),
    )


def _version(document: Document) -> str | None:
    said = document.text("project", "version")
    key = ["project", "version"]
    if not said and "version" in document.texts("project", "dynamic"):
        if not document.has("tool", "poetry", "version") or poetry.versions_itself(document):
            return None
        key = ["tool", "poetry", "version"]
        said = document.text(*key)
    if not said:
        if document.blank(*key):
            hint = 'give one, or list "version" in dynamic'
            document.complain("[project] has no version", hint, "project", warning=True)
        return None
    problem = version_problem(said, document.source(*key))
    if problem:
        document.add(problem)
    return None if problem else said


def _requires(document: Document, folder: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    found = set()
    for number, text in enumerate(document.texts("project", "dependencies")):
        try:
            found.add(run_time_name(text))
        except NoRequirement as error:
            document.complain(
                f"{text!r} is no requirement: {error}",
                "write it as PEP 508 has it: name>=1.0",
                "project",
                "dependencies",
                number,
            )
    if "dependencies" in document.texts("project", "dynamic"):
        found |= _dynamic_requires(document, folder, texts)
    return tuple(sorted(name for name in found if name))


def _dynamic_requires(document: Document, folder: str, texts: Mapping[str, str]) -> set[str | None]:
    found: set[str | None] = set(poetry.requires(document))
    for name in _requirement_files(document):
        text = texts.get(file_in(folder, name.removeprefix("./")), "")
        for line in lines_of_requirements(text):
            try:
                found.add(run_time_name(line))
            except NoRequirement:
                continue
    return found


def _requirement_files(document: Document) -> tuple[str, ...]:
    key = ("tool", "setuptools", "dynamic", "dependencies")
    if not document.has(*key, "file"):
        return ()
    value = document.table(*key).get("file")
    return (value,) if isinstance(value, str) else document.texts(*key, "file")


def _description(document: Document) -> Description:
    classifiers = document.texts("project", "classifiers")
    urls = document.table("project", "urls")
    return Description(
        summary=document.text("project", "description"),
        license_expression=licence_expression(_licence(document), classifiers),
        authors=_authors(document),
        urls=tuple((label, url.strip()) for label, url in urls.items() if isinstance(url, str)),
        requires_python=document.text("project", "requires-python"),
    )


def _licence(document: Document) -> str:
    is_table = isinstance(document.table("project").get("license"), dict)
    return document.text("project", "license", "text") if is_table else document.text("project", "license")


def _authors(document: Document) -> tuple[Person, ...]:
    found = []
    value = document.table("project").get("authors")
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, dict):
            known = {key: said.strip() for key, said in entry.items() if isinstance(said, str)}
            found.append(Person(known.get("name", ""), known.get("email", "")))
    return tuple(author for author in found if author.name or author.email)
