"""Pasted tokens of npm's: their form is all that can be known."""

from datetime import UTC, datetime, timedelta

import pytest

from primer.core.problem import Problem
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.token import TokenReading, Tombstone
from primer.core.value import replace
from primer.registries.addresses import NPM
from primer.registries.npm.registry import NpmInterface

INTERFACE = NpmInterface(lambda: "made-up-1")
NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
GRANULAR = "npm" + "_" + "a1B2" * 9
HOUSE = Registry(
    "acme",
    "Acme's",
    Ecosystem.JAVASCRIPT,
    "https://acme.example",
    "https://acme.example",
    "https://acme.example",
)


def problem(text: str, registry: Registry = NPM) -> Problem:
    found = INTERFACE.read_token(registry, Secret(text), NOW)
    assert isinstance(found, Problem)
    return found


@pytest.mark.parametrize("text", [GRANULAR, f" {GRANULAR}\n"])
def test_a_granular_token_says_nothing_of_itself(text: str) -> None:
    reading = INTERFACE.read_token(NPM, Secret(text), NOW)
    assert reading == TokenReading(is_macaroon=False, tombstone=Tombstone("made-up-1", ""))
    assert reading.can_create


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing was pasted"),
        ("npm" + "_short", "it begins like a token, and the rest of it is damaged or cut"),
        (GRANULAR + "!", "it begins like a token, and the rest of it is damaged or cut"),
        ("12345678-1111-4222-8333-444455556666", "tokens of this older form are revoked and made no more"),
        ("hunter2", "its tokens begin with npm_"),
        (f"{GRANULAR} {GRANULAR}", "there is white space inside it: perhaps more than the token was copied"),
    ],
)
def test_what_is_no_token_of_npms_is_refused(text: str, why: str) -> None:
    found = problem(text)
    assert found.reference == "malformed-token"
    assert found.message == f"This is no token of npm: {why}"
    assert "hunter2" not in found.message


def test_a_token_for_python_packages_is_told_apart() -> None:
    assert problem("pypi" + "-" + "AgEIcHlwaS5vcmc").reference == "wrong-registry-token"


def test_elsewhere_anything_may_be_a_token() -> None:
    assert isinstance(INTERFACE.read_token(HOUSE, Secret("hunter2"), NOW), TokenReading)
    assert problem("two words", HOUSE).reference == "malformed-token"


def test_npms_own_token_is_given_to_no_other_host() -> None:
    found = problem(GRANULAR, HOUSE)
    assert (found.reference, found.message) == (
        "wrong-registry-token",
        "This has the form of npm's own tokens, and Acme's is at acme.example",
    )


def test_a_registry_of_this_machine_may_make_tokens_of_npms_form() -> None:
    here = replace(HOUSE, upload_url="http://127.0.0.1:4873", index_url="http://127.0.0.1:4873")
    assert isinstance(INTERFACE.read_token(here, Secret(GRANULAR), NOW), TokenReading)


def test_nothing_is_narrowed() -> None:
    token = Secret(GRANULAR)
    assert INTERFACE.narrow(token, ("@acme/core",), NOW, NOW + timedelta(minutes=30)) is token


@pytest.mark.parametrize("name", ["c59f2e", "primer-my.repo_x-2026-11-21", "for publishing"])
def test_a_token_that_the_person_names_has_no_shadow(name: str) -> None:
    assert INTERFACE.tombstone(NPM, f" {name} ") == Tombstone(name, "")


@pytest.mark.parametrize("text", ["", GRANULAR, "a\nb", "é" * 8, "-"])
def test_a_token_itself_is_no_name_of_one(text: str) -> None:
    found = INTERFACE.tombstone(NPM, text)
    assert isinstance(found, Problem)
    assert found.reference == "malformed-token-id"
    assert GRANULAR not in found.message
