"""Macaroons in the binary format v2: read, append a caveat, write.

Format: libmacaroons, doc/format.txt. Only first-party caveats; nothing here verifies, the key is not ours.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from primer.core.value import field, frozen, replace

VERSION = 2
LOCATION, IDENTIFIER, SIGNATURE, END = 1, 2, 6, 0
SIGNATURE_LENGTH = 32
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

_Fields = tuple[tuple[int, bytes], ...]


class NotAMacaroon(ValueError):
    """These bytes are no macaroon v2 with first-party caveats; the message says where reading ended."""


@frozen
class Macaroon:
    """One macaroon; `location` is None where the field is left out. The signature is the secret part."""

    location: str | None
    identifier: bytes
    caveats: tuple[bytes, ...]
    signature: bytes = field(repr=False)

    def narrowed(self, caveat: bytes) -> "Macaroon":
        """The same macaroon with one caveat more, signed as any holder can."""
        signature = hmac.new(self.signature, caveat, hashlib.sha256).digest()
        return replace(self, caveats=(*self.caveats, caveat), signature=signature)

    def tombstone(self) -> "Macaroon":
        """Location and identifier alone, with a signature of zeros: it names, and can do nothing."""
        return replace(self, caveats=(), signature=bytes(SIGNATURE_LENGTH))


def decoded(text: str) -> Macaroon:
    """Reads base64url text without padding; NotAMacaroon for everything else."""
    bare = text.rstrip("=")
    if not bare or not ALPHABET.issuperset(bare) or len(bare) % 4 == 1:
        raise NotAMacaroon("not base64url")
    return _read(urlsafe_b64decode(bare + "=" * (-len(bare) % 4)))


def encoded(macaroon: Macaroon) -> str:
    """Writes base64url text without padding."""
    head: _Fields = ((IDENTIFIER, macaroon.identifier),)
    if macaroon.location is not None:
        head = ((LOCATION, macaroon.location.encode()), *head)
    sections = _section(head) + b"".join(_section(((IDENTIFIER, c),)) for c in macaroon.caveats)
    data = bytes([VERSION]) + sections + bytes([END]) + _packet(SIGNATURE, macaroon.signature)
    return urlsafe_b64encode(data).decode("ascii").rstrip("=")


def _read(data: bytes) -> Macaroon:
    if data[:1] != bytes([VERSION]):
        raise NotAMacaroon("not version 2")
    head, at = _read_section(data, 1)
    caveats: list[bytes] = []
    while True:
        section, at = _read_section(data, at)
        if not section:
            break
        caveats.append(_caveat(section))
    kind, signature, at = _read_packet(data, at)
    if kind != SIGNATURE or len(signature) != SIGNATURE_LENGTH or at != len(data):
        raise NotAMacaroon("no signature at its end")
    location, identifier = _head(head)
    return Macaroon(location, identifier, tuple(caveats), signature)


def _head(fields: _Fields) -> tuple[str | None, bytes]:
    kinds = [kind for kind, _ in fields]
    if kinds not in ([IDENTIFIER], [LOCATION, IDENTIFIER]):
        raise NotAMacaroon("no identifier")
    try:
        location = fields[0][1].decode("utf-8") if kinds[0] == LOCATION else None
    except UnicodeDecodeError:
        raise NotAMacaroon("location is no text") from None
    return location, fields[-1][1]


def _caveat(fields: _Fields) -> bytes:
    if [kind for kind, _ in fields] != [IDENTIFIER]:
        raise NotAMacaroon("a third-party caveat")
    return fields[0][1]


def _read_section(data: bytes, at: int) -> tuple[_Fields, int]:
    fields: list[tuple[int, bytes]] = []
    while True:
        kind, content, at = _read_packet(data, at)
        if kind == END:
            return tuple(fields), at
        fields.append((kind, content))


def _read_packet(data: bytes, at: int) -> tuple[int, bytes, int]:
    kind, at = _read_number(data, at)
    if kind == END:
        return kind, b"", at
    length, at = _read_number(data, at)
    if at + length > len(data):
        raise NotAMacaroon("cut short")
    return kind, data[at : at + length], at + length


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 35, 7):
        if at >= len(data):
            raise NotAMacaroon("cut short")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise NotAMacaroon("a number too large")


def _section(fields: _Fields) -> bytes:
    return b"".join(_packet(kind, content) for kind, content in fields) + bytes([END])


def _packet(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + _number(len(content)) + content


def _number(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
