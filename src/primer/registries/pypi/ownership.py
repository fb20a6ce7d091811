"""Whose a project is, from PyPI's JSON API, and which publishers a file's provenance names (PEP 740)."""

import json

from primer.core.project import Absent, Owners, Provenance, Unlooked


def owners(body: str) -> Owners | Absent | Unlooked:
    """The owners that a project's JSON names; Absent where it names none."""
    try:
        page: object = json.loads(body)
    except (ValueError, RecursionError):
        return Unlooked("its answer about owners is no JSON")
    match page:
        case {"ownership": {"roles": list(roles), **rest}}:
            organization = rest.get("organization")
            users = [user for user in map(_user, roles) if user]
            return Owners(tuple(dict.fromkeys(users)), organization if isinstance(organization, str) else "")
        case {"ownership": {"organization": str(organization)}}:
            return Owners((), organization)
        case _:
            return Absent()


def provenance(body: str) -> tuple[Provenance, ...] | Unlooked:
    """The publishers of all bundles; a bundle without one is left out."""
    try:
        page: object = json.loads(body)
    except (ValueError, RecursionError):
        return Unlooked("its provenance is no JSON")
    match page:
        case {"attestation_bundles": list(bundles)}:
            found = (_publisher(bundle) for bundle in bundles)
            return tuple(dict.fromkeys(one for one in found if one is not None))
        case _:
            return Unlooked("its provenance names no attestations")


def _user(role: object) -> str:
    match role:
        case {"user": str(user)}:
            return user
        case _:
            return ""


def _publisher(bundle: object) -> Provenance | None:
    match bundle:
        case {"publisher": {"kind": str(kind), **claims}}:
            texts = sorted((str(key), value) for key, value in claims.items() if isinstance(value, str))
            return Provenance(kind, tuple(texts))
        case _:
            return None
