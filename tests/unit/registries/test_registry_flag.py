"""A command that primer proposes means the registry that the person is at."""

from made_up import INTERNAL
from primer.core.value import replace
from primer.registries.addresses import NPM, PYPI, TESTPYPI
from primer.registries.naming import registry_flag


def test_where_packages_go_anyhow_needs_no_word() -> None:
    assert [registry_flag(some) for some in ([PYPI], [NPM], [PYPI, NPM], [])] == ["", "", "", ""]


def test_a_trial_and_an_index_of_ones_own_are_named() -> None:
    assert registry_flag([TESTPYPI]) == " --registry testpypi"
    assert registry_flag([INTERNAL]) == " --registry internal"


def test_a_name_says_nothing_to_the_shell() -> None:
    assert registry_flag([replace(INTERNAL, name="a b; c")]) == " --registry 'a b; c'"
