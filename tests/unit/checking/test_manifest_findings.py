"""What a package.json does not keep, as findings, and what mending makes of the file."""

import json

import pytest

from primer.checking.edits import mended
from primer.checking.manifests import manifests
from primer.core.choices import Choices, PublisherChoice
from primer.core.finding import Finding, Severity
from primer.core.repository import Remote, Repository
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.reading.packages.found import find_packages

FILE = "packages/wire/package.json"
URL = "git+https://github.com/Acme/mono.git"
REMOTE = Remote("github.com", "Acme/mono", Source("git remote origin"))
REPOSITORY = {"type": "git", "url": URL, "directory": "packages/wire"}


def around(text: str, remote: Remote | None = REMOTE, file: str = FILE) -> Repository:
    packages = find_packages({file: text}, Choices()).packages
    return Repository("mono", remote, packages, (), (), (), Choices())


def found(text: str, remote: Remote | None = REMOTE, file: str = FILE) -> tuple[Finding, ...]:
    return manifests({file: text}, around(text, remote, file))


def fixed(text: str, file: str = FILE) -> str:
    return mended(text, (edit for one in found(text, file=file) for edit in one.edits))


def rules(text: str) -> list[str]:
    return [f"{one.rule} {one.severity} {one.source.line}" for one in found(text)]


BARE = """{
  "name": "@acme/wire",
  "version": "1.0.0"
}
"""


def test_what_is_written_unasked_is_said_with_its_reason() -> None:
    (finding,) = (one for one in found(BARE) if one.rule == "manifest-access")
    assert finding.fix == (
        'add `"publishConfig": {"access": "public"}`, since npm otherwise takes a package with a scope for a '
        'restricted one; where that is right, `"private": true`'
    )


def test_a_bare_manifest_is_given_all_three() -> None:
    assert rules(BARE) == ["manifest-repository error 2", "manifest-access warning 2"]
    assert fixed(BARE) == (
        """{
  "name": "@acme/wire",
  "version": "1.0.0",
  "repository": {
    "type": "git",
    "url": "git+https://github.com/Acme/mono.git",
    "directory": "packages/wire"
  },
  "publishConfig": {
    "access": "public"
  }
}
"""
    )
    assert found(fixed(BARE)) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{"name":"@acme/wire","repository":"Acme/mono"}',
            (
                '{"name":"@acme/wire","repository":{"type":"git","url":"%s","directory":"packages/wire"}'
                ',"publishConfig":{"access":"public"}}'
            ),
        ),
        (
            '{ "name": "wire", "repository": { "url": "acme/mono" } }',
            '{ "name": "wire", "repository": { "url": "%s", "directory": "packages/wire" } }',
        ),
        (
            '{\n\t"name": "wire",\n\t"repository": {\n\t\t"url": "x/y"\n\t},\n\t"main": "a"\n}',
            (
                '{\n\t"name": "wire",\n\t"repository": {\n\t\t"url": "%s",\n'
                '\t\t"directory": "packages/wire"\n\t},\n\t"main": "a"\n}'
            ),
        ),
        (
            '{\r\n    "name" : "wire",\r\n    "repository" : {}\r\n}\r\n',
            (
                '{\r\n    "name" : "wire",\r\n    "repository" : {\r\n        "type": "git",\r\n'
                '        "url": "%s",\r\n        "directory": "packages/wire"\r\n    }\r\n}\r\n'
            ),
        ),
        (
            '{"name": "wire", "repository": {"type": "git", "directory": "packages/Wire", "url": 7}}',
            '{"name": "wire", "repository": {"type": "git", "directory": "packages/wire", "url": "%s"}}',
        ),
        (
            '{"name": "wire", "repository": ["Acme/mono"], "version": "1.0.0"}',
            (
                '{"name": "wire", "repository": {"type": "git", "url": "%s", "directory": "packages/wire"},'
                ' "version": "1.0.0"}'
            ),
        ),
        (
            '{"name": "wire", "repository": "x", "repository": {"url": "x/z"}}',
            '{"name": "wire", "repository": "x", "repository": {"url": "%s", "directory": "packages/wire"}}',
        ),
    ],
)
def test_the_rest_of_the_file_and_its_layout_stay(before: str, after: str) -> None:
    assert fixed(before) == after % URL
    assert found(fixed(before)) == ()


def test_the_spelling_of_a_right_repository_stays() -> None:
    text = '{"name": "wire", "repository": {"url": "github:Acme/mono#main"}}'
    assert fixed(text) == text.replace('main"', 'main", "directory": "packages/wire"')


def test_letters_of_every_kind_stay_as_they_are_written() -> None:
    text = '{"name": "wire", "description": "a \\" \\u00e9 é {", "x": [{"repository": 1}, "}"]}'
    assert fixed(text).startswith(text[:-1] + ', "repository": {"type": "git"')


def test_a_package_at_the_root_needs_no_directory() -> None:
    written = json.loads(fixed('{"name": "wire"}', file="package.json"))
    assert written["repository"] == {"type": "git", "url": URL}


def test_what_other_settings_of_publishing_there_are_stay() -> None:
    text = json.dumps(
        {"name": "@acme/wire", "repository": REPOSITORY, "publishConfig": {"tag": "next"}}, indent=1
    )
    assert json.loads(fixed(text))["publishConfig"] == {"tag": "next", "access": "public"}


def test_what_is_restricted_on_purpose_is_left_to_a_person() -> None:
    text = json.dumps(
        {"name": "@acme/wire", "repository": REPOSITORY, "publishConfig": {"access": "restricted"}}
    )
    assert rules(text) == ["manifest-access error 1"]
    assert [one.fixable for one in found(text)] == [False]


def test_without_a_remote_a_missing_repository_is_named_and_left_to_a_person() -> None:
    (one,) = found('{"name": "wire"}', remote=None, file="package.json")
    assert (one.rule, one.fixable) == ("manifest-repository", False)


def test_private_packages_and_python_say_nothing() -> None:
    assert found('{"name": "wire", "private": true}') == ()
    python = {"pyproject.toml": '[project]\nname = "acme"\nversion = "1"\n'}
    packages = find_packages(python, Choices()).packages
    assert manifests(python, Repository("mono", REMOTE, packages, (), (), (), Choices())) == ()


def test_a_manifest_without_a_text_says_nothing() -> None:
    assert manifests({}, around(BARE)) == ()


def test_every_finding_says_why_and_what_to_do() -> None:
    first, second = found(BARE)
    assert first.message == "@acme/wire does not say where its source lives"
    assert first.fix == f"add `repository` with its url: {URL}"
    assert "`primer workflow --fix`" not in second.fix


def test_where_no_proof_is_made_nothing_of_the_source_is_an_error() -> None:
    ids = ("11111111-2222-4333-8444-555555555555",) * 3
    keys = ("organization-id", "project-id", "pipeline-id")
    values = {"provider": "circleci", "origin": "github.com/Acme/mono", **dict(zip(keys, ids, strict=True))}
    chosen = {key: Read(value, Source("primer.toml")) for key, value in values.items()}
    choices = Choices(publishers={"npm": PublisherChoice(chosen)})
    one = manifests({FILE: BARE}, replace(around(BARE), choices=choices))
    assert {finding.severity for finding in one} == {Severity.WARNING}
    assert {finding.fixable for finding in one} == {True}


UNASKED = replace(REMOTE, note="casing not looked up: offline")


def test_the_case_of_letters_is_not_mended_while_nobody_knows_which_is_right() -> None:
    text = '{"name": "wire", "repository": {"url": "acme/mono", "directory": "packages/wire"}}'
    (one,) = found(text, UNASKED)
    assert (one.severity, one.edits) == (Severity.WARNING, ())
    assert "which is right is not known" in one.message


@pytest.mark.parametrize("directory", ["", ', "directory": "docs"'])
def test_a_wrong_directory_is_mended_beside_a_case_that_nobody_knows(directory: str) -> None:
    text = '{"name": "wire", "repository": {"url": "acme/mono"' + directory + "}}"
    edits = [edit for one in found(text, UNASKED) for edit in one.edits]
    right = '{"name": "wire", "repository": {"url": "acme/mono", "directory": "packages/wire"}}'
    assert mended(text, edits) == right
