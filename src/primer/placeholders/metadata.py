"""A package's own metadata, as far as an index takes it; what was left out is said in a sentence."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from primer.core.package import Description, Person
from primer.core.regex import regex
from primer.core.value import frozen
from primer.placeholders.literals import one_line

LONGEST_SUMMARY = 512
LONGEST_LABEL = 32
LONGEST_URL = 2000

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = regex(
    rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
# PyPI's e-mail check refuses the special-use names of RFC 6761.
_SPECIAL_DOMAINS = frozenset({"arpa", "invalid", "local", "localhost", "onion", "test"})


@frozen
class Tamed:
    """Metadata that no index refuses; `remarks` say what is not as the package has it."""

    description: Description
    remarks: tuple[str, ...]


def tamed(description: Description, package: str, source_web: str) -> Tamed:
    """Keeps what an index takes, mends what can be mended, and leaves out the rest with a remark."""
    remarks: list[str] = []
    urls = tuple(_urls(description.urls, remarks))
    if source_web and source_web not in (url for _, url in urls):
        urls = (*(pair for pair in urls if pair[0].lower() != "source"), ("Source", source_web))
    kept = Description(
        summary=_summary(description.summary, package, remarks),
        license_expression=_license(description.license_expression, remarks),
        authors=tuple(_authors(description.authors, remarks)),
        urls=urls,
        requires_python=_requires_python(description.requires_python, remarks),
    )
    return Tamed(kept, tuple(remarks))


def _summary(text: str, package: str, remarks: list[str]) -> str:
    summary = one_line(text)
    if len(summary) > LONGEST_SUMMARY:
        remarks.append(f"The description is longer than {LONGEST_SUMMARY} characters; it is cut here.")
        return summary[: LONGEST_SUMMARY - 1].rstrip() + "…"
    return summary or f"Placeholder for {package}"


def _license(expression: str, remarks: list[str]) -> str:
    if not expression.strip():
        return ""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        remarks.append(
            f"The licence {one_line(expression)[:100]!r} is no SPDX expression; it is left out here."
        )
        return ""


def _authors(authors: Iterable[Person], remarks: list[str]) -> Iterable[Person]:
    for author in authors:
        name, email = one_line(author.name), author.email.strip()
        if email and not _is_email(email):
            remarks.append("An author's e-mail address is none that indexes take; it is left out here.")
            email = ""
        if name or email:
            yield Person(name, email)


def _is_email(text: str) -> bool:
    found = _EMAIL.fullmatch(text)
    return found is not None and len(text) <= 254 and found[1].lower() not in _SPECIAL_DOMAINS


def _urls(urls: Iterable[tuple[str, str]], remarks: list[str]) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for raw_label, raw_url in urls:
        label, url = one_line(raw_label), raw_url.strip()
        why = _odd_url(label, url, seen)
        if why is None:
            seen.add(label.lower())
            yield label, url
        else:
            remarks.append(f"The address labelled {label[:LONGEST_LABEL]!r} {why}; it is left out here.")


def _odd_url(label: str, url: str, seen: set[str]) -> str | None:
    if not label or "," in label:
        return "has a label that metadata cannot hold"
    if len(label) > LONGEST_LABEL:
        return f"has a label longer than {LONGEST_LABEL} characters"
    if label.lower() in seen:
        return "is there twice"
    return None if is_web(url) else "is no plain web address"


def is_web(url: str) -> bool:
    """A host by http or https, no user info (it may be a credential), only printable ASCII."""
    if len(url) > LONGEST_URL or not re.fullmatch(r"[!-~]+", url):
        return False
    try:
        parts = urlsplit(url)
        host, has_user, port = parts.hostname, "@" in parts.netloc, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not has_user and port != 0


def _requires_python(text: str, remarks: list[str]) -> str:
    if not text.strip():
        return ""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        specifiers = SpecifierSet(text)
    except InvalidSpecifier:
        specifiers = None
    # A wheel's tag is taken from it: without one Python 3 that fits there would be no tag.
    if specifiers is not None and any(
        specifiers.contains(f"3.{minor}.{patch}") for minor in range(100) for patch in (100, *range(30))
    ):
        return str(specifiers)
    remarks.append(
        f"The Python versions {one_line(text)[:100]!r} name no Python 3 there is; they are left out here."
    )
    return ""
