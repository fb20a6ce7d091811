"""The rules that no linter knows: doors, words, sizes."""

import ast
import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from source_tree import ROOT, SRC, TESTS, Module, calls, functions, modules, names

DOORS = {
    "src/primer/adapters/web/calls.py": 2,
    "src/primer/adapters/web/exchange.py": 1,
    "src/primer/adapters/custody/keyring.py": 4,
    "src/primer/adapters/machine.py": 1,
    "src/primer/adapters/uploading/uploader.py": 1,
    "src/primer/providers/identity_tokens.py": 1,
    "src/primer/registries/pypi/exchange.py": 1,
    "src/primer/registries/npm/tokens.py": 1,
    "src/primer/registries/pypi/tokens.py": 2,
}
"""Who may look at a secret's value: keyring, wire (probe, upload, exchange), reading and narrowing."""

SPEAKING = ("src/primer/terminal/", "src/primer/cli/")
IGNORED = re.compile(r"#\s*type:\s*ignore")


def both() -> tuple[Module, ...]:
    return (*modules(SRC), *modules(TESTS))


def test_only_these_open_the_door_of_a_secret() -> None:
    found = Counter(module.name for module in modules(SRC) for _ in calls(module, "reveal"))
    assert dict(found) == DOORS


def test_nobody_prints_but_the_terminal_and_the_command() -> None:
    printing = [
        f"{module.name}:{node.lineno}"
        for module in modules(SRC)
        if not module.name.startswith(SPEAKING)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_only_a_voice_is_asked_so_that_leaving_is_never_swallowed() -> None:
    asked = {on for module in modules(SRC) for on in calls(module, "ask")}
    assert [on for on in asked if not on.endswith("voice")] == []


@pytest.mark.parametrize("module", modules(TESTS / "unit"), ids=lambda module: module.name)
def test_unit_tests_patch_nothing(module: Module) -> None:
    assert {"monkeypatch", "mock", "patch", "MagicMock", "Mock"} & set(names(module)) == set()


def test_no_type_is_given_up() -> None:
    given_up = [
        f"{module.name} {alias.name}"
        for module in both()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("typing", "typing_extensions")
        for alias in node.names
        if alias.name in ("Any", "cast")
    ]
    ignored = [module.name for module in both() if IGNORED.search(module.text)]
    assert given_up + ignored == []


@pytest.mark.parametrize("folder", [SRC, TESTS], ids=["src", "tests"])
def test_functions_stay_small(folder: Path) -> None:
    found = functions(folder)
    lines = sorted(function.lines for function in found)
    assert median(lines) <= 10
    assert lines[len(lines) * 9 // 10] <= 30


@pytest.mark.parametrize("folder", [SRC, TESTS], ids=["src", "tests"])
def test_files_stay_small(folder: Path) -> None:
    found = modules(folder)
    assert median(module.lines for module in found) <= 120
    assert [module.name for module in found if module.lines > 400] == []


def test_every_module_begins_with_a_sentence() -> None:
    silent = [module.name for module in modules(SRC) if not (ast.get_docstring(module.tree) or "").strip()]
    assert silent == []


def test_no_module_is_a_drawer_for_leftovers() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [
        module.name for module in both() if drawers & set(module.name.removesuffix(".py").split("/"))
    ] == []


def test_test_files_have_names_of_their_own() -> None:
    found = Counter(module.name.rpartition("/")[2] for module in modules(TESTS) if "/test_" in module.name)
    twice = [name for name, count in found.items() if count > 1]
    assert twice == []


def test_no_file_names_a_place_of_one_machine() -> None:
    places = re.compile(r"/(?:work|tmp/venv|home/[a-z]+|root)/")
    assert [module.name for module in modules(SRC) if places.search(module.text)] == []


def test_the_source_is_where_the_tests_look_for_it() -> None:
    assert (ROOT / "pyproject.toml").is_file()
    assert len(modules(SRC)) > 100
