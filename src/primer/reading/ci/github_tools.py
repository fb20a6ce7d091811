"""The steps of a GitHub job that upload by a tool: scripts, and the actions that run maturin or npm.

Imports PyYAML: import this module only where there is a workflow to read.
"""

import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.reading.ci.composite_actions import Step
from primer.reading.ci.credentials import PYPIRC
from primer.reading.ci.expressions import expanded
from primer.reading.ci.npm_actions import npm_uploads, registry_set
from primer.reading.ci.upload import Upload
from primer.reading.ci.uploads import Shell

_MATURIN = regex(r"^pyo3/maturin-action(?:@|$)", re.IGNORECASE)
_LATER = regex(
    r"^\s*echo\s+['\"]?(?P<name>npm_config_registry|TWINE_REPOSITORY_URL|UV_PUBLISH_URL)=(?P<address>[^\s'\"]+)"
    r"['\"]?\s*>>\s*['\"]?\$\{?GITHUB_ENV\b",
    re.MULTILINE | re.IGNORECASE,
)
"""An index that a step names for all steps after it."""


class Tools:
    """What the steps of one job upload, in their order; what one sets carries over to the next."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._environment = variables
        self._kept = Shell({})

    def uploads(self, step: Step, base: str) -> list[Upload]:
        """Those of one step, whose scripts run in the folder `base`."""
        if _MATURIN.search(step.value.get("uses").text):
            return _maturin_uploads(step)
        # GitHub starts a shell for every step: only settings written to files carry over.
        variables = {**self._environment, **self._kept.variables, **step.variables()}
        if step.value.get("run").scalar is None:
            self._kept.npm.registries.update(registry_set(step))
            return npm_uploads(step, variables, base, self._kept.npm)
        return self._of_script(step, variables, base)

    def _of_script(self, step: Step, variables: dict[str, str], base: str) -> list[Upload]:
        script, kept = step.value.get("run").text, self._kept
        own = Shell(variables, base, kept.secret, kept.held, kept.npm)
        found = own.uploads(step.put_in(script))
        kept.variables.update(own.settings())
        for later in _LATER.finditer(script):
            kept.variables[later["name"]] = expanded(step.put_in(later["address"]), variables)
        if own.secret:
            kept.secret, kept.held = own.secret, own.held
        elif PYPIRC in script:
            kept.secret, kept.held = expanded(step.put_in(script), variables), PYPIRC
        return [_with_settings(upload, kept) for upload in found]


def _maturin_uploads(step: Step) -> list[Upload]:
    given = step.inputs()
    if given.get("command") not in ("upload", "publish"):
        return []
    script = f"maturin {given['command']} {given.get('args', '')}"
    place = given.get("working-directory", "")
    found = Shell(step.variables(), place).uploads(script)
    return [replace(upload, tool="PyO3/maturin-action") for upload in found]


def _with_settings(upload: Upload, shell: Shell) -> Upload:
    if upload.secret or upload.ecosystem is not Ecosystem.PYTHON:
        return upload
    return replace(upload, secret=shell.secret, held=shell.held)
