"""Which words of an error message mean which cause, of every tool that publishes.

Sources: warehouse (forklift/legacy.py, oidc/views.py, macaroons/caveats, packaging/services.py), twine, id,
uv, gh-action-pypi-publish, poetry, pdm, hatch, flit, maturin, npm 11 (oidc.js, error-message.js), pnpm, yarn.
tests/corpus/sources.toml has a log for each, with its place.
"""

import re

from primer.core.value import frozen
from primer.diagnosis.message import Message
from primer.diagnosis.surroundings import Job, Surroundings

OIDC_NPM = (11, 5, 1)
"""The first npm that exchanges an identity for a token; earlier ones send the request without one."""
NODE_WITH_OLD_NPM = 23
"""Up to this major version Node brings an npm that is older."""


@frozen
class Symptom:
    """A cause by the words of its message: `words` are shown as evidence, all of `also` are needed too."""

    cause: str
    words: re.Pattern[str]
    also: tuple[re.Pattern[str], ...] = ()


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_EXCHANGE = _words(
    r"valid token|no corresponding publisher|project already exists|already used|token request failed"
)
_UPLOAD = _words(
    r"/legacy\b|Failed to (?:publish|upload)|HTTP Error \d{3}|HTTPError|HTTPStatusError|Client Error"
)
_NPM_PUT = _words(r"\bPUT\b|Failed to publish package|Couldn't publish package|while publishing")
_NPM_E401 = _words(r"\bE401\b|\b401\b")
_NPM_404 = _words(
    r"404 Not Found - PUT|E404.{0,500}\bPUT\b|status ?404|\bE404\b|code E404|Response Code: 404|: Not found"
)

_SEMANTIC_RELEASE = _words(r"\[semantic-release\]")

_PYPI_REFUSALS = (
    Symptom("stale-pending-publisher", _words(r"invalid-pending-publisher"), (_EXCHANGE,)),
    Symptom("reused-identity-token", _words(r"invalid-reuse-token"), (_EXCHANGE,)),
    Symptom("invalid-publisher", _words(r"invalid-publisher"), (_EXCHANGE,)),
    Symptom("project-not-created", _words(r"Non-user identities cannot create new projects")),
    Symptom(
        "name-refused",
        _words(r"The name '[^']*' (?:is too similar to|isn't allowed|conflicts with|is invalid)"),
    ),
    Symptom("creation-quota", _words(r"Too many new projects created")),
    Symptom(
        "creation-quota", _words(r"\b429\b"), (_UPLOAD, _words(r"Too Many Requests"), _words(r"pypi\.org"))
    ),
    Symptom("old-release", _words(r"Uploading new files to releases older than \d+ days")),
    Symptom(
        "file-exists",
        _words(r"File already exists"),
        (_words(r"blake2_256|#file-name-reuse|\b400\b"), _UPLOAD),
    ),
    Symptom("file-exists", _words(r"previously used by a file that has since been deleted")),
    Symptom("file-exists", _words(r"filename has already been used"), (_UPLOAD,)),
    Symptom("file-exists", _words(r"Only one sdist may be uploaded per release"), (_UPLOAD,)),
    Symptom("file-exists", _words(r"Local file and index file do not match for")),
    Symptom("not-allowed", _words(r"isn't allowed to upload to project|You are not allowed to upload to '")),
    Symptom("not-allowed", _words(r"scoped token is not valid for project")),
    Symptom("dead-token", _words(r"Invalid or non-existent authentication|Invalid API Token:")),
    Symptom("dead-token", _words(r"Username or password are incorrect|Username and/or password are wrong")),
    Symptom("dead-token", _words(r"Username/Password authentication is no longer supported"), (_UPLOAD,)),
)
_TOOLS_AND_JOBS = (
    Symptom(
        "old-tool",
        _words(
            r"Metadata is missing required fields|is not a valid metadata version|supported Metadata-Version|"
            r"unrecognized or malformed field|Try upgrading twine|Unsupported metadata version"
        ),
        (_words(r"InvalidDistribution|InvalidMetadata|Invalid distribution"),),
    ),
    Symptom(
        "missing-id-token",
        _words(r"ACTIONS_ID_TOKEN_REQUEST_(?:TOKEN|URL)\b|insufficient OIDC token permissions"),
    ),
    Symptom("missing-id-token", _words(r"is the [`']?id-token: write[`']? permission missing")),
    Symptom("missing-id-token", _words(r"requires \"write\" access to the \"id-token\" permission")),
    Symptom(
        "missing-id-token",
        _words(r"requires \"SIGSTORE_ID_TOKEN\"|Environment variable \w+_ID_TOKEN not found"),
    ),
    Symptom("missing-id-token", _words(r"NonInteractive: Credential not found for ")),
    Symptom("missing-id-token", _words(r"could not determine credentials for configured repository")),
    Symptom("missing-id-token", _words(r"^EOFError: EOF when reading a line")),
    Symptom("tag-object-pin", _words(r"manifest unknown")),
    Symptom(
        "waiting-for-review",
        _words(r"is not allowed to deploy to .{1,255} due to environment protection rules"),
    ),
    Symptom(
        "waiting-for-review", _words(r"The deployment was rejected or didn't satisfy other protection rules")
    ),
)
_NPM_REFUSALS = (
    Symptom("name-refused", _words(r"Package name too similar to existing package")),
    Symptom("file-exists", _words(r"cannot publish over the previously published version")),
    Symptom("not-allowed", _words(r"You do not have permission to publish"), (_NPM_PUT,)),
    Symptom("dead-token", _words(r"your authentication token seems to be invalid"), (_NPM_E401,)),
    Symptom("dead-token", _words(r"401 Unauthorized - PUT"), (_words(r"registry\.npmjs\.org"),)),
    Symptom("dead-token", _words(r"EINVALIDNPMTOKEN"), (_SEMANTIC_RELEASE,)),
    Symptom("npm-repository-mismatch", _words(r"\"?repository\.url\"? is .{0,500}expected to match")),
    Symptom("npm-action-not-allowed", _words(r"OIDC permission denied for this action")),
    Symptom("npm-otp", _words(r"\bEOTP\b|requires a one-time password")),
    Symptom(
        "npm-otp", _words(r"Two-factor authentication or granular access token with bypass 2fa"), (_NPM_PUT,)
    ),
    Symptom("npm-not-public", _words(r"402 Payment Required|\bE402\b|status ?402"), (_NPM_PUT,)),
    Symptom("npm-not-public", _words(r"You must sign up for private packages")),
    Symptom("npm-not-authorised", _words(r"404 Not Found - PUT")),
    Symptom("npm-not-authorised", _NPM_404, (_NPM_PUT, _words(r"^(?!.*Not Found - GET)"))),
    Symptom("npm-not-authorised", _words(r"^E404 Not found$")),
    Symptom(
        "npm-not-authorised",
        _words(r"This command requires you to be logged in to|auth required for publishing"),
        (_words("ENEEDAUTH"),),
    ),
    Symptom("npm-not-authorised", _words(r"YN0033: No authentication configured for request")),
    Symptom("dead-token", _words(r"YN0041: Invalid authentication")),
    Symptom("npm-not-authorised", _words(r"ERR_PNPM_AUTH_TOKEN_EXCHANGE")),
    Symptom("npm-not-authorised", _words(r"ENONPMTOKEN"), (_SEMANTIC_RELEASE,)),
)
_OWN_WORDS = (
    Symptom(
        "not-live",
        _words(r"^https?://\S+ does not serve \S+ (?:with provenance )?after [\d.]+ minutes?"),
    ),
    Symptom(
        "not-live",
        _words(r"^@?[\w./-]+ \d\S*: (?:not there|the registry answers 404|there, without provenance)"),
    ),
)
SYMPTOMS = (*_PYPI_REFUSALS, *_TOOLS_AND_JOBS, *_NPM_REFUSALS, *_OWN_WORDS)
"""The first one that fits is meant, so the special stands before the general."""

_ACTION = "gh-action-pypi-publish"
_ELSEWHERE = _words(r"- (?:PUT|POST) https?://(?!registry\.(?:npmjs\.org|yarnpkg\.com)\b)")


def symptom_of(message: Message, around: Surroundings) -> tuple[str, re.Match[str]] | None:
    """The cause that a message names, and the words that do; None where none is known."""
    for symptom in SYMPTOMS:
        words = symptom.words.search(message.text)
        if words and all(also.search(message.text) for also in symptom.also):
            return None if _is_elsewhere(symptom.cause, message, around) else (symptom.cause, words)
    return None


def _is_elsewhere(cause: str, message: Message, around: Surroundings) -> bool:
    """Another image than the action's, another registry than npm's, an install, a prompt of another tool."""
    text = message.text
    if text.startswith("YN00") and "authentication" in text and not around.job(message.job).publishes:
        return True
    if text.startswith("EOFError"):
        return not around.job(message.job).prompted
    if cause == "tag-object-pin":
        return _ACTION not in text and _ACTION not in (around.image or (_ACTION if around.pinned else ""))
    return cause.startswith("npm-") and _ELSEWHERE.search(text) is not None


def sharpened(cause: str, job: Job) -> str:
    """The more special cause that the rest of the job's log shows."""
    if cause != "npm-not-authorised":
        return cause
    if job.unpermitted:
        return "missing-id-token"
    return "npm-too-old" if _npm_is_old(job) else cause


def _npm_is_old(job: Job) -> bool:
    if job.newer or job.oidc:
        return False
    return job.npm < OIDC_NPM if job.npm else 0 < job.node <= NODE_WITH_OLD_NPM
