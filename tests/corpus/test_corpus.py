"""The corpus: every failing log names its cause, every look-alike stays unknown."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from primer.adapters.files.log_lines import log_file, numbered_lines
from primer.adapters.repository.whole import read_repository
from primer.core.diagnosis import Cause
from primer.diagnosis.diagnose import diagnosed
from primer.diagnosis.planned import Grounds
from primer.diagnosis.remedies import CAUSES
from primer.registries.addresses import PYPI
from primer.registries.known import known
from source_tree import ROOT

HERE = Path(__file__).parent
LOOKALIKES = "lookalikes"


def text(value: object) -> str:
    assert isinstance(value, str)
    return value


def table() -> dict[str, dict[str, object]]:
    """The entries of sources.toml by their file."""
    found: object = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))["log"]
    assert isinstance(found, list)
    return {text(entry["file"]): entry for entry in found if isinstance(entry, dict)}


LOGS = table()


@pytest.fixture(scope="module")
def grounds() -> Grounds:
    """The example monorepo, as Acme-Labs has it."""
    chosen = {"publisher.owner": "Acme-Labs", "publisher.repository": "adk-agent-sim"}
    repository = read_repository(ROOT / "examples" / "adk-agent-sim", chosen)
    return Grounds(repository, PYPI, known())


def causes_of(file: str, grounds: Grounds) -> tuple[Cause, ...]:
    with log_file(HERE / file) as stream:
        return diagnosed(numbered_lines(stream), grounds)


@pytest.mark.parametrize("file", LOGS)
def test_a_log_names_its_causes_in_their_order(file: str, grounds: Grounds) -> None:
    assert [one.cause for one in causes_of(file, grounds)] == LOGS[file]["causes"]


@pytest.mark.parametrize("file", [name for name in LOGS if "differs" in LOGS[name]])
def test_the_differing_field_is_named_with_both_values(file: str, grounds: Grounds) -> None:
    differs = causes_of(file, grounds)[0].differs
    assert differs is not None
    named = {"field": differs.field, "presented": differs.presented, "registered": differs.registered}
    assert named == LOGS[file]["differs"]


@pytest.mark.parametrize("file", [name for name in LOGS if "differs" not in LOGS[name]])
def test_no_field_is_blamed_where_none_is_known_to_differ(file: str, grounds: Grounds) -> None:
    assert [one.differs for one in causes_of(file, grounds)] == [None] * len(causes_of(file, grounds))


@pytest.mark.parametrize("file", [name for name in LOGS if "link" in LOGS[name]])
def test_the_link_leads_to_the_index_that_was_spoken_to(file: str, grounds: Grounds) -> None:
    assert causes_of(file, grounds)[0].link.startswith(text(LOGS[file]["link"]))


@pytest.mark.parametrize("file", [name for name in LOGS if LOGS[name]["causes"]])
def test_the_evidence_is_a_line_of_the_log(file: str, grounds: Grounds) -> None:
    lines = (HERE / file).read_bytes().decode().split("\n")
    for one in causes_of(file, grounds):
        here, sentence = (
            " ".join(" ".join(lines[one.evidence.line - 1 :][:most]).replace("%0A", " ").split())
            for most in (1, 7)
        )
        words = one.evidence.text.rstrip("…").split()
        assert words[0] in here
        assert words[-1] in sentence
        assert one.remedy


def test_every_cause_has_four_logs_at_least() -> None:
    counted = Counter(Path(file).parent.name for file in LOGS)
    assert {cause: counted[cause] for cause in CAUSES if counted[cause] < 4} == {}


def test_there_are_forty_lookalikes_at_least() -> None:
    assert sum(file.startswith(LOOKALIKES) for file in LOGS) >= 40
    assert [file for file in LOGS if file.startswith(LOOKALIKES) and LOGS[file]["causes"]] == []


def test_every_log_names_its_source_and_none_is_left_out() -> None:
    assert [file for file, entry in LOGS.items() if not text(entry["source"])] == []
    assert set(LOGS) == {path.relative_to(HERE).as_posix() for path in HERE.rglob("*.log")}
