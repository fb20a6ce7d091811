"""Builds, checks and uploads a workspace with other tools, as a script would.

    python publish.py uv|twine FOLDER OUT URL

uv builds the whole workspace by one command and has no check; `twine` stands for `python -m build`,
`twine check --strict` and `twine upload`.
"""

import subprocess
import sys
from pathlib import Path

PASSWORD = "any"  # noqa: S105 - the local index asks nobody who they are


def main(tool: str, folder: str, out: str, url: str) -> None:
    """Stops at the first command that fails."""
    for words in _by_uv(folder, out, url) if tool == "uv" else _by_twine(folder, out, url):
        subprocess.run(words, check=True, cwd=folder)


def _by_uv(folder: str, out: str, url: str) -> list[list[str]]:
    uv = str(Path(sys.executable).with_name("uv"))
    publish = [uv, "publish", "--publish-url", f"{url}/", "--username", "kim", "--password", PASSWORD]
    return [[uv, "build", "--all-packages", "--out-dir", out, folder], [*publish, f"{out}/*"]]


def _by_twine(folder: str, out: str, url: str) -> list[list[str]]:
    each = [sys.executable, str(Path(__file__).with_name("build_each.py")), folder, out]
    twine = [sys.executable, "-m", "twine"]
    upload = [
        *twine,
        "upload",
        "--non-interactive",
        "--repository-url",
        f"{url}/",
        "-u",
        "kim",
        "-p",
        PASSWORD,
    ]
    return [each, [*twine, "check", "--strict", f"{out}/*"], [*upload, f"{out}/*"]]


if __name__ == "__main__":
    main(*sys.argv[1:])
