"""Provenance of the rehearsal's npm packages: what a run signs, and what the site checks of it.

Shaped as npm's own publisher makes it (libnpmpublish, provenance.js); the signature is the rehearsal's own,
never Sigstore's.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import quote

from primer.core.publisher import GitHubActions, GitLabCI
from primer.rehearsal.forge.identities import COMMIT, REF
from primer.rehearsal.npm.refusal import NpmRefusal

MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json"
SLSA = "https://slsa.dev/provenance/v1"
OLD_SLSA = "https://slsa.dev/provenance/v0.2"
PUBLISHED = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1"
_PAYLOAD = "application/vnd.in-toto+json"
_FAILED = "Error verifying sigstore provenance bundle"


def package_url(name: str, version: str) -> str:
    """A version as provenance names it."""
    return f"pkg:npm/{quote(name, safe='/')}@{version}"


def attest(identity: GitHubActions | GitLabCI, subject: str, sha512: str, key: bytes) -> dict[str, object]:
    """The bundle of a run that publishes a tarball with this hash."""
    statement = _github(identity) if isinstance(identity, GitHubActions) else _gitlab(identity)
    return bundle({**statement, "subject": [{"name": subject, "digest": {"sha512": sha512}}]}, key)


def bundle(statement: Mapping[str, object], key: bytes) -> dict[str, object]:
    """A statement, signed."""
    text = json.dumps(statement).encode()
    signature = {"sig": _signature(text, key), "keyid": ""}
    envelope = {
        "payload": base64.b64encode(text).decode(),
        "payloadType": _PAYLOAD,
        "signatures": [signature],
    }
    material: dict[str, object] = {
        "certificate": {"rawBytes": ""},
        "tlogEntries": [],
        "timestampVerificationData": None,
    }
    return {"mediaType": MEDIA_TYPE, "verificationMaterial": material, "dsseEnvelope": envelope}


def publish_attestation(name: str, version: str, sha512: str, key: bytes) -> dict[str, object]:
    """What the site itself signs beside a run's provenance."""
    subject = {"name": package_url(name, version), "digest": {"sha512": sha512}}
    statement: dict[str, object] = {
        "_type": "https://in-toto.io/Statement/v0.1",
        "subject": [subject],
        "predicateType": PUBLISHED,
        "predicate": {"name": name, "version": version, "registry": "https://registry.npmjs.org"},
    }
    return {"predicateType": PUBLISHED, "bundle": bundle(statement, key)}


def read_provenance(text: str, subject: str, sha512: str, repository: str, key: bytes) -> dict[str, object]:
    """The attestation of an upload, checked; Refusal 422 where it is not of this file and repository.

    `repository` is what the manifest names, as it stands there.
    """
    statement = _statement(text, key)
    named = _subject(statement)
    if named != (subject, sha512):
        raise NpmRefusal(422, f"{_FAILED}: subject does not match the package")
    source = _source(statement)
    if _web(repository) != source:
        words = (
            f'package.json: "repository.url" is "{repository}", expected to match "{source}" from provenance'
        )
        raise NpmRefusal(422, f"{_FAILED}: Failed to validate repository information: {words}")
    parsed: object = json.loads(text)
    return {"predicateType": str(statement.get("predicateType")), "bundle": parsed}


def _github(identity: GitHubActions) -> dict[str, object]:
    web = f"https://github.com/{identity.owner}/{identity.repository}"
    path = f".github/workflows/{identity.workflow}"
    definition = {
        "buildType": "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1",
        "externalParameters": {"workflow": {"ref": REF, "repository": web, "path": path}},
        "internalParameters": {
            "github": {"event_name": "push", "repository_id": "1", "repository_owner_id": "1"}
        },
        "resolvedDependencies": [{"uri": f"git+{web}@{REF}", "digest": {"gitCommit": COMMIT}}],
    }
    details = {
        "builder": {"id": "https://github.com/actions/runner/github-hosted"},
        "metadata": {"invocationId": f"{web}/actions/runs/1/attempts/1"},
    }
    predicate = {"buildDefinition": definition, "runDetails": details}
    return {"_type": "https://in-toto.io/Statement/v1", "predicateType": SLSA, "predicate": predicate}


def _gitlab(identity: GitLabCI) -> dict[str, object]:
    web = f"https://gitlab.com/{identity.namespace}/{identity.project}"
    source = {"uri": f"git+{web}", "digest": {"sha1": COMMIT}, "entryPoint": "publish"}
    parameters = {
        "CI": "true",
        "CI_CONFIG_PATH": identity.workflow,
        "CI_PROJECT_PATH": f"{identity.namespace}/{identity.project}",
    }
    around = {"project": parameters["CI_PROJECT_PATH"], "pipeline": {"id": "1", "ref": identity.workflow}}
    predicate = {
        "buildType": "https://github.com/npm/cli/gitlab/v0alpha1",
        "builder": {"id": f"{web}/-/runners/1"},
        "invocation": {"configSource": source, "parameters": parameters, "environment": around},
        "metadata": {"buildInvocationId": f"{web}/-/jobs/1", "reproducible": False},
        "materials": [{"uri": f"git+{web}", "digest": {"sha1": COMMIT}}],
    }
    return {"_type": "https://in-toto.io/Statement/v0.1", "predicateType": OLD_SLSA, "predicate": predicate}


def _statement(text: str, key: bytes) -> dict[str, object]:
    try:
        parsed: object = json.loads(text)
        match parsed:
            case {"dsseEnvelope": {"payload": str(payload), "signatures": [{"sig": str(signature)}]}}:
                signed = base64.b64decode(payload, validate=True)
            case _:
                raise NpmRefusal(422, f"{_FAILED}: it is no bundle")
        statement: object = json.loads(signed)
    except ValueError:
        raise NpmRefusal(422, f"{_FAILED}: it cannot be read") from None
    if not hmac.compare_digest(_signature(signed, key), signature) or not isinstance(statement, dict):
        raise NpmRefusal(422, f"{_FAILED}: the signature is not valid")
    return {str(name): value for name, value in statement.items()}


def _subject(statement: Mapping[str, object]) -> tuple[str, str]:
    match statement:
        case {"subject": [{"name": str(name), "digest": {"sha512": str(digest)}}]}:
            return name, digest
        case _:
            return "", ""


def _source(statement: Mapping[str, object]) -> str:
    match statement.get("predicate"):
        case {"buildDefinition": {"externalParameters": {"workflow": {"repository": str(web)}}}}:
            return web
        case {"invocation": {"configSource": {"uri": str(uri)}}}:
            return uri.removeprefix("git+")
        case _:
            return ""


def _web(repository: str) -> str:
    return repository.removeprefix("git+").removesuffix(".git")


def _signature(text: bytes, key: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
