"""Every manifest and internal pin at one version, and everything else byte for byte as it was."""

import json
import tomllib

import pytest

from primer.core.problem import Problem
from primer.reading.versions.numbers import number
from primer.writing.versions import Sync, synced
from versions_read import Texts, held, versions_in

WIRE = '[project]\nname = "acme-wire"\nversion = "1.2.3"\n'
CORE = """\
# The core.\r
[project]   # metadata\r
name = "acme-core"\r
version = '1.2.3'  # bumped by primer\r
dependencies = [\r
    "httpx>=0.1",   # foreign\r
    "acme-wire[http] == 1.2.3 ; python_version > '3.11'", # ours\r
]\r
\r
[project.optional-dependencies]\r
all = ["acme-wire==1.2.3", 'acme-wire===1.2.3']"""
WEB = '{\n\t"name": "@acme/web",\n\t"version": "1.2.3",\n\t"note": "\\u00e9/\\/",\n\t"version_of": "1.2.3"\n}'


def sync(texts: Texts, version: str = "2.0.0rc1") -> Sync:
    found = synced(held(texts), number(version))
    assert isinstance(found, Sync), found
    return found


def after(text: str, file: str = "core/pyproject.toml", version: str = "2.0.0rc1", **more: str) -> str:
    texts = {"wire/pyproject.toml": WIRE, **more, file: text}
    return sync(texts, version).texts.get(file, text)


def test_a_version_and_every_pin_are_set_and_nothing_else_is_touched() -> None:
    expected = CORE.replace("1.2.3", "2.0.0rc1")
    assert after(CORE) == expected
    assert tomllib.loads(after(CORE))["project"]["version"] == "2.0.0rc1"


def test_json_keeps_its_indentation_its_escapes_and_its_end() -> None:
    assert after(WEB, "web/package.json") == WEB.replace('"version": "1.2.3"', '"version": "2.0.0-rc.1"')


def test_code_and_files_of_a_version_alone_are_set_too() -> None:
    texts = {
        "pyproject.toml": '[project]\nname = "acme-core"\nversion = "1.2.3"\n',
        "src/acme_core/__init__.py": "'''1.2.3'''\r\n__version__: str = '1.2.3'  # 1.2.3\r\n",
        "wire/pyproject.toml": '[project]\nname = "w"\ndynamic = ["version"]\n'
        '[tool.setuptools.dynamic]\nversion = {file = "VERSION"}\n',
        "wire/VERSION": "1.2.3\n\n",
    }
    changed = sync(texts).texts
    assert changed["src/acme_core/__init__.py"] == "'''1.2.3'''\r\n__version__: str = '2.0.0rc1'  # 1.2.3\r\n"
    assert changed["wire/VERSION"] == "2.0.0rc1\n\n"


def test_setup_cfg_and_files_of_requirements_are_set_line_by_line() -> None:
    cfg = "[metadata]\nname = acme-core\nversion=1.2.3\n"
    cfg += "[options]\ninstall_requires =\n\tacme-wire==1.2.3\n\tx==1.2.3\n"
    expected = cfg.replace("version=1.2.3", "version=2.0.0rc1").replace("wire==1.2.3", "wire==2.0.0rc1")
    assert after(cfg, "setup.cfg") == expected
    manifest = (
        '[project]\nname = "acme-core"\nversion = "1"\ndynamic = ["dependencies"]\n'
        '[tool.setuptools.dynamic]\ndependencies = {file = "needs.txt"}\n'
    )
    lines = "# acme-wire==1.2.3\nacme-wire==1.2.3 # ours\r\nx==1.2.3\n"
    changed = sync({"wire/pyproject.toml": WIRE, "pyproject.toml": manifest, "needs.txt": lines}).texts
    assert changed["needs.txt"] == "# acme-wire==1.2.3\nacme-wire==2.0.0rc1 # ours\r\nx==1.2.3\n"


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("acme-wire==1.2.3", "acme-wire==2.0.0rc1"),
        ("Acme.Wire ==1.2.3,!=9", "Acme.Wire ==2.0.0rc1,!=9"),
        ("acme-wire (==1.2.3)", "acme-wire (==2.0.0rc1)"),
        ("acme-wire==1.2.*", "acme-wire==2.0.*"),
        ("acme-wire>=1.2.3", "acme-wire>=1.2.3"),
        ("acme-wire; sys_platform == 'linux'", "acme-wire; sys_platform == 'linux'"),
        ("acme-wire @ file:///wire", "acme-wire @ file:///wire"),
        ("other==1.2.3", "other==1.2.3"),
    ],
)
def test_only_pins_of_own_packages_move_in_the_style_they_are_written_in(before: str, then: str) -> None:
    manifest = f'[project]\nname = "acme-core"\nversion = "2.0.0rc1"\ndependencies = ["{before}"]\n'
    assert after(manifest) == manifest.replace(before, then)


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ('"1.2.3"', '"2.0.0rc1"'),
        ('{version = "==1.2.3", extras = ["x"]}', '{version = "==2.0.0rc1", extras = ["x"]}'),
        ('[{version = "1.2.3", python = ">=3"}]', '[{version = "2.0.0rc1", python = ">=3"}]'),
        ('{path = "../wire"}', '{path = "../wire"}'),
        ('"^1.2.3"', '"^1.2.3"'),
    ],
)
def test_poetrys_pins_move_and_its_ranges_stay(before: str, then: str) -> None:
    head = '[tool.poetry]\nname = "acme-core"\nversion = "2.0.0rc1"\n[tool.poetry.dependencies]\nacme-wire = '
    assert after(f"{head}{before}\n") == f"{head}{then}\n"


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("1.2.3", "2.0.0-rc.1"),
        ("^1.2.3", "^2.0.0-rc.1"),
        ("~1.2.3-beta.1", "~2.0.0-rc.1"),
        ("workspace:^1.2.3", "workspace:^2.0.0-rc.1"),
        ("workspace:@acme/web@^1.2.3", "workspace:@acme/web@^2.0.0-rc.1"),
        ("npm:@acme/web@1.2.3", "npm:@acme/web@2.0.0-rc.1"),
        ("workspace:*", "workspace:*"),
        ("*", "*"),
        ("file:../web", "file:../web"),
    ],
)
@pytest.mark.parametrize(
    "kind", ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]
)
def test_npms_exact_and_caret_ranges_move_in_every_kind_of_dependency(
    kind: str, before: str, then: str
) -> None:
    app = '{"name": "@acme/app", "version": "2.0.0-rc.1", "%s": {"@acme/web": "%s"}}'
    texts = {"web/package.json": WEB, "app/package.json": app % (kind, before)}
    found = sync(texts)
    assert found.texts.get("app/package.json", texts["app/package.json"]) == app % (kind, then)
    assert found.notes == ()


def test_ranges_that_are_left_are_named_where_they_do_not_allow_the_version() -> None:
    manifest = (
        '[project]\nname = "acme-core"\nversion = "1.2.3"\n'
        'dependencies = ["acme-wire>=1,<2", "acme-wire>=1"]\n'
    )
    app = '{"name": "@acme/app", "dependencies": {"@acme/web": ">=1 <2"}}'
    texts = {
        "w/pyproject.toml": WIRE,
        "pyproject.toml": manifest,
        "web/package.json": WEB,
        "a/package.json": app,
    }
    assert sync(texts, "2.0").notes == (
        "@acme/app: its version is computed when it is built, and was not set",
        "pyproject.toml:4: acme-core needs `acme-wire>=1,<2`, which does not allow 2.0; it was left as it is",
        "a/package.json:1: @acme/app needs `>=1 <2`, which may not allow 2.0; it was left as it is",
    )


def test_the_same_version_again_changes_nothing() -> None:
    once = {"core/pyproject.toml": after(CORE), "wire/pyproject.toml": WIRE.replace("1.2.3", "2.0.0rc1")}
    assert sync(once) == Sync({}, ())
    assert sync(once, "2.0.0-rc.1") == Sync({}, ())


def test_private_manifests_that_are_in_step_move_along_and_come_first() -> None:
    root = '[project]\nname = "mono"\nversion = "{}"\nclassifiers = ["Private :: Do Not Upload"]\n'
    moving = {"wire/pyproject.toml": WIRE, "pyproject.toml": root.format("1.2.3")}
    staying = {"wire/pyproject.toml": WIRE, "pyproject.toml": root.format("0.0.0")}
    assert list(sync(moving).texts) == ["pyproject.toml", "wire/pyproject.toml"]
    assert list(sync(staying).texts) == ["wire/pyproject.toml"]


def test_a_run_that_was_cut_off_is_finished_by_the_next() -> None:
    root = '[project]\nname = "mono"\nversion = "1.2.3"\nclassifiers = ["Private :: Do Not Upload"]\n'
    texts = {"pyproject.toml": root, "wire/pyproject.toml": WIRE, "core/pyproject.toml": CORE}
    whole = sync(texts).texts
    for cut in range(len(whole)):
        half = {**texts, **dict(list(whole.items())[:cut])}
        assert {**half, **sync(half).texts} == {**texts, **whole}


@pytest.mark.parametrize(
    "code",
    [
        'export const VERSION = "1.2.3";\n',
        "/* VERSION = '1.2.3' */\r\nexport const VERSION: string = '1.2.3'\r\n",
        'exports.version = "1.2.3";',
        "module.exports.VERSION = '1.2.3';",
    ],
)
def test_a_version_that_a_script_exports_moves_along_where_it_is_in_step(code: str) -> None:
    texts = {"web/package.json": WEB, "web/src/index.ts": code}
    at = code.rindex("1.2.3")
    assert sync(texts).texts["web/src/index.ts"] == f"{code[:at]}2.0.0-rc.1{code[at + 5 :]}"
    protocol = code.replace("1.2.3", "7.0.0")
    assert "web/src/index.ts" not in sync(texts | {"web/src/index.ts": protocol}).texts


def test_what_moves_along_is_written_before_what_it_is_in_step_with() -> None:
    private = '{"name": "root", "private": true, "version": "1.2.3"}'
    texts = {"wire/pyproject.toml": WIRE, "web/package.json": WEB, "package.json": private}
    files = list(sync(texts | {"web/index.js": 'exports.VERSION = "1.2.3"'}).texts)
    assert files == ["web/index.js", "package.json", "wire/pyproject.toml", "web/package.json"]


UV = '[[package]]\nname = "acme-wire"\nversion = "1.2.3"\nsource = { editable = "wire" }\n'


def test_uvs_lock_moves_and_other_locks_are_named_with_their_command() -> None:
    manifest = '[project]\nname = "acme-core"\nversion = "1.2.3"\ndependencies = ["acme-wire==1.2.3"]\n'
    texts = {
        "wire/pyproject.toml": WIRE,
        "pyproject.toml": manifest,
        "uv.lock": UV,
        "poetry.lock": "",
        "x/pdm.lock": "",
    }
    found = sync(texts)
    assert found.texts["uv.lock"] == UV.replace("1.2.3", "2.0.0rc1")
    assert found.notes == ("poetry.lock holds what was needed before: run `poetry lock`",)


def test_uvs_lock_with_an_own_package_from_an_index_has_to_be_locked_again() -> None:
    manifest = '[project]\nname = "acme-core"\nversion = "1.2.3"\ndependencies = ["acme-wire==1.2.3"]\n'
    lock = UV.replace('{ editable = "wire" }', '{ registry = "https://index.example/simple" }')
    found = sync({"wire/pyproject.toml": WIRE, "core/pyproject.toml": manifest, "core/uv.lock": lock})
    assert "core/uv.lock" not in found.texts
    assert found.notes == (
        "core/uv.lock takes packages of this repository from an index: run `uv lock` in core",
    )


def test_package_lock_moves_with_versions_and_ranges() -> None:
    lock = {
        "name": "root",
        "version": "9.9.9",
        "packages": {
            "": {"name": "root", "workspaces": ["*"]},
            "node_modules/@acme/web": {"resolved": "web", "link": True},
            "web": {"name": "@acme/web", "version": "1.2.3"},
            "app": {
                "name": "@acme/app",
                "version": "1.2.3",
                "dependencies": {"@acme/web": "^1.2.3", "x": "1.2.3"},
            },
        },
    }
    text = json.dumps(lock, indent=2)
    app = '{"name": "@acme/app", "version": "1.2.3", "dependencies": {"@acme/web": "^1.2.3"}}'
    found = sync({"web/package.json": WEB, "app/package.json": app, "package-lock.json": text}, "2.0.0")
    moved = text.replace('"version": "1.2.3"', '"version": "2.0.0"').replace("^1.2.3", "^2.0.0")
    assert found.texts["package-lock.json"] == moved
    assert found.notes == ()


def test_lernas_version_is_set_with_the_packages() -> None:
    texts = {"web/package.json": WEB, "lerna.json": '{"version": "1.2.3"}'}
    assert sync(texts).texts["lerna.json"] == '{"version": "2.0.0-rc.1"}'
    apart = {"web/package.json": WEB, "lerna.json": '{"version": "independent"}'}
    assert "lerna.json" not in sync(apart).texts


def test_a_package_of_gits_tags_or_of_a_program_is_named_and_left() -> None:
    tagged = '[project]\nname = "acme-core"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "vcs"\n'
    computed = '[project]\nname = "acme-app"\ndynamic = ["version"]\n'
    texts = {"wire/pyproject.toml": WIRE, "core/pyproject.toml": tagged, "app/pyproject.toml": computed}
    found = sync(texts)
    assert list(found.texts) == ["wire/pyproject.toml"]
    assert found.notes == (
        "acme-app: its version is computed when it is built, and was not set",
        "acme-core: git's tags give its version, so there is nothing to set",
    )


def test_a_version_that_npm_does_not_take_is_refused_where_npm_takes_part() -> None:
    texts = {"wire/pyproject.toml": WIRE, "web/package.json": WEB}
    refused = synced(held(texts), number("2.0.post1"))
    assert isinstance(refused, Problem)
    assert refused.reference == "illegal-release-version"
    assert isinstance(synced(held({"wire/pyproject.toml": WIRE}), number("2.0.post1")), Sync)


@pytest.mark.parametrize(
    "manifest",
    [
        'project = {name = "acme-core", version = "1.2.3"}\n',
        'project.name = "acme-core"\nproject.version = "1.2.3"\n',
        '[project]\nname = "acme-core"\n"version" = """1.2.3"""\n',
        '[tool.x]\na = 1\n[project]\nname = "acme-core"\nversion = "1.2.3"\n[tool.y]\nb = 2\n',
        '[build-system]\nrequires = []\n\n[project]\nversion = "1.2.3"\nname = "acme-core"\n\n\n# end',
    ],
)
def test_every_way_to_write_a_table_is_set(manifest: str) -> None:
    changed = after(manifest)
    assert tomllib.loads(changed)["project"]["version"] == "2.0.0rc1"
    assert changed.count("\n") == manifest.count("\n")


def test_what_was_set_reads_back_as_agreeing() -> None:
    texts = {"wire/pyproject.toml": WIRE, "core/pyproject.toml": CORE, "web/package.json": WEB}
    read = versions_in({**texts, **sync(texts).texts})
    assert {one.places[0].version for one in read.of.values()} == {"2.0.0rc1", "2.0.0-rc.1"}
