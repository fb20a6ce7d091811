"""PyPI's tokens as the site mints and checks them: binary macaroons, version 2.

Written apart from `registries/pypi/macaroon.py`, so that neither repeats a mistake of the other.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Iterator

from primer.core.value import frozen

PREFIX = "pypi-"
_VERSION = b"\x02"
_LOCATION, _IDENTIFIER, _SIGNATURE = 1, 2, 6


@frozen
class Macaroon:
    """A token taken apart; each caveat is the text it was signed as."""

    location: str
    identifier: str
    caveats: tuple[bytes, ...]
    signature: bytes


def mint(location: str, identifier: str, key: bytes, caveats: Iterable[str]) -> str:
    """A token with these caveats, signed from the identifier's own key."""
    encoded = tuple(caveat.encode() for caveat in caveats)
    signature = _chain(identifier, key, encoded)
    return write(Macaroon(location, identifier, encoded, signature))


def write(macaroon: Macaroon) -> str:
    """The token's text."""
    parts = [_VERSION, _field(_LOCATION, macaroon.location.encode())]
    parts += [_field(_IDENTIFIER, macaroon.identifier.encode()), b"\x00"]
    parts += [_field(_IDENTIFIER, caveat) + b"\x00" for caveat in macaroon.caveats]
    parts += [b"\x00", _field(_SIGNATURE, macaroon.signature)]
    return PREFIX + base64.urlsafe_b64encode(b"".join(parts)).rstrip(b"=").decode()


def read(token: str) -> Macaroon | None:
    """The token taken apart; None where it is none."""
    if not token.startswith(PREFIX):
        return None
    text = token.removeprefix(PREFIX)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return _assemble(list(_sections(raw)))
    except (ValueError, IndexError):
        return None


def genuine(macaroon: Macaroon, key: bytes) -> bool:
    """Whether the signature follows from the key through every caveat."""
    expected = _chain(macaroon.identifier, key, macaroon.caveats)
    return hmac.compare_digest(expected, macaroon.signature)


def _chain(identifier: str, key: bytes, caveats: tuple[bytes, ...]) -> bytes:
    signature = _sign(_sign(b"macaroons-key-generator", key), identifier.encode())
    for caveat in caveats:
        signature = _sign(signature, caveat)
    return signature


def _sign(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def _field(kind: int, data: bytes) -> bytes:
    return bytes([kind]) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _sections(raw: bytes) -> Iterator[dict[int, bytes]]:
    """The sections between end marks: head, one per caveat, an empty one, the signature."""
    if raw[:1] != _VERSION:
        raise ValueError("not version 2")
    at = 1
    section: dict[int, bytes] = {}
    while at < len(raw):
        kind = raw[at]
        at += 1
        if kind == 0:
            yield section
            section = {}
            continue
        length, at = _length(raw, at)
        section[kind] = raw[at : at + length]
        if len(section[kind]) != length:
            raise ValueError("cut short")
        at += length
    yield section


def _length(raw: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while raw[at] & 0x80:
        number |= (raw[at] & 0x7F) << shift
        shift += 7
        at += 1
    return number | raw[at] << shift, at + 1


def _assemble(sections: list[dict[int, bytes]]) -> Macaroon:
    head, *caveats, empty, tail = sections
    if empty or set(tail) != {_SIGNATURE} or any(set(c) != {_IDENTIFIER} for c in caveats):
        raise ValueError("not a first-party macaroon")
    return Macaroon(
        head.get(_LOCATION, b"").decode(),
        head.get(_IDENTIFIER, b"").decode(),
        tuple(caveat[_IDENTIFIER] for caveat in caveats),
        tail[_SIGNATURE],
    )
