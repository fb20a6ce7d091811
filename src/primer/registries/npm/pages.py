"""The pages of an npm registry, and which addresses that it names are its own."""

from urllib.parse import SplitResult, quote, urlsplit

from primer.core.call import Handover
from primer.core.problem import Problem, TheirAnswer
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.registries.addresses import is_loopback

_ADDRESS = regex(r"[!-~]{1,2000}")
_PORTS = {"https": 443, "http": 80}


def package_page(registry: Registry, package: str) -> str:
    """The settings of a package: its publishers, its access, its deprecation."""
    return f"{registry.web_url}/package/{quote(package, safe='@/', errors='replace')}/access"


def tokens_page(registry: Registry) -> str:
    """The tokens of whoever is logged in there; `~` stands for the user."""
    return f"{registry.web_url}/settings/~/tokens"


def handover(registry: Registry, page: object, address: object) -> Handover | Problem:
    """Both addresses, once it is sure whose they are; a browser opens one, a token may go to the other.

    The page has to be on the registry's own web host by https; for a registry on this machine it may be
    anywhere on this machine. The address has to be the registry's own. Problem: foreign-page.
    """
    if not isinstance(page, str) or not isinstance(address, str):
        return _foreign(registry, "it names no page, or no address that hands over what comes of it")
    if not _is_its_page(registry, page):
        return _foreign(registry, f"the page it names is not on {registry.host}: {_shown(page)}")
    if not _is_its_address(registry, address):
        return _foreign(registry, f"the address it names is not its own: {_shown(address)}")
    return Handover(page, address)


def _is_its_page(registry: Registry, page: str) -> bool:
    local = is_loopback(registry.upload_url) and is_loopback(registry.web_url)
    if local and is_loopback(page):
        return _parts(page) is not None
    parts, web = _parts(page), _parts(registry.web_url)
    return parts is not None and web is not None and parts.scheme == "https" and _place(parts) == _place(web)


def _is_its_address(registry: Registry, address: str) -> bool:
    parts, own = _parts(address), _parts(registry.upload_url)
    return parts is not None and own is not None and _place(parts) == _place(own)


def _parts(url: str) -> SplitResult | None:
    """The parts of a web address with a host and no user in it; a backslash is read in two ways."""
    if not _ADDRESS.fullmatch(url) or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable and "@" not in parts.netloc else None


def _place(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


def _foreign(registry: Registry, why: str) -> Problem:
    return TheirAnswer(
        "foreign-page",
        f"{registry.title} asks for an approval elsewhere, and primer goes nowhere else",
        "see that no proxy or mirror answers for the registry, and that its web-url is right",
        context=(why,),
    )


def _shown(url: str) -> str:
    """Scheme and host at most: the rest may be what an approval hangs on."""
    parts = _parts(url)
    return f"{parts.scheme}://{parts.netloc}" if parts is not None else "no web address"
