"""Real builds of real packages: what passes, what fails at which stage, and what could not be tried."""

import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from building.tiny_projects import tiny
from checkouts import tracked, written
from primer.adapters.building.real_build import RealBuilds
from primer.adapters.repository.checkout import open_checkout
from primer.adapters.repository.whole import read_checkout
from primer.core.built import Built, Failed, Stage
from primer.core.problem import Stop
from primer.core.project import Unlooked
from primer.ports.signs import Mark

Outcome = Built | Failed | Unlooked


class Told:
    """What was told of the progress."""

    def __init__(self) -> None:
        self.lines: list[tuple[Mark, str]] = []
        self.reached: list[tuple[int, int]] = []

    def __call__(self, mark: Mark, words: str) -> None:
        self.lines.append((mark, re.sub(r", \d+ s$", "", words)))


def built(root: Path, told: Told | None = None, *, offline: bool = False) -> Mapping[str, Outcome]:
    """Builds all packages of a repository; nothing in it may have changed afterwards."""
    before = _state(root)
    checkout = open_checkout(root)
    packages = read_checkout(checkout, {}, root).packages
    hears = told or Told()
    with RealBuilds(checkout, packages, hears, offline=offline) as builds:
        builds.run(lambda done, of: hears.reached.append((done, of)))
        outcomes = {package.name: builds.outcome(package) for package in packages}
    assert _state(root) == before
    return outcomes


def _state(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


@pytest.fixture
def mono(tmp_path: Path) -> Path:
    root = tmp_path / "mono"
    root.mkdir()
    return root


@pytest.fixture
def with_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    """The uv that came with the tests, first on the PATH; and no other tool of Python's."""
    folder = Path(sys.executable).parent
    assert (folder / "uv").exists(), "the tests' own dependencies bring uv"
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


HATCHLING = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "acme-core"
version = "0.2.0"
readme = "README.md"
requires-python = ">=3.8"
"""
SETUPTOOLS = """\
[build-system]
requires = ["setuptools>=69"]
build-backend = "setuptools.build_meta"

[project]
name = "acme-app"
version = "0.2.0"
readme = "README.md"
dependencies = ["acme-core==0.2.0"]
"""
REAL = {
    "core/pyproject.toml": HATCHLING,
    "core/README.md": "# Core\n",
    "core/src/acme_core/__init__.py": "ANSWER = 42\n",
    "app/pyproject.toml": SETUPTOOLS,
    "app/README.md": "# App\n",
    "app/src/acme_app/__init__.py": "from acme_core import ANSWER\n",
}


def test_packages_are_built_by_their_own_backends_installed_together_and_imported(mono: Path) -> None:
    told = Told()
    outcomes = built(tracked(written(mono, REAL)), told)
    core = Built("0.2.0", ("acme_core-0.2.0.tar.gz", "acme_core-0.2.0-py3-none-any.whl"), ("acme_core",))
    app = Built("0.2.0", ("acme_app-0.2.0.tar.gz", "acme_app-0.2.0-py3-none-any.whl"), ("acme_app",))
    assert (outcomes["acme-core"], outcomes["acme-app"]) == (core, app)
    assert told.lines[0] == (Mark.WAITS, "building 2 packages with python -m build, in a copy")
    assert set(told.lines[1:]) == {
        (Mark.SEEN, f"{name} {verb}") for name in outcomes for verb in ("builds", "installs")
    }
    assert told.reached == [(1, 2), (2, 2), (1, 2), (2, 2)], "of the building first"


UV = {"uv.lock": "version = 1\n"}
FINE = Built("0.2.0", ("acme_core-0.2.0.tar.gz", "acme_core-0.2.0-py3-none-any.whl"), ("acme_core",))


@pytest.mark.usefixtures("with_uv")
def test_a_repository_that_uses_uv_is_built_with_uv(mono: Path) -> None:
    told = Told()
    outcomes = built(tracked(written(mono, {**UV, **tiny("acme-core")})), told, offline=True)
    assert outcomes == {"acme-core": FINE}
    assert told.lines[0] == (Mark.WAITS, "building 1 package with uv build, in a copy")


@pytest.mark.usefixtures("with_uv")
def test_what_fails_before_there_is_a_release_says_what(mono: Path) -> None:
    files = {
        **UV,
        **tiny("acme-core"),
        **tiny("acme-torn", built="run = 'open(chr(97) * 3 + str(9))'"),
        **tiny("acme-named", built="name = 'acme-other'"),
        **tiny("acme-newer", built="version = '0.3.0'"),
        **tiny("acme-bald", readme=""),
        **tiny("acme-needs-named", requires=("acme-named",)),
        **tiny("acme-future", python=">=99"),
    }
    told = Told()
    outcomes = built(tracked(written(mono, files)), told, offline=True)
    assert outcomes["acme-core"] == FINE
    torn = failed(outcomes["acme-torn"], Stage.BUILD)
    assert torn.words == (
        "its release does not build: FileNotFoundError: [Errno 2] No such file or directory: 'aaa9'"
    )
    assert "primer-build-" not in "".join(torn.context)
    assert (Mark.PROBLEM, f"acme-torn: {torn.words}") in told.lines
    assert outcomes["acme-named"] == Failed(
        Stage.NAME, "acme_other-0.2.0.tar.gz says acme-other 0.2.0; the plan says acme-named 0.2.0"
    )
    assert outcomes["acme-newer"] == Failed(
        Stage.NAME, "acme_newer-0.3.0.tar.gz says acme-newer 0.3.0; the plan says acme-newer 0.2.0"
    )
    bald = failed(outcomes["acme-bald"], Stage.CHECK)
    assert bald.words == "it builds and does not pass twine's strict check"
    assert any("`long_description` missing" in line for line in bald.context)
    since = "it builds; it was not installed, since acme-named was not"
    assert outcomes["acme-needs-named"] == Unlooked(since)
    here = ".".join(map(str, sys.version_info[:3]))
    assert outcomes["acme-future"] == Unlooked(f"it needs Python >=99, and primer runs in {here}")


@pytest.mark.usefixtures("with_uv")
def test_a_release_that_cannot_be_installed_or_imported_says_why(mono: Path) -> None:
    files = {
        **UV,
        **tiny("acme-core"),
        **tiny("acme-stale", requires=("acme-core==9.0",)),
        **tiny("acme-broken", module="import acme_nowhere\n"),
        **tiny("acme-leaver", module="import sys\nsys.exit(0)\n"),
    }
    outcomes = built(tracked(written(mono, files)), offline=True)
    assert "acme-core" in "".join(failed(outcomes["acme-stale"], Stage.INSTALL).context)
    missing = "ModuleNotFoundError: No module named 'acme_nowhere'"
    broken = failed(outcomes["acme-broken"], Stage.IMPORT)
    assert broken.words == f"it installs and cannot be imported: {missing}"
    assert broken.context[0].endswith("acme_broken/__init__.py:1: import acme_nowhere")
    assert broken.context[1:] == (missing,)
    leaver = failed(outcomes["acme-leaver"], Stage.IMPORT)
    assert leaver.words == "it installs and cannot be imported: SystemExit: 0"


def failed(outcome: Outcome, stage: Stage) -> Failed:
    """The outcome, which failed at this stage."""
    assert isinstance(outcome, Failed), outcome
    assert outcome.stage is stage
    return outcome


@pytest.mark.usefixtures("with_uv")
def test_what_a_build_needs_of_the_repository_itself_is_built_first(mono: Path) -> None:
    code = "run = 'import acme_zz_maker'"
    files = {
        **UV,
        **tiny("acme-core", build_requires=("acme-zz-maker",), built=code),
        **tiny("acme-zz-maker"),
    }
    outcomes = built(tracked(written(mono, files)), offline=True)
    assert {name: type(outcome) for name, outcome in outcomes.items()} == {
        "acme-core": Built,
        "acme-zz-maker": Built,
    }


@pytest.mark.usefixtures("with_uv")
def test_offline_what_is_not_on_this_machine_is_no_failure(mono: Path) -> None:
    files = {**UV, **tiny("acme-core", requires=("acme-nowhere>=1",))}
    outcomes = built(tracked(written(mono, files)), offline=True)
    assert outcomes == {"acme-core": Unlooked("offline, and what it needs is not on this machine")}


@pytest.mark.usefixtures("with_uv")
def test_a_build_sees_no_credential_and_what_it_says_is_masked(
    mono: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up = "pypi" + "-" + "AgEIcHlwaS5vcmc" * 3
    monkeypatch.setenv("ACME_UPLOAD_TOKEN", made_up)
    monkeypatch.setenv("TWINE_USERNAME", "kim")
    seen = "[name for name in os.environ if name.startswith(('ACME', 'TWINE'))]"
    code = f'run = """raise RuntimeError(str({seen}) + " {made_up}")"""'
    outcomes = built(tracked(written(mono, {**UV, **tiny("acme-core", built=code)})), offline=True)
    torn = failed(outcomes["acme-core"], Stage.BUILD)
    assert torn.words.endswith("RuntimeError: [] <secret>")
    assert made_up not in "".join(torn.context)


@pytest.mark.usefixtures("with_uv")
def test_without_git_every_file_is_built(mono: Path) -> None:
    outcomes = built(written(mono, {**UV, **tiny("acme-core")}), offline=True)
    assert outcomes == {"acme-core": FINE}


def test_where_no_environment_can_be_made_nothing_is_called_a_failure(
    mono: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = tmp_path / "python"
    nobody.write_text("#!/bin/sh\necho 'Error: ensurepip is not available' >&2\nexit 1\n")
    nobody.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(nobody))
    told = Told()
    outcomes = built(tracked(written(mono, tiny("acme-core"))), told)
    why = "the tools to build with could not be made: Error: ensurepip is not available"
    assert outcomes == {"acme-core": Unlooked(why)}
    assert told.lines[-1] == (Mark.UNSEEN, why)


def test_without_a_folder_to_build_in_it_stops_with_the_reason(
    mono: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    with pytest.raises(Stop) as stopped, RealBuilds(open_checkout(mono), (), Told()):
        pass
    assert stopped.value.problem.reference == "package-not-built"
    assert "TMPDIR" in stopped.value.problem.hint
