"""What `primer workflow` is asked for: by flags, and by the head of what it wrote before."""

from primer.cli.command_line import parse
from primer.cli.workflow_wishes import wishes_of
from primer.core.release import Builder, Part, Tags
from primer.engine.release import Wishes
from primer.reading.toolchain import Toolchain

BEFORE = Toolchain(asked=(("tags", "each"), ("builder", "uv"), ("with", "audit")))


def wishes(*words: str, signs: Toolchain = BEFORE) -> Wishes:
    return wishes_of(parse(["workflow", *words]), signs)


def test_nothing_is_asked_for_where_nothing_is_said() -> None:
    assert wishes(signs=Toolchain()) == Wishes()


def test_what_was_asked_for_before_stays() -> None:
    command = "primer workflow --tags each --builder uv --with audit"
    assert wishes() == Wishes(Tags.EACH, Builder.UV, frozenset({Part.AUDIT}), command)


def test_a_flag_goes_before_what_was_asked_for_before() -> None:
    found = wishes("--tags", "one", "--with", "attest", "--with", "guard")
    command = "primer workflow --tags one --builder uv --with attest"
    assert found == Wishes(Tags.ONE, Builder.UV, frozenset({Part.ATTEST}), command)


def test_a_file_beside_the_workflow_changes_none_of_its_parts() -> None:
    assert wishes("--with", "guard").parts == {Part.AUDIT}


def test_words_in_the_head_that_mean_nothing_are_left_out() -> None:
    odd = Toolchain(asked=(("tags", "some"), ("with", "everything"), ("builder", "make")))
    assert wishes(signs=odd) == Wishes()


def test_choices_by_flag_are_part_of_the_command_as_a_shell_takes_them() -> None:
    words = ("--registry", "testpypi", "--exclude", "old stuff", "--exclude", "b", "--owner", "kim")
    told = "--registry testpypi --exclude 'old stuff' --exclude b --owner kim"
    found = wishes(*words, "--account", "kim", "--environment", "", signs=Toolchain())
    assert found.command == f"primer workflow {told} --environment ''"


def test_the_registry_that_is_meant_anyway_is_no_part_of_the_command() -> None:
    assert wishes("--registry", "pypi", signs=Toolchain()).command == "primer workflow"
    assert wishes("--registry", "npm", signs=Toolchain()).command == "primer workflow --registry npm"


def test_paths_and_ways_of_running_it_are_not() -> None:
    found = wishes("--offline", "--yes", "../other", signs=Toolchain())
    assert found.command == "primer workflow"
