"""Pasted tokens: read offline, judged for creating projects, narrowed, and named by a tombstone."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from primer.core.problem import NeedsYou, Problem, YourInput
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.core.token import TokenReading, Tombstone
from primer.core.value import frozen
from primer.registries.astray import astray
from primer.registries.pypi.caveats import Dialect, Limits, limits, moment, narrowing
from primer.registries.pypi.macaroon import SIGNATURE_LENGTH, Macaroon, NotAMacaroon, decoded, encoded
from primer.registries.pypi.names import normalised

LONGEST = 4096
PREFIXES = {"pypi-": Dialect.PYPI, "devpi-": Dialect.DEVPI}
STRICT = frozenset({"pypi", "testpypi"})
"""The registries whose every token is a macaroon; elsewhere anything may be a token."""

HOSTS = {"pypi.org": "PyPI", "test.pypi.org": "TestPyPI"}
DEVPI_ID = regex(r"[A-Za-z0-9]{8}")
UUID = regex(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
CLOCKS_DIFFER = timedelta(minutes=1)
"""How far this machine's clock may be behind before a token counts as not valid yet."""


@frozen
class _Token:
    prefix: str
    macaroon: Macaroon

    @property
    def dialect(self) -> Dialect:
        return PREFIXES.get(self.prefix, Dialect.DEVPI)

    @property
    def token_id(self) -> str:
        """What the registry's page calls it: PyPI's UUID, devpi's part after the user's name."""
        text = self.macaroon.identifier.decode("utf-8", errors="replace")
        return text if is_uuid(text) else text.rpartition("-")[2]

    def tombstone(self) -> Tombstone:
        return Tombstone(self.token_id, self.prefix + encoded(self.macaroon.tombstone()))


def read_token(registry: Registry, token: Secret, now: datetime, opaque_id: str) -> TokenReading | Problem:
    """What a token says of itself, or why it cannot create projects here.

    `opaque_id` names a token that is no macaroon. Problems: malformed-token, wrong-registry-token,
    project-scoped-token, expired-token, token-not-valid-yet, token-cannot-upload.
    """
    text = token.reveal().strip()
    why = unreadable(text)
    if why is not None:
        return _malformed(registry, why)
    parsed = _parsed(text)
    if parsed is None:
        return _opaque(registry, text, opaque_id)
    return _read_macaroon(registry, parsed, now)


def narrow(token: Secret, names: tuple[str, ...], not_before: datetime, ends: datetime) -> Secret:
    """The same token, good for these names and this time only; one that is no macaroon as it is."""
    text = token.reveal().strip()
    parsed = _parsed(text)
    if parsed is None:
        return Secret(text)
    macaroon = parsed.macaroon
    unique = sorted({normalised(name) for name in names})
    for caveat in narrowing(parsed.dialect, unique, not_before, ends):
        macaroon = macaroon.narrowed(caveat)
    return Secret(parsed.prefix + encoded(macaroon))


def unreadable(text: str) -> str | None:
    """Why a text can be no token of any registry."""
    if not text:
        return "nothing was pasted"
    if len(text) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if any(character.isspace() for character in text):
        return "there is white space inside it: perhaps more than the token was copied"
    if not text.isprintable():
        return "there are control characters inside it"
    if not text.isascii():
        return "there are characters inside it that no token has"
    return None


def _parsed(text: str) -> _Token | None:
    prefix = next((p for p in PREFIXES if text.startswith(p)), "")
    try:
        macaroon = decoded(text.removeprefix(prefix))
        identifier = macaroon.identifier.decode("utf-8")
    except (NotAMacaroon, UnicodeDecodeError):
        return None
    return _Token(prefix, macaroon) if identifier and identifier.isprintable() else None


def _opaque(registry: Registry, text: str, opaque_id: str) -> TokenReading | Problem:
    if any(text.startswith(prefix) for prefix in PREFIXES):
        return _malformed(registry, "it begins like a token, and the rest of it is damaged or cut")
    if registry.name in STRICT:
        return _malformed(registry, "its tokens begin with pypi-")
    return astray(registry, text) or TokenReading(is_macaroon=False, tombstone=Tombstone(opaque_id, ""))


def _read_macaroon(registry: Registry, token: _Token, now: datetime) -> TokenReading | Problem:
    limit = limits(token.macaroon.caveats)
    problem = _elsewhere(registry, token, limit) or _powerless(registry, limit) or _untimely(limit, now)
    if problem is not None:
        return problem
    return TokenReading(
        is_macaroon=True,
        tombstone=token.tombstone(),
        location=token.macaroon.location or "",
        projects=tuple(sorted({normalised(name) for name in limit.projects or ()})),
        can_create=True,
        expires=None if limit.expires is None else moment(limit.expires),
        not_before=None if limit.not_before is None else moment(limit.not_before),
    )


def _elsewhere(registry: Registry, token: _Token, limit: Limits) -> Problem | None:
    location = (token.macaroon.location or "").lower()
    here = {registry.host.lower(), (urlsplit(registry.web_url).hostname or "").lower()}
    known_here = location in here or (not location and registry.name not in STRICT)
    if known_here and location and not _is_part_of(registry.upload_url, location):
        return _sent_elsewhere(registry, location)
    index = "/".join(urlsplit(registry.upload_url).path.strip("/").split("/")[-2:])
    if known_here and (limit.indexes is None or index in limit.indexes):
        return None
    origin = HOSTS.get(location) or location or "another index"
    if location in here or not location:
        origin = ", ".join(sorted(limit.indexes or {"another index"}))
    return YourInput(
        "wrong-registry-token",
        f"This token is from {_printable(origin)}, not from {registry.title}",
        f"make one at {registry.title} ({registry.host}), or choose the other index with --registry",
    )


def _is_part_of(upload_url: str, location: str) -> bool:
    """Whether uploads go to the host that made the token, or to one below it."""
    parts = urlsplit(upload_url)
    host = (parts.hostname or "").lower()
    return location in (parts.netloc.lower(), host) or host.endswith(f".{location}")


def _sent_elsewhere(registry: Registry, location: str) -> Problem:
    """A repository may claim any web address for its index; the token must not follow that claim."""
    host = urlsplit(registry.upload_url).hostname
    return YourInput(
        "wrong-registry-token",
        f"This token is from {_printable(HOSTS.get(location) or location)}, and uploads to "
        f"{registry.title} go to {host}: primer does not send it there",
        "correct upload-url and web-url under [tool.primer.registries], or choose another index "
        "with --registry",
    )


def _powerless(registry: Registry, limit: Limits) -> Problem | None:
    nothing_left = limit.projects is not None and not limit.projects
    if limit.to_existing or nothing_left:
        return NeedsYou(
            "project-scoped-token",
            "This token is for projects that exist; it cannot create one",
            f'make one at {registry.title} whose scope is "Entire account"',
        )
    if limit.actions is not None and "upload" not in limit.actions:
        return NeedsYou(
            "token-cannot-upload",
            "This token does not allow uploads",
            f"make one at {registry.title} that allows the action upload",
        )
    return None


def _untimely(limit: Limits, now: datetime) -> Problem | None:
    if limit.expires is not None and moment(limit.expires) <= now:
        return NeedsYou(
            "expired-token",
            f"This token expired at {moment(limit.expires):%Y-%m-%d %H:%M} UTC",
            "make a new one",
        )
    if limit.not_before is not None and moment(limit.not_before) > now + CLOCKS_DIFFER:
        return NeedsYou(
            "token-not-valid-yet",
            f"This token is not valid before {moment(limit.not_before):%Y-%m-%d %H:%M} UTC",
            "wait until then, make another one, or set this machine's clock",
        )
    return None


def _malformed(registry: Registry, why: str) -> Problem:
    return YourInput(
        "malformed-token",
        f"This is no token of {registry.title}: {why}",
        "copy the whole token, from its first to its last character, and paste it again",
    )


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:100]


def is_uuid(token_id: str) -> bool:
    """Whether an identifier is one that PyPI gives."""
    return UUID.fullmatch(token_id) is not None


def dialect_of(text: str) -> Dialect | None:
    """Whose words the caveats of a token or tombstone are written in; None for one that is no macaroon."""
    parsed = _parsed(text)
    return None if parsed is None else parsed.dialect


def tombstone_named(registry: Registry, token_id: str) -> Tombstone | Problem:
    """The tombstone of a token of which only the identifier is known, as the registry's page shows it.

    One that is no UUID is taken for a devpi token of the user `__token__`. Problem: malformed-token-id.
    """
    bare = token_id.strip()
    if is_uuid(bare):
        shadow = Macaroon(registry.host, bare.lower().encode(), (), bytes(SIGNATURE_LENGTH))
        return Tombstone(bare.lower(), "pypi-" + encoded(shadow))
    if registry.name in STRICT or not DEVPI_ID.fullmatch(bare):
        return YourInput(
            "malformed-token-id",
            f"This is no identifier of a token of {registry.title}",
            "copy the unique identifier from the page that lists the account's tokens, not the token itself",
        )
    shadow = Macaroon("", f"__token__-{bare}".encode(), (), bytes(SIGNATURE_LENGTH))
    return Tombstone(bare, "devpi-" + encoded(shadow))
