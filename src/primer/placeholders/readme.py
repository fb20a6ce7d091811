"""The README of a placeholder: what it is, where the source lives, what replaces it, who to ask."""

from collections.abc import Sequence

from primer.core.package import Description
from primer.placeholders.literals import markdown_text
from primer.placeholders.metadata import Tamed


def readme_text(package: str, version: str, tamed: Tamed, source_web: str, module: str) -> str:
    """A Python package's; Markdown in which no text of the package can become markup."""
    use = f"From a terminal, `python -m {module}` says where the project lives."
    return readme_of(package, version, tamed, source_web, (use,))


def readme_of(package: str, version: str, tamed: Tamed, source_web: str, further: Sequence[str]) -> str:
    """Any package's; `further` are more lines of Markdown, each a sentence."""
    description = tamed.description
    points = (
        f"Source: {_link(source_web) if source_web else 'not public yet'}",
        f"Who to ask: {_who(description, source_web)}",
        *further,
    )
    paragraphs = [
        f"# {package}",
        _what_it_is(package, version, source_web),
        f"> {markdown_text(description.summary)}",
        "\n".join(f"- {point}" for point in points),
    ]
    return "\n\n".join(paragraphs) + "\n"


def said_about(package: str, version: str, source_web: str) -> str:
    """What a placeholder says when it is run or imported."""
    where = f"its source lives at {source_web}" if source_web else "its source is not public yet"
    return f"{package} {version} is a placeholder; {where}"


def _what_it_is(package: str, version: str, source_web: str) -> str:
    origin = _link(source_web) if source_web else "the project's own continuous integration"
    return (
        f"**{package} {version} is a placeholder.** The first real release comes from {origin} "
        "through trusted publishing, without a stored token, and replaces this one."
    )


def _link(url: str) -> str:
    return f"<{url}>"


def _who(description: Description, source_web: str) -> str:
    issues = [
        url for label, url in description.urls if "issue" in label.lower() or "tracker" in label.lower()
    ]
    if issues:
        return _link(issues[0])
    if source_web:
        return f"the maintainers, at {_link(source_web)}"
    names = [markdown_text(person.name or person.email) for person in description.authors]
    return ", ".join(names) if names else "the owner of this project on its index"
