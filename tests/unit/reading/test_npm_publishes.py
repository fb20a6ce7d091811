"""CI jobs that publish to an npm registry: the tool, the folder, the registry, what they present."""

from textwrap import indent

import pytest

from made_up import package, repository
from primer.core.registry import Ecosystem
from primer.core.workflow import Credential, PublishingJob
from primer.reading.ci.jobs import read_jobs
from primer.reading.ci.matching import Nearness, goes_to, nearness
from primer.registries.addresses import NPM, PYPI

FILE = ".github/workflows/publish.yaml"
HEAD = "on: push\njobs:\n  publish:\n    permissions: {id-token: write}\n    steps:\n"


def steps(text: str) -> tuple[PublishingJob, ...]:
    return read_jobs({FILE: HEAD + indent(text, "      ")})[0]


def step(text: str) -> PublishingJob:
    (found,) = steps(f"- {text}")
    return found


@pytest.mark.parametrize(
    ("script", "tool", "folder"),
    [
        ("npm publish", "npm publish", None),
        ("npm publish --access public --provenance --tag next", "npm publish", None),
        ("npm publish ./packages/a", "npm publish", "packages/a"),
        ("npm publish dist/acme-core-0.2.0.tgz", "npm publish", "dist/acme-core-0.2.0.tgz"),
        ("npm --prefix packages/a publish", "npm publish", "packages/a"),
        ("npm publish --workspace=@acme/core", "npm publish", "@acme/core"),
        ("cd packages/a && npm publish", "npm publish", "packages/a"),
        ("npx npm@11 publish", "npm publish", None),
        ("npx --yes npm@11.5.1 publish packages/a", "npm publish", "packages/a"),
        ("npx -p npm@11 -- npm publish", "npm publish", None),
        ("corepack pnpm publish --no-git-checks", "pnpm publish", None),
        ("pnpm -r publish --access public", "pnpm publish", None),
        ("pnpm --filter @acme/core publish", "pnpm publish", "@acme/core"),
        ("pnpm -C packages/a publish", "pnpm publish", "packages/a"),
        ("yarn npm publish --access public", "yarn npm publish", None),
        ("yarn workspace @acme/core npm publish", "yarn npm publish", "@acme/core"),
        ("yarn workspaces foreach -A --no-private npm publish", "yarn npm publish", None),
        ("yarn publish --new-version 1.2.3", "yarn publish", None),
        ("bun publish --access public", "bun publish", None),
        ("bun publish ./acme-core-0.2.0.tgz", "bun publish", "acme-core-0.2.0.tgz"),
        ("npx changeset publish", "changeset publish", None),
        ("npx @changesets/cli@2 publish", "changeset publish", None),
        ("pnpm changeset publish", "changeset publish", None),
        ("yarn lerna publish from-package --yes", "lerna publish", None),
    ],
)
def test_scripts_that_publish(script: str, tool: str, folder: str | None) -> None:
    found = step(f"run: {script}")
    assert (found.tool, found.packages_dir, found.ecosystem) == (tool, folder, Ecosystem.JAVASCRIPT)


@pytest.mark.parametrize(
    "script",
    [
        *("npm run publish", "npm publish --dry-run", "echo npm publish", "npm pack", "npm view publish"),
        *("pnpm run publish", "yarn run publish", "npm install npm-publish", "# npm publish"),
    ],
)
def test_scripts_that_do_not(script: str) -> None:
    assert steps(f"- run: '{script}'") == ()


def test_several_workspaces_are_several_publishes() -> None:
    found = steps("- run: npm publish -w @acme/core -w packages/wire")
    assert [job.packages_dir for job in found] == ["@acme/core", "packages/wire"]


def test_the_working_directory_is_the_package() -> None:
    assert step("{run: npm publish, working-directory: packages/a}").packages_dir == "packages/a"


@pytest.mark.parametrize(
    ("tool", "credential"),
    [
        ("npm publish", Credential.OIDC),
        ("pnpm publish", Credential.OIDC),
        ("yarn npm publish", Credential.OIDC),
        ("lerna publish", Credential.OIDC),
        ("yarn publish", Credential.NOTHING),
        ("bun publish", Credential.NOTHING),
    ],
)
def test_an_identity_where_the_tool_exchanges_it(tool: str, credential: Credential) -> None:
    assert step(f"run: {tool}").credential is credential


def test_without_the_permission_there_is_nothing() -> None:
    (found,) = read_jobs({FILE: "on: push\njobs: {a: {steps: [{run: npm publish}]}}"})[0]
    assert found.credential is Credential.NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "{run: npm publish, env: {NODE_AUTH_TOKEN: '${{ secrets.T }}'}}",
        "{run: pnpm publish, env: {NPM_TOKEN: '${{ secrets.T }}'}}",
        "{run: bun publish, env: {NPM_CONFIG_TOKEN: '${{ secrets.T }}'}}",
        "{run: yarn npm publish, env: {YARN_NPM_AUTH_TOKEN: '${{ secrets.T }}'}}",
        "run: npm config set //registry.npmjs.org/:_authToken ${{ secrets.T }} && npm publish",
        "run: npm publish --//registry.npmjs.org/:_authToken=${{ secrets.T }}",
        "run: yarn config set npmAuthToken '${{ secrets.T }}' && yarn npm publish",
        "run: |\n    echo '//registry.npmjs.org/:_authToken=${{ secrets.T }}' > .npmrc\n    npm publish",
        "{uses: changesets/action@v1, with: {publish: pnpm release}, env: {NPM_TOKEN: '${{ secrets.T }}'}}",
        "{uses: JS-DevTools/npm-publish@v3, with: {token: '${{ secrets.T }}'}}",
    ],
)
def test_a_token_that_is_handed_over(text: str) -> None:
    found = step(text)
    assert (found.credential, found.tokens) == (Credential.STORED, ("T",))


def test_settings_written_in_one_step_count_in_the_next() -> None:
    found = steps(
        "- run: echo '//registry.npmjs.org/:_authToken=${{ secrets.T }}' > ~/.npmrc\n- run: npm publish\n"
    )
    assert [job.tokens for job in found] == [("T",)]


def test_npms_settings_are_nothing_to_a_python_upload() -> None:
    found = steps(
        "- run: |\n    echo '//registry.npmjs.org/:_authToken=${{ secrets.T }}' > .npmrc\n    uv publish\n"
    )
    assert [(job.tool, job.credential) for job in found] == [("uv publish", Credential.OIDC)]


def test_a_token_to_install_from_elsewhere_publishes_nothing() -> None:
    script = "echo '//npm.acme.example/:_authToken=${{ secrets.T }}' > .npmrc && npm publish"
    assert step(f"run: {script}").credential is Credential.OIDC


def test_actions_that_publish() -> None:
    found = steps(
        "- {uses: changesets/action@v1, with: {publish: pnpm release}}\n"
        "- {uses: changesets/action@v1, with: {version: pnpm bump}}\n"
        "- {uses: changesets/action@v2, with: {publish-script: pnpm release, cwd: web}}\n"
        "- {uses: changesets/action@v2, with: {version-script: pnpm bump}}\n"
        "- {uses: changesets/action/publish@v2}\n"
        "- {uses: changesets/action/version@v2, with: {script: pnpm bump}}\n"
        "- {uses: JS-DevTools/npm-publish@v4, with: {package: packages/a/package.json}}\n"
        "- {uses: JS-DevTools/npm-publish@v4, with: {dry-run: true}}\n"
    )
    assert [(job.tool, job.packages_dir, job.credential) for job in found] == [
        ("changesets/action", None, Credential.OIDC),
        ("changesets/action", "web", Credential.OIDC),
        ("changesets/action", None, Credential.OIDC),
        ("JS-DevTools/npm-publish", "packages/a", Credential.OIDC),
    ]


def test_the_registry_is_npms_unless_something_says_otherwise() -> None:
    lone = step("run: npm publish")
    assert goes_to(lone, NPM)
    assert not goes_to(lone, PYPI)
    assert goes_to(step("run: npm publish --registry https://registry.npmjs.org/"), NPM)
    assert not goes_to(step("run: npm publish --registry https://npm.pkg.github.com"), NPM)


def test_setup_node_sets_the_registry_of_the_steps_after_it() -> None:
    (found,) = steps(
        "- {uses: actions/setup-node@v4, with: {registry-url: 'https://npm.pkg.github.com'}}\n"
        "- run: npm publish\n"
    )
    assert found.repository_url == "https://npm.pkg.github.com"


def test_a_job_that_publishes_to_both_worlds() -> None:
    found = steps("- run: uv publish\n- run: npm publish\n")
    assert [(job.tool, job.ecosystem) for job in found] == [
        ("uv publish", Ecosystem.PYTHON),
        ("npm publish", Ecosystem.JAVASCRIPT),
    ]


CORE = package("@acme/core", ecosystem=Ecosystem.JAVASCRIPT)
WIRE = package("@acme/wire", ecosystem=Ecosystem.JAVASCRIPT)
TWIN = package("acme-core")
PACKAGES = repository(CORE, WIRE, TWIN).packages


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("run: npm publish", Nearness.ANY),
        ("run: npm publish -w @acme/core", Nearness.FILES),
        ("run: npm publish packages/@acme/core", Nearness.FILES),
        ("run: npm publish dist/acme-core-0.2.0.tgz", Nearness.FILES),
        ("run: npm publish -w @acme/wire", Nearness.ELSEWHERE),
        ("{run: npm publish, name: Publish @acme/core}", Nearness.NAME),
        ("{run: npm publish, name: Publish @acme/wire}", Nearness.LONE),
    ],
)
def test_a_job_is_near_to_the_package_that_it_names(text: str, near: Nearness) -> None:
    assert nearness(step(text), CORE, PACKAGES) is near


def test_a_pipeline_that_publishes_to_npm() -> None:
    text = "publish:\n  id_tokens: {NPM_ID_TOKEN: {aud: 'npm:registry.npmjs.org'}}\n  script: [npm publish]\n"
    (found,) = read_jobs({".gitlab-ci.yml": text})[0]
    assert (found.tool, found.credential, found.ecosystem) == (
        "npm publish",
        Credential.OIDC,
        Ecosystem.JAVASCRIPT,
    )


def test_a_called_workflow_for_npm_alone_is_no_problem_of_pypis() -> None:
    text = "on: workflow_call\njobs: {a: {permissions: write-all, steps: [{run: npm publish}]}}"
    assert read_jobs({FILE: text})[1] == ()
