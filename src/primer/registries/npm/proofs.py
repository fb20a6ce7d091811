"""What an attestation of an npm release shows, and whether it is the identity that was emitted.

The attestation is read, not verified: `npm audit signatures` does that. Source: libnpmpublish,
lib/provenance.js; SLSA provenance 1 for GitHub, 0.2 for GitLab. No environment is in it.
"""

import base64
import binascii
from collections.abc import Mapping

from primer.core.project import Difference, Provenance, Unlooked
from primer.core.publisher import ActiveState, CircleCI, GitHubActions, GitLabCI, Google, Identity
from primer.core.regex import regex
from primer.registries.npm.json_values import Table, parsed, table, text

GITHUB = "https://github.com/"
GITLAB = "https://gitlab.com/"
WORKFLOWS = ".github/workflows/"
SLSA = "https://slsa.dev/provenance/"

_Claims = Mapping[str, str]
_PATH = regex(r"[^/:]+(?:/[^/:]+)+")


def provenance(answer: str, integrity: str) -> tuple[Provenance, ...] | Unlooked:
    """The workflows that the attestations of one tarball name; `integrity` is the tarball's own hash.

    Claims: repository, workflow (GitLab: workflow_filepath), ref, `integrity` of the tarball, and `subject`,
    the hash of what was attested, written alike.
    """
    page = parsed(answer)
    match page:
        case {"attestations": list(attestations)}:
            statements = [_statement(one) for one in attestations]
        case _:
            return Unlooked("its answer names no attestations")
    if not integrity:
        return Unlooked("the registry names no hash of the tarball to compare the attestation with")
    own = next((part for part in integrity.split() if part.startswith("sha512-")), integrity)
    found = (_proven(one, own) for one in statements if one is not None)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def differences(identity: Identity, proven: Provenance) -> tuple[Difference, ...]:
    """The fields in which the proof differs, case and all; another kind of publisher is one difference."""
    claims = dict(proven.claims)
    kind, lines = _lines(identity, claims)
    if proven.kind != kind:
        return (Difference("Publisher", kind, proven.kind),)
    tarball = ("SHA-512 of the tarball", claims.get("integrity", ""), claims.get("subject", ""))
    return tuple(Difference(*line) for line in (*lines, tarball) if line[1] != line[2])


def identity_of(proven: Provenance) -> Identity | None:
    """The identity that a proof names, as far as it shows it: the environment stays empty."""
    claims = dict(proven.claims)
    path = claims.get("repository", "")
    if not _PATH.fullmatch(path):
        return None
    owner, _, name = path.rpartition("/")
    match proven.kind, claims:
        case "GitHub", {"workflow": workflow} if "/" not in owner:
            return GitHubActions(owner, name, workflow)
        case "GitLab", {"workflow_filepath": workflow}:
            return GitLabCI(owner, name, workflow)
        case _:
            return None


def provable(identity: Identity) -> bool:
    """Whether a release of this identity can carry an attestation."""
    return isinstance(identity, GitHubActions | GitLabCI)


def _lines(identity: Identity, claims: _Claims) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    owner, _, name = claims.get("repository", "").rpartition("/")
    match identity:
        case GitHubActions():
            return "GitHub", (
                ("Organization or user", identity.owner, owner),
                ("Repository", identity.repository, name),
                ("Workflow filename", identity.workflow, claims.get("workflow", "")),
            )
        case GitLabCI():
            return "GitLab", (
                ("Namespace", identity.namespace, owner),
                ("Project name", identity.project, name),
                ("Top-level CI file path", identity.workflow, claims.get("workflow_filepath", "")),
            )
        case Google() | ActiveState() | CircleCI():
            return type(identity).__name__, ()


def _statement(attestation: object) -> Table | None:
    """The signed statement of an attestation of provenance; None for one of another kind."""
    match attestation:
        case {"bundle": {"dsseEnvelope": {"payload": str(payload)}}, **rest}:
            declared = rest.get("predicateType")
        case _:
            return None
    try:
        statement = table(parsed(base64.b64decode(payload, validate=True).decode("utf-8")))
    except (binascii.Error, ValueError):
        return None
    kinds = (statement.get("predicateType"), declared)
    return statement if any(isinstance(kind, str) and kind.startswith(SLSA) for kind in kinds) else None


def _proven(statement: Table, integrity: str) -> Provenance | None:
    predicate = table(statement.get("predicate"))
    found = _github(predicate) or _gitlab(predicate)
    if found is None:
        return None
    kind, claims = found
    hashes = {"integrity": integrity, "subject": _subject(statement.get("subject"))}
    return Provenance(kind, tuple(sorted({**claims, **hashes}.items())))


def _github(predicate: Table) -> tuple[str, _Claims] | None:
    match predicate:
        case {"buildDefinition": {"externalParameters": {"workflow": dict(workflow)}}}:
            url, path = text(workflow.get("repository")), text(workflow.get("path"))
        case _:
            return None
    claims = {"repository": _without(url, GITHUB), "workflow": path.removeprefix(WORKFLOWS)}
    return "GitHub", {**claims, "ref": text(workflow.get("ref"))}


def _gitlab(predicate: Table) -> tuple[str, _Claims] | None:
    match predicate:
        case {"invocation": {"configSource": {"uri": str(uri)}, "parameters": dict(values)}}:
            file, ref = text(values.get("CI_CONFIG_PATH")), text(values.get("CI_COMMIT_REF_NAME"))
        case _:
            return None
    path = _without(uri.removeprefix("git+"), GITLAB)
    return "GitLab", {"repository": path, "workflow_filepath": file, "ref": ref}


def _subject(subjects: object) -> str:
    """The first hash that was attested, written as npm writes a tarball's; empty where there is none."""
    digests = (_digest(one) for one in subjects) if isinstance(subjects, list) else iter(())
    return next(digests, "")


def _digest(subject: object) -> str:
    match subject:
        case {"digest": {"sha512": str(digest)}}:
            return _as_integrity(digest)
        case _:
            return ""


def _as_integrity(digest: str) -> str:
    try:
        return f"sha512-{base64.b64encode(bytes.fromhex(digest)).decode()}"
    except ValueError:
        return ""


def _without(url: str, web: str) -> str:
    """`owner/name` on the provider's own host; the whole address on any other."""
    return url.removeprefix(web).removesuffix(".git") if url.startswith(web) else url
