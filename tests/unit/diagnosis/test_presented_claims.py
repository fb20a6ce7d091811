"""The claims of an identity token, as every tool prints them."""

import pytest

from primer.diagnosis.presented import claims_in, tells_who

REF = "Acme/mono/.github/workflows/publish.yaml@refs/tags/v1"
WANTED = {
    "sub": "repo:Acme/mono:environment:pypi",
    "repository": "Acme/mono",
    "repository_owner": "Acme",
    "job_workflow_ref": REF,
    "environment": "pypi",
}

FORMS = {
    "bullets": "* `{name}`: `{value}`",
    "rendered": "{name}: {value}",
    "bullet signs": "  • {name}: {value}",
    "a table": "| `{name}` | `{value}` |",
    "a plain table": "| {name} | {value} |",
    "JSON": '  "{name}": "{value}",',
    "Python": "'{name}': '{value}',",
    "Rust": '    {name}: "{value}",',
    "Rust, optional": '    {name}: Some("{value}"),',
    "bold": "**{name}**: `{value}`",
}


@pytest.mark.parametrize("form", FORMS)
def test_one_claim_on_each_line(form: str) -> None:
    assert claims_in([FORMS[form].format(name=name, value=value) for name, value in WANTED.items()]) == WANTED


@pytest.mark.parametrize(
    "line",
    [
        "OidcTokenClaims {{ {rust} }}",
        "Token claims, which must match the publisher configuration: GitHub(GitHubTokenClaims {{ {rust} }})",
        '{{"aud": "pypi", {json}}}',
        "{{{python}}}",
    ],
)
def test_all_of_them_on_one_line(line: str) -> None:
    rust = ", ".join(f'{name}: "{value}"' for name, value in WANTED.items())
    json = ", ".join(f'"{name}": "{value}"' for name, value in WANTED.items())
    python = ", ".join(f"'{name}': '{value}'" for name, value in WANTED.items())
    assert claims_in([line.format(rust=rust, json=json, python=python)]) == WANTED


def test_a_rust_value_over_three_lines() -> None:
    lines = [f'sub: "{WANTED["sub"]}",', "environment: Some(", '    "release",', "),"]
    assert claims_in(lines)["environment"] == "release"


@pytest.mark.parametrize("absent", ["MISSING", "`MISSING`", "None", "null", '""'])
def test_an_absent_environment_is_none_and_other_absent_claims_are_not_known(absent: str) -> None:
    found = claims_in([f"* `environment`: {absent}", f"* `workflow_ref`: {absent}", "* `ref`: `x`"])
    assert found == {"environment": "", "ref": "x"}


@pytest.mark.parametrize(
    ("subject", "environment"),
    [
        ("repo:Acme/mono:environment:release", "release"),
        ("repo:Acme@12/mono@34:environment:release", "release"),
        ("repo:Acme/mono:ref:refs/tags/v1", ""),
        ("repo:Acme/mono:pull_request", ""),
    ],
)
def test_an_environment_that_is_not_printed_is_read_off_the_subject(subject: str, environment: str) -> None:
    assert claims_in([f"* `sub`: `{subject}`"])["environment"] == environment


def test_a_subject_of_ones_own_making_tells_nothing_of_the_environment() -> None:
    assert "environment" not in claims_in(["* `sub`: `repo:Acme/mono:job_workflow_ref:x`"])


def test_gitlabs_claims() -> None:
    found = claims_in(
        [
            'GitLab(GitLabTokenClaims { sub: "project_path:grp/sub/mono:ref_type:tag:ref:v1",',
            'project_path: "grp/sub/mono", ci_config_ref_uri: "gitlab.com/grp/sub/mono//.gitlab-ci.yml@v1",',
            "environment: None })",
        ]
    )
    assert found["project_path"] == "grp/sub/mono"
    assert found["environment"] == ""
    assert tells_who(found)


@pytest.mark.parametrize(
    "line", ["environment: production", "the repository: see above", "project: acme", 'name: "sub"']
)
def test_words_that_are_named_like_claims_are_no_identity(line: str) -> None:
    assert not tells_who(claims_in([line]))
