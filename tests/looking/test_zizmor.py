"""zizmor itself, as it is installed beside this Python, and stand-ins that fail in every way."""

import sys
from pathlib import Path

import pytest

from primer.adapters.programs.looked import Looked
from primer.adapters.programs.zizmor import MISSING, audited, find_zizmor
from primer.core.finding import Finding, Severity
from primer.core.project import Unlooked
from primer.core.source import Source

FILE = ".github/workflows/publish.yaml"
BAD = ".github/workflows/bad one.yml"
TEXT = """\
on: [push, pull_request_target]
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.head_ref }}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one bad workflow."""
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, encoding="utf-8")
    return tmp_path


def stand_in(folder: Path, script: str) -> str:
    """A program that does this in place of zizmor."""
    program = folder / "zizmor"
    program.write_text(f"#!{sys.executable}\nimport os, sys, time\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def unlooked(why: str) -> Looked:
    """Nothing was looked at, because."""
    return Looked(unlooked=(Unlooked(why),))


def unread(path: str) -> Unlooked:
    """This file was passed over."""
    return Unlooked(f"zizmor could not read {path}, so its rules were not asked there")


def test_it_stands_beside_this_python() -> None:
    assert find_zizmor() is not None


def test_its_findings_have_its_names_and_places(root: Path) -> None:
    found = audited(root, [FILE])
    assert found.unlooked == ()
    errors = {(one.rule, one.source.line) for one in found.findings if one.severity is Severity.ERROR}
    assert errors == {
        ("zizmor/dangerous-triggers", 1),
        ("zizmor/unpinned-uses", 6),
        ("zizmor/template-injection", 7),
    }
    assert {one.source.where for one in found.findings} == {FILE}


def test_it_need_not_repeat_what_primer_says(root: Path) -> None:
    own = Finding("unpinned-action", Source(FILE, 6), Severity.WARNING, "why", "what")
    found = audited(root, [FILE], [own])
    assert found.unlooked == ()
    assert "zizmor/unpinned-uses" not in {one.rule for one in found.findings}


def test_pipelines_are_none_of_its_business(root: Path) -> None:
    assert audited(root, [".gitlab-ci.yml"], program="nothing at all") == Looked()


@pytest.mark.parametrize("text", ["a: [", "jobs: {}\n"])
def test_files_of_which_it_can_read_none_are_named_one_by_one(root: Path, text: str) -> None:
    for path in (FILE, BAD):
        (root / path).write_text(text, encoding="utf-8")
    assert audited(root, [FILE, BAD]) == Looked(unlooked=(unread(FILE), unread(BAD)))


@pytest.mark.parametrize("text", [TEXT.replace("    runs-on: ubuntu-latest\n", ""), "a: [", "jobs: {}\n"])
def test_a_file_that_it_passes_over_is_named_beside_the_findings_of_the_others(root: Path, text: str) -> None:
    (root / BAD).write_text(text, encoding="utf-8")
    found = audited(root, [BAD, FILE])
    assert {one.source.where for one in found.findings} == {FILE}
    assert found.unlooked == (unread(BAD),)


def test_a_file_is_named_whatever_the_surroundings_say_about_logs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUST_LOG", "error")
    (root / BAD).write_text("jobs: {}\n", encoding="utf-8")
    assert [one.why.count(BAD) for one in audited(root, [BAD, FILE]).unlooked] == [1]


def test_of_a_zizmor_that_says_nothing_no_file_is_held_unread(root: Path) -> None:
    assert audited(root, [FILE], program=stand_in(root, "print('[]')")) == Looked()


def test_a_file_that_is_not_there(root: Path) -> None:
    found = audited(root, [".github/workflows/other.yml"])
    assert found.findings == ()
    assert found.unlooked[0].why.startswith("zizmor failed: ")
    assert str(root) not in found.unlooked[0].why


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("print('[')", "zizmor's report is not what primer can read"),
        ("sys.exit(1)", "zizmor failed: exit code 1"),
        (
            "sys.stderr.write('fatal: no audit\\nwhy\\nmore\\n'); sys.exit(1)",
            "zizmor failed: fatal: no audit; why",
        ),
        ("os.kill(os.getpid(), 9)", "zizmor was ended by signal 9"),
        ("time.sleep(60)", "zizmor gave no answer within 0.5 seconds"),
    ],
)
def test_every_way_to_fail_is_said(root: Path, script: str, why: str) -> None:
    seconds = 0.5 if "sleep" in script else 30
    assert audited(root, [FILE], program=stand_in(root, script), seconds=seconds) == unlooked(why)


def test_what_cannot_be_started_is_said(root: Path) -> None:
    found = audited(root, [FILE], program=str(root / "nowhere"))
    assert found == unlooked("zizmor could not be started: No such file or directory")


def test_it_never_gets_a_token_and_stays_offline(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GH_TOKEN", "GITHUB_TOKEN", "ZIZMOR_GITHUB_TOKEN", "ZIZMOR_CONFIG"):
        monkeypatch.setenv(name, "made-up")
    seen = root / "seen"
    script = (
        f"open({str(seen)!r}, 'w').write(repr((sys.argv[1:], 'made-up' in os.environ.values())))\nprint('[]')"
    )
    assert audited(root, [FILE], program=stand_in(root, script)) == Looked()
    options = ["--offline", "--no-progress", "--no-config", "--persona=auditor", "--format=json-v1"]
    assert seen.read_text() == repr(([*options, "--", FILE], False))


def test_without_zizmor_the_extra_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(root / "python"))
    monkeypatch.setenv("PATH", str(root))
    assert audited(root, [FILE]) == Looked(unlooked=(MISSING,))
    assert "publish-primer[lint]" in MISSING.why
