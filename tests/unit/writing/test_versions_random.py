"""Whatever a monorepo looks like: its versions and internal pins move, and no other byte does."""

import json
from random import Random

import pytest

from primer.reading.versions.numbers import number
from primer.writing.versions import Sync, synced
from versions_read import Texts, held

SEEDS = range(40)
PYTHON = ("acme-wire", "acme-core", "acme-cli")
SCRIPTS = ("@acme/web", "@acme/kit")
OLD = "@PY@"
"""A mark for what is to move; foreign requirements and comments hold the same version, and keep it."""
VERSIONS = (("1.2.3", "1.2.3"), ("0.4.0rc1", "0.4.0-rc.1"), ("2.0.0.dev1", "2.0.0-dev.1"))
THEN = (("3.0.0", "3.0.0"), ("3.0.0rc2", "3.0.0-rc.2"), ("3.0.0-rc.2", "3.0.0-rc.2"))


def pin(random: Random, name: str) -> str:
    """A requirement of an own package, pinned."""
    extras, space = random.choice(("", "[http]", "[a, b]")), random.choice(("", " "))
    marker = random.choice(("", " ; python_version > '3.8'"))
    return f"{name}{extras}{space}=={space}{OLD}{marker}"


def project(random: Random, name: str, needs: tuple[str, ...]) -> dict[str, str]:
    """A standard manifest, its version in it or beside it."""
    quote = random.choice("'\"")
    own = f"version   =  {quote}@PY@{quote}   # FIXED stays\n"
    beside: dict[str, str] = {}
    tail = ""
    if random.random() < 0.3:
        own, tail = 'dynamic = ["version"]\n', '[tool.hatch.version]\npath = "code/about.py"\n'
        beside = {f"{name}/code/about.py": '"""FIXED"""\n__version__ = "@PY@"  # FIXED\n'}
    pins = "".join(f'\n    "{pin(random, need)}",  # FIXED' for need in needs)
    text = f'# FIXED\n[project]   # m\nname = "{name}"\n{own}dependencies = [{pins}\n  "foreign==FIXED",\n]\n'
    if needs:
        text += (
            f'[project.optional-dependencies]\nall = ["{pin(random, needs[0])}", "{pin(random, needs[0])}"]\n'
        )
        text += f'[dependency-groups]\ndev = [{{include-group = "t"}}, "{pin(random, needs[-1])}"]\n'
        text += 't = ["pytest==FIXED"]\n'
    return {f"{name}/pyproject.toml": text + tail, **beside}


def poetry(random: Random, name: str, needs: tuple[str, ...]) -> dict[str, str]:
    """A manifest of Poetry's."""
    ways = ('"@PY@"', "'==@PY@'", '{ version = "@PY@", extras = ["x"] }')
    pins = "".join(f"{need} = {random.choice(ways)}\n" for need in needs)
    head = f'[tool.poetry]\nname = "{name}"\nversion = "@PY@"  # FIXED\n'
    return {f"{name}/pyproject.toml": f'{head}[tool.poetry.dependencies]\npython = "^3.11"\n{pins}'}


def setup_cfg(random: Random, name: str, needs: tuple[str, ...]) -> dict[str, str]:
    """A setup.cfg beside a manifest that says nothing."""
    pins = "".join(f"    {pin(random, need)}\n" for need in needs)
    head = f"[metadata]\nname = {name}\nversion = @PY@\n[options]\n"
    text = f"{head}install_requires =\n    foreign==FIXED\n{pins}"
    return {
        f"{name}/setup.cfg": text,
        f"{name}/pyproject.toml": '[build-system]\nrequires = ["setuptools"]\n',
    }


def package_json(random: Random, name: str, needs: tuple[str, ...]) -> dict[str, str]:
    """A package.json in one of many indentations."""
    signs = ("", "^", "~", "workspace:^", "npm:{}@")
    table = {
        "name": name,
        "version": "@JS@",
        "description": "é FIXED",
        "dependencies": {need: random.choice(signs).format(need) + "@JS@" for need in needs},
        "devDependencies": {"foreign": "FIXED"},
        "config": {"version": "FIXED"},
    }
    text = json.dumps(table, indent=random.choice((None, 2, "\t")), ensure_ascii=random.random() < 0.5)
    return {f"js/{name[6:]}/package.json": text + random.choice(("", "\n"))}


def monorepo(random: Random) -> dict[str, str]:
    """Files with marks in the places that are to move."""
    files: dict[str, str] = {}
    for at, name in enumerate(PYTHON):
        files |= random.choice((project, project, poetry, setup_cfg))(random, name, PYTHON[:at])
    for at, name in enumerate(SCRIPTS):
        files |= package_json(random, name, SCRIPTS[:at])
    return {
        file: text if random.random() < 0.7 else text.replace("\n", "\r\n") for file, text in files.items()
    }


def filled(texts: Texts, python: str, javascript: str, fixed: str) -> dict[str, str]:
    """The files with versions in the places of the marks."""
    filling = {"@PY@": python, "@JS@": javascript, "FIXED": fixed}
    found = dict(texts)
    for mark, version in filling.items():
        found = {file: text.replace(mark, version) for file, text in found.items()}
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_versions_and_internal_pins_move_and_nothing_else(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same every time is wanted
    marked = monorepo(random)
    (python, javascript), (wanted, then) = random.choice(VERSIONS), random.choice(THEN)
    before = filled(marked, python, javascript, python)
    expected = filled(marked, then.replace("-rc.", "rc"), then, python)
    sync = synced(held(before), number(wanted))
    assert isinstance(sync, Sync), sync
    assert {**before, **sync.texts} == expected
    again = synced(held(expected), number(wanted))
    assert isinstance(again, Sync)
    assert again.texts == {}
