"""Where a printed link to a guide leads: to the guides of that very release, or to the newest."""

import tomllib

import pytest

from primer.cli.documentation import SOURCE, base_url, base_url_of
from source_tree import ROOT


@pytest.mark.parametrize("version", ["0.1.0", "1.0", "1.2.3rc1", "1.2.3.post1", "2026.11.1a2"])
def test_an_installed_release_links_to_its_tag_which_never_moves(version: str) -> None:
    assert base_url_of(version, installed=True) == f"{SOURCE}/blob/v{version}"


@pytest.mark.parametrize("version", ["0.2.0.dev1", "0.1.0+local", "0.1.0.dev0+g3b35591", "unknown"])
def test_what_is_no_release_has_no_tag_and_links_to_the_branch(version: str) -> None:
    assert base_url_of(version, installed=True) == f"{SOURCE}/blob/main"


def test_a_checkout_links_to_the_branch_since_its_version_may_not_be_released_yet() -> None:
    assert base_url_of("0.1.0", installed=False) == f"{SOURCE}/blob/main"
    assert base_url() == f"{SOURCE}/blob/main"


def test_the_address_is_that_of_the_packages_own_metadata() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["urls"]["Source"] == SOURCE
    assert project["urls"]["Documentation"].startswith(f"{SOURCE}/blob/main")
