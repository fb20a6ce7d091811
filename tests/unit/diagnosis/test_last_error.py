"""A log that names no known cause still says where it failed: its last error, without secrets."""

import pytest

from primer.core.diagnosis import Evidence
from primer.diagnosis.ending import last_error
from primer.diagnosis.scan import scanned

END = "##[error]Process completed with exit code 1."
RESOLVER = "ERROR: pip's dependency resolver does not currently take into account all packages"


def last(log: str) -> Evidence | None:
    return last_error(scanned(enumerate(log.split("\n"), 1)).ending)


@pytest.mark.parametrize(
    ("log", "line", "text"),
    [
        ("ERROR    HTTPError: 503 Service Unavailable", 1, "ERROR HTTPError: 503 Service Unavailable"),
        ("12 passed, 1 failed", 1, "12 passed, 1 failed"),
        (
            "The tag v0.3.0 does not fit what was built:\n  core-0.2.0.tar.gz is 0.2.0",
            1,
            "The tag v0.3.0 does not fit what was built: core-0.2.0.tar.gz is 0.2.0",
        ),
        (
            "The tag v3 names none of these: core, server",
            1,
            "The tag v3 names none of these: core, server",
        ),
        (
            "dist/a.whl: PyPI takes no wheel for bare linux; build it with cibuildwheel",
            1,
            "dist/a.whl: PyPI takes no wheel for bare linux; build it with cibuildwheel",
        ),
        (
            "Checking dist/core-0.1.tar.gz: FAILED\nERROR    `long_description` has syntax errors",
            2,
            "ERROR `long_description` has syntax errors",
        ),
        ("npm error code EUSAGE\nnpm error\nnpm error No lock file", 1, "npm error code EUSAGE No lock file"),
    ],
)
def test_the_last_error_is_shown_where_a_step_failed(log: str, line: int, text: str) -> None:
    assert last(f"{log}\n{END}") == Evidence(line, text)


def test_an_error_that_was_survived_long_before_is_not_the_last_one() -> None:
    log = "\n".join([RESOLVER, *["fine"] * 40, "1 failed", END])
    assert last(log) == Evidence(42, "1 failed")


def test_without_any_mark_the_last_line_that_speaks_of_failure_is_shown() -> None:
    assert last("make: *** [publish] Error 1\nbye") == Evidence(1, "make: *** [publish] Error 1")


def test_a_steps_script_is_no_error_of_its_own() -> None:
    assert last('##[group]Run ./publish\necho "failed"\n##[endgroup]\nall is well') is None


def test_a_log_that_speaks_of_no_error_has_none() -> None:
    assert last("all is well") is None
    assert last("") is None


def test_no_secret_is_shown() -> None:
    secret = "pypi" + "-" + "AgEIcHlwaS5vcmc" * 6
    for log in (f"ERROR: bad {secret}", f"ERROR: bad:\n  {secret}", f"that {secret}\n{END}"):
        shown = last(log)
        assert shown is not None
        assert "AgEI" not in shown.text
