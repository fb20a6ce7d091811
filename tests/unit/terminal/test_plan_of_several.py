"""A plan for two registries on the faces that travel: JSON, Markdown, the report."""

import json

from jsonschema import Draft202012Validator

from primer.core.plan import Plan, PlannedPublisher
from primer.core.publisher import CircleCI, Form, FormField, Publisher
from primer.core.source import Source
from primer.core.value import replace
from primer.terminal.ending import ending_blocks
from primer.terminal.json_plan import plan_json
from primer.terminal.layout import as_text
from primer.terminal.markdown import plan_markdown
from primer.terminal.report import report_markdown
from primer.terminal.schemas import schema
from primer.terminal.surface import Surface
from screen.reference_plan import NOON
from screen.reference_several import NAME, after, before, released

DOCS = "https://docs.example/main"
GUIDE = f"{DOCS}/guides/facts.md"


def of_circleci() -> Plan:
    """The package on npm, published from CircleCI without a context."""
    ids = ("11111111-1111-4111-8111-111111111111",) * 3
    identity = CircleCI(*ids, "github.com/acme/mono")
    file = Source("primer.toml", 4)
    read = Publisher(identity, {"pipeline-id": file, "origin": file, "contexts": file})
    fields = (
        FormField("Pipeline definition ID", "pipeline_definition_id", ids[0]),
        FormField("VCS origin", "vcs_origin", "github.com/acme/mono"),
        FormField("Context IDs", "context_ids", "", several=()),
    )
    return replace(before(), publishers=(PlannedPublisher(NAME, "npm", read, Form("circleci", fields, "")),))


def test_the_json_keeps_to_its_schema() -> None:
    validator = Draft202012Validator(json.loads(schema("plan")))
    for plan in (before(), after(), released(), of_circleci()):
        validator.validate(plan_json(plan))


def test_each_package_and_publisher_names_its_registry_in_json() -> None:
    plan = plan_json(before())
    assert isinstance(plan["packages"], list)
    assert [one["registry"] for one in plan["packages"]] == ["pypi"] * 4 + ["npm"]
    assert isinstance(plan["publishers"], list)
    assert plan["publishers"][-1] == {
        "package": "@adk-sim/protos",
        "registry": "npm",
        "provider": "github",
        "fields": {
            "owner": "Acme-Labs",
            "repository": "adk-agent-sim",
            "workflow_filename": "publish.yaml",
            "environment": "npm",
            "allowed_actions": ["npm publish"],
        },
        "link": "https://npm.example/package/@adk-sim/protos/access",
        "read_from": {
            "workflow_filename": ".github/workflows/publish.yaml:82",
            "environment": ".github/workflows/publish.yaml:90",
        },
    }


def test_a_list_without_elements_stays_a_list_and_every_source_has_its_fields_name() -> None:
    publishers = plan_json(of_circleci())["publishers"]
    assert isinstance(publishers, list)
    assert publishers[0]["fields"]["context_ids"] == []
    assert list(publishers[0]["read_from"]) == ["pipeline_definition_id", "vcs_origin", "context_ids"]


def test_facts_of_one_name_are_told_apart_by_their_registry_in_json() -> None:
    facts = plan_json(after())["facts"]
    assert isinstance(facts, list)
    ids = [fact["id"] for fact in facts]
    assert {"token-revoked:pypi", "token-revoked:npm"} <= set(ids)
    assert len(set(ids)) == len(ids)


def test_the_markdown_says_whose_each_package_is() -> None:
    text = plan_markdown(after(), DOCS)
    assert text.startswith("# Acme-Labs/adk-agent-sim → PyPI and npm\n\n22 of 34 done.\n")
    assert "\n## `adk-sim-protos` on PyPI\n" in text
    assert "\n## `@adk-sim/protos` on npm\n" in text
    assert "  [the form's page](https://npm.example/package/@adk-sim/protos/access)\n" in text
    assert "  | Allowed actions | `npm publish` |  |\n" in text
    assert f"- [x] [token revoked, PyPI]({GUIDE}#token-revoked) · done: 21394af6… refused" in text
    assert f"- [x] [token revoked, npm]({GUIDE}#token-revoked) · done: the session ended" in text
    assert f"- [ ] [no stored tokens]({GUIDE}#no-stored-tokens)" in text


def test_the_report_has_a_column_for_the_registry() -> None:
    report = report_markdown(after(), DOCS, NOON)
    assert "| registry | package | fact | claim | how | source | when |\n" in report
    assert f"| npm | `@adk-sim/protos` | [claimed]({GUIDE}#claimed) | 0.0.1 | seen | npm |" in report
    assert f"- [ ] `@adk-sim/protos` on npm [first OIDC publish]({GUIDE}#first-oidc-publish)" in report
    assert "\n### `@adk-sim/protos` on npm\n" in report


def test_packages_of_one_name_keep_their_facts_apart() -> None:
    plan = before()
    twin = replace(plan.packages[-1], package=replace(plan.packages[-1].package, name="adk-sim-protos"))
    items = tuple(
        replace(item, id=replace(item.id, package="adk-sim-protos")) if item.id.package == NAME else item
        for item in plan.items
    )
    made = replace(plan, packages=(plan.packages[0], twin), items=items)
    ending = as_text(ending_blocks(made), Surface(100))
    assert "claimed of adk-sim-protos on npm: upload placeholder 0.0.1" in ending
    text = plan_markdown(made, DOCS)
    there, _, beside = text.partition("## `adk-sim-protos` on npm")
    assert "no project of this name" in there
    assert "no package of this name" not in there
    assert "no package of this name" in beside
