"""The command line from outside: exit codes, formats, streams, broken repositories."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checkouts import tracked, written
from emulator import CTRL_C
from journeys import journey_repositories as shapes
from journeys.journey_json import checked_plan, parsed, references, rows, verdicts
from journeys.journey_runs import CHECKOUT, PROGRAM, Finished, Machine, new_machine
from journeys.journey_terminal import Desk

FORMATS = ("text", "markdown", "json")
BROKEN = {
    "good/pyproject.toml": shapes.project("journey-good"),
    "bad/pyproject.toml": "[project\nname=",
    ".github/workflows/publish.yml": "on: push\njobs:\n  a: [\n",
    "latin/pyproject.toml": '[project]\nname = "latin"\ndescription = "\\q"\n',
}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shapes.setup_cfg(tmp_path)


def plan(machine: Machine, root: Path, *words: str) -> Finished:
    """The plan of a machine without a network."""
    return machine.run("--plan", "--offline", *words, str(root))


def scripts() -> list[tuple[str, ...]]:
    folder = Path(sys.executable).parent
    return [PROGRAM, (str(folder / "primer"),), (str(folder / "publish-primer"),)]


@pytest.mark.parametrize("program", scripts(), ids=["python -m primer", "primer", "publish-primer"])
def test_all_three_names_start_the_same_program(program: tuple[str, ...], machine: Machine) -> None:
    done = machine.run("--version", program=program)
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"primer \d+\.\d+\.\d+\S*\n", done.out)


def test_a_plan_that_could_be_made_exits_0_and_with_check_3(machine: Machine, root: Path) -> None:
    assert plan(machine, root).code == 0
    assert plan(machine, root, "--check").code == 3
    assert not machine.state.exists()
    assert machine.connections == ""


@pytest.mark.parametrize(
    "words",
    [
        ("--plan", "--bogus"),
        ("--plan", "--format", "yaml"),
        ("rehearse", "--quota", "0"),
        ("init", "--token-minutes", "never"),
        ("dance",),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_exits_2_and_says_how_to_say_it(
    words: tuple[str, ...], machine: Machine
) -> None:
    done = machine.run(*words)
    assert (done.code, done.out) == (2, "")
    assert "usage: primer" in done.err


def test_primer_alone_says_what_it_is_and_how_to_begin(machine: Machine) -> None:
    done = machine.run()
    assert (done.code, done.out) == (2, "")
    assert [line.split()[:2] for line in done.err.splitlines() if line.startswith("  ")] == [
        ["primer", "rehearse"],
        ["primer", "--plan"],
        ["primer", "init"],
    ]
    assert "primer --help" in done.err


def test_init_without_a_terminal_exits_2_and_names_the_plan(machine: Machine, root: Path) -> None:
    done = machine.run("init", str(root))
    assert (done.code, done.out) == (2, "")
    assert "primer --plan" in done.err


def test_an_unknown_registry_exits_2_and_names_those_that_are_known(machine: Machine, root: Path) -> None:
    done = plan(machine, root, "--registry", "nope")
    assert done.code == 2
    assert "pypi, testpypi" in done.err


def test_a_folder_that_is_not_there_exits_1_and_is_named(machine: Machine) -> None:
    done = plan(machine, Path("nowhere"))
    assert done.code == 1
    assert "no-such-folder" in done.err
    assert "Traceback" not in done.err


def test_ctrl_c_exits_130(tmp_path: Path, root: Path) -> None:
    desk = Desk(new_machine(tmp_path / "desk"))
    with desk.primer("rehearse", str(root)) as terminal:
        terminal.wait_for("Prime this one")
        terminal.send(CTRL_C)
        assert terminal.wait_for_end() == 130


def test_an_unknown_key_exits_1_names_the_nearest_and_the_plan_is_still_printed(
    machine: Machine, root: Path
) -> None:
    written(root, {"primer.toml": 'placeholder-versoin = "0.0.2"\n'})
    tracked(root)
    done = plan(machine, root, "--format", "json")
    assert done.code == 1
    found = checked_plan(parsed(done.out))
    assert references(found) == ["unknown-choice"]
    problem = rows(found["problems"])[0]
    assert (problem["file"], problem["line"]) == ("primer.toml", 1)
    assert "placeholder-version" in f"{problem['hint']} {problem['message']}"
    assert [one["name"] for one in rows(found["packages"])] == ["journey-solo"]


def test_broken_toml_and_broken_yaml_at_once_hide_nothing_else(machine: Machine, tmp_path: Path) -> None:
    root = tracked(written(tmp_path / "broken", BROKEN))
    done = plan(machine, root, "--format", "json")
    assert done.code == 1
    found = checked_plan(parsed(done.out))
    assert [one["name"] for one in rows(found["packages"])] == ["journey-good"]
    assert {(one["reference"], one["file"], one["line"]) for one in rows(found["problems"])} == {
        ("malformed-file", "bad/pyproject.toml", 1),
        ("malformed-file", "latin/pyproject.toml", 3),
        ("malformed-file", ".github/workflows/publish.yml", 4),
    }
    for form in ("text", "markdown"):
        done = plan(machine, root, "--format", form)
        assert done.code == 1
        assert "bad/pyproject.toml" in done.out
        assert "journey-good" in done.out


def test_offline_nothing_remote_is_seen_and_nothing_is_asked(machine: Machine, root: Path) -> None:
    done = plan(machine, root, "--format", "json")
    found = verdicts(checked_plan(parsed(done.out)))
    assert found["name-allowed:pypi:journey-solo"] == "unseen"
    assert found["claimed:pypi:journey-solo"] == "unseen"
    assert found["workflow-publishes:pypi:journey-solo"] == "done observed"
    assert machine.connections == ""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C.UTF-8"}, {"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["UTF-8", "C", "bare C"],
)
def test_what_is_piped_has_no_colour_and_is_what_the_locale_can_carry(
    form: str, locale: dict[str, str], tmp_path: Path
) -> None:
    files = {"pyproject.toml": shapes.project("journey-accents").replace("The journey", "Café ✓ the journey")}
    root = tracked(written(tmp_path / "accents", files))
    machine = new_machine(tmp_path / "machine", **locale)
    done = plan(machine, root, "--format", form)
    assert done.code == 0, done.err
    assert b"\x1b" not in done.raw_out
    assert "journey-accents" in done.out
    if "PYTHONUTF8" in locale and form != "markdown":
        assert done.raw_out.isascii()


@pytest.mark.parametrize("form", FORMATS)
def test_two_plans_are_the_same_to_the_byte(form: str, machine: Machine, tmp_path: Path) -> None:
    root = shapes.seven(tmp_path)
    clock = re.compile(rb"\d\d:\d\d(:\d\d)?")
    first, second = (plan(machine, root, "--format", form).raw_out for _ in range(2))
    assert clock.sub(b"", first) == clock.sub(b"", second)


def test_markdown_is_a_checklist_whose_links_are_absolute(machine: Machine, root: Path) -> None:
    done = plan(machine, root, "--format", "markdown")
    items = [line for line in done.out.splitlines() if line.lstrip().startswith("- [")]
    found = checked_plan(parsed(plan(machine, root, "--format", "json").out))
    assert len(items) == len(rows(found["facts"]))
    links = re.findall(r"\]\(([^)]+)\)", done.out)
    assert links
    assert all(link.startswith("https://") for link in links)


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_leaves_gets_no_traceback(form: str, machine: Machine, tmp_path: Path) -> None:
    root = shapes.seven(tmp_path)
    reader, writer = os.pipe()
    os.close(reader)
    command = [*PROGRAM, "--plan", "--offline", "--format", form, str(root)]
    try:
        done = subprocess.run(
            command, env=machine.environ(), stdout=writer, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writer)
    assert done.stderr == b""
    assert done.returncode in {0, 1}


def test_the_report_goes_to_a_file_or_to_stdout(machine: Machine, root: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    done = machine.run("rehearse", "--auto", "--report", str(report), str(root))
    assert done.code == 0, done.err
    assert "journey-solo" in report.read_text()
    done = machine.run("confirm", "--offline", "--report", "-", str(root))
    assert done.code == 3
    assert "# " in done.out
    done = machine.run("confirm", "--offline", "--report", str(tmp_path / "no" / "where.md"), str(root))
    assert done.code == 1
    assert "report-not-written" in done.err


def test_the_placeholder_can_be_looked_at_without_a_terminal(machine: Machine, root: Path) -> None:
    done = machine.run("init", "--show-placeholder", str(root))
    assert done.code == 0, done.err
    assert "journey_solo-0.0.1.tar.gz" in done.out
    assert "is a placeholder" in done.out
    assert not machine.state.exists()


def test_sources_show_where_every_value_was_read(machine: Machine, root: Path) -> None:
    place = ".github/workflows/release.yml:7"
    assert place in plan(machine, root, "--sources").out
    assert place not in plan(machine, root).out


def test_the_exit_codes_in_the_readme_are_those_of_help(machine: Machine) -> None:
    start, sign, codes = machine.run("--help").out.rpartition("exit codes:")
    assert start
    assert sign + codes in (CHECKOUT / "README.md").read_text()
    assert "3 not as it should be (work remains, findings, no cause found)" in codes


@pytest.mark.parametrize("command", ["init", "rehearse", "confirm", "guide", "completion"])
def test_every_command_that_help_lists_has_help_of_its_own(command: str, machine: Machine) -> None:
    assert f"    {command} " in machine.run("--help").out
    done = machine.run(command, "--help")
    assert (done.code, done.err) == (0, "")
