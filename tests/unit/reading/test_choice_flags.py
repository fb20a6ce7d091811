"""Flags laid over the choices of the file."""

import pytest

from primer.core.choices import Choices, PublisherChoice, Route
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Registry
from primer.core.source import Read, Source
from primer.reading.choices.chosen import with_flags
from primer.reading.choices.keys import flag_of

OWN = Registry(
    "own", "own", Ecosystem.PYTHON, "https://a.example/up", "https://a.example/simple", "https://a.example"
)
FILE = Choices(
    packages=("packages/*",),
    route=Route.PENDING,
    publishers={
        "": PublisherChoice({"owner": Read("acme", Source("pyproject.toml", 3))}),
        "own": PublisherChoice({"workflow": Read("own.yml", Source("pyproject.toml", 5))}),
    },
    accounts={"pypi": "kim"},
    registries=(OWN,),
)


def test_no_flag_changes_nothing() -> None:
    assert with_flags(FILE, {}) is FILE


def test_a_flag_changes_only_what_it_names() -> None:
    choices = with_flags(FILE, {"placeholder-version": "0.0.3", "accounts.testpypi": "kay"})
    assert (choices.placeholder_version, choices.route, choices.packages) == (
        "0.0.3",
        Route.PENDING,
        ("packages/*",),
    )
    assert choices.accounts == {"pypi": "kim", "testpypi": "kay"}


def test_a_flag_for_every_registry_outweighs_the_files_choice_for_one() -> None:
    choices = with_flags(FILE, {"publisher.workflow": "publish.yml"})
    wanted = Read("publish.yml", Source("--workflow"))
    assert choices.publisher("own").values["workflow"] == wanted
    assert choices.publisher("pypi").values == {
        "owner": Read("acme", Source("pyproject.toml", 3)),
        "workflow": wanted,
    }


def test_a_flag_for_one_registry_outweighs_one_for_all() -> None:
    flags = {"publisher.environment": "release", "publisher.testpypi.environment": "test"}
    choices = with_flags(FILE, flags)
    assert choices.publisher("testpypi").values["environment"].value == "test"
    assert choices.publisher("pypi").values["environment"].value == "release"


def test_a_flag_may_change_one_address_of_a_registry() -> None:
    choices = with_flags(FILE, {"registries.own.web-url": "https://web.example/"})
    assert [(r.upload_url, r.web_url) for r in choices.registries] == [
        ("https://a.example/up", "https://web.example"),
    ]


def test_a_list_has_one_value_a_line() -> None:
    assert with_flags(FILE, {"packages": "a\nb c", "exclude": ""}).packages == ("a", "b c")


def test_an_empty_list_takes_back_what_the_file_says() -> None:
    assert with_flags(FILE, {"packages": ""}).packages == ()


@pytest.mark.parametrize(
    ("flag", "value", "reference"),
    [
        ("route", "exists", "illegal-choice"),
        ("rout", "prime", "unknown-choice"),
        ("publisher", "x", "illegal-choice"),
        ("publisher.pipy.owner", "x", "unknown-choice"),
        ("publisher.owner.name", "x", "illegal-choice"),
        ("registries.pypi.upload-url", "https://a.example", "illegal-choice"),
        ("registries.new.upload-url", "https://a.example", "illegal-choice"),
    ],
)
def test_an_illegal_flag_stops_and_is_named(flag: str, value: str, reference: str) -> None:
    with pytest.raises(Stop) as stopped:
        with_flags(FILE, {flag: value})
    assert stopped.value.problem.reference == reference
    assert str(stopped.value.problem.source).startswith("--")


@pytest.mark.parametrize(
    ("key", "flag"),
    [
        ("publisher.environment", "--environment"),
        ("publisher.testpypi.owner", "--owner"),
        ("accounts.own", "--account"),
        ("placeholder-version", "--placeholder-version"),
        ("registries.own.web-url", "--registries.own.web-url"),
    ],
)
def test_a_value_is_said_to_come_from_the_flag_as_people_write_it(key: str, flag: str) -> None:
    assert flag_of(tuple(key.split("."))) == flag
