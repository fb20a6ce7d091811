"""Libraries whose patterns waited for their first question read what they always read."""

import subprocess
import sys

READS = """
import tomllib, yaml
print(tomllib.loads("a = [1, 1.5, 0x1f, 2024-01-02, 07:32:00, 1979-05-27T07:32:00Z]"))
print(yaml.safe_load("[1, 1.5, 0x1f, 1e+3, 2024-01-02, 2001-12-14t21:59:43.10-05:00, yes, ~, core]"))
print(yaml.safe_load("a: &b {c: 1}\\nd: {<<: *b}\\ne: !!binary aGk="))
try:
    yaml.load("\\x00", Loader=yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error)
"""


def printed(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout


def test_toml_and_yaml_are_read_as_after_a_plain_import() -> None:
    plainly = printed(READS)
    assert (
        printed("import primer.reading.texts.document, primer.reading.texts.yaml_values" + READS) == plainly
    )
    assert plainly.count("datetime.date(2024, 1, 2)") == 2
    assert "special characters are not allowed" in plainly
