"""A command that uploads packages: its options, its variables, and whether it can prove who runs it."""

import re
from collections.abc import Mapping

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.value import field, frozen


@frozen
class Tool:
    """One uploading command; options and variables are in the order in which the tool heeds them.

    `repository` options take a name or an address, `files` tells whether it takes files as arguments,
    `folders` options name the folder of the files, `moves` the folder to run in, `values` are further
    options with a value. `secret_variables` is matched whole. `names` translates names of its own. `dist`
    tells whether it uploads what lies in `dist` below its folder, rather than the folder itself.
    """

    command: tuple[str, ...]
    identity: bool
    repository: tuple[str, ...] = ()
    repository_variables: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    secret_variables: re.Pattern[str] = regex("")
    files: bool = False
    folders: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    dry: tuple[str, ...] = ("--help", "-h", "--version", "--dry-run")
    names: Mapping[str, str] = field(default_factory=dict)
    ecosystem: Ecosystem = Ecosystem.PYTHON
    dist: bool = True

    @property
    def name(self) -> str:
        """What people call it: `twine upload`."""
        return " ".join(self.command)

    def takes_value(self, option: str) -> bool:
        """Whether the word after this option belongs to it."""
        return option in (*self.repository, *self.secrets, *self.folders, *self.moves, *self.values)
