"""Uploads to a registry that a job starts inside its own machine: nothing is published, nothing is wrong."""

from textwrap import dedent, indent

import pytest

from checked import FILE, PIPELINE, checked, job
from primer.core.registry import Registry
from primer.core.value import replace
from primer.core.workflow import PublishingJob
from primer.reading.ci.jobs import read_jobs
from primer.registries.addresses import PYPI

HEAD = "on: push\njobs:\n  publish:\n    permissions: {id-token: write}\n    environment: pypi\n    steps:\n"
PLACES = ("http://127.0.0.1:4873", "http://localhost:4873/", "http://[::1]:4873", "https://127.9.9.9")


def read(steps: str, indexes: tuple[Registry, ...] = ()) -> tuple[PublishingJob, ...]:
    return read_jobs({FILE: HEAD + indent(dedent(steps), "      ")}, indexes)[0]


def findings(steps: str) -> list[str]:
    return checked(HEAD + indent(dedent(steps), "      ")).rules


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("npm_config_registry", "npm publish"),
        ("UV_PUBLISH_URL", "uv publish"),
        ("npm_config_x", "npm publish"),
    ],
)
def test_an_index_put_into_the_environment_is_that_of_later_steps(name: str, tool: str) -> None:
    put = f'- run: echo "{name}=http://127.0.0.1:$PORT" >> "$GITHUB_ENV"\n'
    assert len(read(f"{put}- run: {tool}\n")) == (name == "npm_config_x")
    assert len(read(f"- run: {tool}\n{put}")) == 1


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "step",
    [
        "run: npm publish ./dist/x/*.tgz --registry {}",
        "run: npm publish ./dist/x/*.tgz --registry={} --userconfig trial.npmrc",
        "{{run: npm publish ./dist/x/*.tgz, env: {{npm_config_registry: '{}'}}}}",
        "{{run: npm publish ./dist/x/*.tgz, env: {{NPM_CONFIG_REGISTRY: '{}'}}}}",
        "run: npm_config_registry={} npm publish ./dist/x/*.tgz",
        "run: env npm_config_registry={} npm publish ./dist/x/*.tgz",
        "run: pnpm publish --registry '{}'",
        "run: yarn npm publish --publish-registry {}",
        "run: yarn config set npmRegistryServer {} && yarn npm publish",
        "run: npm config set registry {} && npm publish",
        "run: npm config set registry={} && npm publish",
        "run: twine upload --repository-url {} dist/*",
        "{{run: twine upload dist/*, env: {{TWINE_REPOSITORY_URL: '{}'}}}}",
        "run: uv publish --publish-url {}",
        "{{uses: pypa/gh-action-pypi-publish@release/v1, with: {{repository-url: '{}'}}}}",
        "{{uses: JS-DevTools/npm-publish@v4, with: {{registry: '{}'}}}}",
    ],
)
def test_an_upload_to_this_machine_publishes_nothing(step: str, place: str) -> None:
    assert read(f"- {step.format(place)}") == ()


@pytest.mark.parametrize(
    "script",
    [
        'npm publish x.tgz --registry "http://127.0.0.1:$PORT"',
        "npm publish x.tgz --registry http://localhost:${{ env.PORT }}/",
        'address="http://127.0.0.1:$(free-port)"\nnpm publish x.tgz --registry "$address"',
        "npm publish x.tgz --registry $TRIAL",
        "echo 'registry=http://localhost:4873' > trial.npmrc\nnpm publish --userconfig trial.npmrc",
        'echo "registry=http://localhost:1" >> "$RUNNER_TEMP/rc"\nnpm publish --userconfig "$RUNNER_TEMP/rc"',
        "cat > rc <<EOF\nregistry=http://[::1]:1/\n//[::1]:1/:_authToken=x\nEOF\nnpm publish --userconfig=rc",
        "echo registry=http://localhost:4873 | tee ~/.npmrc\nnpm publish",
        "printf 'registry=http://127.0.0.1:4873\\n' > .npmrc; npm publish",
        "export npm_config_userconfig=rc\necho registry=http://localhost:4873 > rc\nnpm publish",
    ],
)
def test_the_address_is_followed_to_where_the_file_says_it(script: str) -> None:
    step = "- env: {TRIAL: 'http://127.0.0.1:4873'}\n  run: |\n" + indent(script, "    ")
    assert read(step) == ()
    assert findings(step) == []


@pytest.mark.parametrize(
    "script",
    [
        "npm publish",
        "npm publish --registry http://127.0.0.1.example:80/",
        "npm publish --registry http://localhost:80@npm.example/",
        "npm publish --registry $(address)",
        "npm config set registry http://localhost:4873 && npm publish --registry https://registry.npmjs.org",
        "npm publish\nnpm config set registry http://localhost:4873",
        "npm config set registry http://localhost:4873\nnpm config delete registry\nnpm publish",
        "echo registry=http://localhost:4873 > trial.npmrc\nnpm publish",
        "# echo registry=http://localhost:4873 > .npmrc\nnpm publish",
        "npm config set registry http://localhost:4873 --userconfig rc\nnpm publish",
        "twine upload dist/*\ntwine upload --repository-url http://localhost:3141 dist/*",
    ],
)
def test_an_upload_that_reaches_a_registry_stays(script: str) -> None:
    assert len(read("- run: |\n" + indent(script, "    "))) == 1


def test_a_variable_counts_over_what_setup_node_wrote() -> None:
    setup = "- uses: actions/setup-node@v4\n  with: {registry-url: 'https://registry.npmjs.org'}\n"
    assert read(setup + "- {run: npm publish, env: {npm_config_registry: 'http://127.0.0.1:4873'}}\n") == ()
    assert len(read(setup + "- run: npm publish\n")) == 1


def test_settings_of_one_step_count_in_the_next() -> None:
    assert read("- run: npm config set registry http://localhost:4873\n- run: npm publish\n") == ()


NPM = "run: npm publish --registry http://localhost:1"
TWINE = "run: twine upload --repository-url http://127.0.0.1:1/trial/ -u a dist/*"
ACTION = "uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33"


@pytest.mark.parametrize(
    "step",
    [
        f"{NPM} --//localhost:1/:_authToken=trial",
        f"{NPM} && npm config set //localhost:1/:_authToken trial",
        "run: |\n    echo '//127.0.0.1:1/:_authToken=a' > .npmrc\n    npm publish --registry http://127.0.0.1:1",
        f'run: |\n    echo "//localhost:$PORT/:_authToken=trial" > .npmrc\n    {NPM[5:]}',
        f"{NPM}\n  env: {{'npm_config_//localhost:1/:_authToken': trial}}",
        f"{NPM}\n  env: {{NODE_AUTH_TOKEN: trial}}",
        f"{NPM}\n  env:\n    NPM_TOKEN: trial",
        f"{TWINE} -p b",
        f"{TWINE}\n  env:\n    TWINE_PASSWORD: b",
        TWINE.replace("twine", "TWINE_PASSWORD=b uvx twine"),
        f"{ACTION}\n  with: {{repository-url: 'http://localhost:1', password: b, skip-existing: true}}",
    ],
)
def test_a_token_for_this_machine_opens_nothing(step: str) -> None:
    assert findings(f"- {step}\n") == []


def test_beside_a_real_publish_only_the_real_one_counts() -> None:
    trial = "- run: npm publish --registry http://localhost:4873\n  env: {NPM_TOKEN: trial}\n"
    (found,) = read(trial + "- run: npm publish dist/x.tgz\n")
    assert (found.line, found.tokens) == (9, ())
    assert findings(trial + "- run: npm publish dist/x.tgz\n") == []


def test_what_looks_like_a_real_token_is_one_wherever_it_stands() -> None:
    token = "pypi-" + "AgEIcHlwaS5vcmc"
    step = (
        f"- run: twine upload --repository-url http://localhost:1/ d/*\n  env:\n    TWINE_PASSWORD: {token}\n"
    )
    assert findings(step) == ["stored-token"]


def test_a_secret_handed_to_a_trial_is_still_stored() -> None:
    step = (
        "- run: npm publish --registry http://localhost:1\n  env: {NPM_TOKEN: '${{ secrets.NPM_TOKEN }}'}\n"
    )
    assert findings(step) == ["stored-token"]


def test_a_trial_in_a_job_of_its_own_makes_no_publishing_job() -> None:
    assert job("steps: [{run: npm publish x.tgz --registry http://127.0.0.1:4873}]").rules == []


def test_a_pipelines_trial_is_none_either() -> None:
    text = """\
    try:
      variables: {TWINE_PASSWORD: trial}
      script:
        - twine upload --repository-url http://127.0.0.1:3141/trial/ dist/*
        - npm publish --registry http://127.0.0.1:4873
    """
    assert read_jobs({PIPELINE: dedent(text)})[0] == ()
    assert checked(dedent(text), PIPELINE).rules == []


def test_an_index_of_ones_own_may_be_on_this_machine() -> None:
    own = replace(PYPI, name="mine", upload_url="http://localhost:3141/mine/")
    step = "- run: uv publish --publish-url http://localhost:3141/{}/\n"
    assert len(read(step.format("mine"), (own,))) == 1
    assert read(step.format("other"), (own,)) == ()
