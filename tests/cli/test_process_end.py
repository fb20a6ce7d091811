"""The command ends its process at once, unless something still has to be done at its end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
STARTS = "import sys; from primer.cli.main import main; "
ENDS = "; sys.exit(main())"
SLOW = "lambda: (time.sleep(0.3), print('waited'))"
SLOW_THREAD = f"import threading, time; threading.Thread(target={SLOW}).start()"


def ended(tmp_path: Path, before: str, stdout: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A program that does something, then is primer's command in a folder that is not there."""
    command = [sys.executable, "-c", f"{STARTS}{before}{ENDS}", "--plan", str(tmp_path / "nowhere")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with (stdout or tmp_path / "out").open("w") as out:
        return subprocess.run(
            command, stdout=out, stderr=subprocess.PIPE, text=True, env=environment, check=False
        )


def test_an_end_keeps_the_exit_code_and_all_that_was_written(tmp_path: Path) -> None:
    done = ended(tmp_path, "sys.stdout.write('held')")
    assert (done.returncode, (tmp_path / "out").read_text()) == (1, "held")
    assert "no-such-folder" in done.stderr


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("import atexit; atexit.register(print, 'registered')", "registered\n"),
        (SLOW_THREAD, "waited\n"),
    ],
)
def test_what_waits_for_the_end_is_done(tmp_path: Path, before: str, said: str) -> None:
    done = ended(tmp_path, before)
    assert (done.returncode, (tmp_path / "out").read_text()) == (1, said)


def test_whoever_watches_the_program_hears_its_end(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cProfile", "-m", "primer", "--plan", str(tmp_path / "nowhere")]
    assert "function calls" in subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
def test_what_cannot_be_written_at_the_end_is_told_as_python_tells_it(tmp_path: Path) -> None:
    done = ended(tmp_path, "sys.stdout.write('held')", FULL)
    assert done.returncode == 120
    assert "Exception ignored" in done.stderr


def test_a_program_that_gives_the_words_itself_goes_on() -> None:
    said = f"{STARTS}main(['--version']); main(['guide']); print('goes on')"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("goes on\n")
