"""The command that starts a release names a tag that the workflow listens to."""

import pytest

from primer.reading.versions.next_tag import next_tag, starts

EACH = ("acme-core-v*", "kit-v*")


@pytest.mark.parametrize(
    ("name", "patterns", "tag"),
    [
        ("acme-core", (), "v0.2.0"),
        ("acme-core", ("v*",), "v0.2.0"),
        ("acme-core", ("**",), "v0.2.0"),
        ("acme-core", ("[0-9]+.[0-9]+.[0-9]+",), "0.2.0"),
        ("acme-core", ("v[0-9]+.[0-9]+.[0-9]+",), "v0.2.0"),
        ("acme-core", ("v?[0-9]+.*",), "v0.2.0"),
        ("acme-core", EACH, "acme-core-v0.2.0"),
        ("@acme/kit", EACH, "kit-v0.2.0"),
        ("@acme/kit", ("@acme/*@*",), "@acme/kit@0.2.0"),
        ("acme-core", ("acme-core/v*",), "acme-core/v0.2.0"),
        ("acme-core", ("acme_core-v*",), "acme_core-v0.2.0"),
        ("acme-core", ("*", "!v*"), "0.2.0"),
        ("acme-core", ("release-of-everything",), "v0.2.0"),
        ("acme-core", ("v[",), "v0.2.0"),
    ],
)
def test_of_the_usual_forms_the_first_that_starts_it(name: str, patterns: tuple[str, ...], tag: str) -> None:
    assert next_tag(name, "0.2.0", patterns) == tag


def test_a_version_that_nobody_knows_yet_has_the_form_of_one() -> None:
    assert next_tag("acme-core", "VERSION", ("acme-core-v[0-9]+.[0-9]+.[0-9]+",)) == "acme-core-vVERSION"


@pytest.mark.parametrize(
    ("tag", "pattern"),
    [("a/v1", "*"), ("v1x", "v[0-9]"), ("xv1", "v1"), ("v10", "v1"), ("vX", "v.")],
)
def test_what_a_pattern_does_not_take(tag: str, pattern: str) -> None:
    assert not starts(tag, [pattern])
