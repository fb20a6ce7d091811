"""Globs of folders."""

import pytest

from primer.reading.texts.globs import below, covers, matches


@pytest.mark.parametrize(
    ("folder", "glob"),
    [
        ("packages/a", "packages/*"),
        ("packages/a", "./packages/a/"),
        ("packages/a", "packages\\a"),
        ("packages/a/b", "packages/**"),
        ("packages/b", "packages/**/b"),
        ("packages/x/y/b", "packages/**/b"),
        ("packages/a1", "packages/a[0-9]"),
        ("packages/ab", "packages/a[!0-9]"),
        ("packages/a", "packages/{a,b*}"),
        ("packages/bc", "packages/{a,b*}"),
        ("a+b", "a+b"),
        (".", "."),
        ("a", "*"),
    ],
)
def test_a_glob_means_a_folder(folder: str, glob: str) -> None:
    assert matches(folder, (glob,))


@pytest.mark.parametrize(
    ("folder", "glob"),
    [
        ("packages/a/b", "packages/*"),
        ("packages", "packages/*"),
        ("packages/aa", "packages/a"),
        ("packages/b", "packages/[a"),
        ("axb", "a.b"),
    ],
)
def test_a_glob_does_not_mean_a_folder(folder: str, glob: str) -> None:
    assert not matches(folder, (glob,))


def test_a_glob_covers_what_is_below_a_folder() -> None:
    assert covers("packages/internal/deep", ("packages/internal",))
    assert not covers("packages/internally", ("packages/internal",))


def test_a_glob_of_a_folder_is_made_relative_to_the_repository() -> None:
    assert below("libs", "../packages/*") == "packages/*"
    assert below(".", "./packages/*/") == "packages/*"
