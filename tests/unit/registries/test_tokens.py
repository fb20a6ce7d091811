"""Pasted tokens, read offline."""

from datetime import UTC, datetime, timedelta

import pypitoken
import pytest

from primer.core.problem import Problem
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.token import TokenReading, Tombstone
from primer.registries.addresses import PYPI, TESTPYPI
from primer.registries.pypi.caveats import Dialect
from primer.registries.pypi.tokens import dialect_of, narrow, read_token, tombstone_named

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
SOON = NOW + timedelta(minutes=30)
KEY = "made-up-key"
ID = "21394af6-1111-4222-8333-444455556666"
USER = "0c6b7a7e-1111-4222-8333-444455556666"
PREFIX = "pypi" + "-"

DEVPI = Registry(
    "internal",
    "Acme's index",
    Ecosystem.PYTHON,
    "https://devpi.example/__token__/dev/",
    "https://devpi.example/__token__/dev/+simple",
    "https://devpi.example",
)


def pypi_token(domain: str = "pypi.org", *caveats: dict[str, object]) -> str:
    made = pypitoken.Token.create(domain=domain, identifier=ID, key=KEY)
    made.restrict(user_id=USER)
    for caveat in caveats:
        made.restrict(**caveat)
    return str(made.dump())


def devpi_token(*caveats: str) -> str:
    return with_caveats(pypitoken.Token.create("", "__token__-HMKy4VRy", KEY, prefix="devpi"), *caveats)


def with_caveats(made: pypitoken.Token, *caveats: str) -> str:
    for caveat in caveats:
        made._macaroon.add_first_party_caveat(caveat)
    return str(made.dump())


def reading(text: str, registry: Registry = PYPI) -> TokenReading:
    read = read_token(registry, Secret(text), NOW, "opaque-1")
    assert isinstance(read, TokenReading), read
    return read


def reference(text: str, registry: Registry = PYPI) -> str:
    read = read_token(registry, Secret(text), NOW, "opaque-1")
    assert isinstance(read, Problem), read
    assert text.strip() == "" or text.strip() not in f"{read.message} {read.hint} {read.context}"
    return read.reference


def test_an_account_token_of_pypi_can_create() -> None:
    read = reading(pypi_token())
    assert read.is_macaroon
    assert read.can_create
    assert (read.location, read.projects, read.expires, read.not_before) == ("pypi.org", (), None, None)
    assert read.tombstone.token_id == ID


def test_the_tombstone_is_the_same_for_a_token_and_its_narrowed_one() -> None:
    whole = Secret(pypi_token())
    narrowed = narrow(whole, ("a",), NOW, SOON)
    assert reading(narrowed.reveal()).tombstone == reading(whole.reveal()).tombstone
    assert reading(whole.reveal()).tombstone == tombstone_named(PYPI, ID)


def test_white_space_around_a_pasted_token_is_dropped() -> None:
    assert reading(f"  {pypi_token()}\n").tombstone.token_id == ID


def test_a_narrowed_token_says_its_names_and_time() -> None:
    read = reading(narrow(Secret(pypi_token()), ("Adk_Cli", "adk.protos"), NOW, SOON).reveal())
    assert read.projects == ("adk-cli", "adk-protos")
    assert (read.not_before, read.expires) == (NOW, SOON)
    assert read.can_create


def test_a_narrowed_token_passes_the_issuers_check_for_its_names_only() -> None:
    oracle = pypitoken.Token.load(narrow(Secret(pypi_token()), ("a", "b"), NOW, SOON).reveal())
    oracle.check(key=KEY, project_name="b", user_id=USER, now=NOW)
    with pytest.raises(pypitoken.ValidationError):
        oracle.check(key=KEY, project_name="c", user_id=USER, now=NOW)
    with pytest.raises(pypitoken.ValidationError):
        oracle.check(key=KEY, project_name="a", user_id=USER, now=SOON)


def test_two_narrowings_both_hold() -> None:
    once = narrow(Secret(pypi_token()), ("a", "b"), NOW, SOON)
    twice = narrow(once, ("b", "c"), NOW, SOON + timedelta(hours=1))
    read = reading(twice.reveal())
    assert (read.projects, read.expires) == (("b",), SOON)


def test_a_token_narrowed_to_nothing_cannot_create() -> None:
    nothing = narrow(narrow(Secret(pypi_token()), ("a",), NOW, SOON), ("b",), NOW, SOON)
    assert reference(nothing.reveal()) == "project-scoped-token"


def test_a_token_of_the_wrong_index_is_seen_offline() -> None:
    assert reference(pypi_token("test.pypi.org")) == "wrong-registry-token"
    assert reference(pypi_token("pypi.org"), TESTPYPI) == "wrong-registry-token"
    assert reference(pypi_token("pypi.org"), DEVPI) == "wrong-registry-token"
    assert reference(devpi_token(), PYPI) == "wrong-registry-token"


def test_a_repository_cannot_have_a_token_sent_to_another_host_by_claiming_its_makers_address() -> None:
    claims = {"https://index.example/legacy/": True, "https://pypi.org.index.example/legacy/": True}
    claims |= {"https://xpypi.org/legacy/": True, "https://upload.pypi.org/legacy/": False}
    for upload_url, is_refused in claims.items():
        own = Registry(
            "internal",
            "internal",
            Ecosystem.PYTHON,
            upload_url,
            "https://pypi.org/simple",
            "https://pypi.org",
        )
        read = read_token(own, Secret(pypi_token("pypi.org")), NOW, "opaque-1")
        assert isinstance(read, Problem) is is_refused, upload_url


def test_the_wrong_index_is_named() -> None:
    problem = read_token(PYPI, Secret(pypi_token("test.pypi.org")), NOW, "")
    assert isinstance(problem, Problem)
    assert problem.message == "This token is from TestPyPI, not from PyPI"


def test_a_token_for_existing_projects_cannot_create() -> None:
    scoped = pypi_token("pypi.org", {"project_names": ["a"]}, {"project_ids": [USER]})
    assert reference(scoped) == "project-scoped-token"


def test_an_older_token_says_the_same_in_other_words() -> None:
    older: tuple[dict[str, object], ...] = (
        {"legacy_noop": True},
        {"legacy_project_names": ["a"]},
        {"legacy_not_before": 1, "legacy_not_after": 4_000_000_000},
    )
    read = reading(pypi_token("pypi.org", *older))
    assert read.projects == ("a",)
    assert read.expires == datetime.fromtimestamp(4_000_000_000, UTC)


def test_a_token_expires_at_its_very_second() -> None:
    span: dict[str, object] = {"not_before": 1, "not_after": NOW}
    assert reference(pypi_token("pypi.org", span)) == "expired-token"


def test_a_token_of_the_future_is_not_valid_yet() -> None:
    span: dict[str, object] = {"not_before": NOW + timedelta(hours=1), "not_after": NOW + timedelta(hours=2)}
    assert reference(pypi_token("pypi.org", span)) == "token-not-valid-yet"


def test_a_time_beyond_every_calendar_is_the_last_day() -> None:
    made = with_caveats(pypitoken.Token.create("pypi.org", ID, KEY), f"[0,{10**30},0]")
    assert reading(made).expires == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "caveat",
    ["[]", "[9]", "[1]", "[0,true]", "null", "{", "[" * 2_000, "key", "a=b", "expires=soon", "\x00"],
)
def test_a_caveat_that_is_not_understood_limits_nothing_known(caveat: str) -> None:
    text = with_caveats(pypitoken.Token.create("pypi.org", ID, KEY), caveat)
    assert reading(text).can_create


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "pypi" + "-",
        "pypi" + "-AgEIcHlwaS5vcmc",
        "made-up-password",
        f"{PREFIX}abc {PREFIX}abc",
        "\x1a" + pypi_token(),
        pypi_token()[:-4] + "\u200b",
        '"' + pypi_token() + '"',
        "x" * 5000,
        pypi_token()[:-1],
        pypi_token() + "A" * 8,
    ],
)
def test_what_is_no_token_of_pypi_is_said_without_repeating_it(text: str) -> None:
    assert reference(text) == "malformed-token"


def test_elsewhere_a_password_is_a_token_of_which_nothing_is_known() -> None:
    read = reading("made-up-password", DEVPI)
    assert read == TokenReading(is_macaroon=False, tombstone=Tombstone("opaque-1", ""))
    assert narrow(Secret(" made-up-password\n"), ("a",), NOW, SOON).reveal() == "made-up-password"


def test_npms_own_token_is_no_password_of_an_index() -> None:
    internal = Registry(
        "internal", "Internal", Ecosystem.PYTHON, "https://up.example/", "https://index.example", ""
    )
    read = read_token(internal, Secret("npm" + "_" + "a1B2" * 9), NOW, "opaque-1")
    assert isinstance(read, Problem)
    assert read.message == "This has the form of npm's own tokens, and Internal is at up.example"


def test_a_damaged_token_is_no_password_even_elsewhere() -> None:
    assert reference("devpi-" + "AgEAAhJ", DEVPI) == "malformed-token"


def test_a_devpi_token_is_read_in_its_own_words() -> None:
    read = reading(devpi_token("expires=1826876214", "projects=B,a"), DEVPI)
    assert (read.location, read.projects) == ("", ("a", "b"))
    assert read.expires == datetime.fromtimestamp(1826876214, UTC)
    assert read.tombstone.token_id == "HMKy4VRy"


def test_a_devpi_token_is_narrowed_in_its_own_words() -> None:
    narrowed = narrow(Secret(devpi_token("expires=never")), ("b", "A"), NOW, SOON).reveal()
    assert narrowed == devpi_token(
        "expires=never",
        "projects=a,b",
        f"expires={int(SOON.timestamp())}",
        f"not_before={int(NOW.timestamp())}",
    )


def test_a_devpi_token_without_its_prefix_is_still_one() -> None:
    bare = devpi_token().removeprefix("devpi-")
    assert reading(bare, DEVPI).is_macaroon
    assert dialect_of(bare) is Dialect.DEVPI


def test_a_devpi_token_for_another_index_is_seen_offline() -> None:
    assert reference(devpi_token("indexes=kim/prod"), DEVPI) == "wrong-registry-token"
    assert reading(devpi_token("indexes=__token__/dev,kim/prod"), DEVPI).can_create


def test_a_devpi_token_that_may_only_read_is_seen_offline() -> None:
    assert reference(devpi_token("allowed=pkg_read"), DEVPI) == "token-cannot-upload"
    assert reading(devpi_token("allowed=pkg_read,upload"), DEVPI).can_create


def test_a_token_can_be_named_by_its_identifier_alone() -> None:
    named = tombstone_named(DEVPI, " HMKy4VRy ")
    assert named == reading(devpi_token(), DEVPI).tombstone
    assert isinstance(tombstone_named(PYPI, ID.upper()), Tombstone)


def test_a_token_pasted_for_its_identifier_is_not_repeated() -> None:
    problem = tombstone_named(PYPI, pypi_token())
    assert isinstance(problem, Problem)
    assert problem.reference == "malformed-token-id"
    assert pypi_token() not in f"{problem}"


def test_the_dialect_is_seen_by_the_tokens_own_text() -> None:
    assert dialect_of(pypi_token()) is Dialect.PYPI
    assert dialect_of(devpi_token()) is Dialect.DEVPI
    assert dialect_of("made-up-password") is None
