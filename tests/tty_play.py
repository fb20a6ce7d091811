"""The type of the fixture that plays a scene in a terminal."""

from collections.abc import Mapping
from typing import Protocol

from emulator import Emulator


class Play(Protocol):
    """Starts a scene."""

    def __call__(
        self, scene: str, columns: int = 80, environ: Mapping[str, str] | None = None
    ) -> Emulator: ...
