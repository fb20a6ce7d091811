"""Macaroons v2, read and written like the libraries that PyPI's own tokens are made with."""

import pypitoken
import pytest

from primer.registries.pypi.macaroon import Macaroon, NotAMacaroon, decoded, encoded

KEY = "made-up-key"


def token(**limits: list[str] | int) -> str:
    made = pypitoken.Token.create(
        domain="pypi.org", identifier="21394af6-1111-4222-8333-444455556666", key=KEY
    )
    if limits:
        made.restrict(**limits)
    return str(made.dump()).removeprefix("pypi-")


def test_a_token_of_the_library_is_read() -> None:
    read = decoded(token(project_names=["a", "b"]))
    assert (read.location, read.identifier) == ("pypi.org", b"21394af6-1111-4222-8333-444455556666")
    assert read.caveats == (b'[1, ["a", "b"]]',)
    assert len(read.signature) == 32


def test_what_is_read_is_written_the_same() -> None:
    text = token(project_names=["a"], not_before=1, not_after=2)
    assert encoded(decoded(text)) == text


def test_a_narrowed_token_is_one_that_the_issuer_signs_off() -> None:
    narrowed = decoded(token()).narrowed(b'[1,["adk-cli"]]').narrowed(b"[0,200,100]")
    oracle = pypitoken.Token.load("pypi-" + encoded(narrowed))
    oracle.check(key=KEY, project_name="adk-cli", now=150)
    for name, now in (("other", 150), ("adk-cli", 200), ("adk-cli", 99)):
        with pytest.raises(pypitoken.ValidationError):
            oracle.check(key=KEY, project_name=name, now=now)


def test_a_long_caveat_keeps_its_length() -> None:
    caveat = b'[1,["' + b"a" * 40_000 + b'"]]'
    read = decoded(encoded(decoded(token()).narrowed(caveat)))
    assert read.caveats == (caveat,)


def test_a_tombstone_names_and_can_do_nothing() -> None:
    shadow = decoded(token(project_names=["a"])).tombstone()
    assert shadow.caveats == ()
    assert shadow.signature == bytes(32)
    oracle = pypitoken.Token.load("pypi-" + encoded(shadow))
    assert (oracle.domain, oracle.identifier) == ("pypi.org", "21394af6-1111-4222-8333-444455556666")
    with pytest.raises(pypitoken.ValidationError):
        oracle.check(key=KEY)


def test_a_signature_is_not_shown() -> None:
    assert "signature" not in repr(decoded(token()))


def test_a_location_may_be_left_out_or_empty() -> None:
    for location in (None, "", "pypi.org"):
        macaroon = Macaroon(location, b"id", (b"c",), bytes(range(32)))
        assert decoded(encoded(macaroon)) == macaroon


def test_every_cut_of_a_token_is_refused() -> None:
    text = token(project_names=["a"])
    for length in range(len(text)):
        with pytest.raises(NotAMacaroon):
            decoded(text[:length])


@pytest.mark.parametrize("text", ["", "=", "a", "ä", "AgA/", "AgEI", "AQ", "Ag", "A" * 5, "Ag" + "_" * 60])
def test_what_is_no_macaroon_is_refused(text: str) -> None:
    with pytest.raises(NotAMacaroon):
        decoded(text)


def test_something_after_the_signature_is_refused() -> None:
    with pytest.raises(NotAMacaroon):
        decoded(encoded(Macaroon("a", b"id", (), bytes(32))) + "AAAA")
