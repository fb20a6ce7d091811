"""Which tools are taken, and which failures say nothing about the package."""

from pathlib import Path

import pytest

from checkouts import tracked, written
from primer.adapters.building.workshop import not_tried, tools_for, uses_uv
from primer.adapters.programs.children import Children, Ran
from primer.adapters.repository.checkout import open_checkout

PROJECT = "[project]\nname = 'acme-core'\n"


@pytest.mark.parametrize(
    ("files", "uses"),
    [
        ({"pyproject.toml": PROJECT}, False),
        ({"pyproject.toml": f"{PROJECT}[tool.uv]\npackage = true\n"}, True),
        ({"pyproject.toml": f"{PROJECT}[tool.uv.workspace]\nmembers = ['a']\n"}, True),
        ({"pyproject.toml": PROJECT, "uv.lock": "version = 1\n"}, True),
        ({"pyproject.toml": PROJECT, "uv.toml": ""}, True),
        ({"pyproject.toml": PROJECT, "a/uv.lock": "version = 1\n"}, False),
        ({"pyproject.toml": "no TOML at all ["}, False),
    ],
)
def test_a_repository_uses_uv_where_its_root_says_so(
    tmp_path: Path, files: dict[str, str], uses: bool
) -> None:
    assert uses_uv(open_checkout(tracked(written(tmp_path, files)))) is uses


def test_without_uv_on_the_path_pip_and_build_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = open_checkout(tracked(written(tmp_path, {"pyproject.toml": PROJECT, "uv.lock": ""})))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tools_for(checkout, Children(), tmp_path, offline=False).name == "python -m build"
    (tmp_path / "uv").write_text("#!/bin/sh\n")
    (tmp_path / "uv").chmod(0o755)
    assert tools_for(checkout, Children(), tmp_path, offline=False).name == "uv build"


NO_NETWORK = "what it needs could not be fetched: the network or the index did not answer"
NO_LOGIN = (
    "what it needs could not be fetched: the index wants a login; a build is given none from the "
    "environment, netrc would do"
)
OFFLINE = "offline, and what it needs is not on this machine"
NOWHERE = "ERROR: No matching distribution found for acme-nowhere"


@pytest.mark.parametrize(
    ("line", "offline", "why"),
    [
        ("[Errno 28] No space left on device", False, "there is no room left in the temporary folder"),
        (
            "NewConnectionError('<pip…>: Failed to establish a new connection: [Errno 111]')",
            False,
            NO_NETWORK,
        ),
        ("socket.gaierror: [Errno -3] Temporary failure in name resolution", False, NO_NETWORK),
        ("  ╰─▶ client error (Connect): tcp connect error: Connection refused", False, NO_NETWORK),
        (
            "  cause: HTTP status server error (500 Internal Server Error) for url (https://x)",
            False,
            NO_NETWORK,
        ),
        ("ERROR: HTTP error 503 while getting https://x", False, NO_NETWORK),
        (
            "requests.exceptions.HTTPError: 502 Server Error: Bad Gateway for url: https://x",
            False,
            NO_NETWORK,
        ),
        ("hint: … due to a lack of valid authentication credentials (401 Unauthorized)", False, NO_LOGIN),
        ("ERROR: HTTP error 403 while getting https://x", False, NO_LOGIN),
        (NOWHERE, True, OFFLINE),
        ("  ╰─▶ Because acme-nowhere was not found in the cache, it cannot be used", True, OFFLINE),
        (NOWHERE, False, None),
        ("ModuleNotFoundError: No module named 'acme'", True, None),
    ],
)
def test_what_the_machine_lacks_is_no_failure_of_the_package(
    line: str, offline: bool, why: str | None
) -> None:
    assert not_tried(Ran(1, ("before", line, "after")), offline=offline) == why


def test_what_takes_too_long_has_not_failed() -> None:
    assert not_tried(Ran(None, ("still at it",)), offline=False) == "it did not end in time"
