"""The journal on disk: private, whole, shared by two writers, and never fatal when it is damaged."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from primer.adapters.custody.lock import locked
from primer.adapters.files.journal import Journal, journal_path
from primer.core.memory import Memory, TokenSeenDead
from primer.core.problem import Stop
from primer.core.repository import Remote
from primer.core.source import Source

AT = datetime(2026, 11, 21, 14, 4, tzinfo=UTC)
ORIGIN = Source("git remote origin")


def dead(token: str) -> TokenSeenDead:
    return TokenSeenDead("pypi", token, AT)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "state" / "journals" / "acme.jsonl")


def test_a_journal_that_is_not_there_is_empty_and_reading_makes_none(journal: Journal) -> None:
    assert journal.read() == Memory()
    assert journal.notes() == ()
    assert not journal.path.parent.exists()


def test_entries_come_back_in_order(journal: Journal) -> None:
    journal.add(dead("a"))
    journal.add(dead("b"))
    assert journal.read().entries == (dead("a"), dead("b"))


def test_file_and_folder_are_for_this_person_only(journal: Journal) -> None:
    journal.add(dead("a"))
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700


def test_after_a_torn_last_line_the_next_entry_stands_on_its_own(journal: Journal) -> None:
    journal.add(dead("a"))
    with journal.path.open("ab") as file:
        file.write(b'{"kind":"token-se')
    journal.add(dead("b"))
    assert journal.read().entries == (dead("a"), dead("b"))
    assert journal.notes() == (f"{journal.path}:2: no whole line of JSON; the line is left alone",)


def test_a_damaged_file_gives_notes_and_still_takes_entries(journal: Journal) -> None:
    journal.path.parent.mkdir(parents=True)
    journal.path.write_bytes(b"\xff\xfe\x00\x00 garbage\n" * 3)
    journal.add(dead("a"))
    assert journal.read().entries == (dead("a"),)
    assert len(journal.notes()) == 3


def test_what_was_written_is_never_changed(journal: Journal) -> None:
    journal.add(dead("a"))
    before = journal.path.read_bytes()
    journal.add(dead("b"))
    assert journal.path.read_bytes().startswith(before)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from primer.adapters.files.journal import Journal
from primer.core.memory import TokenSeenDead
journal = Journal(Path(sys.argv[1]))
for number in range(40):
    journal.add(TokenSeenDead("pypi", f"{sys.argv[2]}-{number}", datetime.now(UTC)))
"""


def test_two_writers_lose_nothing(journal: Journal) -> None:
    command = [sys.executable, "-c", WRITER, str(journal.path)]
    writers = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    tokens = [entry.token_id for entry in journal.read().entries if isinstance(entry, TokenSeenDead)]
    assert sorted(tokens) == sorted(f"{name}-{number}" for name in ("one", "two") for number in range(40))
    assert journal.notes() == ()


def test_a_journal_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Stop) as stop:
        Journal(tmp_path / "file" / "acme.jsonl").add(dead("a"))
    assert stop.value.problem.reference == "no-state-folder"


def test_a_folder_in_the_journals_place_is_a_problem(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "acme.jsonl")
    journal.path.mkdir()
    with pytest.raises(Stop) as stop:
        journal.add(dead("a"))
    assert stop.value.problem.reference == "journal-not-written"
    with pytest.raises(Stop) as stop:
        journal.read()
    assert stop.value.problem.reference == "journal-not-read"


def test_a_symlink_in_the_journals_place_is_not_followed(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "acme.jsonl")
    journal.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Stop):
        journal.add(dead("a"))
    assert not (tmp_path / "elsewhere").exists()


def test_a_clone_has_the_same_journal_and_another_repository_another(tmp_path: Path) -> None:
    mono = Remote("github.com", "Acme/Mono", ORIGIN)
    same = Remote("github.com", "acme/mono", ORIGIN)
    other = Remote("gitlab.com", "acme/mono", ORIGIN)
    path = journal_path(mono, tmp_path / "a", tmp_path)
    assert path == journal_path(same, tmp_path / "b", tmp_path)
    assert path != journal_path(other, tmp_path / "a", tmp_path)
    assert path.name == "github.com+acme+mono.jsonl"


def test_nobody_can_give_a_repository_the_journal_of_another(tmp_path: Path) -> None:
    long = f"a/{'b' * 200}"
    paths = ("a/b-c", "a-b/c", "a+b/c", "a/b+c", "a%2bb/c", "a/b/c", "a/ü", long, f"{long}b")
    remotes = [Remote(host, path, ORIGIN) for host in ("git.example", "git.example:8443") for path in paths]
    # A host that was looked for until the whole address had the CRC of the other one.
    remotes += [Remote(host, "acme/mono", ORIGIN) for host in ("github.com", "z4gzaapp.example")]
    names = {journal_path(remote, tmp_path, tmp_path).name for remote in remotes}
    assert len(names) == len(remotes)
    assert max(map(len, names)) < 160


def test_without_a_remote_the_folder_is_the_repository(tmp_path: Path) -> None:
    paths = {journal_path(None, tmp_path / name, tmp_path) for name in ("a", "A", "b", "ü")}
    assert len(paths) == 4
    assert journal_path(None, tmp_path / "a", tmp_path) in paths


def test_the_journal_lies_in_the_state_folder(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from primer.adapters.files.journal import journal_path; "
        "print(journal_path(None, Path('.')))"
    )
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    shown = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith(str(tmp_path / "publish-primer" / "journals"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
@pytest.mark.parametrize(
    "said", [None, "", " ", "relative/state", "/srv/state", "/srv/state/", "/srv/../state"]
)
def test_the_state_folder_is_where_platformdirs_puts_it(said: str | None) -> None:
    script = (
        "from pathlib import Path; from platformdirs import user_state_dir; "
        "from primer.adapters.files.state import FOLDER, state_folder; "
        "print(Path(user_state_dir(FOLDER, appauthor=False)) == state_folder())"
    )
    environment = {name: value for name, value in os.environ.items() if name != "XDG_STATE_HOME"}
    environment |= {} if said is None else {"XDG_STATE_HOME": said}
    shown = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert shown.stdout == "True\n"


def test_reading_does_not_wait_for_a_writer(journal: Journal) -> None:
    journal.add(dead("a"))
    with locked(journal.path.with_suffix(".lock")):
        assert journal.read().entries == (dead("a"),)


def test_every_line_is_json(journal: Journal) -> None:
    journal.add(dead("a"))
    assert json.loads(journal.path.read_text())["kind"] == "token-seen-dead"
