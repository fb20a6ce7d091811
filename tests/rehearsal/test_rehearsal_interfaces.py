"""How a project is read: simple pages, JSON interface, integrity interface, files; and a real pip."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from distributions import sdist, wheel
from primer.rehearsal.pypi.site import Site
from site_client import ask, upload

JSON = "application/vnd.pypi.simple.v1+json"


@pytest.fixture
def shown(site: Site) -> Site:
    """A site with one project of two files."""
    token = site.house.tokens.issue("test")[1]
    for file in (sdist("a-b"), wheel("a-b")):
        upload(site.registry().upload_url, token, "a-b", file, requires_python=">=3.8")
    return site


def test_a_name_nobody_has_is_404_everywhere(site: Site) -> None:
    paths = (
        "/simple/nobody/",
        "/pypi/nobody/json",
        "/pypi/nobody/1/json",
        "/integrity/nobody/1/f/provenance",
    )
    assert {ask(site.url + path).status for path in paths} == {404}


def test_the_page_in_json_tells_all_of_a_file(shown: Site) -> None:
    answer = ask(f"{shown.url}/simple/a-b/", headers={"Accept": JSON})
    assert answer.headers["content-type"] == JSON
    match answer.data:
        case {
            "name": "a-b",
            "versions": ["0.0.1"],
            "project-status": {"status": "active"},
            "files": [_, file],
        }:
            pass
        case other:
            raise AssertionError(other)
    content = wheel("a-b").content
    assert isinstance(file, dict)
    assert file["filename"] == "a_b-0.0.1-py3-none-any.whl"
    assert file["hashes"] == {"sha256": hashlib.sha256(content).hexdigest()}
    assert (file["yanked"], file["provenance"], file["size"]) == (False, None, len(content))
    assert ask(str(file["url"])).body == content


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        (f"{JSON}, text/html;q=0.5", JSON),
        (f"{JSON};q=0.1, text/html", "text/html; charset=utf-8"),
        ("application/vnd.pypi.simple.v1+html", "application/vnd.pypi.simple.v1+html"),
    ],
)
def test_the_reader_chooses_between_html_and_json(shown: Site, accept: str, kind: str) -> None:
    headers = {"Accept": accept} if accept else {}
    assert ask(f"{shown.url}/simple/a-b/", headers=headers).headers["content-type"] == kind


def test_an_unchanged_page_is_not_sent_again(shown: Site) -> None:
    first = ask(f"{shown.url}/simple/a-b/")
    again = ask(f"{shown.url}/simple/a-b/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    project = shown.house.projects.find("a-b")
    assert project is not None
    shown.house.projects.yank(project, "0.0.1", "")
    changed = ask(f"{shown.url}/simple/a-b/", headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status, 'data-yanked=""' in changed.text) == (200, True)


def test_another_spelling_of_a_name_leads_to_the_normalised_one(shown: Site) -> None:
    answer = ask(f"{shown.url}/simple/A_B")
    assert (answer.status, answer.headers["location"]) == (301, f"{shown.url}/simple/a-b/")


def test_a_project_without_files_is_on_the_simple_page_only(site: Site) -> None:
    site.house.projects.add(site.house.new_project("a-b"))
    assert [ask(site.url + path).status for path in ("/simple/a-b/", "/pypi/a-b/json")] == [200, 404]


def test_the_json_interface_names_the_owner(shown: Site) -> None:
    match ask(f"{shown.url}/pypi/a-b/json").data:
        case {
            "info": {"version": "0.0.1"},
            "ownership": {"roles": roles, "organization": None},
            "urls": [_, _],
        }:
            assert roles == [{"role": "Owner", "user": "you"}]
        case other:
            raise AssertionError(other)


def test_a_file_uploaded_with_a_token_has_no_provenance(shown: Site) -> None:
    answer = ask(f"{shown.url}/integrity/a-b/0.0.1/a_b-0.0.1-py3-none-any.whl/provenance")
    assert (answer.status, answer.data) == (
        404,
        {"message": "No provenance available for a_b-0.0.1-py3-none-any.whl"},
    )


def test_the_forge_writes_a_repository_in_its_own_casing() -> None:
    with Site(casing=("Acme-Labs/Mono",)) as site:
        match ask(f"{site.url}/repos/acme-labs/mono").data:
            case {"full_name": full_name, "owner": {"login": login}}:
                assert (full_name, login) == ("Acme-Labs/Mono", "Acme-Labs")
            case other:
                raise AssertionError(other)


def test_an_unknown_repository_is_written_as_it_was_asked_for(site: Site) -> None:
    assert '"full_name": "acMe/x"' in ask(f"{site.url}/repos/acMe/x").text


def test_a_real_pip_installs_from_it(shown: Site, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    command = [sys.executable, "-m", "pip", "install", "--isolated", "--no-cache-dir", "--no-deps"]
    command += ["--disable-pip-version-check", "--quiet", "--target", str(target)]
    done = subprocess.run(
        [*command, "--index-url", f"{shown.url}/simple/", "a-b==0.0.1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (target / "a_b" / "__init__.py").exists()
