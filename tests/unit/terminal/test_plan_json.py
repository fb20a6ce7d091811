"""The plan for machines, against the schema that ships with it."""

import json

import pytest
from jsonschema import Draft202012Validator

from made_up import INTERNAL, OPAQUE_ID, OTHER_ID, TOKEN_ID, opaque, used
from primer.core.evidence import seen
from primer.core.package import Skipped
from primer.core.plan import Plan, PlannedPublisher
from primer.core.problem import YourInput
from primer.core.publisher import Form, FormField, GitLabCI, Publisher
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Done, Unseen
from primer.terminal.json_plan import json_text, plan_json
from primer.terminal.schemas import schema
from screen.reference_plan import NAMES, NOON, after, before, every_verdict, item, publisher, small


def the_schema() -> dict[str, object]:
    loaded: object = json.loads(schema("plan"))
    assert isinstance(loaded, dict)
    return loaded


def errors(value: object) -> list[str]:
    return [error.message for error in Draft202012Validator(the_schema()).iter_errors(value)]


def with_everything() -> Plan:
    plan = before()
    problems = (
        YourInput("malformed-file", "not TOML", "mend it", source=Source("bad/pyproject.toml", 1)),
        YourInput("illegal-value", "no such route", "choose one", source=Source("--route"), warning=True),
    )
    skipped = (Skipped("setup", "", "only a setup.py"),)
    return Plan(
        None, plan.registries, plan.packages, skipped, plan.publishers, plan.items, problems, ("a note",)
    )


WITH_TOKENS = replace(small(), tokens=(used(), used(OTHER_ID, known=None)))


@pytest.mark.parametrize(
    "plan", [before(), after(), every_verdict(), with_everything(), small(), WITH_TOKENS]
)
def test_every_plan_is_as_the_schema_says(plan: Plan) -> None:
    Draft202012Validator.check_schema(the_schema())
    assert errors(json.loads(json_text(plan_json(plan)))) == []


def test_the_schema_takes_nothing_more_and_nothing_less() -> None:
    plan = plan_json(before())
    assert errors({**plan, "more": 1})
    for key in plan:
        assert errors({name: value for name, value in plan.items() if name != key})


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    assert list(plan_json(before())) == [
        "schema",
        "repository",
        "packages",
        "skipped",
        "publishers",
        "facts",
        "tokens",
        "problems",
        "notes",
        "complete",
    ]


def test_a_token_is_named_whole_beside_the_words_that_the_plan_has_for_it() -> None:
    tokens = plan_json(replace(before(), tokens=(used(), used(OTHER_ID, known=None))))["tokens"]
    assert tokens == [
        {"registry": "pypi", "called": "token 21394af6…", "id": TOKEN_ID, "known": "2026-11-21T14:02:00Z"},
        {"registry": "pypi", "called": "token 9c0ffee0…", "id": OTHER_ID, "known": None},
    ]


def test_a_password_has_the_identifier_that_the_journal_knows_it_by() -> None:
    plan = replace(small(), registries=(INTERNAL,), tokens=(opaque(),))
    assert plan_json(plan)["tokens"] == [
        {
            "registry": "internal",
            "called": "the password used 2026-11-21 14:02 UTC",
            "id": OPAQUE_ID,
            "known": None,
        }
    ]


def test_a_package_names_what_it_requires_here_and_its_place() -> None:
    packages = plan_json(before())["packages"]
    assert isinstance(packages, list)
    assert packages[1] == {
        "name": "adk-sim-testing",
        "ecosystem": "python",
        "registry": "pypi",
        "path": "packages/adk-sim-testing",
        "version": "0.2.0",
        "tier": 1,
        "requires": ["adk-sim-protos"],
        "route": "prime",
        "wave": 1,
    }
    assert (packages[4]["ecosystem"], packages[4]["route"], packages[4]["wave"]) == ("javascript", None, None)


def test_a_publisher_carries_the_forms_own_names_and_where_each_value_was_read() -> None:
    publishers = plan_json(before())["publishers"]
    assert isinstance(publishers, list)
    assert [one["package"] for one in publishers] == list(NAMES)
    assert publishers[0]["fields"] == {
        "owner": "Acme-Labs",
        "repository": "adk-agent-sim",
        "workflow_filename": "publish.yaml",
        "environment": "pypi",
    }
    assert publishers[0]["read_from"] == {
        "owner": "git remote origin",
        "repository": "git remote origin",
        "workflow_filename": ".github/workflows/publish.yaml:41",
        "environment": ".github/workflows/publish.yaml:58",
    }


def test_an_optional_field_left_empty_is_null_and_gitlabs_names_are_gitlabs() -> None:
    fields = (
        FormField("Namespace", "namespace", "acme"),
        FormField("Top-level pipeline file path", "workflow_filepath", ".gitlab-ci.yml"),
        FormField("Environment name", "environment", ""),
    )
    read = Publisher(GitLabCI("acme", "mono", ".gitlab-ci.yml"), {"workflow": Source(".gitlab-ci.yml", 3)})
    gitlab = PlannedPublisher("mono", "pypi", read, Form("gitlab", fields, ""))
    plan = before()
    publishers = plan_json(Plan(plan.repository, plan.registries, (), (), (gitlab, publisher("x")), (), ()))[
        "publishers"
    ]
    assert isinstance(publishers, list)
    assert publishers[0]["fields"]["environment"] is None
    assert publishers[0]["link"] is None
    assert publishers[0]["read_from"] == {"workflow_filepath": ".gitlab-ci.yml:3"}


def test_a_fact_carries_its_sentence_and_its_evidence_in_utc() -> None:
    done = item("claimed", "adk-sim-protos", Done(seen("0.0.1", "PyPI", NOON)))
    facts = plan_json(small(done, item("token-revoked", None, Unseen("offline"))))["facts"]
    assert facts == [
        {
            "id": "claimed:pypi:adk-sim-protos",
            "fact": "claimed",
            "package": "adk-sim-protos",
            "registry": "pypi",
            "title": "claimed",
            "verdict": "done",
            "detail": "0.0.1, seen 2026-11-21T14:01:05Z, PyPI",
            "evidence": {
                "grade": "observed",
                "claim": "0.0.1",
                "source": "PyPI",
                "at": "2026-11-21T14:01:05Z",
            },
            "guide": "guides/facts.md#claimed",
        },
        {
            "id": "token-revoked:pypi",
            "fact": "token-revoked",
            "package": None,
            "registry": "pypi",
            "title": "token revoked",
            "verdict": "unseen",
            "detail": "offline",
            "evidence": None,
            "guide": "guides/facts.md#token-revoked",
        },
    ]


def test_a_problem_names_its_file_and_line_or_none() -> None:
    problems = plan_json(with_everything())["problems"]
    assert isinstance(problems, list)
    assert problems[0] == {
        "reference": "malformed-file",
        "message": "not TOML",
        "file": "bad/pyproject.toml",
        "line": 1,
        "hint": "mend it",
        "link": "guides/reference/problems.md#malformed-file",
        "severity": "error",
        "context": [],
    }
    assert (problems[1]["file"], problems[1]["severity"]) == (None, "warning")


def test_the_text_keeps_every_value_and_nothing_in_it_acts_on_a_terminal() -> None:
    value = {"name": "a\x1b[31m\u202e\x7f\x9b é → 東京\nnext"}
    text = json_text(value)
    assert json.loads(text) == value
    assert "é → 東京" in text
    assert not set(text) & {"\x1b", "\u202e", "\x7f", "\x9b"}


def test_a_stream_without_unicode_gets_the_same_values_in_ascii() -> None:
    value = {"name": "é → 東京"}
    assert json_text(value, "latin-1").isascii()
    assert json.loads(json_text(value, "latin-1")) == value
