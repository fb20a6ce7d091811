"""A script of a CI job: what a workflow's `run:` or a pipeline's `script:` holds."""

from collections.abc import Mapping
from enum import StrEnum

from primer.core.value import field, frozen


class Shell(StrEnum):
    """What runs a script; `python` is the runner's own, 3.11 or newer, with nothing installed."""

    BASH = "bash"
    PYTHON = "python"


@frozen
class Block:
    """One script with its name, as people read it in the run's page.

    `run` ends with a line break and holds no `${{ }}`: every value that only a run knows comes in through
    `environment` (name to value, expressions allowed in the value).
    """

    name: str
    run: str
    shell: Shell = Shell.BASH
    environment: Mapping[str, str] = field(default_factory=dict)
