"""All files of a placeholder's source tree, as texts."""

from collections.abc import Mapping

from primer.core.package import Description, Package, Person
from primer.core.value import frozen
from primer.placeholders.literals import one_line, toml_string
from primer.placeholders.metadata import tamed
from primer.placeholders.modules import init_text, main_text, module_name
from primer.placeholders.readme import readme_text, said_about

CLASSIFIER = "Development Status :: 1 - Planning"
METADATA_VERSION = "2.4"
"""Older twine and publishing actions refuse 2.5, which hatchling writes by default."""


@frozen
class Tree:
    """Paths with `/` to texts; `module` is the importable name, `remarks` what the metadata lost."""

    files: Mapping[str, str]
    module: str
    readme: str
    remarks: tuple[str, ...]


def placeholder_tree(package: Package, version: str, source_web: str) -> Tree:
    """The source tree of one placeholder; `source_web` is the source's page, or empty."""
    source_web = one_line(source_web).replace(" ", "%20")
    module = module_name(package.name)
    values = tamed(package.description, package.name, source_web)
    readme = readme_text(package.name, version, values, source_web, module)
    sentence = said_about(package.name, version, source_web)
    files = {
        "pyproject.toml": _pyproject(package.name, version, values.description, module),
        "README.md": readme,
        f"{module}/__init__.py": init_text(version, sentence),
        f"{module}/__main__.py": main_text(),
    }
    return Tree(files, module, readme, values.remarks)


def _pyproject(name: str, version: str, description: Description, module: str) -> str:
    lines = [
        "[build-system]",
        'requires = ["hatchling>=1.27"]',
        'build-backend = "hatchling.build"',
        "",
        "[project]",
        f"name = {toml_string(name)}",
        f"version = {toml_string(version)}",
        f"description = {toml_string(description.summary)}",
        'readme = "README.md"',
        f"classifiers = [{toml_string(CLASSIFIER)}]",
        *_optional(description),
        *_urls(description),
        "",
        *_targets(module),
    ]
    return "\n".join(lines) + "\n"


def _optional(description: Description) -> list[str]:
    lines = []
    if description.license_expression:
        lines.append(f"license = {toml_string(description.license_expression)}")
    if description.authors:
        lines.append(f"authors = [{', '.join(_person(author) for author in description.authors)}]")
    # Where the package names no versions: without any the wheel would be tagged for Python 2 as well.
    lines.append(f"requires-python = {toml_string(description.requires_python or '>=3')}")
    return lines


def _person(person: Person) -> str:
    pairs = (("name", person.name), ("email", person.email))
    return "{ " + ", ".join(f"{key} = {toml_string(value)}" for key, value in pairs if value) + " }"


def _urls(description: Description) -> list[str]:
    if not description.urls:
        return []
    pairs = [f"{toml_string(label)} = {toml_string(url)}" for label, url in description.urls]
    return ["", "[project.urls]", *pairs]


def _targets(module: str) -> list[str]:
    """What goes into sdist and wheel; no ignore file outside the tree has a say."""
    return [
        "[tool.hatch.build]",
        "ignore-vcs = true",
        "",
        "[tool.hatch.build.targets.sdist]",
        f"core-metadata-version = {toml_string(METADATA_VERSION)}",
        f"only-include = [{toml_string(module)}, {toml_string('README.md')}]",
        "",
        "[tool.hatch.build.targets.wheel]",
        f"core-metadata-version = {toml_string(METADATA_VERSION)}",
        f"packages = [{toml_string(module)}]",
    ]
