"""primer's own source as a stranger would clone it, and what is built from it."""

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from checkouts import run_git
from source_tree import ROOT


def tracked_paths(root: Path = ROOT) -> list[str]:
    """Every file of a checkout that git tracks, or would."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True)
    found = sorted({path for path in done.stdout.split("\0") if path})
    return [path for path in found if (root / path).is_file()]


def cloned(into: Path, root: Path = ROOT) -> Path:
    """A checkout as it is now, as a clone without a remote."""
    into.mkdir(parents=True)
    for path in tracked_paths(root):
        copy = into / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((root / path).read_bytes())
    run_git(into, "init", "--quiet")
    run_git(into, "add", "--all", "--force")
    return into


def built(source: Path, into: Path, *targets: str, umask: int = 0o022, **extra: str) -> Path:
    """The folder with what the backend makes of a source; sdist and wheel where no target is named."""
    wanted = [word for target in targets or ("sdist", "wheel") for word in ("-t", target)]
    env = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", *wanted, "-d", str(into)],
        cwd=source,
        env={**env, **extra},
        umask=umask,
        capture_output=True,
        check=True,
    )
    return into


def only(folder: Path, suffix: str) -> Path:
    """The one file there whose name ends so."""
    (found,) = folder.glob(f"*{suffix}")
    return found


def digests(folder: Path) -> Mapping[str, str]:
    """Every file there with its hash."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def in_wheel(folder: Path) -> set[str]:
    """The names of a wheel's files."""
    with zipfile.ZipFile(only(folder, ".whl")) as wheel:
        return set(wheel.namelist())


def in_sdist(folder: Path) -> set[str]:
    """The names of an sdist's files, below its one folder."""
    with tarfile.open(only(folder, ".tar.gz")) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def unpacked(folder: Path, into: Path) -> Path:
    """An sdist's one folder, unpacked."""
    with tarfile.open(only(folder, ".tar.gz")) as sdist:
        sdist.extractall(into, filter="data")
    (root,) = into.iterdir()
    return root


def below(paths: list[str], *folders: str) -> Iterator[str]:
    """Those of the paths that are in one of these folders."""
    return (path for path in paths if path.startswith(tuple(f"{folder}/" for folder in folders)))
