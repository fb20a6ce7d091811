"""What the publishing jobs are called: legal for both forges, told apart, near to the packages' names."""

import re

import pytest

from primer.writing.job_ids import RESERVED, folder_of, job_ids
from releases import npm, python, random_release, release


def test_a_name_that_is_legal_is_the_id_and_the_folder() -> None:
    made = release(python("adk-sim-protos"), npm("@adk-sim/testing"))
    assert list(job_ids(made).values()) == ["adk-sim-protos", "adk-sim-testing"]
    assert folder_of(made, made.packages[1]) == "dist/adk-sim-testing"


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("build", "publish-build"),
        ("served-0", "publish-served-0"),
        ("exchange", "publish-exchange"),
        ("stages", "publish-stages"),
        ("null", "publish-null"),
        ("0mq", "publish-0mq"),
        ("builder", "builder"),
        ("livestock", "livestock"),
    ],
)
def test_what_another_job_is_called_or_yaml_reads_as_no_text_is_told_apart(name: str, id_: str) -> None:
    made = release(python(name))
    assert job_ids(made)[made.packages[0]] == id_


def test_a_python_and_an_npm_package_of_one_name_are_told_apart() -> None:
    made = release(python("wire"), npm("wire"), npm("@wire/npm"))
    assert list(job_ids(made).values()) == ["wire", "wire-npm", "wire-npm-npm"]


@pytest.mark.parametrize("seed", range(60))
def test_every_id_is_legal_and_stands_once(seed: int) -> None:
    made = random_release(seed)
    found = list(job_ids(made).values())
    assert len({id_.lower() for id_ in found}) == len(made.packages)
    for id_ in found:
        assert re.fullmatch(r"[a-z_][a-z0-9_-]{0,99}", id_)
        assert not RESERVED.fullmatch(id_)
