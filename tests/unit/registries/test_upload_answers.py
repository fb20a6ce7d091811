"""What each answer to an upload means."""

from datetime import UTC, datetime, timedelta

import pytest

from primer.core.memory import QuotaSeen
from primer.core.registry import Ecosystem, Registry
from primer.ports.hands import Answer
from primer.registries.addresses import PYPI, TESTPYPI
from primer.registries.interface import Accepted, QuotaReached, Refused
from primer.registries.pypi.registry import PyPIInterface

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
INTERFACE = PyPIInterface()


def refused(status: int, words: str, headers: dict[str, str] | None = None) -> Refused:
    meant = INTERFACE.meaning(PYPI, "adk-cli", Answer(status, words, headers or {}), NOW)
    assert isinstance(meant, Refused), meant
    return meant


def quota(words: str, **headers: str) -> QuotaReached:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    meant = INTERFACE.meaning(PYPI, "adk-cli", Answer(429, words, named), NOW)
    assert isinstance(meant, QuotaReached), meant
    return meant


@pytest.mark.parametrize(
    ("registry", "command"), [(PYPI, "`primer init`"), (TESTPYPI, "`primer init --registry testpypi`")]
)
@pytest.mark.parametrize(("status", "words"), [(429, "Too many new projects created"), (502, "Bad Gateway")])
def test_the_command_that_goes_on_is_about_the_same_registry(
    registry: Registry, command: str, status: int, words: str
) -> None:
    meant = INTERFACE.meaning(registry, "adk-cli", Answer(status, words), NOW)
    assert isinstance(meant, QuotaReached | Refused)
    assert command in meant.problem.hint


def test_200_is_accepted() -> None:
    assert INTERFACE.meaning(PYPI, "a", Answer(200, "OK"), NOW) == Accepted()


def test_devpi_says_when_identical_bytes_were_there() -> None:
    words = "Upload of identical file to non volatile index."
    assert INTERFACE.meaning(PYPI, "a", Answer(200, words), NOW) == Accepted(already=True)


@pytest.mark.parametrize(
    ("status", "words", "reference", "stops_all"),
    [
        (403, "Invalid or non-existent authentication information. See …", "token-refused", True),
        (403, "Invalid API Token: token is expired", "token-out-of-bounds", True),
        (
            403,
            "Invalid API Token: project-scoped token is not valid for project: 'a'",
            "token-out-of-bounds",
            True,
        ),
        (
            403,
            "The user 'kim' isn't allowed to upload to project 'adk-cli'. See …",
            "not-your-project",
            False,
        ),
        (403, "Read-only mode: Uploads are temporarily disabled.", "registry-closed", True),
        (403, "New uploads are temporarily disabled. See …", "registry-closed", True),
        (403, "New project registration temporarily disabled. See …", "registry-closed", True),
        (400, "User 'kim' does not have a verified primary email address.", "unverified-account", True),
        (403, "User kim does not have two-factor authentication enabled.", "unverified-account", True),
        (403, "Project 'adk-cli' has been archived: isn't allowed to upload", "archived-project", False),
        (
            400,
            "File already exists ('adk_cli-0.0.1.tar.gz', with blake2_256 hash 'ab').",
            "file-exists",
            False,
        ),
        (400, "This filename has already been used, use a different version.", "file-exists", False),
        (
            400,
            "This filename was previously used by a file that has since been deleted.",
            "file-exists",
            False,
        ),
        (
            400,
            "The name 'json' isn't allowed (conflict with Python Standard Library module name).",
            "name-refused",
            False,
        ),
        (400, "The name 'adk-cli' isn't allowed. See …", "name-refused", False),
        (400, "The name 'adk-cli' is too similar to an existing project.", "name-too-similar", False),
        (400, "'-' is an invalid value for Name. Error: Start and end with a letter", "name-refused", False),
        (400, "'x' is an invalid value for Classifier.", "metadata-refused", False),
        (400, "Invalid distribution metadata: license-expression", "metadata-refused", False),
        (400, "Cannot upload to a release older than 14 days", "release-closed", False),
        (400, "Invalid distribution file.", "upload-refused", False),
        (409, "adk_cli-0.0.1.tar.gz already exists in non-volatile index", "file-exists", False),
        (
            409,
            "Package 'adk_cli-0.0.1.tar.gz' already exists! You may start server with `--overwrite`",
            "file-exists",
            False,
        ),
        (403, "Exception during token verification: Token expired at 1000", "token-out-of-bounds", True),
        (403, "The token id HMKy4VRy doesn&#x27;t exist", "token-refused", True),
        (409, "Conflict", "file-exists", False),
        (403, "Forbidden", "upload-forbidden", True),
        (403, "", "upload-forbidden", True),
        (401, "Unauthorized", "upload-forbidden", True),
        (404, "Not Found", "wrong-upload-address", True),
        (405, "Method Not Allowed", "wrong-upload-address", True),
        (413, "Request Entity Too Large", "upload-refused", False),
        (500, "Internal Server Error", "registry-failing", True),
        (
            503,
            "<html><head><title>x</title></head><body><h1>Backend fetch failed</h1></body></html>",
            "registry-failing",
            True,
        ),
        (600, "?", "answer-not-understood", True),
        (100, "", "answer-not-understood", True),
    ],
)
def test_each_refusal_has_a_cause_and_a_remedy(
    status: int, words: str, reference: str, stops_all: bool
) -> None:
    meant = refused(status, words)
    assert (meant.problem.reference, meant.stops_all) == (reference, stops_all)
    assert meant.problem.hint
    assert meant.problem.context[-1].startswith(f"it answered {status}")


def test_an_answer_of_html_is_shown_as_one_plain_line() -> None:
    words = "<head><style>b {}</style></head><h1>Sorry</h1>\n the <b>cache</b> &amp; more\x1b[2J"
    assert refused(500, words).problem.context == ("it answered 500: Sorry the cache & more [2J",)


def test_an_answer_without_words_is_said_to_have_none() -> None:
    assert refused(500, "").problem.context == ("it answered 500 and nothing else",)


def test_a_redirect_is_not_followed_and_its_target_is_named() -> None:
    meant = refused(301, "Moved", {"location": "https://index.example/legacy/?a=b"})
    assert meant.problem.reference == "redirected-upload"
    assert meant.problem.context[0] == "it points to https://index.example/legacy/"


def test_braces_in_a_name_are_only_text() -> None:
    registry = Registry("x", "{title} {0}", Ecosystem.PYTHON, "https://a/{b}/", "https://a", "https://a")
    meant = INTERFACE.meaning(registry, "{package.x}", Answer(404, "{}"), NOW)
    assert isinstance(meant, Refused)
    assert meant.problem.message == "There is nothing at https://a/{b}/ that takes uploads"


POLICY = '"project.create.user";q=4;w=86400;pk=:user:, "project.create.ip";q=40;w=86400;pk=:ip:'


def test_the_quota_is_read_from_every_answer() -> None:
    headers = {
        "ratelimit-policy": POLICY,
        "ratelimit": '"project.create.user";r=3;t=86390, "project.create.ip";r=39;t=86390',
    }
    seen = INTERFACE.quota(PYPI, Answer(200, "OK", headers), NOW)
    assert seen == QuotaSeen("pypi", 4, 3, NOW + timedelta(seconds=86390), NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ratelimit": "garbage"},
        {"ratelimit": '"project.create.user";r=;t=x'},
        {"ratelimit": '"search";r=0;t=5', "ratelimit-policy": '"search";q=1;w=5'},
        {"ratelimit": '"project.create.user";r=' + "9" * 50},
    ],
)
def test_other_headers_say_nothing_of_the_quota(headers: dict[str, str]) -> None:
    assert INTERFACE.quota(PYPI, Answer(200, "OK", headers), NOW) is None


def test_429_names_the_time_that_the_limit_resets() -> None:
    meant = quota(
        "Too many new projects created",
        ratelimit_policy=POLICY,
        ratelimit='"project.create.user";r=0;t=33600, "project.create.ip";r=30;t=86000',
    )
    assert meant.resets == NOW + timedelta(seconds=33600)
    assert meant.problem.reference == "creation-quota"
    assert meant.problem.context[0].startswith("4 of 4 used; the next is possible at 2026-11-21 23:22 UTC")


def test_429_with_retry_after_waits_that_long() -> None:
    assert quota("slow down", retry_after="3600").resets == NOW + timedelta(hours=1)
    assert quota("", retry_after="Sat, 21 Nov 2026 15:02:00 GMT").resets == NOW + timedelta(hours=1)


@pytest.mark.parametrize("words", ["Too Many Requests", "Too many new projects created", ""])
def test_429_without_a_time_is_not_tried_within_a_day(words: str) -> None:
    assert quota(words).resets == NOW + timedelta(days=1)


def test_the_later_of_two_times_counts() -> None:
    spent = '"project.create.user";r=0;t=60, "project.create.ip";r=0;t=7200'
    assert quota("", ratelimit=spent, retry_after="30").resets == NOW + timedelta(hours=2)
