"""A secret in a log is never shown."""

import base64
import json

import pytest

from primer.diagnosis.masking import masked

BODY = "AgEIcHlwaS5vcmcCJDAwMDAwMDAwLTExMTEtNDIyMi04MzMzLTQ0NDQ1NTU1NjY2Ng"
JWT = ".".join(
    base64.urlsafe_b64encode(part).decode().rstrip("=")
    for part in (json.dumps({"alg": "RS256"}).encode(), json.dumps({"sub": "repo:a/b"}).encode(), bytes(40))
)
SECRETS = {
    "PyPI": "pypi" + "-" + BODY,
    "npm": "npm" + "_" + "a1B2" * 9,
    "GitHub": "ghp" + "_" + "a1B2" * 9,
    "GitHub's job": "ghs" + "_" + "a1B2" * 9,
    "GitHub, fine": "github" + "_pat_" + "a1B2" * 12,
    "GitLab": "glpat" + "-" + "a1B2" * 5,
    "identity": JWT,
}


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize(
    "line", ["{}", "error: bad token {}, sorry", "TWINE_PASSWORD={}", "user:{}@host", '{{"token":"{}"}}']
)
def test_a_token_becomes_an_ellipsis_wherever_it_stands(kind: str, line: str) -> None:
    shown = masked(line.format(SECRETS[kind]))
    assert SECRETS[kind] not in shown
    assert SECRETS[kind][12:] not in shown
    assert "…" in shown


@pytest.mark.parametrize("cut", [20, 30, 50])
def test_the_beginning_of_one_is_no_better(cut: int) -> None:
    for secret in SECRETS.values():
        assert secret[:cut] not in masked(f"x {secret[:cut]}")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("https://user:hunter22@index.acme.example/legacy/", "https://…@index.acme.example/legacy/"),
        ("Authorization: Basic dXNlcjpodW50ZXIyMg==", "Authorization: Basic …"),
        ("authorization: bearer abcdefghijklmnop", "authorization: bearer …"),
        ("//registry.npmjs.org/:_authToken=abcdefghijk", "//registry.npmjs.org/:_authToken=…"),
        ("NODE_AUTH_TOKEN: abcdefghijk", "NODE_AUTH_TOKEN: …"),
        ('password = "x"; password="hunter2222"', 'password = "x"; password=…"'),
    ],
)
def test_what_stands_where_a_secret_stands_goes_too(line: str, shown: str) -> None:
    assert masked(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset",
        "Invalid API Token: OIDC scoped token is not valid for project 'acme'",
        "pip install pypi-attestations pypi-simple",
        "permissions: {id-token: write}",
        "https://pypi.org/manage/project/acme/settings/publishing/?provider=github&owner=Acme",
        "* `sub`: `repo:Acme/mono:environment:pypi`",
        "blake2_256 hash '9db71050bd8a32301af3c3a441f93b72315ee0318ca37e89f2e19c2634feadef'",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert masked(line) == line
