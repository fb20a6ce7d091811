from textwrap import dedent

import pytest

from primer.reading.ci.credentials import is_publishing
from primer.reading.ci.jobs import read_jobs
from primer.reading.ci.stored import stored_tokens

WORKFLOW = ".github/workflows/old.yml"


def found(text: str, path: str = WORKFLOW) -> list[str]:
    texts = {path: dedent(text)}
    return [f"{token.name} {token.source}" for token in stored_tokens(texts, read_jobs(texts)[0])]


def of_step(step: str) -> list[str]:
    return found(f"on: push\njobs:\n  publish:\n    steps:\n      - {step}\n")


def test_secrets_by_their_name_and_their_line() -> None:
    assert found(
        """\
        jobs:
          publish:
            env:
              TWINE_USERNAME: __token__
              TWINE_PASSWORD: ${{ secrets.PYPI_API_TOKEN }}
            steps:
              - run: echo ${{ secrets['TEST_PYPI_TOKEN'] }} ${{ secrets.GITHUB_TOKEN }}
        """
    ) == [f"PYPI_API_TOKEN {WORKFLOW}:5", f"TEST_PYPI_TOKEN {WORKFLOW}:7"]


def test_secrets_of_any_name_where_an_upload_gets_them() -> None:
    assert found(
        """\
        steps:
          - with:
              password: ${{ secrets.ONE }}
            uses: pypa/gh-action-pypi-publish@release/v1
          - uses: other/action@v1
            with:
              password: ${{ secrets.NOT }}
          - run: twine upload -p ${{ secrets.TWO }} dist/*
          - run: poetry config pypi-token.pypi ${{ secrets.THREE }}
          - env: {}
            UV_PUBLISH_TOKEN: ${{ secrets.FOUR }}
        """
    ) == [f"{name} {WORKFLOW}:{line}" for name, line in [("ONE", 3), ("TWO", 8), ("THREE", 9), ("FOUR", 11)]]


def test_comments_empty_values_and_declarations_are_nothing() -> None:
    assert not found(
        """\
        # password: ${{ secrets.PYPI_TOKEN }}
        on: {workflow_call: {secrets: {PYPI_TOKEN: {required: true}}}}
        env:
          PYPI_USERNAME: kim
          TWINE_PASSWORD: ""
        """
    )


def test_a_literal_is_named_after_its_setting_and_never_shown() -> None:
    assert found("env:\n  TWINE_PASSWORD: hunter2\n") == [f"TWINE_PASSWORD {WORKFLOW}:2"]


def test_a_file_that_is_no_yaml_hides_nothing() -> None:
    assert found("a: [\n\tb: ${{ secrets.PYPI_TOKEN }}\n") == [f"PYPI_TOKEN {WORKFLOW}:2"]


def test_a_pipelines_variables_but_not_what_it_mints() -> None:
    assert found(
        """\
        a:
          variables: {TWINE_PASSWORD: $PYPI_TOKEN}
          id_tokens:
            PYPI_ID_TOKEN:
              aud: pypi
          script:
            - pypi_token=$(curl -d $PYPI_ID_TOKEN https://example.org)
            - twine upload -p $pypi_token dist/*
            - TWINE_PASSWORD=$CI_JOB_TOKEN twine upload dist/*
        """,
        ".gitlab-ci.yml",
    ) == ["PYPI_TOKEN .gitlab-ci.yml:2"]


def test_a_pypirc_in_the_repository() -> None:
    text = "[distutils]\nindex-servers = pypi\n[pypi]\nusername = __token__\npassword: x\n[b]\npassword =\n"
    assert found(text, "sub/.pypirc") == ["password of pypi sub/.pypirc:5"]


@pytest.mark.parametrize(
    "name",
    [
        *("PYPI_API_TOKEN", "PYPI_TOKEN", "TEST_PYPI_PASSWORD", "pypi_token", "TOKEN_FOR_PYPI", "PYPI"),
        *(
            "TWINE_PASSWORD",
            "UV_PUBLISH_TOKEN",
            "UV_PUBLISH_PASSWORD",
            "POETRY_PYPI_TOKEN_PYPI",
            "PYPI_USER_TOKEN",
        ),
        *("POETRY_HTTP_BASIC_PYPI_PASSWORD", "FLIT_PASSWORD", "HATCH_INDEX_AUTH", "PDM_PUBLISH_PASSWORD"),
        *("MATURIN_PYPI_TOKEN", "PYPI_SECRET", "NPM_TOKEN", "NPM_AUTH_TOKEN", "NPM_PUBLISH_TOKEN"),
        *("NODE_AUTH_TOKEN", "YARN_NPM_AUTH_TOKEN"),
    ],
)
def test_names_of_publishing_tokens(name: str) -> None:
    assert is_publishing(name)


@pytest.mark.parametrize(
    "name",
    [
        *("GITHUB_TOKEN", "PYPI_USERNAME", "TWINE_USERNAME", "UV_PUBLISH_URL", "PYPI_ID_TOKEN"),
        *("NPM_READ_TOKEN", "NPM_ID_TOKEN", "NPM_CONFIG_REGISTRY"),
        *("DB_PASSWORD", "CODECOV_TOKEN", "PYPI_URL", "PYPI_VERSION", "POETRY_VERSION"),
    ],
)
def test_names_of_other_things(name: str) -> None:
    assert not is_publishing(name)


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("run: twine upload -u __token__ -p made-up dist/*", "a token on the command line"),
        ("run: uv publish --token made-up", "a token on the command line"),
        ("run: hatch publish -a made-up", "a token on the command line"),
        ("run: bash -c 'uv publish --token made-up'", "a token on the command line"),
        ("run: poetry config pypi-token.pypi made-up && poetry publish", "a token on the command line"),
        (
            "run: poetry config http-basic.pypi __token__ made-up && poetry publish",
            "a token on the command line",
        ),
        ("run: export TWINE_PASSWORD=made-up; twine upload dist/*", "TWINE_PASSWORD"),
        ("{run: flit publish, env: {FLIT_PASSWORD: made-up}}", "FLIT_PASSWORD"),
        ('{run: hatch publish, env: {HATCH_INDEX_AUTH: "${{ secrets.Y }}"}}', "Y"),
        ('{run: "twine upload -p $TOK dist/*", env: {TOK: "${{ secrets.TP }}"}}', "TP"),
        ('{run: "twine upload -p $TOK dist/*"}', "TOK"),
        ('{run: uv publish, env: {UV_PUBLISH_TOKEN: "${{ inputs.token }}"}}', "inputs.token"),
        ('{run: "uv publish -t $(vault read made-up)"}', "a token that a command fetches"),
        ("run: echo password=made-up > ~/.pypirc; twine upload dist/*", "a token in .pypirc"),
        ("{uses: pypa/gh-action-pypi-publish@v1, with: {password: made-up}}", "password"),
        ('{uses: pypa/gh-action-pypi-publish@v1, with: {password: "${{ secrets.X }}"}}', "X"),
    ],
)
def test_a_step_that_presents_a_stored_token_names_it_once_and_never_shows_it(step: str, name: str) -> None:
    assert of_step(step) == [f"{name} {WORKFLOW}:5"]


def test_variables_are_found_in_flow_style_though_no_step_uses_them() -> None:
    assert found(
        'jobs:\n  a:\n    env: {TWINE_PASSWORD: made-up, PYPI_TOKEN: "${{ secrets.Z }}", DEBUG: x}\n'
    ) == [
        f"TWINE_PASSWORD {WORKFLOW}:3",
        f"Z {WORKFLOW}:3",
    ]


def test_two_literal_tokens_are_two_places() -> None:
    upload = "      - run: uv publish -t made-up\n"
    assert found(f"on: push\njobs:\n  publish:\n    steps:\n{upload}{upload}") == [
        f"a token on the command line {WORKFLOW}:5",
        f"a token on the command line {WORKFLOW}:6",
    ]


@pytest.mark.parametrize("name", ["secrets.GITHUB_TOKEN", "github.token"])
def test_the_runs_own_token_is_not_stored(name: str) -> None:
    assert not of_step(f'{{run: twine upload dist/*, env: {{TWINE_PASSWORD: "${{{{ {name} }}}}"}}}}')


def test_a_pipelines_token_of_any_name() -> None:
    text = "publish:\n  variables: {TOK: $TP}\n  script:\n    - twine upload -p $TOK dist/*\n"
    assert found(text, ".gitlab-ci.yml") == ["TP .gitlab-ci.yml:4"]


@pytest.mark.parametrize(
    "run",
    [
        "cargo publish --workspace --token ${{ secrets.ONE }}",
        "npx vsce publish -p ${{ secrets.ONE }} --target linux-x64",
        "pnpm ovsx publish -p ${{ secrets.ONE }}",
        "gh release upload v1 dist/* --token ${{ secrets.ONE }}",
        "deploy upload --token ${{ secrets.ONE }}",
    ],
)
def test_tokens_for_other_worlds_are_no_tokens_of_ours(run: str) -> None:
    assert of_step(f"run: {run}") == []
