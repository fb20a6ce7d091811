"""Tokens that say nothing of where they are from, and whose form alone keeps them from a foreign host."""

import re
from urllib.parse import urlsplit

from primer.core.problem import Problem, YourInput
from primer.core.regex import regex
from primer.core.registry import Registry
from primer.registries.addresses import NPM, is_loopback

NPM_FORM = regex(r"npm_[A-Za-z0-9]{20,}", re.ASCII)
"""What npm calls granular tokens; sessions have the same form."""


def astray(registry: Registry, text: str) -> Problem | None:
    """Why a token of npm's form is not given to this registry; one on this machine may make such tokens.

    Problem: wrong-registry-token.
    """
    if registry.name == NPM.name or is_loopback(registry.upload_url) or not NPM_FORM.fullmatch(text):
        return None
    host = urlsplit(registry.upload_url).hostname
    return YourInput(
        "wrong-registry-token",
        f"This has the form of npm's own tokens, and {registry.title} is at {host}",
        f"make one at {registry.title}, or choose npm with `--registry npm`",
    )
