"""The environment in which everything is compared: primer from this checkout, and the others from PyPI."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / ".venv-bench"
OTHERS = (
    "build",
    "flit",
    "hatch",
    "hatchling",
    "pdm",
    "poetry",
    "pypiserver",
    "setuptools<81",
    "twine",
    "uv",
)
"""pypiserver still imports pkg_resources, which setuptools has dropped."""


def program(name: str) -> str:
    """The path of a program of the environment."""
    return str(FOLDER / "bin" / name)


def install() -> None:
    """Sets the environment up once, and puts primer into it as it stands now."""
    if not (FOLDER / ".installed").exists():
        sys.stderr.write("Setting up what is compared; this takes some minutes, once.\n")
        shutil.rmtree(FOLDER, ignore_errors=True)
        venv.create(FOLDER, with_pip=True)
        _pip(*OTHERS, str(CHECKOUT))
        (FOLDER / ".installed").touch()
    # Installed as people have it, with compiled modules, and not as an editable folder.
    _pip("--no-deps", "--force-reinstall", str(CHECKOUT))


def versions() -> str:
    """The compared tools with their versions, in one line."""
    words = [program("python"), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]
    listed = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    names = {other.partition("<")[0] for other in OTHERS} - {"setuptools"}
    return ", ".join(one.replace("==", " ") for one in sorted(listed) if one.partition("==")[0] in names)


def _pip(*words: str) -> None:
    command = [program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words]
    if subprocess.run(command, check=False).returncode:
        sys.exit("What is compared could not be installed: see above. Is there a network?")
