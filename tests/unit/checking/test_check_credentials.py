"""What a publishing step presents: missing-id-token, no-credential, stored-token, token-beside-oidc, …"""

import pytest

from checked import FILE, PIPELINE, PYPI_ACTION, checked, file, job
from primer.core.finding import Severity

PASSWORD = "    with:\n      password: ${{ secrets.PYPI }}"
OIDC = "environment: pypi\npermissions: {id-token: write}\n"


def test_a_job_that_is_right_gives_nothing() -> None:
    assert job(f"{OIDC}steps:\n  - uses: {PYPI_ACTION}").findings == ()
    assert job(f"{OIDC}steps:\n  - run: uv publish").findings == ()


@pytest.mark.parametrize(
    ("head", "permissions", "missing"),
    [
        ("", "", True),
        ("", "permissions: {}", True),
        ("", "permissions: {contents: read}", True),
        ("", "permissions: read-all", True),
        ("", "permissions: {id-token: none}", True),
        ("", "permissions: write-all", False),
        ("", "permissions: {id-token: 'write'}", False),
        ("permissions: {id-token: write}\n", "", False),
        ("permissions: write-all\n", "", False),
        ("permissions: {id-token: write}\n", "permissions: {contents: read}", True),
    ],
)
def test_the_permission_of_a_job_or_of_the_workflow(head: str, permissions: str, missing: bool) -> None:
    found = job(f"environment: pypi\n{permissions}\nsteps:\n  - uses: {PYPI_ACTION}", f"on: push\n{head}")
    assert found.rules == (["missing-id-token"] if missing else [])


def test_a_finding_says_where_why_and_what_to_do() -> None:
    found = job(f"environment: pypi\nsteps:\n  - uses: {PYPI_ACTION}").only("missing-id-token")
    assert str(found.source) == f"{FILE}:6"
    assert found.severity is Severity.ERROR
    assert found.job == "publish"
    assert found.message == "job publish may not ask for an identity, so PyPI cannot know who is publishing"
    assert found.fix == "add `id-token: write` to the permissions of job publish"
    assert found.fixable


@pytest.mark.parametrize("tool", ["uv publish", "pdm publish", "maturin publish", "npm publish"])
def test_tools_that_exchange_an_identity_lack_the_permission_only(tool: str) -> None:
    found = job(f"environment: pypi\nsteps:\n  - run: {tool}")
    assert found.rules == ["missing-id-token"]


def test_twine_without_token_and_permission_can_use_neither() -> None:
    found = job("environment: pypi\nsteps:\n  - run: twine upload dist/*")
    assert found.rules == ["missing-id-token", "no-credential"]
    assert found.only("no-credential").message.startswith("`twine upload` is handed no token")


@pytest.mark.parametrize(
    "tool",
    [
        "hatch publish",
        "flit publish",
        "poetry publish",
        "yarn publish",
        "uv publish --trusted-publishing never",
    ],
)
def test_a_tool_that_exchanges_nothing_needs_a_token_that_is_not_there(tool: str) -> None:
    assert job(f"{OIDC}steps:\n  - run: {tool}").rules == ["no-credential"]


def test_a_token_instead_of_an_identity_is_stored() -> None:
    found = job(f"environment: pypi\nsteps:\n  - uses: {PYPI_ACTION}\n{PASSWORD}")
    assert found.places == ["stored-token 8"]
    assert found.only("stored-token").message.startswith("PYPI is a long-lived token")
    assert not found.only("stored-token").fixable


def test_a_token_beside_an_identity_breaks_two_rules_and_both_are_mended() -> None:
    found = job(f"{OIDC}steps:\n  - uses: {PYPI_ACTION}\n{PASSWORD}")
    assert found.places == ["stored-token 9", "token-beside-oidc 9"]
    assert all(finding.fixable for finding in found.findings)
    assert found.only("token-beside-oidc").message.startswith("PYPI turns trusted publishing off")


@pytest.mark.parametrize(
    "line",
    [
        "PYPI: ${{ secrets.PYPI_API_TOKEN }}",
        "TWINE_PASSWORD: ${{ secrets.ANY }}",
        "NPM: ${{ secrets.NPM_TOKEN }}",
        "NPM: ${{ secrets['NPM_AUTH_TOKEN'] }}",
    ],
)
def test_a_token_left_over_in_any_ci_file(line: str) -> None:
    found = file(f"on: push\njobs:\n  test:\n    steps:\n      - run: make\n        env:\n          {line}\n")
    assert found.places == ["stored-token 7"]


@pytest.mark.parametrize(
    "text",
    [
        "# password: ${{ secrets.PYPI_API_TOKEN }}\non: push\njobs: {}\n",
        "on: push\nenv: {NODE_AUTH_TOKEN: '${{ secrets.NPM_READ_TOKEN }}'}\njobs: {}\n",
        "on: push\nenv: {A: '${{ secrets.GITHUB_TOKEN }}'}\njobs: {}\n",
    ],
)
def test_comments_reading_tokens_and_the_runs_own_are_none_left_over(text: str) -> None:
    assert checked(text).findings == ()


def test_npm_falls_back_to_a_token_and_hides_a_wrong_publisher() -> None:
    found = job(
        "environment: npm\npermissions: {id-token: write}\nsteps:\n  - run: npm publish\n"
        "    env: {NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}'}"
    )
    assert found.rules == ["stored-token", "token-beside-oidc"]
    assert found.only("token-beside-oidc").message.startswith("npm falls back to NPM_TOKEN")
    assert found.mended.endswith("      - run: npm publish")


SETUP = "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0"


def with_registry(address: str, job_permissions: str = "{id-token: write}") -> list[str]:
    return job(
        f"environment: npm\npermissions: {job_permissions}\nsteps:\n  - uses: {SETUP}\n    with:\n"
        f"      registry-url: {address}\n  - run: npm publish"
    ).places


def test_setup_nodes_placeholder_token_masks_failures() -> None:
    assert with_registry("https://registry.npmjs.org") == ["placeholder-auth-token 9"]
    assert with_registry("https://registry.npmjs.org/") == ["placeholder-auth-token 9"]


def test_a_registry_of_ones_own_needs_its_address() -> None:
    assert with_registry("https://npm.pkg.github.com") == []
    assert with_registry("https://npm.acme.example") == []


def test_without_an_identity_there_is_nothing_to_mask() -> None:
    assert with_registry("https://registry.npmjs.org", "{}") == ["missing-id-token 10"]


NEXUS = """\
steps:
  - run: twine upload --repository-url https://nexus.acme.example/pypi/ dist/*
    env: {TWINE_PASSWORD: '${{ secrets.NEXUS }}'}
"""
GITHUB_PACKAGES = """\
permissions: {packages: write}
steps:
  - run: npm publish --registry https://npm.pkg.github.com
    env: {NODE_AUTH_TOKEN: '${{ secrets.GITHUB_TOKEN }}'}
"""


@pytest.mark.parametrize("body", [NEXUS, GITHUB_PACKAGES])
def test_an_index_without_trusted_publishing_may_have_its_token(body: str) -> None:
    assert job(body).findings == ()


def test_a_gitlab_job_needs_its_identity_token() -> None:
    found = checked("publish:\n  environment: pypi\n  script:\n    - uv publish\n", PIPELINE)
    assert found.places == ["missing-id-token 4"]
    assert found.only("missing-id-token").message == (
        "job publish gets no identity token, so PyPI cannot know who is publishing"
    )
    assert found.only("missing-id-token").fix == "give the job `id_tokens` with `PYPI_ID_TOKEN`, `aud: pypi`"


def test_npm_on_gitlab_looks_for_a_token_of_its_own_name() -> None:
    text = "publish:\n  environment: npm\n  id_tokens: {%s: {aud: x}}\n  script: [npm publish]\n"
    assert checked(text % "NPM_ID_TOKEN", PIPELINE).findings == ()
    found = checked(text % "SIGSTORE_ID_TOKEN", PIPELINE).only("missing-id-token")
    assert found.message == (
        "job publish gets `SIGSTORE_ID_TOKEN`, and `npm publish` looks for `NPM_ID_TOKEN`, "
        "so npm cannot know who is publishing"
    )
    assert found.fix == (
        "give the job `id_tokens` with `NPM_ID_TOKEN`, `aud: npm:registry.npmjs.org`, "
        "beside `SIGSTORE_ID_TOKEN`"
    )


def test_gitlabs_own_registry_takes_the_jobs_own_token() -> None:
    text = """\
publish:
  variables: {TWINE_USERNAME: gitlab-ci-token, TWINE_PASSWORD: $CI_JOB_TOKEN}
  script:
    - twine upload --repository-url ${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/packages/pypi dist/*
"""
    assert checked(text, PIPELINE).findings == ()


@pytest.mark.parametrize("tool", ["hatch publish -a $T", "poetry publish -p $T", "flit publish --token $T"])
def test_a_token_turns_nothing_off_for_a_tool_that_exchanges_nothing(tool: str) -> None:
    text = f"permissions: {{id-token: write}}\nenvironment: pypi\nsteps: [{{run: {tool}, env: {{T: '%s'}}}}]"
    assert "token-beside-oidc" not in job(text % "${{ secrets.T }}").rules


def test_a_folded_password_is_one_token() -> None:
    step = f"uses: {PYPI_ACTION}\n      with:\n        password: >-\n          ${{{{ secrets.ONE }}}}\n"
    found = job(f"permissions: {{id-token: write}}\nenvironment: pypi\nsteps:\n    - {step}")
    assert found.places == ["stored-token 7", "token-beside-oidc 9"]


@pytest.mark.parametrize(
    ("tokens", "script", "missing"),
    [
        ("{AWS_ID_TOKEN: {aud: aws}}", "uv publish", True),
        ("{AWS_ID_TOKEN: {aud: aws}}", "twine upload -r testpypi dist/*", True),
        ("{PYPI_ID_TOKEN: {aud: pypi}}", "uv publish", False),
        ("{MINE_ID_TOKEN: {aud: mine}}", "uv publish --publish-url https://pypi.acme.example/", False),
        ("{ANY: {aud: pypi}}", 'T=$(mint "$ANY")\n    uv publish --token "$T"', False),
    ],
)
def test_an_identity_token_counts_under_the_name_that_the_tool_looks_for(
    tokens: str, script: str, missing: bool
) -> None:
    text = f"publish:\n  environment: pypi\n  id_tokens: {tokens}\n  script: |\n    {script}\n"
    assert checked(text, PIPELINE).rules.count("missing-id-token") == missing


def test_tokens_of_a_template_are_the_jobs_too() -> None:
    text = (
        ".base: {id_tokens: {NPM_ID_TOKEN: {aud: 'npm:registry.npmjs.org'}}}\n"
        "publish:\n  extends: .base\n  environment: npm\n  id_tokens: {A: {aud: a}}\n  script: npm publish\n"
    )
    assert checked(text, PIPELINE).rules == []


def test_tokens_that_every_job_gets_are_not_replaced() -> None:
    text = "default: {id_tokens: {A: {aud: a}}}\npublish:\n  environment: npm\n  script: [npm publish]\n"
    found = checked(text, PIPELINE)
    assert not found.only("missing-id-token").fixable


def test_a_pipeline_is_never_sent_to_an_action_of_githubs() -> None:
    found = checked("publish:\n  environment: pypi\n  script: [hatch publish]\n", PIPELINE)
    assert found.only("no-credential").fix == (
        "publish with `uv publish` or `twine upload`, which exchange the job's identity"
    )


def test_what_takes_a_tokens_place_is_said_with_it() -> None:
    fix = job(f"environment: pypi\nsteps:\n  - uses: {PYPI_ACTION}\n{PASSWORD}").only("stored-token").fix
    assert fix.startswith("give job publish `id-token: write`, remove it here")
    assert "`primer workflow`" in fix
    assert (
        "id-token" not in job(f"{OIDC}steps:\n  - uses: {PYPI_ACTION}\n{PASSWORD}").only("stored-token").fix
    )
