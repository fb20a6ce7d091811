"""guides/reference/json.md and the schemas: strict, versioned, every property with its meaning."""

import json
import re
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from guides.reference.made_tables import FOLDER
from guides.reference.schemas import FORMS, errors, objects, properties, schema_of, table_of
from primer.diagnosis.remedies import REMEDIES
from primer.rehearsal.request_log import LoggedRequest
from primer.terminal.json_rehearsal import rehearsal_json
from screen.reference_plan import before
from source_tree import SRC

PAGE = (FOLDER / "json.md").read_text(encoding="utf-8")
AT = datetime(2026, 11, 21, 14, 1, 5, 7000, tzinfo=UTC)


def test_every_schema_that_ships_is_one_of_the_forms() -> None:
    assert sorted(file.name for file in SRC.rglob("*.schema.json")) == sorted(
        f"{form}.schema.json" for form in FORMS
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_named_with_its_version_and_has_its_section(form: str) -> None:
    name = table_of(table_of(schema_of(form)["properties"])["schema"])["const"]
    assert re.fullmatch(rf"primer\.{form}/\d+", str(name))
    assert schema_of(form)["title"] == name
    assert f"| [`{name}`](#{form}) |" in PAGE
    assert f"\n## {form.title()}\n" in PAGE
    assert f"`{form}.schema.json` |\n" in PAGE


@pytest.mark.parametrize("form", FORMS)
def test_a_schema_is_sound_and_takes_nothing_that_it_does_not_name(form: str) -> None:
    Draft202012Validator.check_schema(schema_of(form))
    loose = [one for one in objects(schema_of(form)) if one.get("additionalProperties") is not False]
    assert loose == []


@pytest.mark.parametrize("form", FORMS)
def test_every_property_has_a_meaning_that_is_a_sentence(form: str) -> None:
    silent = [one.path for one in properties(form) if not one.meaning.endswith(".")]
    assert silent == []


@pytest.mark.parametrize("form", FORMS)
def test_every_property_has_its_row(form: str) -> None:
    section = PAGE.partition(f"\n## {form.title()}\n")[2].partition("\n## ")[0]
    documented = re.findall(r"^\| `([\w.\[\]]+)` \|", section, re.MULTILINE)
    assert documented == [one.path for one in properties(form)]


def test_a_problem_is_the_same_in_every_form() -> None:
    plan, exchange = (table_of(schema_of(form)["properties"])["problems"] for form in ("plan", "exchange"))
    assert table_of(plan)["items"] == table_of(exchange)["items"]


def test_a_cause_is_one_of_those_that_are_known() -> None:
    causes = table_of(table_of(schema_of("diagnosis")["properties"])["causes"])
    cause = table_of(table_of(table_of(causes["items"])["properties"])["cause"])
    assert sorted(str(one) for one in _list(cause["enum"])) == sorted(REMEDIES)


def test_a_rehearsal_carries_a_plan_and_what_the_registries_were_asked() -> None:
    upload = LoggedRequest("POST", "/legacy/", 200, AT, "adk_sim_protos-0.0.1.tar.gz", "pypi")
    value: object = json.loads(
        json.dumps(rehearsal_json(before(), [upload, LoggedRequest("GET", "/", 0, AT)]))
    )
    assert errors("rehearsal", value) == []
    assert table_of(value)["requests"] == [
        {
            "registry": "pypi",
            "method": "POST",
            "path": "/legacy/",
            "status": 200,
            "at": "2026-11-21T14:01:05.007Z",
            "file": "adk_sim_protos-0.0.1.tar.gz",
        },
        {"registry": None, "method": "GET", "path": "/", "status": 0, "at": "2026-11-21T14:01:05.007Z"},
    ]
    assert errors("rehearsal", {**table_of(value), "plan": {}})


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
