"""Custody: a token is asked for until it can serve, read offline, and narrowed."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from fakes.sitting import Sitting, sitting, world
from made_up import INTERNAL, NOW, TOKEN_ID, package, token
from primer.core.project import TokenState, Unlooked
from primer.core.secret import Secret
from primer.engine.custody import CLOCK_SKEW, Held, ask_token
from primer.ports.hands import Copied
from primer.ports.voice import Key
from primer.registries.addresses import TESTPYPI
from primer.registries.pypi.caveats import limits
from primer.registries.pypi.macaroon import decoded

NAMES = ("acme-protos", "acme-core")


def seated() -> Sitting:
    here = sitting(world(package("acme-core"), package("acme-protos")))
    here.world.eyes.tokens[TOKEN_ID] = TokenState.KNOWN
    return here


def asked(here: Sitting, *pasted: Secret | Key) -> Held:
    here.voice.tokens.extend(pasted)
    return ask_token(here.wizard(), here.world.look(), NAMES, "a keyring of values")


def test_the_request_says_what_happens_to_the_token_before_it_is_pasted() -> None:
    here = seated()
    asked(here, token())
    (request,) = here.voice.requests
    assert request.explanation == (
        "PyPI's tokens never expire. primer narrows the one you paste, on this machine, to these 2 names "
        "and the next 30 minutes, keeps only that in your keyring (a keyring of values), and forgets what "
        "you pasted."
    )
    assert request.name == "primer-mono-2026-11-21"
    assert request.page.url == "https://pypi.org/manage/account/token/"


def test_of_a_private_index_the_request_names_the_host_that_the_token_is_sent_to() -> None:
    here = seated()
    here.world.registry = INTERNAL
    asked(here, Secret("made-up-password"))
    (request,) = here.voice.requests
    assert request.explanation.endswith(f"and is sent to {urlsplit(INTERNAL.upload_url).netloc} alone.")


def test_what_is_held_is_good_for_these_names_and_this_time_only() -> None:
    held = asked(seated(), token())
    macaroon = decoded(held.token.reveal().removeprefix("pypi-"))
    limit = limits(macaroon.caveats)
    assert limit.projects is not None
    assert set(limit.projects) == set(NAMES)
    assert limit.expires == int((NOW + timedelta(minutes=30)).timestamp())
    assert limit.not_before == int((NOW - CLOCK_SKEW).timestamp())
    assert held.ends == NOW + timedelta(minutes=30)


def test_the_registry_is_asked_once_whether_it_knows_it() -> None:
    held = asked(seated(), token())
    assert (held.known, held.tombstone.token_id) == (NOW, TOKEN_ID)


def test_a_registry_that_cannot_be_asked_is_said_and_holds_nothing_up() -> None:
    here = seated()
    here.world.eyes.tokens[TOKEN_ID] = Unlooked("read-only mode")
    assert asked(here, token()).known is None
    assert "unseen: whether PyPI knows it could not be seen: read-only mode" in here.voice.said


@pytest.mark.parametrize(
    ("bad", "reference"),
    [
        (Secret("no token at all"), "malformed-token"),
        (token(host="test.pypi.org"), "wrong-registry-token"),
        (token("deadbeef-1111-4222-8333-444455556666"), "dead-token"),
    ],
)
def test_what_cannot_serve_is_explained_and_asked_for_again(bad: Secret, reference: str) -> None:
    here = seated()
    held = asked(here, bad, token())
    assert [problem.reference for problem in here.voice.problems] == [reference]
    assert held.tombstone.token_id == TOKEN_ID


def test_open_and_copy_are_done_and_asked_again() -> None:
    here = seated()
    asked(here, Key.OPEN, Key.COPY, token())
    assert here.hands.pages == ["https://pypi.org/manage/account/token/"]
    assert here.hands.copied == ["primer-mono-2026-11-21"]


def test_without_browser_and_clipboard_both_are_said() -> None:
    here = seated()
    here.hands.browser, here.hands.clipboard = False, Copied.NOWHERE
    asked(here, Key.OPEN, Key.COPY, token())
    assert here.voice.said[:2] == [
        "No browser here; the page is https://pypi.org/manage/account/token/",
        "No clipboard here; the name is primer-mono-2026-11-21",
    ]


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (Copied.CLIPBOARD, "seen: the name was sent to your clipboard"),
        (
            Copied.TERMINAL,
            "The name was sent to your terminal's clipboard; if nothing pastes, select it above.",
        ),
    ],
)
def test_only_what_a_clipboard_took_is_said_as_seen(where: Copied, told: str) -> None:
    here = seated()
    here.hands.clipboard = where
    asked(here, Key.COPY, token())
    assert here.voice.said[0] == told


def test_what_was_read_is_said_with_the_minutes() -> None:
    here = seated()
    asked(here, token())
    assert here.voice.said == ["seen: from PyPI, whole account · narrowed to 2 names until 14:32 UTC"]


def test_a_token_that_is_no_macaroon_is_leased_as_it_is() -> None:
    here = seated()
    here.world.registry = INTERNAL
    held = asked(here, Secret("made-up-password"))
    assert held.token.reveal() == "made-up-password"
    assert (held.tombstone.text, held.known) == ("", None)
    words = "unseen: this token cannot be narrowed: it is kept as it is, until 14:32 UTC at most"
    assert words in here.voice.said


def test_a_token_of_testpypi_serves_at_testpypi() -> None:
    here = seated()
    here.world.registry = TESTPYPI
    assert asked(here, token(host="test.pypi.org")).tombstone.token_id == TOKEN_ID
