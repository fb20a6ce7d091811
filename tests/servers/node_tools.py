"""Real npm, and what it installs once for all workers: Verdaccio, pnpm and yarn."""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from primer.writing.tool_versions import VERDACCIO

OLDEST_NODE = 20


def need_node() -> None:
    """Skips with the reason, and fails instead where CI promises that everything is there."""
    lacking = [name for name in ("node", "npm") if shutil.which(name) is None]
    reason = f"no npm package is built without {' and '.join(lacking)}" if lacking else ""
    if not lacking:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
        number = int(said.strip().removeprefix("v").partition(".")[0])
        reason = f"Verdaccio needs Node {OLDEST_NODE}, this is {said}" if number < OLDEST_NODE else ""
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Verdaccio, pnpm and yarn, installed once for all workers; about 20 s."""
    need_node()
    top = tmp_path_factory.getbasetemp()
    folder = (top.parent if "PYTEST_XDIST_WORKER" in os.environ else top) / "node-tools"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Some mirrors lack the tag that Verdaccio asks for.
        installed(folder / "verdaccio", {"verdaccio": VERDACCIO}, {"overrides": {"node-fetch": "2.7.0"}})
        installed(folder / "managers", {"pnpm": "9.15.4", "@yarnpkg/cli-dist": "4.5.3"}, {})
    return folder


def installed(folder: Path, wanted: Mapping[str, str], more: Mapping[str, object]) -> None:
    """Installs into a folder, unless an earlier worker did and came to the end of it."""
    if (folder / "done").exists():
        return
    folder.mkdir(exist_ok=True)
    manifest = {"private": True, "dependencies": wanted, **more}
    (folder / "package.json").write_text(json.dumps(manifest))
    command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (folder / "done").touch()


def verdaccio_program(tools: Path) -> Path:
    """What node runs."""
    return tools / "verdaccio" / "node_modules" / "verdaccio" / "bin" / "verdaccio"


def npm(folder: Path, *words: str, **environ: str) -> str:
    """Runs npm without this machine's settings and caches; gives what it printed, fails with what it said."""
    need_node()
    quiet = ("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    home = folder / "npm-home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.lower().startswith("npm_config_")}
    done = subprocess.run(
        ["npm", *words, *quiet],
        cwd=folder,
        env={**kept, "HOME": str(home), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
