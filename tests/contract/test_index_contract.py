"""PyPI's interface as primer relies on it, through the very adapters that primer uses."""

import http.client
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from distributions import Distribution, sdist, wheel
from primer.adapters.eyes import World
from primer.adapters.uploading.uploader import Uploader
from primer.adapters.web.client import Http
from primer.core.memory import Memory
from primer.core.project import Absent, Owners, Project, TokenState, Unlooked
from primer.core.secret import Secret
from primer.core.token import TokenReading
from primer.ports.hands import Answer
from primer.registries.interface import Accepted, Refused
from primer.registries.known import interface_of
from primer.registries.pypi.probe import FORM, USER, token_state
from servers.index_server import Can, IndexServer

SUCCESS = (http.client.OK, http.client.CREATED)


class Index:
    """One index as primer meets it: uploads through twine, looks through the eyes."""

    def __init__(self, server: IndexServer, folder: Path, http: Http) -> None:
        self.server = server
        self.registry = server.registry
        self.interface = interface_of(server.registry)
        self._folder = folder
        self._http = http
        self._uploader = Uploader()

    def close(self) -> None:
        self._uploader.close()

    def eyes(self) -> World:
        """Eyes that remember nothing yet."""
        return World(
            self._http, lambda: datetime.now(UTC), Memory, lambda _ecosystem, _name, _version: frozenset()
        )

    def upload(self, token: Secret, file: Distribution) -> Answer:
        return self._uploader.upload(self.registry, lambda: token, file.artifact(self._folder))

    def reading(self, token: Secret) -> TokenReading:
        found = self.interface.read_token(self.registry, token, datetime.now(UTC))
        assert isinstance(found, TokenReading)
        return found

    def ask_with(self, token: Secret) -> TokenState | Unlooked:
        """The empty form with the token itself, as a lease asks."""
        answer = self._http.post_form(self.registry.upload_url, FORM, (USER, token.reveal()))
        if isinstance(answer, Unlooked):
            return answer
        return token_state(None, answer.status, answer.reason, answer.body.decode())

    def project(self, name: str) -> Project:
        found = self.eyes().project(self.registry, name)
        assert isinstance(found, Project)
        return found


@pytest.fixture
def here(index: IndexServer, tmp_path: Path) -> Iterator[Index]:
    folder = tmp_path / "files"
    folder.mkdir()
    with Http(timeout=20) as http:
        opened = Index(index, folder, http)
        yield opened
        opened.close()


def test_a_project_nobody_made_is_absent(here: Index) -> None:
    assert here.eyes().project(here.registry, here.server.new_name()) == Absent()


def test_an_upload_makes_a_project_with_its_files(here: Index) -> None:
    name, token = here.server.new_name(), here.server.token()
    files = [sdist(name), wheel(name)]
    answers = [here.upload(token, file).status for file in files]
    assert all(status in SUCCESS for status in answers)
    shown = here.project(name)
    assert sorted(file.filename for file in shown.files) == sorted(file.filename for file in files)
    assert {file.version for file in shown.files} == {"0.0.1"}
    assert not any(file.yanked for file in shown.files)


def test_the_hash_of_an_uploaded_file_can_be_seen(here: Index, tmp_path: Path) -> None:
    name = here.server.new_name()
    file = wheel(name)
    here.upload(here.server.token(), file)
    shown = here.project(name).files[0]
    assert here.eyes().sha256(shown) == file.artifact(tmp_path).sha256


def test_pages_in_json_say_when_a_file_came(here: Index) -> None:
    here.server.needs(Can.JSON_PAGES)
    name = here.server.new_name()
    here.upload(here.server.token(), wheel(name))
    uploaded = here.project(name).files[0].uploaded
    if uploaded is None:
        pytest.skip(f"{here.server.title} has no upload times")
    assert abs(datetime.now(UTC) - uploaded) < timedelta(hours=1)


def test_an_upload_without_rights_is_refused_and_makes_nothing(here: Index) -> None:
    name = here.server.new_name()
    answer = here.upload(Secret("no-such-token"), wheel(name))
    assert answer.status in (401, 403)
    meaning = here.interface.meaning(here.registry, name, answer, datetime.now(UTC))
    assert isinstance(meaning, Refused)
    assert meaning.stops_all
    assert here.eyes().project(here.registry, name) == Absent()


def test_other_bytes_under_the_same_name_are_refused_and_change_nothing(here: Index, tmp_path: Path) -> None:
    name, token = here.server.new_name(), here.server.token()
    first = wheel(name)
    here.upload(token, first)
    answer = here.upload(token, wheel(name, body="other = True\n"))
    assert answer.status in (400, 403, 409)
    meaning = here.interface.meaning(here.registry, name, answer, datetime.now(UTC))
    assert isinstance(meaning, Refused)
    assert meaning.problem.reference == "file-exists"
    assert here.eyes().sha256(here.project(name).files[0]) == first.artifact(tmp_path).sha256


def test_identical_bytes_again_are_taken_as_there_already(here: Index) -> None:
    here.server.needs(Can.AGAIN)
    name, token = here.server.new_name(), here.server.token()
    here.upload(token, wheel(name))
    answer = here.upload(token, wheel(name))
    assert answer.status in SUCCESS
    assert isinstance(here.interface.meaning(here.registry, name, answer, datetime.now(UTC)), Accepted)


def test_a_live_token_is_known(here: Index) -> None:
    here.server.needs(Can.PROBE, Can.MACAROONS)
    reading = here.reading(here.server.token())
    assert here.eyes().token(here.registry, reading.tombstone) == TokenState.KNOWN


def test_a_removed_token_is_gone(here: Index) -> None:
    here.server.needs(Can.PROBE, Can.MACAROONS, Can.REVOKE)
    token = here.server.token()
    here.server.revoke(token)
    assert here.eyes().token(here.registry, here.reading(token).tombstone) == TokenState.GONE


def test_a_token_without_a_shadow_is_known_until_it_is_removed(here: Index) -> None:
    here.server.needs(Can.PROBE, Can.REVOKE)
    if Can.MACAROONS in here.server.can:
        pytest.skip(f"{here.server.title} has shadows for its tokens")
    token = here.server.token()
    assert here.ask_with(token) == TokenState.KNOWN
    here.server.revoke(token)
    assert here.ask_with(token) == TokenState.GONE


def test_a_removed_token_uploads_nothing(here: Index) -> None:
    here.server.needs(Can.REVOKE)
    name, token = here.server.new_name(), here.server.token()
    here.server.revoke(token)
    assert here.upload(token, wheel(name)).status in (401, 403)
    assert here.eyes().project(here.registry, name) == Absent()


def _narrowed(here: Index, token: Secret, name: str, minutes: int) -> Secret:
    now = datetime.now(UTC)
    return here.interface.narrow(
        token, (name,), now - timedelta(minutes=30), now + timedelta(minutes=minutes)
    )


def test_a_narrowed_token_still_makes_the_project_it_names(here: Index) -> None:
    here.server.needs(Can.MACAROONS)
    name = here.server.new_name()
    narrow = _narrowed(here, here.server.token(), name, minutes=5)
    assert here.upload(narrow, wheel(name)).status in SUCCESS


def test_a_narrowed_token_makes_no_other_project(here: Index) -> None:
    here.server.needs(Can.MACAROONS)
    name, other = here.server.new_name(), here.server.new_name()
    narrow = _narrowed(here, here.server.token(), name, minutes=5)
    assert here.upload(narrow, wheel(other)).status == 403
    assert here.eyes().project(here.registry, other) == Absent()


def test_a_narrowed_token_is_worth_nothing_when_its_minutes_are_over(here: Index) -> None:
    here.server.needs(Can.MACAROONS)
    name = here.server.new_name()
    narrow = _narrowed(here, here.server.token(), name, minutes=-5)
    assert here.upload(narrow, wheel(name)).status == 403
    assert here.eyes().project(here.registry, name) == Absent()


def test_a_name_that_looks_like_another_is_refused(here: Index) -> None:
    here.server.needs(Can.NAME_RULES)
    name, token = here.server.new_name() + "-l0", here.server.token()
    here.upload(token, wheel(name))
    answer = here.upload(token, wheel(f"{name[:-2]}1o"))
    assert (answer.status, "too similar" in answer.words) == (400, True)


def test_the_name_of_a_standard_module_is_refused(here: Index) -> None:
    here.server.needs(Can.NAME_RULES)
    answer = here.upload(here.server.token(), wheel("json"))
    assert (answer.status, "Standard Library" in answer.words) == (400, True)


def test_metadata_that_breaks_the_rules_is_refused(here: Index) -> None:
    here.server.needs(Can.METADATA_RULES)
    name = here.server.new_name()
    answer = here.upload(here.server.token(), wheel(name, extra="Classifier: Private :: Do Not Upload\n"))
    assert (answer.status, "classifier" in answer.words) == (400, True)


def test_a_creating_upload_says_what_is_left_of_the_quota(here: Index) -> None:
    here.server.needs(Can.QUOTA)
    name = here.server.new_name()
    answer = here.upload(here.server.token(), wheel(name))
    seen = here.interface.quota(here.registry, answer, datetime.now(UTC))
    assert seen is not None
    assert 0 <= seen.remaining < seen.limit
    assert seen.resets > datetime.now(UTC) - timedelta(minutes=1)


def test_the_owner_of_an_uploaded_project_can_be_seen(here: Index) -> None:
    here.server.needs(Can.OWNERS)
    name = here.server.new_name()
    here.upload(here.server.token(), wheel(name))
    owners = here.eyes().owners(here.registry, name)
    assert isinstance(owners, Owners)
    assert owners.users


def test_whether_publishers_are_offered_can_be_seen(here: Index) -> None:
    assert here.eyes().offers_publishers(here.registry) is (Can.PUBLISHERS in here.server.can)
