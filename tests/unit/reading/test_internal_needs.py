"""Where packages of one repository require each other."""

import pytest

from primer.core.versions import InternalNeed
from versions_read import of, versions_in

WIRE = '[project]\nname = "acme-wire"\nversion = "1.2.3"\n'
CORE = '[project]\nname = "acme-core"\nversion = "1.2.3"\n'


def needs(manifest: str, **more: str) -> list[InternalNeed]:
    texts = {"wire/pyproject.toml": WIRE, "core/pyproject.toml": manifest, **more}
    return list(of(versions_in(texts)).needs)


def short(found: list[InternalNeed]) -> list[tuple[str, str, bool]]:
    return [(one.wanted, one.exact, one.published) for one in found]


@pytest.mark.parametrize(
    ("requirement", "wanted", "exact"),
    [
        ("acme-wire==1.2.3", "==1.2.3", "1.2.3"),
        ("Acme_Wire[http] == 1.2.3 ; python_version > '3.11'", "== 1.2.3", "1.2.3"),
        ("acme-wire (==1.2.3)", "==1.2.3", "1.2.3"),
        ("acme-wire===1.2.3", "===1.2.3", "1.2.3"),
        ("acme-wire", "", ""),
        ("acme-wire>=1.2,<2", ">=1.2,<2", ""),
        ("acme-wire~=1.2.3", "~=1.2.3", ""),
        ("acme-wire==1.2.*", "==1.2.*", ""),
        ("acme-wire @ file:///wire", "", ""),
    ],
)
def test_a_requirement_is_read_with_its_range(requirement: str, wanted: str, exact: str) -> None:
    (found,) = needs(CORE + f'dependencies = [\n  "httpx",\n  "{requirement}",\n]\n')
    assert (found.on, found.wanted, found.exact) == ("acme-wire", wanted, exact)
    assert str(found.source) == "core/pyproject.toml:6"


def test_names_that_only_begin_alike_are_others() -> None:
    assert needs(CORE + 'dependencies = ["acme-wire-tools==1.2.3", "acme==1.2.3"]\n') == []


def test_extras_are_published_and_groups_are_not() -> None:
    tables = {
        '[project.optional-dependencies]\nhttp = ["acme-wire==1.2.3"]\n': True,
        '[dependency-groups]\ndev = [{include-group = "x"}, "acme-wire==1.2.3"]\n': False,
        '[build-system]\nrequires = ["acme-wire==1.2.3"]\n': False,
        '[tool.uv]\ndev-dependencies = ["acme-wire==1.2.3"]\n': False,
        '[tool.hatch.envs.test]\nextra-dependencies = ["acme-wire==1.2.3"]\n': False,
        '[tool.pdm.dev-dependencies]\ntest = ["acme-wire==1.2.3"]\n': False,
    }
    for table, published in tables.items():
        assert short(needs(CORE + table)) == [("==1.2.3", "1.2.3", published)], table


def test_poetry_writes_requirements_as_tables() -> None:
    manifest = (
        '[tool.poetry]\nname = "acme-core"\nversion = "1.2.3"\n[tool.poetry.dependencies]\n{0}\n'
        '[tool.poetry.group.dev.dependencies]\nacme-wire = "*"\n'
    )
    forms = {
        'acme-wire = "1.2.3"': ("1.2.3", "1.2.3"),
        'acme_wire = "==1.2.3"': ("==1.2.3", "1.2.3"),
        'acme-wire = "^1.2.3"': ("^1.2.3", ""),
        'acme-wire = {version = "1.2.3", extras = ["http"]}': ("1.2.3", "1.2.3"),
        'acme-wire = {path = "../wire", develop = true}': ("", ""),
        'acme-wire = [{version = "1.2.3", python = ">=3.11"}]': ("1.2.3", "1.2.3"),
    }
    for form, (wanted, exact) in forms.items():
        assert short(needs(manifest.replace("{0}", form))) == [(wanted, exact, True), ("*", "", False)], form


def test_setup_cfg_lists_them_line_by_line() -> None:
    texts = {
        "wire/pyproject.toml": WIRE,
        "setup.cfg": "[metadata]\nname = acme-core\nversion = 1.2.3\n"
        "[options]\ninstall_requires =\n    httpx\n"
        "    # acme-wire==0\n    acme-wire==1.2.3\n[options.extras_require]\nhttp = acme-wire>=1\n",
    }
    found = of(versions_in(texts)).needs
    assert [(one.wanted, str(one.source)) for one in found] == [
        ("==1.2.3", "setup.cfg:8"),
        (">=1", "setup.cfg:10"),
    ]


def test_a_file_of_requirements_counts_where_the_manifest_takes_them_from_it() -> None:
    dynamic = '[project]\nname = "acme-core"\nversion = "1.2.3"\ndynamic = ["dependencies"]\n'
    table = '[tool.setuptools.dynamic]\ndependencies = {file = ["requirements.txt"]}\n'
    lines = {"core/requirements.txt": "# ours\n-r other.txt\nacme-wire==1.2.3  # pinned\n"}
    (found,) = needs(dynamic + table, **lines)
    assert (found.wanted, str(found.source)) == ("==1.2.3", "core/requirements.txt:3")
    assert needs(CORE, **lines) == []


@pytest.mark.parametrize(
    ("wanted", "exact"),
    [
        ("1.2.3", "1.2.3"),
        ("=1.2.3", "1.2.3"),
        ("1.2.3-rc.1", "1.2.3-rc.1"),
        ("workspace:1.2.3", "1.2.3"),
        ("^1.2.3", ""),
        ("workspace:^", ""),
        ("*", ""),
    ],
)
def test_a_package_json_says_ranges_of_its_own_kind(wanted: str, exact: str) -> None:
    texts = {
        "wire/package.json": '{"name": "@acme/wire", "version": "1.2.3"}',
        "core/package.json": f'{{"name": "@acme/core",\n"peerDependencies": {{"@acme/wire": "{wanted}"}}}}',
    }
    (found,) = of(versions_in(texts), "@acme/core").needs
    assert (found.on, found.wanted, found.exact, found.source.line) == ("@acme/wire", wanted, exact, 2)


def test_an_alias_of_npm_is_the_package_behind_it() -> None:
    texts = {
        "wire/package.json": '{"name": "@acme/wire", "version": "1.2.3"}',
        "core/package.json": '{"name": "@acme/core", "dependencies": {"wire": "npm:@acme/wire@1.2.3"}}',
    }
    (found,) = of(versions_in(texts), "@acme/core").needs
    assert (found.on, found.exact) == ("@acme/wire", "1.2.3")
