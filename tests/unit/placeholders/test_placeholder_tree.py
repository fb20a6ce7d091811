"""The files of a placeholder: what they say, and that no text of a package breaks out of them."""

import ast
import tomllib

import pytest

from primer.core.package import Description, Package, Person
from primer.core.registry import Ecosystem
from primer.core.source import Source
from primer.placeholders.modules import module_name
from primer.placeholders.tree import Tree, placeholder_tree

WEB = "https://github.com/acme/mono"
HOSTILE = 'a "quoted" \\ """ \'\'\' \n[project.urls]\r\n# x\x00\x1b[31m \u202e \ud83d {end} </p> %s'


def tree_of(name: str = "acme-tools", web: str = WEB, **description: object) -> Tree:
    return placeholder_tree(a_package(name, **description), "0.0.1", web)


def a_package(name: str, **values: object) -> Package:
    empty = Description()
    summary, requires = values.get("summary", ""), values.get("requires_python", "")
    license_expression = values.get("license_expression", "")
    assert isinstance(summary, str)
    assert isinstance(requires, str)
    assert isinstance(license_expression, str)
    authors, urls = values.get("authors", ()), values.get("urls", ())
    assert isinstance(authors, tuple)
    assert isinstance(urls, tuple)
    described = Description(summary, license_expression, authors, urls, requires)
    return Package(
        name,
        Ecosystem.PYTHON,
        "packages/tools",
        "1.0",
        Source("packages/tools/pyproject.toml", 2),
        description=described if values else empty,
    )


def project_of(tree: Tree) -> dict[str, object]:
    project: object = tomllib.loads(tree.files["pyproject.toml"])["project"]
    assert isinstance(project, dict)
    return {str(key): value for key, value in project.items()}


def test_a_placeholder_has_four_files_and_no_more() -> None:
    assert list(tree_of().files) == [
        "pyproject.toml",
        "README.md",
        "acme_tools/__init__.py",
        "acme_tools/__main__.py",
    ]


def test_the_metadata_is_the_packages_own() -> None:
    tree = tree_of(
        summary="Tools for acmes",
        license_expression="mit",
        authors=(Person("Kim", "kim@acme.example.com"), Person("Ada"), Person(email="ops@acme.io")),
        urls=(("Documentation", "https://acme.io/docs"),),
        requires_python=">=3.11",
    )
    assert project_of(tree) == {
        "name": "acme-tools",
        "version": "0.0.1",
        "description": "Tools for acmes",
        "readme": "README.md",
        "classifiers": ["Development Status :: 1 - Planning"],
        "license": "MIT",
        "authors": [
            {"name": "Kim", "email": "kim@acme.example.com"},
            {"name": "Ada"},
            {"email": "ops@acme.io"},
        ],
        "requires-python": ">=3.11",
        "urls": {"Documentation": "https://acme.io/docs", "Source": WEB},
    }
    assert tree.remarks == ()


def test_the_readme_says_what_it_is_where_the_source_lives_and_who_to_ask() -> None:
    assert tree_of(summary="Tools").readme == (
        "# acme-tools\n\n"
        "**acme-tools 0.0.1 is a placeholder.** The first real release comes from "
        "<https://github.com/acme/mono> through trusted publishing, without a stored token, "
        "and replaces this one.\n\n"
        "> Tools\n\n"
        "- Source: <https://github.com/acme/mono>\n"
        "- Who to ask: the maintainers, at <https://github.com/acme/mono>\n"
        "- From a terminal, `python -m acme_tools` says where the project lives.\n"
    )


def test_without_a_public_source_the_readme_says_so_and_names_the_authors() -> None:
    readme = tree_of(web="", authors=(Person("Kim"),)).readme
    assert "- Source: not public yet" in readme
    assert "- Who to ask: Kim" in readme


def test_an_issue_tracker_is_the_place_to_ask() -> None:
    readme = tree_of(urls=(("Issue Tracker", "https://acme.io/issues"),)).readme
    assert "- Who to ask: <https://acme.io/issues>" in readme


def test_every_file_is_the_same_each_time() -> None:
    assert tree_of(summary="Tools") == tree_of(summary="Tools")


def test_hostile_text_stays_text_in_toml() -> None:
    tree = tree_of(
        summary=HOSTILE,
        authors=(Person(HOSTILE),),
        urls=((f"x{HOSTILE[:19]}", WEB + '/"quoted"'),),
    )
    project = project_of(tree)
    keys = {"name", "version", "description", "readme", "requires-python", "classifiers", "authors", "urls"}
    assert set(project) == keys
    assert project["urls"] == {'xa "quoted" \\ """ \'\'': WEB + '/"quoted"', "Source": WEB}
    assert "\n" not in str(project["description"])


def test_hostile_text_stays_text_in_markdown() -> None:
    quote = tree_of(summary="</p> <script> [a](b) `c` @kim #1 *d*").readme.splitlines()[4]
    assert quote == r"> \</p\> \<script\> \[a\](b) \`c\` \@kim \#1 \*d\*"


@pytest.mark.parametrize(("summary", "shown"), [("- item", r"\- item"), ("1. item", r"1\. item")])
def test_a_description_becomes_no_list(summary: str, shown: str) -> None:
    assert f"> {shown}\n" in tree_of(summary=summary).readme


def test_hostile_text_stays_text_in_python() -> None:
    web = 'https://x.example/"""\\\n\'+__import__("os")+\''
    tree = placeholder_tree(a_package("acme"), "0.0.1", web)
    module = ast.parse(tree.files["acme/__init__.py"])
    assert [type(node) for node in module.body] == [ast.Expr, ast.Assign, ast.Assign]
    assert "__import__" in (ast.get_docstring(module) or "")


def test_a_long_description_is_cut_and_the_maintainer_is_told_not_the_world() -> None:
    tree = tree_of(summary="x" * 600)
    assert len(str(project_of(tree)["description"])) == 512
    assert tree.remarks == ("The description is longer than 512 characters; it is cut here.",)
    assert "cut here" not in tree.readme


def test_a_description_of_several_lines_becomes_one() -> None:
    assert project_of(tree_of(summary="one\n  two\r\nthree"))["description"] == "one two three"


def test_a_package_that_says_nothing_gets_a_description() -> None:
    assert project_of(tree_of(summary=" \n "))["description"] == "Placeholder for acme-tools"


@pytest.mark.parametrize("expression", ["Proprietary, ask us", "MIT AND", "see LICENSE", "mit\nGPL"])
def test_what_is_no_licence_expression_is_left_out(expression: str) -> None:
    tree = tree_of(license_expression=expression)
    assert "license" not in project_of(tree)
    assert "SPDX" in tree.remarks[0]


@pytest.mark.parametrize(
    "email",
    [
        "kim",
        "kim@",
        "kim@host",
        "a b@acme.io",
        "kim@acme.test",
        "kim@box.local",
        "k..m@acme.io",
        "kím@acme.io",
    ],
)
def test_an_odd_address_is_left_out_and_its_owner_kept(email: str) -> None:
    tree = tree_of(authors=(Person("Kim", email),))
    assert project_of(tree)["authors"] == [{"name": "Kim"}]
    assert "e-mail" in tree.remarks[0]


@pytest.mark.parametrize(
    "pair",
    [
        ("A label of more than thirty-two signs", "https://acme.io"),
        ("", "https://acme.io"),
        ("a, b", "https://acme.io"),
        ("home", "javascript:alert(1)"),
        ("home", "https://kim:secret@acme.io"),
        ("home", "https://acme.io/a b"),
        ("home", "https://"),
        ("home", "https://[::1"),
        ("home", "acme.io"),
        ("home", "https://acme.io/\nX: y"),
    ],
)
def test_an_address_that_indexes_refuse_is_left_out(pair: tuple[str, str]) -> None:
    tree = tree_of(urls=(pair,))
    assert project_of(tree)["urls"] == {"Source": WEB}
    assert len(tree.remarks) == 1
    assert "secret" not in tree.readme


def test_a_label_that_is_there_twice_is_kept_once() -> None:
    tree = tree_of(urls=(("Home", "https://a.io"), ("home", "https://b.io")))
    assert project_of(tree)["urls"] == {"Home": "https://a.io", "Source": WEB}


@pytest.mark.parametrize("requires", ["^3.9", "three", ">=2.7,<3", ">=3.x", "==3.999.*"])
def test_python_versions_that_name_no_python_3_are_left_out(requires: str) -> None:
    tree = tree_of(requires_python=requires)
    assert project_of(tree)["requires-python"] == ">=3"
    assert "Python versions" in tree.remarks[0]


@pytest.mark.parametrize("requires", [">=3.11", "==3.11.4", "<=3.11.4,>3.11.2", "~=3.10", ">=3.9,\n<4"])
def test_python_versions_are_kept(requires: str) -> None:
    assert "requires-python" in project_of(tree_of(requires_python=requires))


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ("adk-sim-protos", "adk_sim_protos"),
        ("3d-tools", "_3d_tools"),
        ("2048", "_2048"),
        ("class", "class_"),
        ("json", "json_"),
        ("a.b", "a_b"),
    ],
)
def test_every_module_can_be_imported_by_name(package: str, module: str) -> None:
    assert module_name(package) == module
    ast.parse(f"import {module}")
