from textwrap import dedent, indent

import pytest

from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.reading.ci.jobs import is_ci_file, read_jobs

FILE = ".github/workflows/publish.yaml"


def jobs(text: str, file: str = FILE, **others: str) -> tuple[PublishingJob, ...]:
    found, problems = read_jobs({file: dedent(text), **others})
    assert not [problem for problem in problems if not problem.warning]
    return found


def only(text: str) -> PublishingJob:
    (found,) = jobs(text)
    return found


def job(body: str, head: str = "on: push\n") -> PublishingJob:
    return only(f"{head}jobs:\n  publish:\n{indent(dedent(body), '    ')}")


def test_the_publishing_action_with_an_environment_as_mapping() -> None:
    found = only(
        """
        name: Publish
        on:
          push:
            tags: ["v*"]
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: uv build --all-packages
              - uses: actions/upload-artifact@v4
                with: { name: dist, path: dist/ }
          publish:
            needs: build
            runs-on: ubuntu-latest
            environment:
              name: pypi
              url: https://pypi.org/p/acme-core
            permissions:
              id-token: write
            steps:
              - uses: actions/download-artifact@v4
                with: { name: dist, path: dist/ }
              - name: Publish
                uses: pypa/gh-action-pypi-publish@release/v1
        """
    )
    assert (found.provider, found.file, found.line, found.job) == ("github", FILE, 24, "publish")
    assert found.tool == "pypa/gh-action-pypi-publish"
    assert found.credential is Credential.OIDC
    assert found.environment is not None
    assert (found.environment.value, str(found.environment.source)) == ("pypi", f"{FILE}:17")
    assert (found.packages_dir, found.repository_url, found.called_only) == (None, "", False)
    assert {"publish", "build", "dist"} <= set(found.mentions)
    assert not any("acme-core" in word for word in found.mentions)


@pytest.mark.parametrize(
    "environment", ["environment: pypi", "environment: {name: pypi}", "'environment': 'pypi'"]
)
def test_an_environment_as_text_or_mapping(environment: str) -> None:
    found = job(f"{environment}\nsteps: [{{run: uv publish}}]")
    assert found.environment is not None
    assert found.environment.value == "pypi"


@pytest.mark.parametrize("environment", ["", "environment:", "environment: ''", "environment: {url: x}"])
def test_no_environment_is_none(environment: str) -> None:
    assert job(f"{environment}\nsteps: [{{run: uv publish}}]").environment is None


@pytest.mark.parametrize(
    ("permissions", "credential"),
    [
        ("permissions: {id-token: write}", Credential.OIDC),
        ("permissions: write-all", Credential.OIDC),
        ("permissions: {contents: read}", Credential.NOTHING),
        ("permissions: read-all", Credential.NOTHING),
        ("permissions: {}", Credential.NOTHING),
        ("permissions: {id-token: none}", Credential.NOTHING),
        ("", Credential.NOTHING),
    ],
)
def test_an_identity_needs_its_permission(permissions: str, credential: Credential) -> None:
    assert job(f"{permissions}\nsteps: [{{run: uv publish}}]").credential is credential


def test_a_jobs_permissions_replace_those_of_the_workflow() -> None:
    head = "on: push\npermissions: {id-token: write}\n"
    assert job("steps: [{run: uv publish}]", head).credential is Credential.OIDC
    own = "permissions: {contents: read}\nsteps: [{run: uv publish}]"
    assert job(own, head).credential is Credential.NOTHING


@pytest.mark.parametrize(
    "step",
    [
        "{uses: pypa/gh-action-pypi-publish@v1, with: {password: '${{ secrets.PYPI_API_TOKEN }}'}}",
        "{run: uv publish, env: {UV_PUBLISH_TOKEN: '${{ secrets.X }}'}}",
        "{run: 'twine upload -p ${{ secrets.X }} dist/*'}",
        "{run: twine upload dist/*, env: {TWINE_PASSWORD: literally}}",
        "{run: flit publish, env: {FLIT_PASSWORD: '${{ secrets.X }}'}}",
        "{run: 'echo ${{ secrets.X }} > ~/.pypirc; twine upload dist/*'}",
        "{uses: pypa/gh-action-pypi-publish@v1, with: {password: '${{ inputs.token }}'}}",
        "{uses: pypa/gh-action-pypi-publish@v1, with: {password: '${{ vars.TOKEN }}'}}",
    ],
)
def test_a_token_that_is_handed_over_goes_before_the_identity(step: str) -> None:
    assert job(f"permissions: {{id-token: write}}\nsteps: [{step}]").credential is Credential.STORED


def test_a_token_may_stand_with_the_job_or_the_workflow() -> None:
    head = "on: push\nenv: {TWINE_PASSWORD: '${{ secrets.X }}'}\n"
    assert job("steps: [{run: twine upload d/*}]", head).credential is Credential.STORED
    own = "env: {PDM_PUBLISH_PASSWORD: '${{ secrets.X }}'}\nsteps: [{run: pdm publish}]"
    assert job(own).credential is Credential.STORED
    configured = "steps: [{run: 'poetry config pypi-token.pypi ${{ secrets.X }}'}, {run: poetry publish}]"
    assert job(configured).credential is Credential.STORED


@pytest.mark.parametrize(
    "step",
    [
        "{uses: pypa/gh-action-pypi-publish@v1, with: {password: '${{ steps.mint.outputs.token }}'}}",
        "{run: flit publish, env: {FLIT_PASSWORD: '${{ steps.mint.outputs.token }}'}}",
        "{run: 'T=$(curl x); twine upload -p $T dist/*'}",
        "{run: 'twine upload -p $MINTED dist/*'}",
    ],
)
def test_a_token_that_the_run_itself_mints_is_an_identity(step: str) -> None:
    assert job(f"permissions: {{id-token: write}}\nsteps: [{step}]").credential is Credential.OIDC
    assert job(f"steps: [{step}]").credential is Credential.STORED


@pytest.mark.parametrize("tool", ["hatch publish", "flit publish", "poetry publish"])
def test_tools_that_exchange_no_identity_have_nothing_without_a_token(tool: str) -> None:
    found = job(f"permissions: {{id-token: write}}\nsteps: [{{run: {tool}}}]")
    assert found.credential is Credential.NOTHING


@pytest.mark.parametrize("key", ["packages-dir", "packages_dir"])
def test_the_actions_folder_and_index_in_old_and_new_spelling(key: str) -> None:
    url = key.replace("packages", "repository").replace("dir", "url")
    found = job(
        f"steps: [{{uses: pypa/gh-action-pypi-publish@v1, with: {{{key}: ./out/, {url}: https://a.example/x}}}}]"
    )
    assert (found.packages_dir, found.repository_url) == ("out", "https://a.example/x")


@pytest.mark.parametrize(
    "uses",
    [
        "pypa/gh-action-pypi-publish@76f52bc884231f62b9a034ebfe128415bbaabdfc",
        "PyPA/gh-action-pypi-publish@v1",
        "docker://ghcr.io/pypa/gh-action-pypi-publish:release-v1",
    ],
)
def test_the_action_by_version_digest_or_image(uses: str) -> None:
    assert job(f"steps: [{{uses: '{uses}'}}]").tool == "pypa/gh-action-pypi-publish"


@pytest.mark.parametrize(
    "body",
    [
        "steps: [{uses: me/gh-action-pypi-publish@v1}]",
        "steps: [{run: 'echo \"uv publish\"'}]",
        "steps: [{run: npm run publish}]",
        "steps: [{uses: pypa/gh-action-pypi-publish@v1, if: false}]",
        "if: ${{ false }}\nsteps: [{run: uv publish}]",
        "uses: ./.github/workflows/publish-all.yml",
    ],
)
def test_what_does_not_publish_is_left_out(body: str) -> None:
    assert jobs(f"on: push\njobs:\n  publish:\n{indent(body, '    ')}") == ()


def test_working_folders_of_step_job_and_workflow() -> None:
    head = "on: push\ndefaults: {run: {working-directory: a}}\n"
    assert job("steps: [{run: uv publish}]", head).packages_dir == "a/dist"
    own = "defaults: {run: {working-directory: b}}\nsteps: [{run: uv publish}]"
    assert job(own, head).packages_dir == "b/dist"
    step = "steps: [{run: uv publish, working-directory: '${{ github.workspace }}/c'}]"
    assert job(step, head).packages_dir == "c/dist"


def test_literal_variables_are_put_in_and_others_stay_unresolved() -> None:
    head = "on: push\nenv: {OUT: dist, ENV: pypi}\n"
    steps = "[{run: 'uv publish ${{ env.OUT }}/*'}, {run: uv publish $OUT/b/*}]"
    body = f"environment: ${{{{ env.ENV }}}}\nsteps: {steps}"
    found = jobs(f"{head}jobs:\n  p:\n{indent(body, '    ')}")
    assert [one.packages_dir for one in found] == ["dist", "dist/b"]
    assert all(one.environment and one.environment.value == "pypi" for one in found)


@pytest.mark.parametrize(
    "text", ["${{ inputs.target }}", "${{ vars.ENV }}", "${{ matrix.x }}", "a-${{ github.ref }}"]
)
def test_what_only_a_run_knows_is_unresolved(text: str) -> None:
    found = job(
        f"environment: {text}\nsteps: [{{uses: pypa/gh-action-pypi-publish@v1,"
        f" with: {{packages-dir: '{text}', repository-url: '{text}'}}}}]"
    )
    assert found.environment is not None
    assert found.environment.value == found.packages_dir == found.repository_url == Unresolved(text)


def test_anchors_and_merge_keys_are_followed() -> None:
    found = jobs(
        """
        on: push
        x-base: &base
          environment: pypi
          permissions: {id-token: write}
        jobs:
          a:
            <<: *base
            steps: &steps [{run: uv publish}]
          b:
            <<: *base
            environment: other
            steps: *steps
        """
    )
    assert [(one.job, one.environment and one.environment.value, one.credential) for one in found] == [
        ("a", "pypi", Credential.OIDC),
        ("b", "other", Credential.OIDC),
    ]


def test_composite_actions_of_the_repository_count_as_steps_of_the_job() -> None:
    action = """
    inputs:
      folder: {default: dist}
      token: {required: false}
    runs:
      using: composite
      steps:
        - shell: bash
          run: uv publish ${{ inputs.folder }}/*
    """
    found = jobs(
        """
        on: push
        jobs:
          release:
            permissions: {id-token: write}
            steps:
              - uses: actions/checkout@v4
              - uses: ./.github/actions/upload
                with: {folder: out}
        """,
        **{".github/actions/upload/action.yml": dedent(action)},
    )
    assert [(one.file, one.line, one.packages_dir) for one in found] == [(FILE, 8, "out")]


def test_composite_actions_that_use_themselves_end() -> None:
    uses = "- uses: ./a\n" * 300
    assert (
        jobs(
            "on: push\njobs: {j: {steps: [{uses: ./a}]}}",
            **{"a/action.yml": f"runs:\n  steps:\n{indent(uses, '    ')}"},
        )
        == ()
    )


@pytest.mark.parametrize(
    "on", ["on: workflow_call", "on: [workflow_call]", "on: {workflow_call: {}}", '"on": workflow_call']
)
def test_a_file_that_is_only_called_is_flagged_with_what_pypi_compares(on: str) -> None:
    called = f"{on}\njobs: {{p: {{steps: [{{run: uv publish}}]}}}}"
    caller = "on: push\njobs:\n  p:\n    uses: ./.github/workflows/publish.yaml\n"
    found, (problem,) = read_jobs({FILE: called, ".github/workflows/release.yml": caller})
    assert found[0].called_only
    assert problem.warning
    assert problem.reference == "publish-in-called-workflow"
    assert "publish.yaml, not the one that calls it" in problem.context[0]
    assert ".github/workflows/release.yml:4 calls it" in problem.context


def test_a_file_that_is_also_started_by_itself_is_not_flagged() -> None:
    found, problems = read_jobs(
        {FILE: "on: {workflow_call: {}, push: {}}\njobs: {p: {steps: [{run: uv publish}]}}"}
    )
    assert not found[0].called_only
    assert problems == ()


def test_one_bad_file_hides_no_other() -> None:
    good = "on: push\njobs: {p: {steps: [{run: uv publish}]}}"
    found, problems = read_jobs({FILE: good, ".github/workflows/bad.yml": "jobs:\n\t- x"})
    assert len(found) == 1
    assert [str(problem.source) for problem in problems] == [".github/workflows/bad.yml:2"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "42", "jobs:", "jobs: []"),
        "jobs: {a: 1, b: [], c: {steps: {}}, d: {steps: [1, [], null]}}",
        "on: push\njobs: {a: {strategy: [], environment: [], permissions: 1, steps: [{run: [uv publish]}]}}",
        "jobs: {a: &a {steps: [*a, {run: uv publish}], strategy: *a, env: *a}}",
    ],
)
def test_odd_shapes_are_no_tracebacks(text: str) -> None:
    read_jobs({FILE: text})


def test_files_above_the_root_are_read_and_shown_as_such() -> None:
    found = jobs("on: push\njobs: {p: {steps: [{run: uv publish}]}}", file="../.github/workflows/a.yml")
    assert found[0].file == "../.github/workflows/a.yml"


def test_which_files_are_wanted() -> None:
    wanted = [".github/workflows/a.yml", "../.github/workflows/a.yaml", ".gitlab-ci.yml", "x/action.yml"]
    unwanted = [".github/workflows/a/b.yml", ".github/dependabot.yml", "a/.github/workflows/b.yml", "x.yml"]
    assert all(map(is_ci_file, wanted))
    assert not any(map(is_ci_file, unwanted))


@pytest.mark.parametrize(
    ("on", "patterns"),
    [
        ("on:\n  push:\n    tags: ['v*']\n", ("v*",)),
        ("on:\n  push:\n    tags:\n      - core-v*\n      - kit-v*\n", ("core-v*", "kit-v*")),
        ("on:\n  push:\n    tags: v*\n", ("v*",)),
        ("on: push\n", ()),
        ("on: {release: {types: [published]}}\n", ()),
    ],
)
def test_a_job_knows_the_tags_that_start_it(on: str, patterns: tuple[str, ...]) -> None:
    steps = "steps: [{uses: pypa/gh-action-pypi-publish@release/v1}]\n"
    assert job(steps, on).tags == patterns
