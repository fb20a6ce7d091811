"""Attestations of the rehearsal: a statement about one file, signed by the CI stand-in.

Shaped as PEP 740 has it, so that readers of the integrity interface meet what they know; the signature is
the rehearsal's own, never Sigstore's.
"""

import base64
import hashlib
import hmac
import json

from primer.rehearsal.pypi.refusal import Refusal


def attest(filename: str, sha256: str, key: bytes) -> dict[str, object]:
    """An attestation that this file was published by the run that signs."""
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": filename, "digest": {"sha256": sha256}}],
        "predicateType": "https://docs.pypi.org/attestations/publish/v1",
        "predicate": None,
    }
    text = json.dumps(statement).encode()
    envelope = {"statement": base64.b64encode(text).decode(), "signature": _signature(text, key)}
    material = {"certificate": "", "transparency_entries": []}
    return {"version": 1, "verification_material": material, "envelope": envelope}


def read_attestations(text: str, filename: str, sha256: str, key: bytes) -> tuple[object, ...]:
    """The attestations of an upload, each checked against the file; Refusal 400 otherwise."""
    try:
        found: object = json.loads(text)
    except ValueError:
        raise Refusal(400, "Malformed attestations: an error occurred while decoding them.") from None
    if not isinstance(found, list) or not found:
        raise Refusal(400, "Malformed attestations: an empty attestation set is not permitted.")
    for attestation in found:
        if not _speaks_of(attestation, filename, sha256, key):
            raise Refusal(
                400, "Invalid attestations supplied during upload: subject does not match the file."
            )
    return tuple(found)


def _speaks_of(attestation: object, filename: str, sha256: str, key: bytes) -> bool:
    match attestation:
        case {"version": 1, "envelope": {"statement": str(statement), "signature": str(signature)}}:
            text = base64.b64decode(statement)
            if not hmac.compare_digest(_signature(text, key), signature):
                return False
            parsed: object = json.loads(text)
        case _:
            return False
    match parsed:
        case {"subject": [{"name": str(name), "digest": {"sha256": str(digest)}}]}:
            return (name, digest) == (filename, sha256)
        case _:
            return False


def _signature(text: bytes, key: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
