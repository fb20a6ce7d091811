"""Draws every picture of the guides anew, from what the program shows today."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from guides.pictures import FOLDER, PICTURES, file_of, picture
from guides.plays import Plays
from guides.scene_list import scene


def main() -> int:
    """Names the pictures that changed."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        plays = Plays(Path(folder) / "machine")
        for name in PICTURES:
            file, drawn = file_of(name), picture(name, scene(name, plays))
            if not file.exists() or file.read_text("utf-8") != drawn:
                file.write_text(drawn, "utf-8")
                sys.stderr.write(f"{file.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
