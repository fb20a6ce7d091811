"""Each command ends with the code that the guide names: 1 for a problem, 2 for what was said, 3 for a no."""

from pathlib import Path

import pytest

from checkouts import tracked, written
from journeys import journey_repositories as shapes
from primer.cli.main import main

STOPPED = {
    "--plan --offline nowhere": "no-such-folder",
    "--plan --offline file": "no-such-folder",
    "--plan --offline empty": "no-packages",
    "confirm --offline empty": "no-packages",
    "init --show-placeholder empty": "no-packages",
    "init --show-placeholder --registry npm solo": "no-packages",
    "workflow --offline empty": "no-packages",
    "workflow --print --offline empty": "no-packages",
    "workflow --sync-versions 1.0 empty": "no-packages",
    "workflow --check --offline nowhere.yml": "no-ci-file",
    "diagnose nowhere": "log-not-read",
    "diagnose empty": "log-not-read",
    "diagnose --path nowhere file": "no-such-folder",
    "confirm --offline --report empty solo": "report-not-written",
}
MISSAID = {
    "init solo": "needs-a-terminal",
    "guide nowhere": "unknown-guide",
    "--plan --offline --registry nowhere solo": "unknown-registry",
    "confirm --offline --registry nowhere solo": "unknown-registry",
    "diagnose --registry nowhere file": "unknown-registry",
    "--plan --offline --token-id nothing solo": "malformed-token-id",
    "--plan --offline --route nowhere solo": "illegal-choice",
    "--plan --offline --account a=b=c solo": "unknown-choice",
    "diagnose 12345 --offline": "run-not-read",
    "confirm --exchange --offline solo": "flags-exclude-each-other",
    "workflow --sync-versions never solo": "illegal-release-version",
    "workflow --sync-versions nowhere/package.json solo": "version-not-read",
}
LEFT_OPEN = ("--plan --offline --check solo", "confirm --offline solo", "diagnose file")
FINE = ("--plan --offline solo", "init --show-placeholder solo", "workflow --check --offline empty", "guide")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a repository, an empty one and a file, where the person is."""
    shapes.setup_cfg(tmp_path)
    tracked(written(tmp_path / "empty", {"notes.txt": "nothing to publish\n"}))
    (tmp_path / "file").write_text("nothing that is known\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.mark.parametrize("line", STOPPED)
@pytest.mark.usefixtures("desk")
def test_a_problem_ends_with_1(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(line.split()), STOPPED[line] in "".join(capsys.readouterr())) == (1, True)


@pytest.mark.parametrize("line", MISSAID)
@pytest.mark.usefixtures("desk")
def test_what_a_flag_does_not_take_ends_with_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(line.split()), MISSAID[line] in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize("line", LEFT_OPEN)
@pytest.mark.usefixtures("desk")
def test_what_is_not_as_it_should_be_ends_with_3(line: str) -> None:
    assert main(line.split()) == 3


@pytest.mark.parametrize("line", FINE)
@pytest.mark.usefixtures("desk")
def test_what_is_done_ends_with_0(line: str) -> None:
    assert main(line.split()) == 0


@pytest.mark.parametrize(
    ("line", "code"), [("--plan --offline", 1), ("workflow --print", 1), ("diagnose -", 3), ("guide", 0)]
)
def test_a_folder_that_was_removed_under_ones_feet_is_no_bug(
    line: str, code: int, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = desk / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with Path("/dev/null").open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        assert main(line.split()) == code
