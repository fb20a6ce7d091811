"""A static setup.cfg: the metadata that setuptools reads without running anything."""

import re
from collections.abc import Iterable, Mapping

from primer.core.package import Description, Package, Person
from primer.core.problem import Problem
from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.reading.packages.licences import licence_expression
from primer.reading.packages.manifest import Manifest, folder_of
from primer.reading.packages.names import name_problem, version_problem
from primer.reading.packages.requirements import run_time_names
from primer.reading.texts.document import malformed
from primer.registries.pypi.names import normalised

_NAME_LINE = regex(r"^name\s*[=:]", re.IGNORECASE)
_DIRECTIVE = regex(r"^(attr|file)\s*:")

Section = Mapping[str, str]


def read_setup_cfg(path: str, text: str) -> Manifest | Problem | None:
    """The package of a setup.cfg; None when it names none, a problem when it does not parse."""
    sections = _parse(path, text)
    if isinstance(sections, Problem):
        return sections
    metadata, options = sections.get("metadata", {}), sections.get("options", {})
    name = metadata.get("name", "").strip()
    if not name or _DIRECTIVE.match(name):
        return None
    folder, source = folder_of(path), Source(path, _line(text))
    classifiers = _lines(metadata.get("classifiers", ""))
    private = next((line for line in classifiers if line.startswith("Private ::")), "")
    problem = name_problem(name, source)
    if private or problem:
        why = f"classifier {private}" if private else "its name is not allowed"
        return Manifest(folder, name, why=why, problems=() if private or not problem else (problem,))
    version, problems = _version(metadata, source)
    package = Package(
        name=normalised(name),
        ecosystem=Ecosystem.PYTHON,
        path=folder,
        version=version,
        source=source,
        requires=run_time_names(_lines(options.get("install_requires", ""))),
        description=_description(metadata, options, classifiers),
    )
    return Manifest(folder, package.name, package, problems=problems)


def _parse(path: str, text: str) -> Mapping[str, Section] | Problem:
    from configparser import Error, RawConfigParser

    parser = RawConfigParser()
    try:
        parser.read_string(text, source=path)
    except Error as error:
        line = getattr(error, "lineno", None) or next((at for at, _ in getattr(error, "errors", ())), None)
        words = error.message.partition("\n")[0].replace(f"{path!r}", "this file")
        return malformed(path, line if isinstance(line, int) else None, "setup.cfg", words)
    return {name: _options(parser.items(name)) for name in parser.sections()}


def _options(items: Iterable[tuple[str, str]]) -> Section:
    """Options named as setuptools takes them today: `author-email` is `author_email`."""
    return {name.replace("-", "_"): value for name, value in items}


def _line(text: str) -> int | None:
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("["):
            section = line.strip()
        elif section == "[metadata]" and _NAME_LINE.match(line):
            return number
    return None


def _lines(value: str) -> tuple[str, ...]:
    if _DIRECTIVE.match(value.strip()):
        return ()
    return tuple(line.strip() for line in value.splitlines() if line.strip() and not line.startswith("#"))


def _version(metadata: Section, source: Source) -> tuple[str | None, tuple[Problem, ...]]:
    said = metadata.get("version", "").strip()
    if not said or _DIRECTIVE.match(said):
        return None, ()
    problem = version_problem(said, source)
    return (None, (problem,)) if problem else (said, ())


def _description(metadata: Section, options: Section, classifiers: tuple[str, ...]) -> Description:
    author = Person(metadata.get("author", "").strip(), metadata.get("author_email", "").strip())
    summary = metadata.get("description", "").strip()
    home = metadata.get("url", metadata.get("home_page", "")).strip()
    named = [line.partition("=") for line in _lines(metadata.get("project_urls", ""))]
    urls = [("Homepage", home), *((label.strip(), url.strip()) for label, _, url in named)]
    return Description(
        summary="" if _DIRECTIVE.match(summary) else summary,
        license_expression=licence_expression(metadata.get("license", "").strip(), classifiers),
        authors=(author,) if author.name or author.email else (),
        urls=tuple((label, url) for label, url in urls if url),
        requires_python=options.get("python_requires", "").strip(),
    )
