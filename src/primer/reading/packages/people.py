"""Authors, from `Name <address>` as one text."""

from collections.abc import Iterable

from primer.core.package import Person


def person(text: str) -> Person:
    """One author; a bare address has no name, and a page in brackets is left out."""
    name, _, rest = text.partition("<")
    name, email = name.partition("(")[0].strip(), rest.partition(">")[0].strip()
    return Person("", name) if "@" in name and not email else Person(name, email)


def people(texts: Iterable[str]) -> tuple[Person, ...]:
    """The authors of which something is known."""
    return tuple(found for found in map(person, texts) if found.name or found.email)
