"""Which names a site of npm's kind takes for a new package, and in which words it refuses the others.

Source: validate-npm-package-name; similarity as npm's documentation of package names has it.
"""

import re
from collections.abc import Iterable

from primer.core.regex import regex
from primer.rehearsal.npm.refusal import NpmRefusal

LONGEST = 214
POPULAR = ("react", "express", "lodash", "webpack", "typescript", "commander", "axios")
"""Names that no new one may come near."""
_PART = regex(r"[a-z0-9~!'()*._-]+")
_RESERVED = frozenset({"node_modules", "favicon.ico"})
_CORE_MODULES = (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel "
    "dns domain events fs http http2 https inspector module net os path perf_hooks process punycode "
    "querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi "
    "worker_threads zlib"
)
_CORE = frozenset(_CORE_MODULES.split())


def scope_of(name: str) -> str:
    """The scope without its `@`; empty for a name that has none."""
    return name.partition("/")[0].removeprefix("@") if name.startswith("@") else ""


def refuse_new(name: str, taken: Iterable[str], popular: Iterable[str] = POPULAR) -> None:
    """Raises the refusal that a new package of this name meets, if any."""
    if wrong := _malformed(name):
        raise NpmRefusal(400, f"Invalid package name: {wrong}")
    if scope_of(name):
        return
    near = _similar(name, taken, popular)
    if near:
        words = f"Package name too similar to existing package {near}; try renaming your package"
        raise NpmRefusal(403, f"{words} to '@you/{name}' and publishing with 'npm publish --access=public'")


def _malformed(name: str) -> str:
    scope, bare = scope_of(name), name.partition("/")[2] if name.startswith("@") else name
    if len(name) > LONGEST:
        return "name can no longer contain more than 214 characters"
    if name.startswith("@") and not (scope and bare):
        return "name can only contain URL-friendly characters"
    if bare.startswith((".", "_")):
        return f"name cannot start with {'a period' if bare.startswith('.') else 'an underscore'}"
    if name != name.lower():
        return "name can no longer contain capital letters"
    if any(not _PART.fullmatch(part) for part in (scope or "a", bare)):
        return "name can only contain URL-friendly characters"
    if re.search(r"[~'!()*]", bare):
        return 'name can no longer contain special characters ("~\'!()*")'
    if not scope and bare in _RESERVED:
        return f"{bare} is not a valid package name"
    return f"{bare} is a core module name" if not scope and bare in _CORE else ""


def _similar(name: str, taken: Iterable[str], popular: Iterable[str]) -> str:
    """An existing name that differs in punctuation only, or a popular one that is one letter away."""
    unscoped = [other for other in taken if not scope_of(other)]
    equal = (other for other in unscoped if _bare(other) == _bare(name))
    near = (other for other in popular if _one_apart(name, other) or _bare(other) == _bare(name))
    return next(equal, "") or next(near, "")


def _bare(name: str) -> str:
    return re.sub(r"[-_.]", "", name)


def _one_apart(first: str, second: str) -> bool:
    """Whether one letter more, less or other makes the one into the other."""
    short, long = sorted((first, second), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]
