"""Writes every placeholder's source tree into a uv workspace, for tools that build from a folder.

python stage_trees.py REPOSITORY FOLDER
"""

import sys
from pathlib import Path

from primer.adapters.repository.whole import read_repository
from primer.placeholders.tree import placeholder_tree


def main(repository: str, folder: str) -> None:
    """One folder for each package, and the root that names them."""
    root = Path(folder)
    root.mkdir(parents=True)
    (root / "pyproject.toml").write_text('[tool.uv.workspace]\nmembers = ["trees/*"]\n', encoding="utf-8")
    found = read_repository(Path(repository), {})
    for package in found.packages:
        tree = placeholder_tree(package, "0.0.1", found.remote.web if found.remote else "")
        for path, text in tree.files.items():
            target = root / "trees" / package.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
