"""The evidence is a whole sentence where a tool wrapped it, and never more of a secret than is masked."""

from primer.core.diagnosis import Evidence
from primer.diagnosis.diagnose import diagnosed
from primer.diagnosis.planned import Grounds
from primer.registries.addresses import PYPI
from primer.registries.known import known

HEAD = "ERROR    HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/"
END = "##[error]Process completed with exit code 1."


def evidence(*lines: str) -> Evidence:
    log = (HEAD, *(f"         {line}" for line in lines), END)
    [cause] = diagnosed(enumerate(log, 1), Grounds(None, PYPI, known()))
    return cause.evidence


def test_a_bracket_that_is_open_goes_on_in_the_next_line() -> None:
    found = evidence(
        "File already exists ('core-0.3.0-py3-none-any.whl', with", "blake2_256 hash '9d').", "See"
    )
    assert found == Evidence(
        2, "File already exists ('core-0.3.0-py3-none-any.whl', with blake2_256 hash '9d')."
    )


def test_a_line_without_room_for_the_next_word_goes_on() -> None:
    words = "The user 'acme-bot' isn't allowed to upload to project 'acme-core' and"
    assert evidence(words, "see the help for more").text == f"{words} see the help for more"


def test_a_line_with_room_left_is_whole() -> None:
    assert evidence("File already exists", "more").text == "File already exists"


def test_a_message_of_one_line_takes_nothing_from_the_step() -> None:
    assert evidence("File already exists ('core-0.3.0.tar.gz', with").text.endswith("with")


def test_the_other_half_of_a_wrapped_secret_is_not_joined() -> None:
    secret = "pypi" + "-" + "AgEIcHlwaS5vcmc" * 6
    found = evidence(f"File already exists (see #file-name-reuse {secret[:40]}", f"{secret[40:]} more)")
    assert secret[40:52] not in found.text
    assert "AgEI" not in found.text
