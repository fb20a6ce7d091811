"""Names of npm packages: how they are written in addresses, and which a new package may have.

Source: validate-npm-package-name 7, for new packages. What is too similar to another name is judged by the
registry alone, when a package is first published; scoped names are exempt from that.
"""

import re
from functools import cache
from urllib.parse import quote

from primer.core.regex import regex

LONGEST = 214
EXCLUDED = frozenset({"node_modules", "favicon.ico"})
_PLAIN = regex(r"[A-Za-z0-9_.!~*'()-]+", re.ASCII)
_SPECIAL = regex(r"[~'!()*]")
_SCOPED = regex(r"@([^/]+)/([^/]+)")

# What Node brings by itself (`module.builtinModules`); a scoped name never equals one.
CORE_MODULES = """
_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex
_stream_passthrough _stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap
assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain
events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl
stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib
"""


def escaped(name: str) -> str:
    """The name as one part of a path: `@acme%2fcore`."""
    return quote(name, safe="@", errors="replace").replace("%2F", "%2f")


def scope(name: str) -> str:
    """The scope with its `@`, or empty."""
    return name.partition("/")[0] if name.startswith("@") and "/" in name else ""


def tarball_name(name: str, version: str) -> str:
    """What `npm pack` calls the file: `acme-core-0.0.1.tgz` for `@acme/core`."""
    return f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"


def refusal(name: str) -> str | None:
    """Why a new package can never have this name; None where no public rule forbids it."""
    return _begins_badly(name) or _is_taken(name) or _is_written_badly(name)


def _begins_badly(name: str) -> str | None:
    if not name:
        return "it is empty"
    if name[0] in "._-":
        return "a name does not begin with a dot, an underscore or a hyphen"
    if name.strip() != name:
        return "there is white space around it"
    return None


def _is_taken(name: str) -> str | None:
    if name.lower() in EXCLUDED:
        return "it is a name that npm keeps for itself"
    if name.lower() in _core_modules():
        return "it is the name of a core module of Node"
    return None


def _is_written_badly(name: str) -> str | None:
    if len(name) > LONGEST:
        return f"it is longer than {LONGEST} characters, its scope included"
    if name.lower() != name:
        return "a name has no capital letters"
    if _SPECIAL.search(name.rpartition("/")[2]):
        return "a name has none of the signs ~ ' ! ( ) *"
    return _is_no_address(name)


def _is_no_address(name: str) -> str | None:
    if _PLAIN.fullmatch(name):
        return None
    parts = _SCOPED.fullmatch(name)
    if parts is None or not all(_PLAIN.fullmatch(part) for part in parts.groups()):
        return "a name has letters, digits and . _ - only, and may begin with a scope, as in @scope/name"
    return "behind its scope, a name does not begin with a dot" if parts[2].startswith(".") else None


@cache
def _core_modules() -> frozenset[str]:
    return frozenset(CORE_MODULES.split())
