"""Names of npm packages: which a new one may have, and how they are written."""

import pytest

from primer.registries.npm.names import escaped, refusal, scope, tarball_name


@pytest.mark.parametrize(
    "name",
    ["acme-core", "a", "acme.core", "acme_core", "0", "@acme/core", "@acme/_core", "@a.b-c/http", "a" * 214],
)
def test_a_name_may_have_letters_digits_and_three_signs_and_a_scope(name: str) -> None:
    assert refusal(name) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "it is empty"),
        (".acme", "a name does not begin with a dot, an underscore or a hyphen"),
        ("_acme", "a name does not begin with a dot, an underscore or a hyphen"),
        ("-acme", "a name does not begin with a dot, an underscore or a hyphen"),
        (" acme", "there is white space around it"),
        ("node_modules", "it is a name that npm keeps for itself"),
        ("favicon.ico", "it is a name that npm keeps for itself"),
        ("http", "it is the name of a core module of Node"),
        ("HTTP", "it is the name of a core module of Node"),
        ("a" * 215, "it is longer than 214 characters, its scope included"),
        ("@acme/" + "a" * 209, "it is longer than 214 characters, its scope included"),
        ("Acme", "a name has no capital letters"),
        ("@Acme/core", "a name has no capital letters"),
        ("acme~core", "a name has none of the signs ~ ' ! ( ) *"),
        ("@acme/.core", "behind its scope, a name does not begin with a dot"),
    ],
)
def test_other_names_are_refused_with_the_reason(name: str, why: str) -> None:
    assert refusal(name) == why


@pytest.mark.parametrize("name", ["a b", "acme/core", "@acme/", "@/core", "@a/b/c", "ácme", "fs/url", "a:b"])
def test_what_an_address_cannot_hold_is_no_name(name: str) -> None:
    assert "letters, digits" in (refusal(name) or "")


def test_a_scoped_name_is_one_part_of_a_path() -> None:
    assert escaped("@acme/core") == "@acme%2fcore"
    assert escaped("acme-core") == "acme-core"


@pytest.mark.parametrize("name", ["\ud800", "@\ud800/core", "a b?#%"])
def test_what_is_no_name_is_still_one_part_of_a_path(name: str) -> None:
    assert refusal(name) is not None
    assert set(escaped(name)) & set(" ?#/\ud800") == set()


def test_the_tarball_is_called_as_npm_pack_calls_it() -> None:
    assert tarball_name("@acme/core", "0.0.1") == "acme-core-0.0.1.tgz"
    assert tarball_name("acme", "1.2.3-rc.1") == "acme-1.2.3-rc.1.tgz"


def test_the_scope_stands_before_the_slash() -> None:
    assert (scope("@acme/core"), scope("acme")) == ("@acme", "")
