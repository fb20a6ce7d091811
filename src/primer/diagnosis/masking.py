"""Secrets in a log: what is shown of it has none, however they came there."""

from primer.core.regex import regex

_MASKS = (
    (regex(r"\bpypi-(?:Ag[\w-]*|(?=[\w-]*[A-Z])[\w-]{16,})"), "pypi-…"),
    (regex(r"\bnpm_\w{8,}"), "npm_…"),
    (regex(r"\b(gh[a-z]_|github_pat_|glpat-|glcbt-|glptt-)[\w-]{8,}"), r"\1…"),
    (regex(r"\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}"), "eyJ…"),
    (regex(r"(?<=://)[^/\s@:]+:[^/\s@]+(?=@)"), "…"),
    (regex(r"(?i)\b(authorization['\"]?\s*[:=]\s*['\"]?(?:basic|bearer|token)?)\s+[^\s'\",]+"), r"\1 …"),
    (regex(r"(?i)\b((?:basic|bearer)) [\w+/=.-]{12,}"), r"\1 …"),
    (
        regex(
            r"((?:(?i:_authToken|_auth|passwd|password|secret)|\b\w*(?:TOKEN|PASSWORD|SECRET))['\"]?(?:=|:\s+))"
            r"['\"]?[^\s'\",;*<>(){}]{6,}"
        ),
        r"\1…",
    ),
)


def masked(text: str) -> str:
    """The text with every token, password and credential in an address as an ellipsis."""
    for secret, mask in _MASKS:
        text = secret.sub(mask, text)
    return text
