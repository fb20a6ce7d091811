"""`primer workflow --check` and `--fix`, the whole program: pages, JSON, exit codes, one file, fleets, gh."""

from pathlib import Path

import pytest

from checkouts import written
from gh_stand_in import gh_stand_in
from journeys import journey_repositories as shapes
from journeys.journey_json import parsed, rows
from journeys.journey_runs import Finished, Machine, new_machine

FILE = ".github/workflows/publish.yml"
FAULTY = """\
# Kept: this comment, the order, the line ends.
name: publish
on:
  push:
    tags: ["v*"]
jobs:
  pypi:
    runs-on: ubuntu-24.04
    environment: pypi
    steps:
      - uses: actions/download-artifact@v8
      - uses: pypa/gh-action-pypi-publish@a892a5a61159132606e93a2fa6f4358831b04d26   # v1.14.2
        with:
          packages-dir: dist/
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "mono")


def repository(folder: Path, text: str = FAULTY) -> Path:
    """One package with this workflow."""
    files = {"pyproject.toml": shapes.project("acme-core"), FILE: text}
    return shapes.with_remote(written(folder, files), "https://github.com/acme/mono.git")


def run(machine: Machine, *words: str | Path) -> Finished:
    return machine.run("workflow", "--offline", *map(str, words))


def rules(done: Finished, own: bool = True) -> set[str]:
    """The rules of a JSON answer, zizmor's apart unless they are wanted."""
    found = {str(one["rule"]) for one in rows(parsed(done.out)["findings"])}
    return {rule for rule in found if not (own and rule.startswith("zizmor/"))}


def test_findings_are_on_stdout_and_an_error_among_them_exits_3(machine: Machine, root: Path) -> None:
    done = run(machine, "--check", root)
    assert (done.code, done.err) == (3, "")
    assert f"{FILE}:12" in done.out
    assert "tag-object-pin" in done.out
    assert "missing-id-token" in done.out
    assert "primer workflow --fix mends" in done.out
    assert "not looked at: offline" in done.out


def test_fix_mends_what_needs_no_decision_keeps_every_other_byte_and_checks_again(
    machine: Machine, root: Path
) -> None:
    written(root, {FILE: "\ufeff" + FAULTY.replace("\n", "\r\n")})
    done = run(machine, "--fix", root)
    assert done.code == 0, done.out
    assert f"mended {FILE}:12  tag-object-pin" in done.err
    assert "missing-id-token" not in done.out
    text = (root / FILE).read_bytes().decode()
    assert text.startswith("\ufeff# Kept: this comment")
    assert text.count("\r\n") == text.count("\n")
    assert "dc37677b2e1c63e2034f94d8a5b11f265b73ba33" in text
    assert "id-token: write" in text
    again = run(machine, "--fix", root)
    assert (again.code, again.err, (root / FILE).read_bytes().decode()) == (0, "", text)


def test_json_holds_the_findings_and_stderr_what_could_not_be_looked_at(machine: Machine, root: Path) -> None:
    done = run(machine, "--check", "--format", "json", root)
    assert done.code == 3
    assert parsed(done.out)["schema"] == "primer.findings/1"
    assert {"missing-id-token", "tag-object-pin", "unpinned-action"} <= rules(done)
    assert "not looked at: offline" in done.err


def test_one_file_is_checked_in_its_repository_and_no_other(machine: Machine, root: Path) -> None:
    other = ".github/workflows/other.yml"
    written(root, {other: FAULTY})
    done = run(machine, "--check", "--format", "json", root / FILE)
    assert {one["file"] for one in rows(parsed(done.out)["findings"])} == {FILE}
    assert "several-publishers" in rules(done)
    nowhere = run(machine, "--check", root / "pyproject.toml")
    assert nowhere.code == 1
    assert "no-ci-file" in nowhere.err


def test_a_fleet_is_one_document_with_the_paths_in_it(machine: Machine, tmp_path: Path, root: Path) -> None:
    broken = repository(tmp_path / "broken", "on: [\n")
    done = run(machine, "--check", "--format", "json", root, broken)
    assert done.code == 1
    assert all(str(one["file"]).startswith(f"{root}/") for one in rows(parsed(done.out)["findings"]))
    assert "malformed-file" in done.err


def test_a_repository_without_ci_has_nothing_to_check(machine: Machine, tmp_path: Path) -> None:
    files = {"pyproject.toml": shapes.project("acme-core")}
    root = shapes.with_remote(written(tmp_path / "bare", files), "https://github.com/acme/mono.git")
    done = run(machine, "--check", root)
    assert (done.code, done.err) == (0, "")
    assert "nothing to check" in done.out


def test_gh_adds_what_it_sees_where_it_is_there(tmp_path: Path, root: Path) -> None:
    secrets = [{"secrets": [{"name": "PYPI_API_TOKEN"}]}]
    pages = {
        "repos/acme/mono": [{"full_name": "acme/mono"}],
        "repos/acme/mono/actions/secrets": secrets,
        "repos/acme/mono/environments": [{"environments": []}],
    }
    stand_in = gh_stand_in(tmp_path / "gh", pages)
    plain = new_machine(tmp_path / "machine")
    path = f"{stand_in.folder}:{plain.environ()['PATH']}"
    machine = Machine(plain.folder, {"PATH": path, "HTTPS_PROXY": "http://127.0.0.1:9"})
    done = machine.run("workflow", "--check", "--format", "json", str(root))
    assert done.code == 3
    assert {"secret-stored", "environment-missing"} <= rules(done)
    assert "pypa/gh-action-pypi-publish v1.14.2: GitHub shows no such tag" in done.err


def test_check_with_fix_is_fix(machine: Machine, root: Path) -> None:
    done = run(machine, "--check", "--fix", root)
    assert done.code == 0, done.out
    assert f"mended {FILE}:12  tag-object-pin" in done.err


def test_a_read_only_file_is_not_mended_and_nobody_is_sent_to_print(machine: Machine, root: Path) -> None:
    (root / FILE).chmod(0o444)
    done = run(machine, "--fix", root)
    assert done.code == 1
    assert "file-not-written" in done.err
    assert "run it again" in done.err
    assert "--print" not in done.err


def test_a_file_that_zizmor_passes_over_is_said_on_the_page_and_beside_the_json(
    machine: Machine, root: Path
) -> None:
    other = ".github/workflows/other.yml"
    text = FAULTY.replace("    runs-on: ubuntu-24.04\n", "").replace("release", "other")
    written(root, {other: text})
    page, data = run(machine, "--check", root), run(machine, "--check", root, "--format", "json")
    assert f"zizmor could not read {other}" in " ".join(page.out.split())
    assert f"zizmor could not read {other}" in " ".join(data.err.split())
    assert f"zizmor could not read {FILE}" not in " ".join(data.err.split())
    assert rules(data)


def test_of_a_file_that_cannot_be_read_it_is_not_said_that_there_is_none(
    machine: Machine, tmp_path: Path
) -> None:
    done = run(machine, "--check", repository(tmp_path / "broken", "on: [\n"))
    assert done.code == 1
    assert "malformed-file" in done.out
    assert "nothing to check" not in done.out


def test_a_file_that_is_not_there_is_said_to_be_none(machine: Machine, root: Path) -> None:
    done = run(machine, "--check", root / "no.yaml")
    assert done.code == 1
    assert "there is no file" in done.err
