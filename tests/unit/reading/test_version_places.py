"""Every place that says a package's version, in every form that manifests, code and lock files have."""

import pytest

from versions_read import filled, of, places, versions_in

STATIC = '[project]\nname = "acme-core"\nversion = "1.2.3"\n'
DYNAMIC = '[project]\nname = "acme-core"\ndynamic = ["version"]\n'
CODE = '"""Core."""\n\n__version__ = "1.2.3"\n'


def test_a_static_version_is_one_place() -> None:
    assert places({"pyproject.toml": STATIC}) == {"pyproject.toml:3": "1.2.3"}


@pytest.mark.parametrize(
    "file",
    [
        "acme_core/__init__.py",
        "src/acme_core/__init__.py",
        "src/acme_core/_version.py",
        "src/acme_core/__about__.py",
        "acme_core.py",
        "src/acme/core/__init__.py",
        "lib/acme_core/version.py",
    ],
)
def test_the_modules_own_word_is_another(file: str) -> None:
    assert places({"pyproject.toml": STATIC, file: CODE}) == {
        "pyproject.toml:3": "1.2.3",
        f"{file}:3": "1.2.3",
    }


def test_code_of_others_says_nothing_of_it() -> None:
    texts = {"pyproject.toml": STATIC, "src/other/__init__.py": CODE, "docs/conf.py": CODE}
    assert places(texts) == {"pyproject.toml:3": "1.2.3"}


def test_a_literal_that_is_no_version_says_none() -> None:
    texts = {"pyproject.toml": STATIC, "acme_core/__init__.py": '__version__ = "unknown"\n'}
    assert places(texts) == {"pyproject.toml:3": "1.2.3"}


@pytest.mark.parametrize(
    ("manifest", "file"),
    [
        (DYNAMIC + '[tool.hatch.version]\npath = "src/core/about.py"\n', "src/core/about.py"),
        (DYNAMIC + '[tool.hatch.version]\npath = "./src/core/about.py"\n', "src/core/about.py"),
        (DYNAMIC + '[tool.hatch.version]\nsource = "code"\npath = "a.py"\n', "a.py"),
        (
            DYNAMIC + '[tool.setuptools.dynamic]\nversion = {attr = "core.__version__"}\n',
            "src/core/__init__.py",
        ),
        (DYNAMIC + '[tool.setuptools.dynamic]\nversion = {attr = "core.v.__version__"}\n', "core/v.py"),
        (DYNAMIC + '[tool.pdm.version]\nsource = "file"\npath = "core/v.py"\n', "core/v.py"),
        (DYNAMIC + '[build-system]\nbuild-backend = "flit_core.buildapi"\n', "acme_core.py"),
        (
            DYNAMIC
            + '[build-system]\nbuild-backend = "flit_core.buildapi"\n[tool.flit.module]\nname = "core"\n',
            "src/core/__init__.py",
        ),
    ],
)
def test_a_version_that_is_kept_in_code_is_read_from_there(manifest: str, file: str) -> None:
    texts = {"pyproject.toml": manifest, file: CODE}
    assert places(texts) == {f"{file}:3": "1.2.3"}
    assert filled(texts) == {"acme-core": "1.2.3"}


def test_hatch_finds_a_version_under_its_other_names_and_drops_the_v() -> None:
    texts = {
        "pyproject.toml": DYNAMIC + '[tool.hatch.version]\npath = "about.py"\n',
        "about.py": 'VERSION = "1.2.3"\n',
    }
    assert filled(texts) == {"acme-core": "1.2.3"}


def test_a_version_in_a_file_of_its_own_is_read() -> None:
    manifest = DYNAMIC + '[tool.setuptools.dynamic]\nversion = {file = ["VERSION"]}\n'
    assert places({"pyproject.toml": manifest, "VERSION": "\n1.2.3\n"}) == {"VERSION:2": "1.2.3"}
    assert places({"pyproject.toml": manifest, "VERSION": "to be done\n"}) == {}


def test_a_version_that_cargo_keeps_is_read() -> None:
    manifest = DYNAMIC + '[build-system]\nbuild-backend = "maturin"\n'
    cargo = '[package]\nname = "acme-core"\nversion = "1.2.3"\n'
    assert places({"pyproject.toml": manifest, "Cargo.toml": cargo}) == {"Cargo.toml:3": "1.2.3"}
    inherited = "[package]\nversion.workspace = true\n"
    assert places({"pyproject.toml": manifest, "Cargo.toml": inherited}) == {}
    assert places({"pyproject.toml": manifest, "Cargo.toml": "[broken"}) == {}


def test_a_version_that_package_json_keeps_is_read() -> None:
    manifest = DYNAMIC + '[tool.hatch.version]\nsource = "nodejs"\n'
    texts = {"pyproject.toml": manifest, "package.json": '{"private": true, "version": "1.2.3"}'}
    assert filled(texts) == {"acme-core": "1.2.3"}


@pytest.mark.parametrize(
    "version", ["version = 1.2.3", "version = attr: acme_core.__version__", "version: 1.2.3"]
)
def test_a_setup_cfg_says_it_or_where_it_is(version: str) -> None:
    texts = {
        "setup.cfg": f"[metadata]\nname = acme-core\n{version}\n[options]\n",
        "acme_core/__init__.py": CODE,
    }
    assert set(places(texts).values()) == {"1.2.3"}
    assert filled(texts) == {"acme-core": "1.2.3"}


def test_a_setup_cfg_may_name_a_file() -> None:
    texts = {"setup.cfg": "[metadata]\nname = acme-core\nversion = file: VERSION\n", "VERSION": "1.2.3"}
    assert places(texts) == {"VERSION:1": "1.2.3"}


def test_poetry_says_it_in_its_own_table() -> None:
    assert places({"pyproject.toml": '[tool.poetry]\nname = "acme-core"\nversion = "1.2.3"\n'}) == {
        "pyproject.toml:3": "1.2.3"
    }


UV = """\
version = 1

[[package]]
name = "acme-core"
version = "1.2.3"
source = { editable = "packages/core" }

[[package]]
name = "httpx"
version = "9.9"
source = { registry = "https://index.example/simple" }
"""
POETRY = """\
[[package]]
name = "acme-core"
version = "1.2.3"
description = ""
files = []

[package.source]
type = "directory"
url = "../packages/core"

[[package]]
name = "acme-core-extra"
version = "9.9"
"""
PDM = '[[package]]\nname = "Acme.Core"\nversion = "1.2.3"\npath = "./packages/core"\n'


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("uv.lock", UV, 5),
        ("app/poetry.lock", POETRY, 3),
        ("pdm.lock", PDM, 3),
        ("uv.lock", UV.replace("\n", "\r\n"), 5),
    ],
)
def test_a_lock_file_repeats_the_versions_of_own_packages(file: str, text: str, line: int) -> None:
    texts = {"packages/core/pyproject.toml": STATIC, file: text}
    assert places(texts) == {"packages/core/pyproject.toml:3": "1.2.3", f"{file}:{line}": "1.2.3"}


def test_a_lock_files_entry_from_an_index_or_another_folder_is_another_package() -> None:
    elsewhere = UV.replace("packages/core", "vendored/core")
    from_index = UV.replace('{ editable = "packages/core" }', '{ registry = "https://index.example" }')
    for text in (elsewhere, from_index):
        assert len(places({"packages/core/pyproject.toml": STATIC, "uv.lock": text})) == 1


def test_package_lock_repeats_the_versions_of_its_workspaces() -> None:
    lock = """\
{
  "name": "root",
  "version": "1.2.3",
  "packages": {
    "": { "name": "root", "version": "1.2.3", "workspaces": ["packages/*"] },
    "node_modules/@acme/core": { "resolved": "packages/core", "link": true },
    "packages/core": {
      "name": "@acme/core",
      "version": "1.2.3"
    }
  }
}
"""
    texts = {
        "package.json": '{"name": "@acme/root", "version": "1.2.3", "workspaces": ["packages/*"]}',
        "packages/core/package.json": '{"name": "@acme/core",\n "version": "1.2.3"}',
        "package-lock.json": lock,
    }
    assert list(places(texts, "@acme/core")) == ["packages/core/package.json:2", "package-lock.json:9"]
    assert list(places(texts, "@acme/root")) == [
        "package.json:1",
        "package-lock.json:3",
        "package-lock.json:5",
    ]


def test_a_package_json_of_the_same_name_in_the_same_folder_is_a_place_of_it() -> None:
    same = '{"name": "@acme/acme-core", "version": "1.2.3"}'
    other = '{"name": "acme-docs", "version": "9.9.9"}'
    assert "package.json:1" in places({"pyproject.toml": STATIC, "package.json": same})
    assert list(places({"pyproject.toml": STATIC, "package.json": other})) == ["pyproject.toml:3"]
    private = same.replace("{", '{"private": true, ')
    assert list(places({"pyproject.toml": STATIC, "package.json": private})) == ["pyproject.toml:3"]


TAGGED = [
    DYNAMIC + '[tool.hatch.version]\nsource = "vcs"\n',
    DYNAMIC + '[tool.hatch.version]\nsource = "uv-dynamic-versioning"\n',
    DYNAMIC + "[tool.setuptools_scm]\n",
    DYNAMIC + '[build-system]\nrequires = ["setuptools>=80", "setuptools-scm>=8"]\n',
    DYNAMIC + '[tool.pdm.version]\nsource = "scm"\n',
    DYNAMIC + "[tool.versioningit]\n",
    STATIC.replace("1.2.3", "0.0.0") + "[tool.poetry-dynamic-versioning]\nenable = true\n",
    '[tool.poetry]\nname = "acme-core"\nversion = "0"\n[tool.poetry-dynamic-versioning]\nenable = true\n',
]


@pytest.mark.parametrize("manifest", TAGGED)
def test_where_gits_tags_give_the_version_nothing_else_is_compared(manifest: str) -> None:
    texts = {"pyproject.toml": manifest, "src/acme_core/_version.py": '__version__ = "0.1"\n'}
    read = of(versions_in(texts, ("v1.2.3",)))
    assert read.from_tags
    assert read.places == ()
    assert read.tag is not None
    assert read.tag.name == "v1.2.3"


def test_the_tag_at_head_is_the_version_of_a_tag_versioned_package() -> None:
    texts = {"pyproject.toml": TAGGED[0]}
    assert filled(texts, ("v1.2.3",)) == {"acme-core": "1.2.3"}
    assert filled(texts) == {"acme-core": None}


@pytest.mark.parametrize(
    "manifest",
    [
        DYNAMIC,
        DYNAMIC + '[tool.hatch.version]\npath = "about.py"\npattern = "v=(?P<version>.*)"\n',
        DYNAMIC + '[tool.hatch.version]\npath = "not/there.py"\n',
        DYNAMIC + '[tool.hatch]\nversion = "odd"\n',
        DYNAMIC + "[tool.setuptools.dynamic]\nversion = 3\n",
        DYNAMIC + '[tool.pdm.version]\nsource = "call"\ngetter = "acme:version"\n',
    ],
)
def test_a_version_that_only_a_program_knows_stays_unknown(manifest: str) -> None:
    assert filled({"pyproject.toml": manifest, "about.py": CODE}) == {"acme-core": None}


def test_what_is_no_version_fills_nothing() -> None:
    assert filled({"pyproject.toml": STATIC.replace("1.2.3", "one")}) == {"acme-core": None}


def test_a_bare_tag_is_about_packages_that_are_released_together() -> None:
    other = STATIC.replace("acme-core", "acme-web")
    together = {"core/pyproject.toml": STATIC, "web/pyproject.toml": other}
    apart = together | {"web/pyproject.toml": other.replace("1.2.3", "7.0")}
    assert of(versions_in(together, ("v1.2.3",))).tag is not None
    assert of(versions_in(apart, ("v1.2.3",))).tag is None
    own = of(versions_in(apart, ("acme-core-v1.2.3",))).tag
    assert own is not None
    assert own.version == "1.2.3"
