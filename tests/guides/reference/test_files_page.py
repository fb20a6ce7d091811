"""guides/reference/files.md: what primer writes and where, and every variable that it heeds."""

import re
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

from guides.reference.environment_read import variables
from guides.reference.made_tables import FOLDER
from primer.adapters.custody.keyring import CANARY
from primer.adapters.custody.keyring_backends import SERVICE
from primer.adapters.custody.lease import Leases, slot_of
from primer.adapters.files.journal import Journal, journal_path
from primer.adapters.files.journal_lines import READERS
from primer.adapters.files.several_files import MARK
from primer.core.memory import QuotaSeen
from primer.core.secret import Secret
from primer.registries.addresses import PYPI
from primer.rehearsal.keyring import ThrowAwayKeyring
from source_tree import SRC

PAGE = (FOLDER / "files.md").read_text(encoding="utf-8")
OF_LIBRARIES = {
    "TMPDIR": "tempfile",
    "TEMP": "tempfile",
    "TMP": "tempfile",
    "HOME": "pathlib",
    "USERPROFILE": "pathlib",
    "HTTPS_PROXY": "httpx and requests",
    "HTTP_PROXY": "httpx and requests",
    "ALL_PROXY": "httpx and requests",
    "NO_PROXY": "httpx and requests",
    "SSL_CERT_FILE": "httpx",
    "SSL_CERT_DIR": "httpx",
    "REQUESTS_CA_BUNDLE": "requests",
    "CURL_CA_BUNDLE": "requests",
    "PIP_INDEX_URL": "pip",
    "UV_DEFAULT_INDEX": "uv",
    "PYTHON_KEYRING_BACKEND": "keyring",
    "GH_TOKEN": "gh",
    "GITHUB_TOKEN": "gh",
}
"""What primer is built on reads these; nothing in primer's own source does."""
BY_AUDIENCE = {"PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN"}
"""Made of the audience that an index names."""
SET = {"SOURCE_DATE_EPOCH"}
"""Read only so that it can be put back."""


def documented(part: str) -> list[str]:
    """The variables of one table."""
    table = PAGE.partition(f"\n{part}:\n\n")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def test_every_variable_that_primer_reads_is_documented_and_no_other() -> None:
    assert set(documented("Read by primer itself")) == set(variables()) - SET | BY_AUDIENCE


def test_every_variable_of_a_library_is_one_that_is_known_to_be_heeded() -> None:
    assert set(documented("Read by what primer is built on")) == set(OF_LIBRARIES)


def test_what_is_set_is_said_to_be() -> None:
    assert [name for name in SET if f"`{name}` is set" not in PAGE] == []


def test_every_kind_of_entry_in_the_journal_has_its_row() -> None:
    section = PAGE.partition("### The journal\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([\w-]+)` \|", section, re.MULTILINE) == list(READERS)


def test_what_is_in_primers_own_folder_has_the_names_that_are_said(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    Journal(journal_path(None, tmp_path / "mono", tmp_path)).add(QuotaSeen("pypi", 4, 4, now, now))
    with Leases(ThrowAwayKeyring(), tmp_path).lease(PYPI, Secret("a token"), now + timedelta(minutes=1)):
        pass
    section = PAGE.partition("## primer's own folder\n")[2].partition("\n### ")[0]
    said = re.findall(r"^\| `(\S+\.\w+)` \|", section, re.MULTILINE)
    patterns = [re.sub(r"NAME|ID|TIME", "*", one) for one in said]
    found = [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()]
    assert len(found) == 3
    assert [one for one in found if not any(fnmatch(one, pattern) for pattern in patterns)] == []


def test_the_entry_in_the_keyring_is_named_as_the_page_says() -> None:
    assert f"service `{SERVICE}`" in PAGE
    assert f"`{slot_of(PYPI)}`" in PAGE
    assert f"`{CANARY}`" in PAGE


def test_the_temporary_folders_and_drafts_are_named_as_the_page_says() -> None:
    texts = [file.read_text(encoding="utf-8") for file in SRC.rglob("*.py")]
    made = {prefix for text in texts for prefix in re.findall(r'prefix="(primer-[\w-]+)"', text)}
    section = PAGE.partition("## In the temporary folder\n")[2].partition("\n## ")[0]
    assert {name.removesuffix("…") for name in re.findall(r"`(primer-[\w-]+…)`", section)} == made
    assert f"`.NAME{MARK}…`" in PAGE
