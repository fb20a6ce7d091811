"""A project's simple page, in JSON (PEP 691, 700, 740) and in HTML (PEP 503, 592)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from primer.core.project import Project, ReleaseFile, Unlooked
from primer.registries.pypi.filenames import version_of

JSON = "application/vnd.pypi.simple.v1+json"
ACCEPT = f"{JSON}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
SHA256_LENGTH = 64


def project_page(name: str, content_type: str, body: str, url: str) -> Project | Unlooked:
    """The project on a page that was found at `url`; a page of neither kind is Unlooked."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == JSON or (kind == "application/json" and body.lstrip().startswith("{")):
        return _json_page(name, body, url)
    if kind in (
        "text/html",
        "application/vnd.pypi.simple.v1+html",
        "application/vnd.pypi.simple.latest+html",
    ):
        return _html_page(name, body, url)
    return Unlooked(f"its page is of an unknown kind ({kind[:60] or 'none named'})")


def _json_page(name: str, body: str, url: str) -> Project | Unlooked:
    try:
        page: object = json.loads(body)
    except (ValueError, RecursionError):
        return Unlooked("its page is no JSON")
    match page:
        case {"files": list(files), **rest}:
            read = (_json_file(name, file, url) for file in files if isinstance(file, dict))
            return Project(name, tuple(file for file in read if file is not None), _status(rest))
        case _:
            return Unlooked("its page names no files")


def _status(page: Mapping[object, object]) -> str:
    match page.get("project-status"):
        case {"status": str(status)} | str(status):
            return status
        case _:
            return "active"


def _json_file(name: str, file: Mapping[object, object], page: str) -> ReleaseFile | None:
    filename, url, hashes = file.get("filename"), file.get("url"), file.get("hashes")
    if not isinstance(filename, str) or not isinstance(url, str):
        return None
    provenance = file.get("provenance")
    target = _joined(page, url)
    return ReleaseFile(
        filename=filename,
        version=version_of(name, filename),
        url=target,
        sha256=_sha256(hashes.get("sha256")) if isinstance(hashes, dict) else None,
        uploaded=moment_of(file.get("upload-time")),
        # A reason for yanking may be the empty text (PEP 592).
        yanked=file.get("yanked") not in (None, False),
        provenance=_joined(page, provenance) if isinstance(provenance, str) else None,
    )


def moment_of(value: object) -> datetime | None:
    """A time as JSON has it, in UTC; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _sha256(value: object) -> str | None:
    if not isinstance(value, str) or len(value) != SHA256_LENGTH:
        return None
    lowered = value.lower()
    return lowered if set(lowered) <= set("0123456789abcdef") else None


def _html_page(name: str, body: str, url: str) -> Project | Unlooked:
    links = _Links(url)
    links.feed(body)
    links.close()
    # A log-in page or a hotel's network answers 200 as well: that is no project.
    if not links.found and not links.is_index and "links for" not in body.lower():
        return Unlooked("its page is no index page")
    return Project(name, tuple(_html_file(name, *link) for link in links.found), links.status)


def _html_file(name: str, url: str, text: str, attributes: Mapping[str, str | None]) -> ReleaseFile:
    bare, fragment = urldefrag(url)
    filename = unquote(urlsplit(bare).path.rpartition("/")[2]) or text
    algorithm, _, value = fragment.partition("=")
    return ReleaseFile(
        filename=filename,
        version=version_of(name, filename),
        url=bare,
        sha256=_sha256(value) if algorithm == "sha256" else None,
        yanked="data-yanked" in attributes,
        provenance=attributes.get("data-provenance") or None,
    )


class _Links(HTMLParser):
    """The links of a page that lead to files, absolute; `<base>` is heeded where it stands first."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._base = url
        self._based = False
        self._open = False
        self.found: list[tuple[str, str, Mapping[str, str | None]]] = []
        self.status = "active"
        self.is_index = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes up a link, the page's base, and its project status (PEP 792)."""
        attributes = dict(attrs)
        href = attributes.get("href")
        if tag == "base" and href and not self._based:
            self._base, self._based = _joined(self._base, href), True
        elif tag == "meta" and attributes.get("name") == "pypi:project-status":
            self.status = attributes.get("content") or "active"
        elif tag == "meta" and attributes.get("name") == "pypi:repository-version":
            self.is_index = True
        elif tag == "a" and href:
            url = _joined(self._base, href)
            self._open = _leads_to_file(url)
            if self._open:
                self.found.append((url, "", attributes))

    def handle_data(self, data: str) -> None:
        """Adds to the text of the open link."""
        if self._open:
            url, text, attributes = self.found[-1]
            self.found[-1] = (url, text + data.strip(), attributes)

    def handle_endtag(self, tag: str) -> None:
        """Closes the link."""
        if tag == "a":
            self._open = False


def _leads_to_file(url: str) -> bool:
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return False
    return path.endswith((".whl", ".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz", ".tar", ".egg", ".exe"))


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return url
