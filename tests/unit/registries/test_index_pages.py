"""A project's page, in JSON and in HTML."""

import json
from datetime import UTC, datetime

import pytest

from primer.core.project import Project, ReleaseFile, Unlooked
from primer.registries.pypi.filenames import version_of
from primer.registries.pypi.indexes import JSON, project_page

URL = "https://index.example/simple/adk-cli/"
HASH = "ab" * 32


def read_json(page: object, kind: str = JSON) -> Project | Unlooked:
    return project_page("adk-cli", kind, json.dumps(page), URL)


def read_html(body: str) -> Project:
    read = project_page("adk-cli", "text/html; charset=utf-8", body, URL)
    assert isinstance(read, Project), read
    return read


def test_json_says_everything_there_is_to_know() -> None:
    page = {
        "meta": {"api-version": "1.4"},
        "name": "adk-cli",
        "project-status": {"status": "archived"},
        "files": [
            {
                "filename": "adk_cli-0.0.1.tar.gz",
                "url": "https://files.example/adk_cli-0.0.1.tar.gz",
                "hashes": {"sha256": HASH},
                "upload-time": "2026-11-21T14:02:03.123456Z",
                "yanked": False,
                "provenance": "https://index.example/integrity/adk-cli/0.0.1/adk_cli-0.0.1.tar.gz/provenance",
            },
            {"filename": "adk_cli-0.2.0-py3-none-any.whl", "url": "../f/adk.whl", "hashes": {}, "yanked": ""},
        ],
    }
    assert read_json(page) == Project(
        "adk-cli",
        (
            ReleaseFile(
                "adk_cli-0.0.1.tar.gz",
                "0.0.1",
                "https://files.example/adk_cli-0.0.1.tar.gz",
                HASH,
                datetime(2026, 11, 21, 14, 2, 3, 123456, UTC),
                provenance="https://index.example/integrity/adk-cli/0.0.1/adk_cli-0.0.1.tar.gz/provenance",
            ),
            ReleaseFile(
                "adk_cli-0.2.0-py3-none-any.whl",
                "0.2.0",
                "https://index.example/simple/f/adk.whl",
                yanked=True,
            ),
        ),
        "archived",
    )


def test_a_project_without_files_is_a_project() -> None:
    assert read_json({"files": []}) == Project("adk-cli", ())


@pytest.mark.parametrize(
    "file",
    [
        3,
        {"filename": 1, "url": "x"},
        {"filename": "a"},
        {"url": "x"},
    ],
)
def test_an_entry_that_is_no_file_is_left_out(file: object) -> None:
    assert read_json({"files": [file]}) == Project("adk-cli", ())


@pytest.mark.parametrize(
    "odd",
    [
        {"hashes": None},
        {"hashes": {"sha256": 3}},
        {"hashes": {"sha256": "zz" * 32}},
        {"upload-time": "yesterday"},
        {"upload-time": "0001-01-01T00:00:00+23:59"},
        {"yanked": None},
        {"provenance": None},
    ],
)
def test_an_odd_value_is_one_that_is_not_said(odd: dict[str, object]) -> None:
    file = {"filename": "adk_cli-1.tar.gz", "url": "https://f.example/adk_cli-1.tar.gz", **odd}
    read = read_json({"files": [file]})
    assert read == Project(
        "adk-cli", (ReleaseFile("adk_cli-1.tar.gz", "1", "https://f.example/adk_cli-1.tar.gz"),)
    )


@pytest.mark.parametrize("body", ["", "{", "[]", "3", '{"files": 3}', "[" * 100_000, "9" * 5_000])
def test_json_of_another_shape_is_no_answer(body: str) -> None:
    assert isinstance(project_page("a", JSON, body, URL), Unlooked)


def test_html_links_are_files_with_hashes_and_yanks() -> None:
    read = read_html(
        """<!DOCTYPE html><html><head><meta name="pypi:project-status" content="quarantined"></head><body>
        <a href="../../packages/adk_cli-0.0.1.tar.gz#sha256="""
        + HASH.upper()
        + """" data-yanked="">adk_cli-0.0.1.tar.gz</a><br>
        <A HREF='adk%5Fcli-0.2.0-py3-none-any.whl#md5=12' data-requires-python="&gt;=3.11">x</A>
        <a href="../">up</a> <a name="top">nothing</a></body>"""
    )
    assert read == Project(
        "adk-cli",
        (
            ReleaseFile(
                "adk_cli-0.0.1.tar.gz",
                "0.0.1",
                "https://index.example/packages/adk_cli-0.0.1.tar.gz",
                HASH,
                yanked=True,
            ),
            ReleaseFile("adk_cli-0.2.0-py3-none-any.whl", "0.2.0", URL + "adk%5Fcli-0.2.0-py3-none-any.whl"),
        ),
        "quarantined",
    )


def test_a_base_is_heeded() -> None:
    read = read_html(
        '<base href="https://cdn.example/x/"><base href="https://no.example/"><a href="a-1.zip">a</a>'
    )
    assert read.files[0].url == "https://cdn.example/x/a-1.zip"


@pytest.mark.parametrize("body", ["<h1>Links for adk-cli</h1>", '<meta name="pypi:repository-version">'])
def test_an_index_page_without_files_is_a_project(body: str) -> None:
    assert read_html(body) == Project("adk-cli", ())


@pytest.mark.parametrize(
    "body", ["", "<h1>Please log in</h1>", "<a href='/login'>log in</a>", "<a href='http://['>x</a>"]
)
def test_another_page_is_no_answer(body: str) -> None:
    assert project_page("a", "text/html", body, URL) == Unlooked("its page is no index page")


def test_a_page_of_another_kind_is_no_answer() -> None:
    assert project_page("a", "image/png", "", URL) == Unlooked("its page is of an unknown kind (image/png)")


@pytest.mark.parametrize(
    ("filename", "version"),
    [
        ("adk_cli-0.0.1.tar.gz", "0.0.1"),
        ("adk-cli-0.0.1.tar.gz", "0.0.1"),
        ("Adk.Cli-1.0.RC1.zip", "1.0rc1"),
        ("adk_cli-1.0-1-py3-none-any.whl", "1.0"),
        ("adk-cli-1.0-py2.7.egg", "1.0"),
        ("adk-cli-1.0.win32.exe", "1.0.win32"),
        ("adk-cli-2004b-extra.tar.gz", "2004b0"),
        ("adk_cli-1.0-none.whl", "1.0"),
        ("other-1.0.tar.gz", ""),
        ("adk-cli.tar.gz", ""),
        ("", ""),
    ],
)
def test_the_version_is_read_from_the_name(filename: str, version: str) -> None:
    assert version_of("adk-cli", filename) == version
