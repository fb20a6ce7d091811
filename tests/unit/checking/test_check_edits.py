"""Mending: only what a rule is about changes, whatever the file looks like."""

import difflib

import pytest

from checked import CHECKOUT, PIPELINE, PYPI_ACTION, Checked, checked, environment_chosen, parsed
from primer.checking.edits import mended
from primer.core.finding import Edit

HEAD = "on: push\njobs:\n  publish:\n    runs-on: ubuntu-24.04\n    environment: pypi\n"
STEPS = f"    steps:\n      - uses: {PYPI_ACTION}\n"
OIDC = "    permissions:\n      id-token: write\n"


def changes(found: Checked) -> list[str]:
    """The lines that mending takes out and puts in."""
    lines = difflib.unified_diff(found.text.splitlines(), found.mended.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_edits_are_made_in_place() -> None:
    assert mended("abcdef", [Edit(4, 5, "E"), Edit(1, 2, ""), Edit(6, 6, "!")]) == "acdEf!"
    assert mended("abc", []) == "abc"


def test_the_same_edit_counts_once_and_insertions_keep_their_order() -> None:
    assert mended("ab", [Edit(1, 1, "x"), Edit(1, 1, "y"), Edit(1, 1, "x")]) == "axyb"
    assert mended("ab", [Edit(1, 2, "B"), Edit(1, 1, "x")]) == "axB"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, "x"), Edit(1, 3, "y")],
        [Edit(0, 3, "x"), Edit(1, 1, "y")],
        [Edit(0, 2, "x"), Edit(0, 2, "y")],
        [Edit(2, 9, "")],
        [Edit(2, 1, "")],
        [Edit(-1, 1, "")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="an edit at"):
        mended("abc", edits)


def test_a_job_without_permissions_gets_the_one() -> None:
    found = checked(HEAD + STEPS)
    assert changes(found) == ["+    permissions:", "+      id-token: write"]
    assert checked(found.mended).findings == ()


def test_a_job_that_reads_the_repository_may_still_do_so() -> None:
    found = checked(f"{HEAD}{STEPS}      - uses: {CHECKOUT}\n")
    assert changes(found) == ["+    permissions:", "+      contents: read", "+      id-token: write"]


@pytest.mark.parametrize("step", ["{uses: acme/release@v1}", "{run: gh release create v1}", "{uses: ./make}"])
def test_a_job_that_may_need_more_is_left_to_a_person(step: str) -> None:
    assert not checked(f"{HEAD}{STEPS}      - {step}\n").only("missing-id-token").fixable


def test_what_a_job_inherits_is_written_down_with_it() -> None:
    found = checked(f"permissions:\n  contents: read\n  packages: write\n{HEAD}{STEPS}")
    assert changes(found) == [
        "+    permissions:",
        "+      contents: read",
        "+      packages: write",
        "+      id-token: write",
    ]


@pytest.mark.parametrize("head", ["permissions: read-all\n", "permissions: ${{ inputs.all }}\n"])
def test_permissions_in_one_word_are_left_to_a_person(head: str) -> None:
    assert not checked(f"{head}{HEAD}{STEPS}").only("missing-id-token").fixable
    assert not checked(f"{HEAD}    {head}{STEPS}").only("missing-id-token").fixable


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("permissions: {}", "permissions: { id-token: write }"),
        ("permissions: {contents: read}", "permissions: {id-token: write, contents: read}"),
        ("permissions: {id-token: none} # so", "permissions: {id-token: write} # so"),
        ("permissions:\n      id-token: read  # so", "permissions:\n      id-token: write  # so"),
        (
            "permissions:\n      contents: read # a\n      # b",
            "permissions:\n      contents: read # a\n      id-token: write\n      # b",
        ),
    ],
)
def test_permissions_in_every_style(before: str, after: str) -> None:
    assert checked(f"{HEAD}    {before}\n{STEPS}").mended == f"{HEAD}    {after}\n{STEPS}"


def test_a_job_in_one_line() -> None:
    text = "on: push\njobs: {publish: {environment: pypi, steps: [{run: uv publish}]}}\n"
    assert checked(text).mended == text.replace(
        "{environment", "{permissions: {id-token: write}, environment"
    )


def test_line_ends_and_indentation_are_the_files_own() -> None:
    text = (
        "on: push\njobs:\n    publish:\n        environment: pypi\n        steps:\n        - run: uv publish"
    )
    found = checked(text.replace("\n", "\r\n"))
    assert changes(found) == ["+        permissions:", "+            id-token: write"]
    assert found.mended.count("\n") == found.mended.count("\r\n")
    assert not found.mended.endswith("\n")


def test_what_an_alias_shares_is_left_to_a_person() -> None:
    text = HEAD.replace("publish:", "build:") + "    permissions: &p {contents: read}\n    steps: []\n"
    found = checked(f"{text}  publish:\n    environment: pypi\n    permissions: *p\n{STEPS}")
    assert not found.only("missing-id-token").fixable
    assert found.mended == found.text


def test_what_is_merged_in_is_left_to_a_person() -> None:
    text = f"x: &x\n  with: {{skip-existing: true}}\n{HEAD}{OIDC}{STEPS}        <<: *x\n"
    found = checked(text)
    assert found.rules == ["skip-existing"]
    assert not found.findings[0].fixable


def test_permissions_that_are_merged_in_are_not_replaced() -> None:
    text = f"x: &x {{permissions: {{contents: read}}}}\n{HEAD}    <<: *x\n{STEPS}"
    found = checked(text)
    assert not found.only("missing-id-token").fixable
    assert found.mended == text


def test_a_key_that_stands_there_twice_is_left_to_a_person() -> None:
    text = f"{HEAD}{OIDC}{STEPS}        with:\n          skip-existing: true\n          skip-existing: true\n"
    assert not checked(text).only("skip-existing").fixable


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("actions/checkout@v4", CHECKOUT),
        ("actions/checkout@v4 # v4.1.0", CHECKOUT),
        ("actions/checkout@v4   # see #12", f"{CHECKOUT}   # see #12"),
        ('"actions/checkout@v4"', f'"{CHECKOUT}'.replace(" #", '" #')),
        ("'actions/checkout@v4' # v4", f"'{CHECKOUT}".replace(" #", "' #")),
        ("Actions/Checkout@main", CHECKOUT),
    ],
)
def test_a_pin_takes_its_versions_comment_along(before: str, after: str) -> None:
    text = f"{HEAD}{OIDC}{STEPS}      - uses: {before}\n        with: {{fetch-depth: 0}}\n"
    found = checked(text)
    assert found.rules == ["unpinned-action"]
    assert found.mended == text.replace(before, after)
    assert checked(found.mended).findings == ()


def test_where_no_comment_has_room_the_pin_goes_without() -> None:
    text = f"{HEAD}{OIDC}{STEPS}      - {{uses: actions/checkout@v4, with: {{fetch-depth: 0}}}}\n"
    assert checked(text).mended == text.replace("actions/checkout@v4", CHECKOUT.partition(" ")[0])


def test_an_action_without_a_known_pin_is_left_to_a_person() -> None:
    assert not checked(f"{HEAD}{OIDC}{STEPS}      - uses: acme/own@v1\n").only("unpinned-action").fixable


@pytest.mark.parametrize(
    "reference", ["7f25271a4aa483500f742f9492b2ab5648d61011 # v1.12.4", "v1.12.4", "master"]
)
def test_an_old_or_wrong_publishing_action_becomes_the_right_one(reference: str) -> None:
    text = HEAD + OIDC + STEPS
    found = checked(text.replace(PYPI_ACTION, f"pypa/gh-action-pypi-publish@{reference}"))
    assert found.mended == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("on: [push, pull_request_target]", "on: [push]"),
        ("on: [pull_request_target, push]", "on: [push]"),
        ("on: [ pull_request_target , push, ]", "on: [ push, ]"),
        ("on: {pull_request_target: , push: }", "on: {push: }"),
        ("on: {push: {tags: [v*]}, pull_request_target: {types: [closed]}}", "on: {push: {tags: [v*]}}"),
        ("on:\n- push\n- pull_request_target # x\n", "on:\n- push\n"),
        ("on:\n  pull_request_target:\n    types: [closed] # x\n  # y\n  push:", "on:\n  # y\n  push:"),
        ('"on":\n  push:\n  "pull_request_target" :\n', '"on":\n  push:\n'),
    ],
)
def test_a_trigger_in_every_style(before: str, after: str) -> None:
    rest = f"\njobs:\n{HEAD.partition('jobs:')[2].lstrip()}{OIDC}{STEPS}".replace("publish:", "  publish:", 1)
    found = checked(before + rest)
    assert found.rules == ["pull-request-target"]
    assert found.mended == after + rest
    assert checked(found.mended).findings == ()


def test_a_trigger_among_comments_of_a_flow_is_left_to_a_person() -> None:
    rest = f"\njobs:\n  publish:\n    environment: pypi\n{OIDC}{STEPS}"
    found = checked("on: [\n  push, # never [ alone\n  pull_request_target\n]" + rest)
    assert not found.only("pull-request-target").fixable


WITH = "        with:\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("          password: ${{ secrets.P }}\n", ""),
        ("          password: >-\n            ${{ secrets.P }}\n\n", "\n"),
        ("          user: u\n          password: ${{ secrets.P }} # old\n", f"{WITH}          user: u\n"),
        (
            "          # the token\n          password: ${{ secrets.P }}\n          packages-dir: d\n",
            f"{WITH}          # the token\n          packages-dir: d\n",
        ),
        ("          password: ${{ secrets.P }}\n          skip-existing: true\n", ""),
    ],
)
def test_a_password_beside_an_identity_goes(before: str, after: str) -> None:
    text = f"{HEAD}{OIDC}{STEPS}{WITH}{before}"
    assert checked(text).mended == f"{HEAD}{OIDC}{STEPS}{after}"


def test_a_placeholder_token_goes_and_its_neighbours_stay() -> None:
    node = "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0"
    steps = f"    steps:\n      - uses: {node}\n        with: {{node-version: 24, %s}}\n"
    text = f"{HEAD}{OIDC}{steps}      - run: npm publish\n"
    found = checked(text % "registry-url: 'https://registry.npmjs.org', check-latest: true")
    assert found.mended == text % "check-latest: true"


def test_tabs_in_a_script_and_odd_characters_stay_as_they_are() -> None:
    script = "      - run: |\n          cat <<-E\n          \tÄ 𝄞\n          E\n"
    text = f"# 𝄞 ä\n{HEAD}    steps:\n{script}      - uses: {PYPI_ACTION}\n"
    found = checked(text)
    assert changes(found) == ["+    permissions:", "+      id-token: write"]
    assert script in found.mended


def test_a_pipeline_gets_its_identity_tokens_all_at_once() -> None:
    text = """\
publish:
  stage: publish
  environment: pypi
  script:
    - uv publish --publish-url https://test.pypi.org/legacy/
    - uv publish
    - npm publish
"""
    found = checked(text, PIPELINE)
    assert found.rules == ["missing-id-token"] * 3
    assert parsed(found.mended) == {
        "publish": {
            "stage": "publish",
            "environment": "pypi",
            "id_tokens": {
                "TESTPYPI_ID_TOKEN": {"aud": "testpypi"},
                "PYPI_ID_TOKEN": {"aud": "pypi"},
                "NPM_ID_TOKEN": {"aud": "npm:registry.npmjs.org"},
            },
            "script": [
                "uv publish --publish-url https://test.pypi.org/legacy/",
                "uv publish",
                "npm publish",
            ],
        }
    }
    assert checked(found.mended, PIPELINE).findings == ()


def test_permission_and_environment_go_in_together() -> None:
    text = HEAD.replace("    environment: pypi\n", "") + STEPS
    found = checked(text, around=environment_chosen("pypi"))
    assert found.rules == ["missing-environment", "missing-id-token"]
    assert parsed(found.mended) == parsed(HEAD + OIDC + STEPS)
