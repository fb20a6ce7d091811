"""What differs between the world and a rehearsal of it; everything above is the same."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from primer.adapters.files.home import home_folder
from primer.cli.arguments import Arguments
from primer.core.registry import Registry
from primer.core.value import field, frozen
from primer.engine.targets import Webs

if TYPE_CHECKING:
    from primer.adapters.custody.keyring import Slots
    from primer.ports.hands import Copied


@frozen
class Ground:
    """Where one run stands.

    `registries` are laid over those that are known; `journal` None is the repository's own, `state` None the
    person's own folder; `slots` makes the keyring when it is first needed; `browse` opens a page and
    `clipboard` takes a text.
    """

    root: Path | None
    home: Path | None
    slots: "Callable[[], Slots]"
    browse: Callable[[str], bool]
    clipboard: Callable[[str], "Copied"]
    github_url: str
    journal: Path | None = None
    state: Path | None = None
    registries: Mapping[str, Registry] = field(default_factory=dict)
    webs: Webs = field(default_factory=lambda: Webs({}))
    loopback_only: bool = False


def the_world(arguments: Arguments) -> Ground:
    """The person's own machine, keyring and browser; each is imported when it is used."""
    return Ground(arguments.path, home_folder(), _keyring, _open, _copy, arguments.github_url)


def _keyring() -> "Slots":
    from primer.adapters.custody.keyring import OsKeyring

    return OsKeyring()


def _open(page: str) -> bool:
    from primer.adapters.programs.browser import open_page

    return open_page(page)


def _copy(text: str) -> "Copied":
    from primer.adapters.programs.clipboard import copy_text

    return copy_text(text)
