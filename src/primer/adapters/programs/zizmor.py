"""zizmor, the auditor of GitHub workflows, as it is installed: offline, without a token, bounded in time."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from primer.adapters.programs.looked import Looked
from primer.checking.zizmor_report import reported
from primer.core.finding import Finding
from primer.core.project import Unlooked

SECONDS = 60.0
OPTIONS = ("--offline", "--no-progress", "--no-config", "--persona=auditor", "--format=json-v1")
MISSING = Unlooked("zizmor is not installed: `pip install 'publish-primer[lint]'` brings it")
_FOREIGN = ("GH_TOKEN", "GITHUB_TOKEN", "GH_HOST", "ZIZMOR_", "RUST_LOG")
_COMPLETED = "completed "
"""What it says on stderr of every file that it audited; a file that it cannot read it only passes over."""
_NOTHING_AUDITABLE = 3
_AUDITED = frozenset({0, 10, 11, 12, 13, 14})
"""0 is clean; the others name the highest severity."""


def audited(
    root: Path,
    paths: Sequence[str],
    own: Sequence[Finding] = (),
    program: str | None = None,
    seconds: float = SECONDS,
) -> Looked:
    """What zizmor finds in these workflows and actions, as `zizmor/…`, and what it could not look at.

    `paths` are relative to `root`; others than GitHub's are not its business. `own` are primer's findings,
    which it need not repeat. `program` is where it is, found by itself when None.
    """
    wanted = [path for path in paths if _is_githubs(path)]
    if not wanted:
        return Looked()
    found = program or find_zizmor()
    if found is None:
        return Looked(unlooked=(MISSING,))
    done = _run([found, *OPTIONS, "--", *wanted], root, seconds)
    if isinstance(done, Unlooked):
        return Looked(unlooked=(done,))
    if done.returncode == _NOTHING_AUDITABLE:
        return Looked(unlooked=tuple(map(_unread, wanted)))
    if done.returncode not in _AUDITED:
        return Looked(unlooked=(_failed(done),))
    findings = reported(done.stdout, own)
    if findings is None:
        return Looked(unlooked=(Unlooked("zizmor's report is not what primer can read"),))
    return Looked(findings, tuple(_passed_over(wanted, done.stderr)))


def find_zizmor() -> str | None:
    """The one beside this Python, or else the one on the PATH."""
    beside = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    return beside or shutil.which("zizmor")


def _is_githubs(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder.endswith(".github/workflows") or name in ("action.yml", "action.yaml")


def _run(command: Sequence[str], root: Path, seconds: float) -> "subprocess.CompletedProcess[str] | Unlooked":
    try:
        return subprocess.run(
            command,
            cwd=root,
            env={name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Unlooked(f"zizmor gave no answer within {seconds:g} seconds")
    except OSError as error:
        return Unlooked(f"zizmor could not be started: {error.strerror}")


def _passed_over(paths: Sequence[str], told: str) -> Iterator[Unlooked]:
    """The files that it does not say it audited; nothing where it does not say so of any."""
    lines = told.splitlines()
    for path in paths if _COMPLETED in told else ():
        if not any(line.endswith(f"{_COMPLETED}{path}") for line in lines):
            yield _unread(path)


def _unread(path: str) -> Unlooked:
    return Unlooked(f"zizmor could not read {path}, so its rules were not asked there")


def _failed(done: "subprocess.CompletedProcess[str]") -> Unlooked:
    if done.returncode < 0:
        return Unlooked(f"zizmor was ended by signal {-done.returncode}")
    said = done.stderr.splitlines()
    fatal = next((number for number, line in enumerate(said) if line.startswith(("fatal", "error"))), None)
    words = "" if fatal is None else "; ".join(line.strip() for line in said[fatal : fatal + 2])
    return Unlooked(f"zizmor failed: {words or f'exit code {done.returncode}'}")
