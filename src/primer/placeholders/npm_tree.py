"""All files of the placeholder of an npm package, as texts."""

import json
from collections.abc import Mapping

from primer.core.call import Json
from primer.core.package import Description, Package, Person
from primer.core.value import frozen
from primer.placeholders.literals import one_line
from primer.placeholders.metadata import Tamed, is_web, tamed
from primer.placeholders.readme import readme_of, said_about

MAIN = "index.js"


@frozen
class NpmTree:
    """Paths below the package's own folder to texts; `remarks` say what of the metadata was left out."""

    files: Mapping[str, str]
    readme: str
    remarks: tuple[str, ...]


def npm_tree(package: Package, version: str, source_web: str) -> NpmTree:
    """The files of one placeholder; `source_web` is the source's page, or empty."""
    source_web = one_line(source_web).replace(" ", "%20")
    values = tamed(package.description, package.name, source_web)
    use = "`require` or `import` gives one sentence: where the project lives."
    end = "When the first real release is there, this version is to be marked as deprecated."
    readme = readme_of(package.name, version, values, source_web, (use, end))
    files = {
        "package.json": _manifest(package, version, values, source_web),
        "README.md": readme,
        MAIN: _main(package.name, version, source_web),
    }
    return NpmTree(files, readme, (*values.remarks, *_unsaid(package)))


def _unsaid(package: Package) -> tuple[str, ...]:
    """What the placeholder says of its readers, where the package's own manifest leaves it to npm."""
    said = package.stated is None or package.stated.access is not None
    if said or not package.name.startswith("@"):
        return ()
    why = "npm otherwise takes a package with a scope for a restricted one"
    return (f"It says that it is public, since {why}; the package's own manifest does not say it yet.",)


def _manifest(package: Package, version: str, values: Tamed, source_web: str) -> str:
    """The fields in npm's own order; one that is empty is left out."""
    description = values.description
    fields: dict[str, Json] = {
        "name": package.name,
        "version": version,
        "description": description.summary,
        "homepage": _homepage(description, source_web),
        "license": description.license_expression,
        "author": _person(description.authors[0]) if description.authors else "",
        "contributors": [_person(person) for person in description.authors[1:]],
        "main": MAIN,
        "repository": _repository(package, source_web),
        "publishConfig": {"access": "public"},
    }
    kept = {key: value for key, value in fields.items() if value}
    return json.dumps(kept, indent=2, ensure_ascii=True) + "\n"


def _homepage(description: Description, source_web: str) -> str:
    return next((url for label, url in description.urls if label.lower() == "homepage"), source_web)


def _person(person: Person) -> Mapping[str, Json]:
    return {key: value for key, value in (("name", person.name), ("email", person.email)) if value}


def _repository(package: Package, source_web: str) -> Mapping[str, Json]:
    """The repository that is looked at, as npm compares it; only where there is none, what is stated.

    The folder is the one that the package states, since only a part of the repository may be looked at.
    """
    stated = package.description.repository_url.strip().removeprefix("git+")
    web = source_web or (stated if is_web(stated) else "")
    if not web:
        return {}
    folder = _below_the_root(one_line(package.description.directory)) or package.path
    directory = {} if folder == "." else {"directory": folder}
    return {"type": "git", "url": f"git+{web.removesuffix('.git')}.git", **directory}


def _below_the_root(stated: str) -> str:
    """A stated folder, plainly written; empty for none, and for what is not below the repository's root."""
    parts = [part for part in stated.split("/") if part not in ("", ".")]
    is_elsewhere = stated.startswith("/") or ".." in parts or "\\" in stated or ":" in stated
    return "" if is_elsewhere else "/".join(parts)


def _main(name: str, version: str, source_web: str) -> str:
    """One sentence, as a JSON text, which is a text of JavaScript too."""
    sentence = said_about(name, version, source_web)
    return f'"use strict";\n\nmodule.exports = {json.dumps(sentence, ensure_ascii=True)};\n'
