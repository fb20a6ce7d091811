"""The other rules, one by one: environments, actions, triggers, called workflows, several publishers."""

import re

import pytest

from checked import CHECKOUT, FILE, PIPELINE, PYPI_ACTION, Checked, checked, environment_chosen, file, job
from made_up import package, repository
from primer.checking.rules import RULES
from primer.core.finding import Severity

OIDC = "permissions: {id-token: write}\n"
PUBLISH = f"environment: pypi\n{OIDC}steps:\n  - uses: {PYPI_ACTION}"
RIGHT = (
    f"on: push\njobs:\n  publish:\n    environment: pypi\n    {OIDC}    steps:\n      - uses: {PYPI_ACTION}\n"
)


def test_what_breaks_a_release_is_an_error_and_the_rest_a_warning() -> None:
    warnings = {rule for rule, severity in RULES.items() if severity is Severity.WARNING}
    assert warnings == {"unpinned-action", "old-action", "skip-existing"}
    assert len(RULES) == 17


def test_a_job_without_environment() -> None:
    found = job(f"{OIDC}steps:\n  - uses: {PYPI_ACTION}")
    assert found.places == ["missing-environment 3"]
    assert not found.only("missing-environment").fixable


@pytest.mark.parametrize("environment", ["environment:", "environment: ''", "environment: {url: x}"])
def test_an_environment_without_a_name_is_none(environment: str) -> None:
    assert job(f"{environment}\n{OIDC}steps:\n  - uses: {PYPI_ACTION}").rules == ["missing-environment"]


def test_an_environment_is_said_to_be_missing_once_for_a_job() -> None:
    found = job(f"{OIDC}steps:\n  - run: uv publish a/*\n  - run: uv publish b/*")
    assert found.rules == ["missing-environment"]


def test_no_environment_may_be_chosen() -> None:
    text = RIGHT.replace("    environment: pypi\n", "")
    assert checked(text, around=environment_chosen("")).findings == ()


def test_the_environment_that_the_choices_name_is_put_in() -> None:
    text = RIGHT.replace("    environment: pypi\n", "    runs-on: x\n")
    found = checked(text, around=environment_chosen("release"))
    assert found.only("missing-environment").fixable
    assert found.mended == text.replace("    runs-on: x\n", "    runs-on: x\n    environment: release\n")


def test_another_environment_than_the_choices_name() -> None:
    found = checked(RIGHT, around=environment_chosen("release"))
    assert found.places == ["environment-differs 4"]
    assert found.only("environment-differs").message == (
        "job publish runs in environment pypi, and [tool.primer.publisher] names release"
    )


@pytest.mark.parametrize("environment", ["pypi", "PyPI", "${{ inputs.environment }}"])
def test_case_counts_for_nothing_and_an_expression_cannot_be_compared(environment: str) -> None:
    text = RIGHT.replace("environment: pypi", f"environment: {environment}")
    assert checked(text, around=environment_chosen("pypi")).findings == ()


def test_what_is_chosen_for_all_is_not_meant_for_testpypi_or_npm() -> None:
    text = RIGHT.replace("environment: pypi", "environment: testpypi")
    test = text + "        with: {repository-url: 'https://test.pypi.org/legacy/'}\n"
    assert checked(test, around=environment_chosen("pypi")).findings == ()
    assert checked(test, around=environment_chosen("other", "testpypi")).rules == ["environment-differs"]


@pytest.mark.parametrize(
    ("reference", "rules"),
    [
        ("7f25271a4aa483500f742f9492b2ab5648d61011", ["old-action", "tag-object-pin"]),
        ("106e0b0b7c337fa67ed433972f777c6357f78598", ["old-action", "tag-object-pin"]),
        ("6733eb7d741f0b11ec6a39b58540dab7590f9b7d", ["old-action", "tag-object-pin"]),
        ("a892a5a61159132606e93a2fa6f4358831b04d26", ["tag-object-pin"]),
        ("A892A5A61159132606E93A2FA6F4358831B04D26", ["tag-object-pin"]),
        ("dc37677b2e1c63e2034f94d8a5b11f265b73ba33", []),
        ("7245906fb61fa33a13554f9d5fb856fe61758086", []),
        ("ba38be9e461d3875417946c167d0b5f3d385a247", ["old-action"]),
        ("cef221092ed1bacb1cc03d23a2d87d1d172e277b # anything", ["old-action"]),
        (f"{'1' * 40} # v1.8.14", ["old-action"]),
        (f"{'1' * 40} # v1.15.0", []),
        ("1" * 40, []),
        ("v1.12.4", ["old-action", "unpinned-action"]),
        ("v1.14.2", ["unpinned-action"]),
        ("v1.15.0", ["unpinned-action"]),
        ("release/v1", ["unpinned-action"]),
        ("v1", ["unpinned-action"]),
        ("master", ["old-action", "unpinned-action"]),
        ("dc37677", ["unpinned-action"]),
    ],
)
def test_the_publishing_action_by_what_it_is_pinned_to(reference: str, rules: list[str]) -> None:
    text = RIGHT.replace(PYPI_ACTION, f"pypa/gh-action-pypi-publish@{reference}")
    assert checked(text).rules == rules


def test_an_old_action_says_what_it_refuses_and_which_hole_it_has() -> None:
    text = RIGHT.replace(PYPI_ACTION, "pypa/gh-action-pypi-publish@v1.%s")
    assert checked(text % "14.1").only("old-action").message == (
        "pypa/gh-action-pypi-publish 1.14.1 refuses metadata 2.5"
    )
    assert (
        checked(text % "12.4")
        .only("old-action")
        .message.endswith("and has the vulnerability GHSA-vxmw-7h4f-hqxh")
    )


@pytest.mark.parametrize(
    ("uses", "pinned"),
    [
        (CHECKOUT, True),
        ("./.github/actions/build", True),
        (f"docker://alpine@sha256:{'a' * 64}", True),
        ("actions/checkout@v4", False),
        ("actions/checkout@main", False),
        ("actions/checkout", False),
        ("docker://alpine:3.20", False),
        ("acme/own/sub@v1", False),
    ],
)
def test_actions_of_every_job_of_a_publishing_file_are_pinned(uses: str, pinned: bool) -> None:
    found = checked(f"{RIGHT}  other:\n    steps:\n      - uses: {uses}\n")
    assert found.rules == ([] if pinned else ["unpinned-action"])


def test_files_that_do_not_publish_may_pin_as_they_like() -> None:
    assert file("on: push\njobs: {a: {steps: [{uses: actions/checkout@v4}]}}\n").findings == ()


def test_called_workflows_are_pinned_too_except_where_only_a_tag_works() -> None:
    call = "  call:\n    uses: {}\n"
    assert checked(RIGHT + call.format("acme/ci/.github/workflows/lint.yml@v1")).rules == ["unpinned-action"]
    slsa = "slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0"
    assert checked(RIGHT + call.format(slsa)).findings == ()


def test_a_composite_actions_own_steps_count_where_they_stand() -> None:
    action = "runs:\n  using: composite\n  steps:\n    - uses: pypa/gh-action-pypi-publish@v1.9.0\n"
    path = ".github/actions/publish/action.yml"
    found = checked(RIGHT.replace(PYPI_ACTION, "./.github/actions/publish"), others={path: action})
    assert [(str(one.source), one.rule, one.job) for one in found.findings] == [
        (f"{path}:4", "old-action", "publish"),
        (f"{path}:4", "unpinned-action", "publish"),
    ]


@pytest.mark.parametrize(
    ("on", "line", "fixable"),
    [
        ("on: [push, pull_request_target]", 1, True),
        ("on: pull_request_target", 1, False),
        ("on:\n  push:\n  pull_request_target:\n    types: [closed]", 3, True),
        ("'on':\n  - push\n  - pull_request_target", 3, True),
        ("on: {pull_request_target: {}}", 1, False),
    ],
)
def test_pull_request_target(on: str, line: int, fixable: bool) -> None:
    found = job(PUBLISH, f"{on}\n")
    assert found.places == [f"pull-request-target {line}"]
    assert found.only("pull-request-target").fixable is fixable
    assert found.only("pull-request-target").job == ""


def test_pypi_compares_the_called_workflow() -> None:
    caller = "on: push\njobs:\n  go:\n    uses: ./.github/workflows/publish.yaml\n"
    text = RIGHT.replace("on: push", "on: workflow_call")
    found = checked(text, others={".github/workflows/release.yml": caller})
    assert found.places == ["publish-in-called-workflow 7"]
    assert "PyPI compares publish.yaml, the called file" in found.findings[0].message


def test_npm_compares_the_calling_workflow() -> None:
    caller = "on: push\njobs:\n  go:\n    uses: ./.github/workflows/publish.yaml\n"
    text = RIGHT.replace("on: push", "on: {workflow_call: }").replace(
        f"uses: {PYPI_ACTION}", "run: npm publish"
    )
    found = checked(text, others={".github/workflows/release.yml": caller})
    assert found.rules == ["publish-in-called-workflow"]
    assert "npm compares the calling file, release.yml, and not publish.yaml" in found.findings[0].message


def test_a_call_into_another_repository_is_refused() -> None:
    call = "on: push\njobs:\n  go:\n    permissions: {id-token: write}\n    uses: %s\n"
    found = checked(call % "acme/.github/.github/workflows/pypi-publish.yml@main")
    assert found.places == ["publish-in-called-workflow 5"]
    assert checked(call % "acme/.github/.github/workflows/docker-publish.yml@main").findings == ()
    unable = call.replace("id-token: write", "contents: read")
    assert checked(unable % "acme/.github/.github/workflows/pypi-publish.yml@main").findings == ()


def test_two_files_that_publish_the_same_package() -> None:
    other = ".github/workflows/release.yml"
    found = checked(RIGHT, others={other: RIGHT})
    assert [(str(one.source), one.rule) for one in found.findings] == [
        (f"{FILE}:7", "several-publishers"),
        (f"{other}:7", "several-publishers"),
    ]
    assert found.findings[0].message == f"acme-core can be published to PyPI from here and from {other}"


def test_a_file_for_testpypi_is_no_second_one() -> None:
    test = f"{RIGHT}        with: {{repository-url: 'https://test.pypi.org/legacy/'}}\n"
    assert checked(RIGHT, others={".github/workflows/trial.yml": test}).findings == ()


def test_files_that_each_name_their_package_are_told_apart() -> None:
    text = RIGHT.replace("publish:", "%s:")
    around = repository(package("acme-core"), package("acme-wire"))
    others = {".github/workflows/wire.yml": text % "acme-wire"}
    assert checked(text % "acme-core", around=around, others=others).findings == ()


def test_a_pattern_for_the_files_of_one_package_does_not_name_another() -> None:
    listed = RIGHT.replace("steps:\n", "steps:\n      - run: ls dist/%s\n")
    around = repository(package("acme"), package("acme-cpp"))
    others = {".github/workflows/cpp.yml": (listed % "acme*cpp-*").replace("publish:", "upload-acme-cpp:")}
    assert checked(listed % "acme-*.whl", around=around, others=others).findings == ()


@pytest.mark.parametrize("key", ["skip-existing", "skip_existing"])
def test_skip_existing_on_pypi(key: str) -> None:
    found = checked(f"{RIGHT}        with:\n          {key}: true\n")
    assert found.places == ["skip-existing 9"]
    assert found.mended == RIGHT
    assert checked(f"{RIGHT}        with: {{{key}: false}}\n").findings == ()


def test_skip_existing_is_of_use_on_testpypi() -> None:
    where = "repository-url: https://test.pypi.org/legacy/"
    assert checked(f"{RIGHT}        with: {{skip-existing: true, {where}}}\n").findings == ()


@pytest.mark.parametrize("tool", ["twine upload dist/*", "poetry publish", "pdm publish"])
def test_skip_existing_as_an_option(tool: str) -> None:
    text = RIGHT.replace(f"uses: {PYPI_ACTION}", f"run: {tool} --skip-existing")
    found = checked(text)
    assert "skip-existing" in found.rules
    assert found.mended == text.replace(" --skip-existing", "")


def test_every_rule_that_matches_is_reported_in_the_order_of_lines() -> None:
    found = checked(
        """\
on: [push, pull_request_target]
jobs:
  publish:
    steps:
      - uses: actions/checkout@v4
      - uses: pypa/gh-action-pypi-publish@v1.12.4
        with:
          password: ${{ secrets.PYPI_API_TOKEN }}
          skip-existing: true
"""
    )
    assert found.places == [
        "pull-request-target 1",
        "missing-environment 3",
        "unpinned-action 5",
        "old-action 6",
        "unpinned-action 6",
        "stored-token 8",
        "skip-existing 9",
    ]


@pytest.mark.parametrize(
    "text", ["", "a: [", "- 1\n", "on: push\njobs: [publish]\n", "on: push\njobs:\n  a: b\n"]
)
def test_files_that_hold_something_else_say_nothing(text: str) -> None:
    assert checked(text).findings == ()
    assert checked(text, PIPELINE).findings == ()


def test_the_repository_names_itself_by_a_dollar_too() -> None:
    caller = f"on: push\njobs:\n  go:\n    {OIDC.strip()}\n    uses: $/.github/workflows/publish-pypi.yml\n"
    called = "on: workflow_call\njobs:\n  publish: {steps: [{uses: $/.github/actions/go}]}\n"
    action = "runs: {using: composite, steps: [{run: npm publish}, {uses: acme/x@v1}]}\n"
    others = {".github/workflows/publish-pypi.yml": called, ".github/actions/go/action.yml": action}
    found = checked(caller, others=others)
    assert [f"{one.rule} {one.source.where}" for one in found.findings if "unpinned" in one.rule] == [
        "unpinned-action .github/actions/go/action.yml"
    ]
    (called_one,) = (one for one in found.findings if one.rule == "publish-in-called-workflow")
    assert "npm compares the calling file, publish.yaml" in called_one.message


def test_only_the_first_document_of_a_workflow_counts() -> None:
    text = RIGHT.replace(OIDC.strip(), "permissions: {}")
    found = checked(f"{text}---\n{text}")
    assert [one.rule for one in found.findings] == ["missing-id-token"]
    assert found.mended.endswith(f"---\n{text}")
    assert checked(found.mended).findings == ()


@pytest.mark.parametrize("name", ["pypi", "release 2", "on", "1.0", "a: b", "a #1", "it's", '"x"', "ä"])
def test_an_environment_of_any_name_is_put_in_as_it_is_called(name: str) -> None:
    text = re.sub(r" *environment: pypi\n", "", RIGHT)
    found = checked(text, around=environment_chosen(name))
    again = checked(found.mended, around=environment_chosen(name))
    assert (found.rules, again.rules) == (["missing-environment"], [])


@pytest.mark.parametrize(
    ("include", "seen"),
    [("local: 'ci/*.yml'", True), ("local: '/**.yml'", True), ("local: 'x/*.yml'", False)],
)
def test_a_pipeline_may_include_by_a_pattern(include: str, seen: bool) -> None:
    pipeline = f"include: {{{include}}}\npublish:\n  extends: .base\n  script: [uv publish]\n"
    base = ".base: {id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}, environment: pypi}\n"
    assert checked(pipeline, PIPELINE, others={"ci/base.yml": base}).rules == ([] if seen else RULED)


RULED = ["missing-environment", "missing-id-token"]
"""What is said of a job whose template is in the repository and included by nobody."""


def test_what_a_job_inherits_from_elsewhere_is_not_said_to_be_missing() -> None:
    pipeline = (
        "include: {project: acme/ci, file: base.yml}\npublish:\n  extends: .base\n  script: [uv publish]\n"
    )
    assert checked(pipeline, PIPELINE).rules == []


def test_a_pin_that_skips_a_major_version_says_so_and_another_does_not() -> None:
    new = checked(f"{RIGHT}  other:\n    steps:\n      - uses: actions/checkout@v4\n").only("unpinned-action")
    assert new.fix.endswith("; v4 → v7.0.1 is a new major version: read its notes")
    same = checked(f"{RIGHT}  other:\n    steps:\n      - uses: actions/checkout@v7\n").only(
        "unpinned-action"
    )
    assert same.fix.endswith("3d3c42e5aac5ba805825da76410c181273ba90b1")


BY_PRIMER = "# Written by primer; `primer workflow` writes it again.\n\na:\n  script: [make]\n"


def of_pipeline(text: str) -> Checked:
    """The check of a pipeline beside a file that primer wrote for it to take in."""
    return checked(text, ".gitlab-ci.yml", others={".gitlab/publish.yml": BY_PRIMER})


def test_a_written_pipeline_that_the_projects_own_does_not_take_in_is_an_error() -> None:
    lint = "lint:\n  script: [ruff check]\n"
    found = of_pipeline(lint).only("pipeline-not-included")
    assert str(found.source) == ".gitlab/publish.yml:1"
    assert "- local: /.gitlab/publish.yml" in found.fix
    assert of_pipeline(f"include:\n  - local: /.gitlab/publish.yml\n{lint}").findings == ()
    assert of_pipeline(f"include: .gitlab/*.yml\n{lint}").findings == ()


def test_a_pipeline_that_cannot_be_read_is_not_said_to_leave_one_out() -> None:
    assert of_pipeline("a: [").findings == ()


def test_a_file_of_somebody_elses_may_stand_alone() -> None:
    others = {".gitlab/publish.yml": "a:\n  script: [make]\n"}
    assert checked("lint:\n  script: [make]\n", ".gitlab-ci.yml", others=others).findings == ()
