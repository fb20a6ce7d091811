"""A scene in a real terminal, as a fixture."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from emulator import Emulator
from tty_play import Play


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    started: list[Emulator] = []

    def start(scene: str, columns: int = 80, environ: Mapping[str, str] | None = None) -> Emulator:
        script = Path(__file__).with_name("scenes.py")
        emulator = Emulator([sys.executable, str(script), scene], columns, 30, environ or {}, tmp_path)
        started.append(emulator)
        return emulator

    yield start
    for emulator in started:
        emulator.close()
