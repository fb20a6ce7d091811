"""What the answers to an empty upload form say of a token; anything not known is unknown."""

import pytest

from primer.core.project import TokenState, Unlooked
from primer.registries.pypi.caveats import Dialect
from primer.registries.pypi.probe import FORM, token_state

PYPI, DEVPI = Dialect.PYPI, Dialect.DEVPI
KNOWN, GONE = TokenState.KNOWN, TokenState.GONE
INVALID_NAME = "'' is an invalid value for Name. Error: Start and end with a letter or numeral"
NO_TOKEN = (
    "Invalid or non-existent authentication information. See https://pypi.org/help/ for more information."
)
BOTTLE = (
    "<title>Error: 403 Forbidden</title><h1>Error: 403 Forbidden</h1>"
    "<p>Sorry, the requested URL <tt>'/'</tt> caused an error:</p><pre>None</pre>"
)
DENIED = "<h1>403 Forbidden</h1> Access was denied to this resource.<br/><br/> "
UNSIGNED = "Exception during token verification: pymacaroons…Exception: Signatures do not match"


def test_the_form_names_no_project() -> None:
    assert FORM == {":action": "file_upload", "protocol_version": "1"}


@pytest.mark.parametrize(
    ("dialect", "status", "reason", "body", "state"),
    [
        (PYPI, 400, INVALID_NAME, "", KNOWN),
        (PYPI, 400, "", f"<html><body><h1>400</h1>{INVALID_NAME}</body></html>", KNOWN),
        (PYPI, 403, NO_TOKEN, "", GONE),
        (PYPI, 403, "Forbidden", f"<html><body>{NO_TOKEN}</body></html>", GONE),
        (DEVPI, 400, "content file field not found", "", KNOWN),
        (DEVPI, 403, "Forbidden", DENIED + UNSIGNED, KNOWN),
        (DEVPI, 403, "Forbidden", DENIED + "The token id zzzzzzzz doesn&#x27;t exist", GONE),
        (DEVPI, 403, "Forbidden", DENIED + "User for token doesn&#x27;t exist", GONE),
        (None, 400, "Bad Request", "<pre>Missing &#039;content&#039; file-field!</pre>", KNOWN),
        (None, 403, "Forbidden", BOTTLE, GONE),
        (None, 403, NO_TOKEN, "", GONE),
    ],
)
def test_the_known_answers_are_judged(
    dialect: Dialect | None, status: int, reason: str, body: str, state: TokenState
) -> None:
    assert token_state(dialect, status, reason, body) is state


@pytest.mark.parametrize(
    ("dialect", "status", "reason", "body"),
    [
        (PYPI, 403, "Read-only mode: Uploads are temporarily disabled.", ""),
        (PYPI, 403, "New uploads are temporarily disabled.", ""),
        (PYPI, 403, "Forbidden", ""),
        (PYPI, 403, "Forbidden", BOTTLE),
        (PYPI, 401, NO_TOKEN, ""),
        (PYPI, 403, INVALID_NAME, ""),
        (PYPI, 400, NO_TOKEN, ""),
        (PYPI, 400, "Bad Request", "<html>Bad gateway</html>"),
        (PYPI, 200, "OK", INVALID_NAME),
        (PYPI, 429, "Too Many Requests", ""),
        (PYPI, 500, "", ""),
        (PYPI, 301, "Moved Permanently", ""),
        (DEVPI, 401, "Unauthorized", ""),
        (DEVPI, 403, NO_TOKEN, ""),
        (DEVPI, 403, "Forbidden", DENIED + "Token doesn&#x27;t match user name"),
        (None, 403, "Forbidden", ""),
        (None, 401, "Unauthorized", ""),
    ],
)
def test_every_other_answer_tells_nothing(
    dialect: Dialect | None, status: int, reason: str, body: str
) -> None:
    judged = token_state(dialect, status, reason, body)
    assert isinstance(judged, Unlooked)
    assert str(status) in judged.why
