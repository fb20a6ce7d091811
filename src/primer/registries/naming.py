"""How a command says which registries it is about."""

from collections.abc import Sequence

from primer.core.registry import Registry
from primer.registries.addresses import HOMES


def registry_flag(registries: Sequence[Registry]) -> str:
    """The `--registry` that a proposed command needs, with a space before it.

    Empty where the command means these registries anyhow; without it one for TestPyPI would mean PyPI.
    """
    from shlex import quote

    homes = {home.name for home in HOMES.values()}
    others = [one.name for one in registries if one.name not in homes]
    return f" --registry {quote(others[0])}" if len(registries) == 1 and others else ""


def wizard_for(registry: Registry) -> str:
    """The command that goes on with this registry."""
    return f"primer init{registry_flag((registry,))}"
