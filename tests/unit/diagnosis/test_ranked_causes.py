"""Several causes: each once, the one that ended the run first, the special before the general."""

import pytest

from primer.core.diagnosis import Cause
from primer.diagnosis.diagnose import diagnosed
from primer.diagnosis.evidence import LONGEST
from primer.diagnosis.planned import Grounds
from primer.registries.addresses import PYPI
from primer.registries.known import known

EXISTS = (
    "ERROR    HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/\n         File already exists"
)
QUOTA = (
    "ERROR    HTTPError: 429 Too Many Requests from https://upload.pypi.org/legacy/\n"
    "         Too many new projects created"
)
NPM_404 = (
    "npm error code E404\nnpm error 404 Not Found - PUT https://registry.npmjs.org/@acme%2fcore - Not found"
)
MISSING = "ERROR: No matching distribution found for acme-core==0.2.0"
UPLOAD = "Uploading acme_core-0.2.0-py3-none-any.whl"
OLD = "node: v20.19.0\nnpm: 10.8.2"
END = "##[error]Process completed with exit code 1."


def causes(log: str) -> tuple[Cause, ...]:
    return diagnosed(enumerate(log.split("\n"), 1), Grounds(None, PYPI, known()))


def names(log: str) -> list[str]:
    return [one.cause for one in causes(log)]


def of_job(job: str, log: str) -> str:
    return "\n".join(f"{job}\tstep\t2026-11-21T14:00:00Z {line}" for line in log.split("\n"))


def test_what_ended_the_run_comes_before_what_it_survived() -> None:
    assert names(f"{EXISTS}\n{QUOTA}\n{END}") == ["creation-quota", "file-exists"]
    assert names(f"{QUOTA}\n{EXISTS}\n{END}") == ["file-exists", "creation-quota"]


def test_each_cause_is_named_once_at_its_last_line() -> None:
    [cause] = causes(f"{EXISTS}\nagain\n{EXISTS}\n{END}")
    assert cause.evidence.line == 5
    assert cause.evidence.text == "File already exists"


def test_of_two_jobs_that_failed_the_first_comes_first() -> None:
    log = "\n".join([of_job("a", f"{EXISTS}\n{QUOTA}"), of_job("b", NPM_404)])
    assert names(log) == ["creation-quota", "npm-not-authorised", "file-exists"]


def test_what_follows_from_a_failure_stands_behind_it() -> None:
    assert names(f"{UPLOAD}\n{QUOTA}\n{MISSING}\n{END}") == ["creation-quota", "not-live"]


@pytest.mark.parametrize(
    ("before", "cause"),
    [
        ("", "npm-not-authorised"),
        (OLD, "npm-too-old"),
        ("npm notice New minor version of npm available! 11.4.2 -> 11.19.1 ", "npm-too-old"),
        ("npm: 11.5.1", "npm-not-authorised"),
        (f"{OLD}\nRun npm install -g npm@latest", "npm-not-authorised"),
        (f"{OLD}\nRun npm install -g npm@11.4.0", "npm-too-old"),
        (f"{OLD}\nnpx --yes npm@11 publish", "npm-not-authorised"),
        (f"{OLD}\nRun npm --version\n11.19.1", "npm-not-authorised"),
        (
            f"{OLD}\nnpm verbose oidc Failed token exchange request with body message: no",
            "npm-not-authorised",
        ),
        ("node-version: 22", "npm-too-old"),
        ("node-version: '20.x'", "npm-too-old"),
        ("node-version: 24", "npm-not-authorised"),
        (f"{OLD}\nnpm warn deprecated oidc-client@1.11.5", "npm-too-old"),
        ("added some-npm@9.0.0 and node@lts", "npm-not-authorised"),
    ],
)
def test_an_old_npm_in_the_same_log_is_the_cause_of_its_404(before: str, cause: str) -> None:
    assert names(f"{before}\n{NPM_404}\n{END}") == [cause]


def test_a_notice_after_the_failure_tells_the_version_as_well() -> None:
    assert names(f"{NPM_404}\nnpm notice New major version of npm available! 10.8.2 -> 11.19.1\n{END}") == [
        "npm-too-old"
    ]


def test_another_jobs_npm_tells_nothing() -> None:
    assert names(f"{of_job('build', OLD)}\n{of_job('publish', NPM_404)}") == ["npm-not-authorised"]


def test_a_package_that_nobody_here_publishes_is_not_missed() -> None:
    assert names(f"{MISSING}\n{END}") == []
    assert names(f"{UPLOAD}\n{MISSING}\n{END}") == ["not-live"]


def test_a_download_is_no_upload() -> None:
    download = "  Downloading https://files.pythonhosted.org/packages/ab/acme_core-0.2.0-py3-none-any.whl"
    assert names(f"{download}\n{MISSING}\n{END}") == []


def test_a_long_line_is_shown_in_part_and_no_part_of_a_token_with_it() -> None:
    secret = "pypi" + "-" + "AgEIcHlwaS5vcmc" * 30
    [cause] = causes(f"npm error code EOTP {'x ' * (LONGEST // 2 - 15)}{secret} {'y ' * 500}")
    assert len(cause.evidence.text) <= LONGEST
    assert "AgEI" not in cause.evidence.text


def test_a_message_ends_where_the_next_one_begins() -> None:
    log = f"##[error]something else went wrong\nToo many words\n{EXISTS}\n{END}"
    assert names(log) == ["file-exists"]


def test_a_fence_that_nobody_closes_does_not_hide_the_rest() -> None:
    assert names("```\n" + "text\n" * 100 + EXISTS) == ["file-exists"]


def test_a_runners_error_ends_what_was_a_steps_script() -> None:
    refusal = "HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/ File already exists"
    log = f"##[group]Run twine\nno end of it\n##[error]ERROR: {refusal}"
    assert names(log) == ["file-exists"]
