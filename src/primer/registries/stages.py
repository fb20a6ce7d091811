"""The steps that the wizard goes through, as each kind of registry calls them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from primer.core.registry import Registry
from primer.registries.known import interface_of


class Part(StrEnum):
    """What a step is for; which number it has, and what it is called, depends on the registry."""

    PACKAGES = "packages"
    PLACEHOLDER = "placeholder"
    CREDENTIAL = "credential"
    UPLOAD = "upload"
    END = "end"
    REGISTER = "register"
    CONFIRM = "confirm"


ON_PAGES: Mapping[Part, str] = {
    Part.PACKAGES: "Packages",
    Part.PLACEHOLDER: "Placeholder",
    Part.CREDENTIAL: "Token",
    Part.UPLOAD: "Upload",
    Part.END: "Revoke",
    Part.REGISTER: "Register",
    Part.CONFIRM: "Confirm",
}
"""A token is made and removed on pages, and is gone before anything is registered there."""
WITH_REQUESTS: Mapping[Part, str] = {
    Part.PACKAGES: "Packages",
    Part.PLACEHOLDER: "Placeholder",
    Part.CREDENTIAL: "Log in",
    Part.UPLOAD: "Upload",
    Part.REGISTER: "Register",
    Part.END: "Log out",
    Part.CONFIRM: "Confirm",
}
"""One log-in uploads and registers."""


def stages(registries: Iterable[Registry]) -> Mapping[Part, str]:
    """The steps in their order; where registries of both kinds are gone through, those of pages."""
    managed = [interface_of(registry).manager is not None for registry in registries]
    return WITH_REQUESTS if managed and all(managed) else ON_PAGES
