"""A registry as data: where it takes uploads, where it is read, where people visit it."""

from enum import StrEnum
from urllib.parse import urlsplit

from primer.core.value import frozen


class Ecosystem(StrEnum):
    """The world a package belongs to."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"


@frozen
class Quota:
    """How many new projects a day a registry is known to allow; an estimate until it says so itself."""

    projects: int
    window_seconds: int = 86_400


@frozen
class Registry:
    """One registry primer can prime; URLs carry no trailing slash, except `upload_url`, kept as given.

    `name` is what `--registry` takes; `title` is what people call it. `trusted` is whether it takes part in
    trusted publishing, None where only the registry itself can say.
    """

    name: str
    title: str
    ecosystem: Ecosystem
    upload_url: str
    index_url: str
    web_url: str
    quota: Quota | None = None
    trusted: bool | None = None

    @property
    def host(self) -> str:
        """The web host, which PyPI's tokens carry as their location."""
        return urlsplit(self.web_url).netloc
