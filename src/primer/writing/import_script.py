"""The script that installs each wheel from the folders of dist into a fresh environment, and imports it."""

from collections.abc import Sequence

from primer.core.release import Builder

_IMPORTS = """\
# Imports what a distribution put there: packages that stand in no other one, and single modules.
imports='
from importlib import import_module, metadata
import sys
files = [file for file in metadata.files(sys.argv[1]) if file.suffix in (".py", ".so")]
files = [file.with_name(file.name.partition(".")[0]) for file in files]
packages = {file.parent for file in files if file.name == "__init__"}
modules = {file for file in files if file.name != "__init__"}
for found in sorted(packages | modules):
    if not packages & set(found.parents) and all(part.isidentifier() for part in found.parts):
        print("imported", import_module(".".join(found.parts)).__name__, flush=True)
'
"""
_FOR_PYPI = """\
  if [[ "$wheel" == *-linux_* ]]; then
    echo "$wheel: PyPI takes no wheel for bare linux; build it with cibuildwheel" >&2
    exit 1
  fi
"""
_INSTALLED = {
    Builder.UV: """\
  uv venv --quiet --clear "$place"
  uv pip install --quiet --python "$place" "${links[@]}" "$wheel"
""",
    Builder.BUILD: """\
  python -m venv --clear --without-pip "$place"
  python -m pip --python "$place" install --quiet "${links[@]}" "$wheel"
""",
}


def import_script(builder: Builder, folders: Sequence[str], *, to_pypi: bool) -> str:
    """The script; what only PyPI refuses is told where the wheels go there."""
    links = "".join(f"  --find-links={folder}\n" for folder in folders)
    return (
        f"{_IMPORTS}links=(\n{links})\n"
        "for wheel in dist/*/*.whl; do\n"
        '  name="${wheel##*/}"\n'
        '  place="$ENVIRONMENTS/${name%%-*}"\n'
        f"{_FOR_PYPI if to_pypi else ''}{_INSTALLED[builder]}"
        '  "$place/bin/python" -I -c "$imports" "${name%%-*}"\n'
        "done\n"
    )
