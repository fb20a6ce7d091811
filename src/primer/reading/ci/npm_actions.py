"""GitHub actions that publish to an npm registry, or that set one up for the steps after them.

Read off changesets/action 1.5 and 2.0, JS-DevTools/npm-publish 4 and actions/setup-node 7.
Imports PyYAML: import this module only where there is a workflow to read.
"""

import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.reading.ci.composite_actions import Step
from primer.reading.ci.credentials import NPMRC
from primer.reading.ci.expressions import folder
from primer.reading.ci.npm_settings import NpmSettings
from primer.reading.ci.upload import Upload
from primer.reading.ci.uploads import Shell

_CHANGESETS = regex(r"^changesets/action(?P<alone>/publish)?(?:@|$)", re.IGNORECASE)
_NPM_PUBLISH = regex(r"^js-devtools/npm-publish(?:@|$)", re.IGNORECASE)
_SETUP_NODE = regex(r"^actions/setup-node(?:@|$)", re.IGNORECASE)
_TOKENS = ("NPM_TOKEN", "NODE_AUTH_TOKEN", "NPM_AUTH_TOKEN")


def npm_uploads(step: Step, variables: Mapping[str, str], base: str, kept: NpmSettings) -> list[Upload]:
    """What an action of a step publishes; `kept` are npm's settings so far."""
    uses = step.value.get("uses").text
    given = step.inputs()
    if (changesets := _CHANGESETS.match(uses)) and (script := _script(given, bool(changesets["alone"]))):
        return _of_changesets(script, variables, folder(base, given.get("cwd", "")), kept)
    if _NPM_PUBLISH.match(uses) and given.get("dry-run") != "true":
        return [_of_npm_publish(given)]
    return []


def registry_set(step: Step) -> Mapping[str, str]:
    """The registry that `actions/setup-node` writes into the settings that npm reads by itself."""
    address = step.inputs().get("registry-url", "")
    known = _SETUP_NODE.match(step.value.get("uses").text) and address
    return {"": address} if known else {}


def _script(given: Mapping[str, str], alone: bool) -> str:
    """What the action runs to publish; the part that does nothing else has a default."""
    own = given.get("script") or "changeset publish" if alone else ""
    return own or given.get("publish-script") or given.get("publish", "")


def _of_changesets(script: str, variables: Mapping[str, str], base: str, kept: NpmSettings) -> list[Upload]:
    """The action runs one command, often a script of package.json that nobody can look into."""
    place = "" if base == "." else base
    found = Shell(dict(variables), place, npm=kept).uploads(script)
    name = next((name for name in _TOKENS if variables.get(name)), "")
    lone = Upload(
        "",
        line=0,
        folder=place,
        repository=variables.get("NPM_CONFIG_REGISTRY") or kept.registry(""),
        secret=variables.get(name, kept.secret),
        held=name or (NPMRC if kept.secret else ""),
        ecosystem=Ecosystem.JAVASCRIPT,
    )
    return [replace(upload, tool="changesets/action") for upload in found or [lone]]


def _of_npm_publish(given: Mapping[str, str]) -> Upload:
    place = given.get("package", "").removesuffix("package.json")
    return Upload(
        "JS-DevTools/npm-publish",
        line=0,
        folder=folder("", place) if place else "",
        repository=given.get("registry", ""),
        secret=given.get("token", ""),
        held="token",
        ecosystem=Ecosystem.JAVASCRIPT,
    )
