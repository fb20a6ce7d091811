"""Builds every tree of a workspace with `python -m build`, one after another, as a script would.

python build_each.py FOLDER OUT
"""

import subprocess
import sys
from pathlib import Path


def main(folder: str, out: str) -> None:
    """Stops at the first tree that cannot be built."""
    for tree in sorted(Path(folder, "trees").iterdir()):
        subprocess.run([sys.executable, "-m", "build", "--outdir", out, str(tree)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
