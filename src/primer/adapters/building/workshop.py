"""The tools that build and install, for a while: uv where the repository uses it, otherwise pip and build."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from primer.adapters.files.texts import Texts
from primer.adapters.programs.children import Children, Ran, harmless_environment
from primer.adapters.repository.checkout import Checkout
from primer.core.regex import regex
from primer.reading.toolchain import toolchain

SETUP_SECONDS = 300.0
BUILD_SECONDS = 900.0
INSTALL_SECONDS = 600.0
IMPORT_SECONDS = 60.0
IMPORTED = 33
"""The code of a child that imported everything: a module that ends the process cannot have it by chance."""
IMPORTS = f"""
import importlib, os, sys, traceback
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException as error:
        for frame in traceback.extract_tb(error.__traceback__):
            if "importlib" not in frame.filename and frame.filename != "<string>":
                print(f"{{frame.filename}}:{{frame.lineno}}: {{frame.line}}")
        print(f"{{type(error).__name__}}: {{error}}", flush=True)
        os._exit(1)
os._exit({IMPORTED})
"""
"""Imports its arguments; the frames that are the import system's own are not worth reading."""
_NO_NETWORK = regex(
    r"NewConnectionError|Failed to establish a new connection|Temporary failure in name resolution"
    r"|Name or service not known|Network is unreachable|Max retries exceeded|ReadTimeoutError|ConnectTimeout"
    r"|ProxyError|SSLError|client error \(Connect\)|dns error|error sending request|Connection refused"
    r"|HTTP status server error|HTTP error 5\d\d|\b5\d\d Server Error|too many 5\d\d error responses"
)
_NO_LOGIN = regex(
    r"valid authentication credentials|HTTP status client error \(40[137]|HTTP error 40[137]"
    r"|\b40[137] Client Error"
)
_NOT_HERE = regex(r"No matching distribution|Could not find a version|not found in the cache|[Nn]etwork")
_GIVEN_NONE = "a build is given none from the environment, netrc would do"
_NO_ROOM = regex(r"No space left on device|Disk quota exceeded")


class Tools(Protocol):
    """One way to build and install."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    def ready(self) -> Ran | None:
        """Makes the tools; what failed, or None."""
        ...

    def build(self, project: Path, out: Path, wheels: Path) -> Ran:
        """Builds an sdist, and a wheel from it, into `out`; `wheels` has what was built before."""
        ...

    def environment(self, folder: Path) -> Ran:
        """Makes a fresh environment."""
        ...

    def install(self, folder: Path, files: Sequence[Path], wheels: Path) -> Ran:
        """Installs files into an environment, and from `wheels` or the index what they need."""
        ...


class Pip:
    """pip and build, in an environment of their own."""

    name = "python -m build"

    def __init__(self, children: Children, folder: Path, *, offline: bool) -> None:
        self._children = children
        self._folder = folder
        self._own = folder / "tools"
        self._environment = harmless_environment(os.environ) | {
            "PIP_NO_INPUT": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_COMPILE": "1",
            **({"PIP_NO_INDEX": "1"} if offline else {}),
        }

    def ready(self) -> Ran | None:
        """An environment with pip in it, and build from the index."""
        for words in (
            [sys.executable, "-m", "venv", str(self._own)],
            [self._python, "-m", "pip", "install", "--quiet", "build"],
        ):
            ran = self._run(words, SETUP_SECONDS)
            if not ran.ok:
                return ran
        return None

    def build(self, project: Path, out: Path, wheels: Path) -> Ran:
        """The build backend in an isolated environment of build's."""
        links = f"{os.environ.get('PIP_FIND_LINKS', '')} {wheels.as_uri()}".strip()
        words = [self._python, "-m", "build", "--outdir", str(out), str(project)]
        return self._run(words, BUILD_SECONDS, {"PIP_FIND_LINKS": links})

    def environment(self, folder: Path) -> Ran:
        """Without pip of its own: the tools' pip installs into it."""
        return self._run([sys.executable, "-m", "venv", "--without-pip", str(folder)], SETUP_SECONDS)

    def install(self, folder: Path, files: Sequence[Path], wheels: Path) -> Ran:
        """Own files by their paths, so that nothing newer on the index takes their place."""
        pip = [self._python, "-m", "pip", "--python", str(python_of(folder)), "install"]
        words = [*pip, "--find-links", str(wheels), *map(str, files)]
        return self._run(words, INSTALL_SECONDS)

    @property
    def _python(self) -> str:
        return str(python_of(self._own))

    def _run(self, words: Sequence[str], seconds: float, more: dict[str, str] | None = None) -> Ran:
        return self._children.run(words, self._folder, {**self._environment, **(more or {})}, seconds)


class Uv:
    """uv, as it is on the PATH."""

    name = "uv build"

    def __init__(self, children: Children, folder: Path, uv: str, *, offline: bool) -> None:
        self._children = children
        self._folder = folder
        self._uv = uv
        self._environment = harmless_environment(os.environ) | {
            "UV_NO_PROGRESS": "1",
            "UV_PYTHON_DOWNLOADS": "never",
            **({"UV_OFFLINE": "1"} if offline else {}),
        }

    def ready(self) -> Ran | None:
        """Nothing has to be made."""
        return None

    def build(self, project: Path, out: Path, wheels: Path) -> Ran:
        """In the project's own folder, so that its workspace's settings hold."""
        where = ["--python", sys.executable, "--out-dir", str(out), "--find-links", str(wheels)]
        words = [self._uv, "build", *where, str(project)]
        return self._children.run(words, project, self._environment, BUILD_SECONDS)

    def environment(self, folder: Path) -> Ran:
        """Of the Python that primer runs in."""
        words = [self._uv, "venv", "--no-project", "--python", sys.executable, str(folder)]
        return self._run(words, SETUP_SECONDS)

    def install(self, folder: Path, files: Sequence[Path], wheels: Path) -> Ran:
        """Own files by their paths, so that nothing newer on the index takes their place."""
        pip = [self._uv, "pip", "install", "--python", str(python_of(folder))]
        return self._run([*pip, "--find-links", str(wheels), *map(str, files)], INSTALL_SECONDS)

    def _run(self, words: Sequence[str], seconds: float) -> Ran:
        return self._children.run(words, self._folder, self._environment, seconds)


def tools_for(checkout: Checkout, children: Children, folder: Path, *, offline: bool) -> Tools:
    """Where uv is on the PATH and the repository uses it: uv; otherwise pip and build."""
    uv = shutil.which("uv")
    if uv is not None and uses_uv(checkout):
        return Uv(children, folder, uv, offline=offline)
    return Pip(children, folder, offline=offline)


def uses_uv(checkout: Checkout) -> bool:
    """Whether the root has uv's lock file or settings of uv's."""
    names = {"uv.lock", "uv.toml", "pyproject.toml"}
    texts = Texts(checkout, checkout.find(lambda path: path in names))
    return "uv.lock" in texts or toolchain({path: texts.get(path) or "" for path in texts}, {}, ()).uv


def python_of(environment: Path) -> Path:
    """The interpreter of an environment."""
    windows = sys.platform == "win32"
    return environment / ("Scripts/python.exe" if windows else "bin/python")


def imported(children: Children, environment: Path, folder: Path, modules: Sequence[str]) -> Ran:
    """Imports modules in a fresh environment, away from any source; the code is IMPORTED if all went well."""
    words = [str(python_of(environment)), "-I", "-c", IMPORTS, *modules]
    kept = harmless_environment(os.environ).items()
    # The address of an index may carry a password, which nothing but an installer needs.
    env = {name: value for name, value in kept if not name.startswith(("PIP_", "UV_"))}
    return children.run(words, folder, env, IMPORT_SECONDS)


def not_tried(ran: Ran, *, offline: bool) -> str | None:
    """Why a child's failure says nothing about the package: no network, no room, no time; or None."""
    said = "\n".join(ran.said)
    if ran.code is None:
        return "it did not end in time"
    if _NO_ROOM.search(said):
        return "there is no room left in the temporary folder"
    if offline and _NOT_HERE.search(said):
        return "offline, and what it needs is not on this machine"
    if _NO_NETWORK.search(said):
        return "what it needs could not be fetched: the network or the index did not answer"
    if _NO_LOGIN.search(said):
        return f"what it needs could not be fetched: the index wants a login; {_GIVEN_NONE}"
    return None
