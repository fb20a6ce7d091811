"""The script that installs each wheel from the folders of dist into a fresh environment, and imports it."""

from primer.core.release import Builder

_HEAD = '''\
# Installs each wheel into an environment of its own, with dist beside the index, and imports it.
import os, re, subprocess, sys, zipfile
from pathlib import Path, PurePosixPath


def modules(wheel):
    """The packages that stand in no other one, and the modules beside them."""
    names = [re.sub(r"^[^/]+\\.data/(pure|plat)lib/", "", name) for name in zipfile.ZipFile(wheel).namelist()]
    files = [PurePosixPath(name) for name in names if name.endswith((".py", ".so"))]
    found = {file.with_name(file.name.partition(".")[0]) for file in files}
    packages = {one.parent for one in found if one.name == "__init__" and one.parent.name}
    tops = packages | {one for one in found if one.name != "__init__"}
    tops = [one.parts for one in sorted(tops) if not packages & set(one.parents)]
    return [".".join(parts) for parts in tops if all(part.isidentifier() for part in parts)]


def run(*command):
    return subprocess.run([str(word) for word in command]).returncode == 0


'''

_INSTALLED = {
    Builder.UV: """\
def installed(place, wheel):
    if not run("uv", "venv", "--quiet", place):
        return False
    return run("uv", "pip", "install", "--quiet", "--python", place, *links, wheel)


""",
    Builder.BUILD: """\
def installed(place, wheel):
    if not run(sys.executable, "-m", "venv", "--without-pip", place):
        return False
    return run(sys.executable, "-m", "pip", "--python", place, "install", "--quiet", *links, wheel)


""",
}

_LINKS = """\
folders = os.environ["FOLDERS"].split()
links = [f"--find-links=dist/{folder}" for folder in folders]
for folder in folders:
    wheels = sorted(Path("dist", folder).glob("*.whl"))
    if len(wheels) != 1:
        sys.exit(f"dist/{folder} should hold one wheel, it holds {len(wheels)}")
"""

_TAKEN = """\
    if "-linux_" in wheels[0].name:
        sys.exit(f"{wheels[0].name}: PyPI takes no wheel for bare linux; build it with cibuildwheel")
"""

_TRIED = """\
    place = Path(os.environ["ENVIRONMENTS"], folder).absolute()
    if not installed(place, wheels[0]):
        sys.exit(f"{wheels[0].name} cannot be installed")
    names = modules(wheels[0])
    code = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
    if not run(place / "bin" / "python", "-I", "-c", code, *names):
        sys.exit(f"{wheels[0].name} was installed and cannot be imported")
    print(f"{wheels[0].name}: imported {', '.join(names) or 'nothing, it holds no module'}", flush=True)
"""


def import_script(builder: Builder, *, to_pypi: bool) -> str:
    """The script; what only PyPI refuses is told where the wheels go there."""
    return _HEAD + _INSTALLED[builder] + _LINKS + (_TAKEN if to_pypi else "") + _TRIED
