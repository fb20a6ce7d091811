"""The keys that `[tool.primer]` knows, and what each provider is called by."""

from collections.abc import Iterable, Mapping

LISTS = ("packages", "exclude")
TEXTS = ("placeholder-version", "route")
SWITCHES = ("version-locked",)
TABLES = ("publisher", "accounts", "registries", "needs")
REGISTRY_URLS = ("upload-url", "index-url", "web-url")
REGISTRY_KEYS = (*REGISTRY_URLS, "ecosystem")
ROUTES = ("prime", "pending", "organization")
NAMES_TAKEN = ("pypi", "testpypi", "npm")

# `environment` and `sub` may be empty: that no environment is wanted is a choice, too.
PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "github": ("owner", "repository", "workflow", "environment"),
    "gitlab": ("namespace", "project", "workflow", "environment"),
    "google": ("email", "sub"),
    "activestate": ("organization", "project", "actor"),
    "circleci": ("organization-id", "project-id", "pipeline-id", "origin", "contexts"),
}
MAY_BE_EMPTY = ("environment", "sub", "contexts")
MAY_BE_A_LIST = ("contexts",)
PUBLISHER_KEYS = ("provider", *dict.fromkeys(key for keys in PROVIDERS.values() for key in keys))


def flag_of(key: tuple[str, ...]) -> str:
    """What a choice is called on the command line; the registry of some comes from `--registry`."""
    if key[0] == "accounts" and len(key) > 1:
        return "--account"
    if key[0] == "publisher" and key[-1] in PUBLISHER_KEYS:
        return f"--{key[-1]}"
    return "--" + ".".join(key)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like a given one."""
    from difflib import SequenceMatcher

    return max(known, key=lambda candidate: SequenceMatcher(None, word.casefold(), candidate).ratio())
