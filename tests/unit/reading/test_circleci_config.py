"""CircleCI's configuration as publishing jobs."""

from textwrap import dedent, indent

import pytest

from primer.core.problem import Problem
from primer.core.registry import Ecosystem
from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.reading.ci.jobs import is_ci_file, read_jobs
from primer.reading.ci.stored import stored_tokens

FILE = ".circleci/config.yml"
IDENTITY = 'export NPM_ID_TOKEN=$(circleci run oidc get --claims \'{"aud": "npm:registry.npmjs.org"}\')'
CALLED = "\nworkflows:\n  release:\n    jobs: [publish]\n"


def jobs(text: str) -> tuple[PublishingJob, ...]:
    found, problems = read_jobs({FILE: dedent(text)})
    assert not problems
    return found


def only(text: str) -> PublishingJob:
    (found,) = jobs(text)
    return found


def publishing(*lines: str, more: str = "") -> str:
    """A configuration whose one job runs these lines in one step."""
    script = indent("\n".join(lines), " " * 12)
    return f"jobs:\n  publish:\n{more}    steps:\n      - run:\n          command: |\n{script}\n{CALLED}"


def test_a_job_that_hands_npm_an_identity() -> None:
    found = only(
        f"""
        version: 2.1
        jobs:
          publish:
            docker: [{{image: "cimg/node:24.4"}}]
            steps:
              - checkout
              - run: npm ci
              - run:
                  name: Publish
                  working_directory: packages/core
                  command: |
                    {IDENTITY}
                    npm publish
        workflows:
          release:
            jobs:
              - publish:
                  context: [npm-release, slack]
                  filters: {{tags: {{only: "/^v.*/"}}}}
        """
    )
    assert (found.provider, found.file, found.line, found.job) == ("circleci", FILE, 9, "publish")
    assert (found.tool, found.ecosystem) == ("npm publish", Ecosystem.JAVASCRIPT)
    assert (found.credential, found.identifies, found.tokens) == (Credential.OIDC, True, ())
    assert (found.packages_dir, found.contexts) == ("packages/core", ("npm-release", "slack"))


@pytest.mark.parametrize(
    ("lines", "credential", "tokens"),
    [
        (("npm publish",), Credential.NOTHING, ()),
        ((IDENTITY, "npm publish"), Credential.OIDC, ()),
        ((IDENTITY, "yarn publish"), Credential.NOTHING, ()),
        (
            ('echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > ~/.npmrc', "npm publish"),
            Credential.STORED,
            ("NPM_TOKEN",),
        ),
        ((IDENTITY, "twine upload dist/*"), Credential.NOTHING, ()),
        (("TWINE_PASSWORD=$PYPI_TOKEN twine upload dist/*",), Credential.STORED, ("PYPI_TOKEN",)),
    ],
)
def test_credentials(lines: tuple[str, ...], credential: Credential, tokens: tuple[str, ...]) -> None:
    found = only(publishing(*lines))
    assert (found.credential, found.tokens) == (credential, tokens)


@pytest.mark.parametrize(
    "before",
    [
        'run: echo "export NPM_ID_TOKEN=$(circleci run oidc get)" >> $BASH_ENV',
        "run: {name: identity, command: 'echo NPM_ID_TOKEN=$(circleci run oidc get) >> \"$BASH_ENV\"'}",
    ],
)
def test_an_identity_of_an_earlier_step_counts(before: str) -> None:
    text = f"jobs:\n  publish:\n    steps:\n      - {before}\n      - run: npm publish\n{CALLED}"
    assert only(text).credential is Credential.OIDC


def test_a_token_that_an_earlier_step_wrote_down_counts() -> None:
    found = only(
        """
        jobs:
          publish:
            steps:
              - run: echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > ~/.npmrc
              - run: npm publish
        workflows: {release: {jobs: [publish]}}
        """
    )
    assert (found.credential, found.tokens) == (Credential.STORED, ("NPM_TOKEN",))


def test_a_job_that_no_workflow_calls_never_runs() -> None:
    text = "jobs: {publish: {steps: [{run: npm publish}]}, test: {steps: [{run: npm test}]}}\n"
    assert jobs(text + "workflows: {version: 2, release: {jobs: [test]}}") == ()
    assert jobs(text) == ()
    assert only("jobs: {build: {steps: [{run: npm publish}]}}").job == "build"


def test_parameters_are_put_in_and_a_matrix_is_gone_through() -> None:
    found = jobs(
        """
        jobs:
          publish:
            parameters:
              package: {type: string}
              registry: {type: string, default: "https://registry.npmjs.org"}
            steps:
              - run: cd packages/<< parameters.package >> && npm publish --registry <<parameters.registry>>
        workflows:
          release:
            jobs:
              - publish: {package: core, name: "core to npm"}
              - publish: {matrix: {parameters: {package: [server, client]}}}
        """
    )
    assert [job.packages_dir for job in found] == ["packages/core", "packages/server", "packages/client"]
    assert {job.repository_url for job in found} == {"https://registry.npmjs.org"}


def test_what_only_a_run_knows_stays_open() -> None:
    found = only(publishing("cd packages/<< pipeline.parameters.package >>", "npm publish"))
    assert found.packages_dir == Unresolved("packages/${{ pipeline.parameters.package }}")


def test_commands_conditions_executors_and_steps_around_are_followed() -> None:
    found = only(
        """
        executors:
          node:
            working_directory: ~/repo
            environment: {NPM_CONFIG_REGISTRY: "https://npm.acme.example"}
        commands:
          release:
            parameters: {folder: {type: string, default: .}}
            steps:
              - when:
                  condition: << parameters.folder >>
                  steps:
                    - run: {command: npm publish, working_directory: "~/repo/<< parameters.folder >>"}
        jobs:
          publish:
            executor: {name: node}
            steps:
              - release: {folder: packages/core}
        workflows:
          release:
            jobs:
              - publish:
                  pre-steps: [{run: export NPM_ID_TOKEN=$(circleci run oidc get)}]
        """
    )
    assert found.packages_dir == "packages/core"
    assert found.repository_url == "https://npm.acme.example"
    assert found.identifies


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "workflows: {release: {jobs: [publish, node/publish, {}, [a]]}}\norbs: {node: circleci/node@7}",
        "jobs: {publish: }\nworkflows: {release: {jobs: [publish]}}",
        "jobs: {publish: {steps: [{run: }, checkout, {}, []]}}\nworkflows: {release: {jobs: [publish]}}",
        "jobs: {publish: {steps: [{run: npm publish --dry-run}]}}\nworkflows: {release: {jobs: [publish]}}",
        "jobs: {publish: {steps: [{run: {command: npm publish, when: on_fail}}]}}" + CALLED,
        "commands: {publish: {steps: [publish]}}\njobs: {publish: {steps: [publish]}}" + CALLED,
    ],
)
def test_what_publishes_nothing_is_no_job(text: str) -> None:
    assert jobs(text) == ()


def test_commands_that_call_each_other_without_end_come_to_one() -> None:
    levels = [f"  c{n}: {{steps: [{', '.join([f'c{n + 1}'] * 40)}]}}" for n in range(9)]
    around = "  c9: {steps: [c0, {run: npm publish}]}"
    jobs_there = "jobs: {publish: {steps: [c0, {run: npm publish}]}}"
    assert jobs("\n".join(["commands:", *levels, around, jobs_there]) + CALLED) == ()
    wide = ", ".join(f"p{n}: [{', '.join('abcdefghij')}]" for n in range(9))
    calls = ", ".join(["{publish: {matrix: {parameters: {" + wide + "}}}}"] * 90)
    text = "jobs: {publish: {steps: [{run: npm publish}]}}\nworkflows: {release: {jobs: [" + calls + "]}}"
    assert len(jobs(text)) == 1


def test_a_file_that_is_no_yaml_is_a_problem_with_its_line() -> None:
    found, (problem,) = read_jobs({FILE: "jobs:\n  - {"})
    assert found == ()
    assert isinstance(problem, Problem)
    assert (problem.reference, problem.source and problem.source.where) == ("malformed-file", FILE)


def test_it_is_read_and_not_held_to_the_rules_of_workflows() -> None:
    assert not is_ci_file(FILE)


def test_its_stored_tokens_are_named_with_their_lines() -> None:
    token = "npm" + "_" + "a" * 36
    text = dedent(
        f"""\
        jobs:
          publish:
            environment:
              NPM_TOKEN: {token}
            steps:
              - run: echo "//registry.npmjs.org/:_authToken=$RELEASE_NPM_TOKEN" > ~/.npmrc
              - run: npm publish
        workflows: {{release: {{jobs: [publish]}}}}
        """
    )
    found = [(one.name, one.source.line) for one in stored_tokens({FILE: text}, jobs(text))]
    assert ("NPM_TOKEN", 4) in found
    assert all(token not in name for name, _ in found)
