"""Every registry that can be named, and the interface that each one speaks."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from primer.core.registry import Ecosystem, Registry
from primer.registries.addresses import NPM, PYPI, TESTPYPI

if TYPE_CHECKING:
    from primer.registries.interface import Interface

BUILT_IN = (PYPI, TESTPYPI, NPM)


def known(further: Iterable[Registry] = ()) -> Mapping[str, Registry]:
    """The registries by name: those of the choices, and the built-in ones, whose names stay theirs."""
    return {registry.name: registry for registry in (*further, *BUILT_IN)}


def interface_of(registry: Registry) -> "Interface":
    """What is known of the registry's kind."""
    return _speaking(registry.ecosystem)


@cache
def _speaking(ecosystem: Ecosystem) -> "Interface":
    """A tool that holds tokens loads no plug-ins: these are all; each is imported when it is met."""
    match ecosystem:
        case Ecosystem.PYTHON:
            from primer.registries.pypi.registry import PyPIInterface

            return PyPIInterface()
        case Ecosystem.JAVASCRIPT:
            from primer.registries.npm.registry import NpmInterface

            return NpmInterface()
