"""Where PyPI, TestPyPI and npm are, and which addresses may be used at all."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from primer.core.registry import Ecosystem, Quota, Registry

# The quota is what admins said (https://github.com/pypi/support/issues/10572): an estimate until seen.
PYPI = Registry(
    name="pypi",
    title="PyPI",
    ecosystem=Ecosystem.PYTHON,
    upload_url="https://upload.pypi.org/legacy/",
    index_url="https://pypi.org/simple",
    web_url="https://pypi.org",
    quota=Quota(4),
    trusted=True,
)

TESTPYPI = Registry(
    name="testpypi",
    title="TestPyPI",
    ecosystem=Ecosystem.PYTHON,
    upload_url="https://test.pypi.org/legacy/",
    index_url="https://test.pypi.org/simple",
    web_url="https://test.pypi.org",
    quota=Quota(4),
    trusted=True,
)

NPM = Registry(
    name="npm",
    title="npm",
    ecosystem=Ecosystem.JAVASCRIPT,
    upload_url="https://registry.npmjs.org",
    index_url="https://registry.npmjs.org",
    web_url="https://www.npmjs.com",
    trusted=True,
)


HOMES: Mapping[Ecosystem, Registry] = {Ecosystem.PYTHON: PYPI, Ecosystem.JAVASCRIPT: NPM}
"""Where the packages of an ecosystem go that nobody sends elsewhere."""


def is_loopback(url: str) -> bool:
    """Whether an address stays inside this machine, as far as its text says."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    if not host[:1].isdigit() and ":" not in host:
        return False
    # Imported for a literal address alone: no plan of the public registries has one.
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def refusal(url: str) -> str | None:
    """Why primer does not use an address: https anywhere, http on this machine only, nothing else."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return "it is no web address"
    if parts.scheme not in ("http", "https") or not usable:
        return "it is no web address"
    if parts.username is not None or parts.password is not None:
        return "it carries a user name or password: primer keeps no secret in an address"
    if parts.scheme == "http" and not is_loopback(url):
        return "plain http is used inside this machine only: write https"
    return None
