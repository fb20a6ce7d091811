"""A Python package's placeholder as sdist and wheel; hatchling and twine are imported when they are used."""

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from primer.adapters.building.strict_check import strict_check
from primer.core.package import Package
from primer.core.placeholder import Artifact, Placeholder
from primer.placeholders.tree import Tree, placeholder_tree

# hatchling's own default, set so that an environment which names another time changes no byte.
EPOCH = "1580601600"

# hatchling reads the time from the environment, which all builders of the process share.
_environment = threading.Lock()


def placeholder(package: Package, version: str, source_web: str, folder: Path) -> Placeholder:
    """Builds it in an empty folder; raises whatever hatchling raises."""
    tree = placeholder_tree(package, version, source_web)
    root, out = folder / "tree", folder / "dist"
    _stage(root, tree)
    sdist, wheel = _archives(root, out)
    artifacts = (_artifact(sdist, _in_sdist(tree)), _artifact(wheel, _in_wheel(tree)))
    return Placeholder(package.name, version, artifacts, tree.readme, tree.remarks)


def fault(built: Placeholder) -> str | None:
    """What twine's strict check has against it; None when nothing."""
    return strict_check([artifact.path for artifact in built.artifacts])


def _stage(root: Path, tree: Tree) -> None:
    for path, text in tree.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        target.chmod(0o644)
    # hatchling looks for ignore files upwards until one of these, and puts what it finds into the sdist.
    for boundary in (".git", ".hg"):
        (root / boundary).mkdir()


def _archives(root: Path, out: Path) -> tuple[Path, Path]:
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    with _fixed_time():
        sdist = next(iter(SdistBuilder(str(root)).build(directory=str(out), versions=["standard"])))
        wheel = next(iter(WheelBuilder(str(root)).build(directory=str(out), versions=["standard"])))
    return Path(sdist), Path(wheel)


@contextlib.contextmanager
def _fixed_time() -> Iterator[None]:
    with _environment:
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = EPOCH
        try:
            yield
        finally:
            if before is None:
                del os.environ["SOURCE_DATE_EPOCH"]
            else:
                os.environ["SOURCE_DATE_EPOCH"] = before


def _artifact(path: Path, members: tuple[tuple[str, str], ...]) -> Artifact:
    data = path.read_bytes()
    return Artifact(path, len(data), hashlib.sha256(data).hexdigest(), members)


def _in_wheel(tree: Tree) -> tuple[tuple[str, str], ...]:
    return (
        (f"{tree.module}/__init__.py", "says what this is and where the source lives"),
        (f"{tree.module}/__main__.py", f"prints that, for python -m {tree.module}"),
        ("METADATA", "name, version, description, licence, authors, addresses, README"),
        ("WHEEL, RECORD", "what every wheel has"),
    )


def _in_sdist(tree: Tree) -> tuple[tuple[str, str], ...]:
    return (
        *_in_wheel(tree)[:2],
        ("README.md", "what this is, where the source lives, what replaces it, who to ask"),
        ("pyproject.toml", "how it is built"),
        ("PKG-INFO", "the same metadata as in the wheel"),
    )
