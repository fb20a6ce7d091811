"""Tags at HEAD as releases of packages."""

import pytest

from primer.core.versions import ReleaseTag
from primer.reading.versions.release_tags import release_tag


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("acme-core-v1.2.3", "acme-core"),
        ("acme-core-1.2.3", "acme-core"),
        ("acme_core-v1.2.3", "acme-core"),
        ("acme-core/v1.2.3", "acme-core"),
        ("acme-core==1.2.3", "acme-core"),
        ("@acme/core@1.2.3", "@acme/core"),
        ("core-v1.2.3", "@acme/core"),
    ],
)
def test_a_tag_with_a_packages_name_is_about_that_package(tag: str, name: str) -> None:
    assert release_tag(name, (tag,), None, shared=False) == ReleaseTag(tag, "1.2.3")


@pytest.mark.parametrize("tag", ["acme-web-v1.2.3", "v1.2.3", "acme-core", "acme-core-vnext", "core-v1.2.3"])
def test_other_tags_are_not(tag: str) -> None:
    assert release_tag("acme-core", (tag,), None, shared=False) is None


@pytest.mark.parametrize("tag", ["v1.2.3", "1.2.3"])
def test_a_tag_without_a_name_is_about_everybody_where_there_is_one_release(tag: str) -> None:
    assert release_tag("acme-core", (tag,), None, shared=True) == ReleaseTag(tag, "1.2.3")


def test_a_tag_of_its_own_counts_before_one_of_everything() -> None:
    found = release_tag("acme-core", ("v2.0.0", "acme-core-v1.2.3"), None, shared=True)
    assert found == ReleaseTag("acme-core-v1.2.3", "1.2.3")


def test_of_several_the_agreeing_one_counts_and_otherwise_the_highest() -> None:
    tags = ("v1.10.0", "v1.2.3", "v1.9.0")
    assert release_tag("acme", tags, "1.2.3", shared=True) == ReleaseTag("v1.2.3", "1.2.3")
    assert release_tag("acme", tags, "3.0.0", shared=True) == ReleaseTag("v1.10.0", "1.10.0")


def test_a_tag_that_moves_along_with_a_line_of_releases_says_no_version() -> None:
    assert release_tag("acme", ("v1", "v1.2"), "1.2.3", shared=True) is None
    assert release_tag("acme", ("v2",), "1.2.3", shared=True) == ReleaseTag("v2", "2")


@pytest.mark.parametrize("tag", ["latest", "vendor", "v", "release", "nightly-2026-11-21"])
def test_what_looks_like_no_release_is_none(tag: str) -> None:
    assert release_tag("acme", (tag,), None, shared=True) is None
