"""Packages with a build backend of their own that needs nothing, so that building one takes no time."""

BACKEND = """
import base64, hashlib, io, os, tarfile, time, tomllib, zipfile
from pathlib import Path

PROJECT = tomllib.loads(Path("pyproject.toml").read_text())
ABOUT = PROJECT["project"]
BUILT = PROJECT.get("tool", {}).get("tiny", {})
NAME, VERSION = BUILT.get("name", ABOUT["name"]), BUILT.get("version", ABOUT["version"])
STEM = f"{NAME.replace('-', '_')}-{VERSION}"
README = Path("README.md").read_text() if Path("README.md").exists() else ""


def metadata():
    lines = ["Metadata-Version: 2.4", f"Name: {NAME}", f"Version: {VERSION}", "Summary: tiny"]
    lines += [f"Requires-Dist: {text}" for text in ABOUT.get("dependencies", [])]
    return "\\n".join([*lines, "Description-Content-Type: text/markdown", "", README])


def get_requires_for_build_sdist(settings=None):
    return []


get_requires_for_build_wheel = get_requires_for_build_sdist


def build_sdist(folder, settings=None):
    exec(BUILT.get("run", ""))
    name = f"{BUILT.get('sdist', STEM)}.tar.gz"
    with tarfile.open(Path(folder, name), "w:gz") as out:
        for path in sorted(path for path in Path().rglob("*") if path.is_file()):
            out.add(path, f"{STEM}/{path}")
        info = tarfile.TarInfo(f"{STEM}/PKG-INFO")
        info.size = len(metadata().encode())
        out.addfile(info, io.BytesIO(metadata().encode()))
    return name


def build_wheel(folder, settings=None, metadata_directory=None):
    files = {f"{STEM}.dist-info/METADATA": metadata()}
    files[f"{STEM}.dist-info/WHEEL"] = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    for path in sorted(Path("src").rglob("*.py")):
        files[str(path.relative_to("src"))] = path.read_text()
    record = "".join(f"{name},,\\n" for name in files)
    with zipfile.ZipFile(Path(folder, f"{STEM}-py3-none-any.whl"), "w") as out:
        for name, text in {**files, f"{STEM}.dist-info/RECORD": record}.items():
            out.writestr(name, text)
    return f"{STEM}-py3-none-any.whl"
"""


def tiny(
    name: str,
    *,
    version: str = "0.2.0",
    requires: tuple[str, ...] = (),
    build_requires: tuple[str, ...] = (),
    python: str = ">=3.8",
    module: str = "",
    readme: str = "Tiny.\n",
    built: str = "",
) -> dict[str, str]:
    """One package's files by path; `module` is its code, `built` lines of `[tool.tiny]` for the backend.

    `name` and `version` in `built` are those of the built files, `sdist` the stem of the sdist's name, `run`
    is run when the sdist is built.
    """
    pyproject = (
        f"[build-system]\nrequires = {list(build_requires)}\n"
        "build-backend = 'backend'\nbackend-path = ['.']\n"
        f"[project]\nname = '{name}'\nversion = '{version}'\nrequires-python = '{python}'\n"
        f"dependencies = {list(requires)}\n[tool.tiny]\n{built}\n"
    )
    files = {"pyproject.toml": pyproject, "backend.py": BACKEND}
    files[f"src/{name.replace('-', '_')}/__init__.py"] = module
    if readme:
        files["README.md"] = readme
    return {f"{name}/{path}": text for path, text in files.items()}
