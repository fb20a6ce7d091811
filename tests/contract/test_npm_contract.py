"""npm's interface as primer relies on it, through the very hands and eyes that the engine is given."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from primer.adapters.building.builder import Builder
from primer.adapters.custody.lease import Leases, slot_of
from primer.adapters.eyes import World
from primer.adapters.files.journal import Journal
from primer.adapters.machine import Machine, Parts
from primer.adapters.uploading.uploader import Uploader
from primer.adapters.web.calls import Calls
from primer.adapters.web.client import Http
from primer.core.call import Call, Handover
from primer.core.package import Package
from primer.core.placeholder import Artifact
from primer.core.problem import Problem
from primer.core.project import Absent, Owners, Project, ReleaseFile, TokenState, Unlooked
from primer.core.publisher import Form, GitHubActions, Publisher
from primer.core.registry import Ecosystem
from primer.core.secret import Secret
from primer.core.source import Source
from primer.core.trusted import Trusted
from primer.ports.hands import Answer, Hands, Lease
from primer.registries.interface import Accepted, Refused, ToApprove, UploadMeaning
from primer.registries.known import interface_of
from primer.registries.manager import match
from primer.rehearsal.keyring import ThrowAwayKeyring
from servers.node_tools import npm
from servers.npm_server import NpmCan, NpmServer

WEB = "https://github.com/acme/mono"
VERSION = "0.0.1"
WHERE = Source("package.json", 2)
PUBLISHER = Publisher(GitHubActions("acme", "mono", "release.yml", "npm"), {})


class Place:
    """One registry as primer meets it, with two packages to publish there: a plain and a scoped one."""

    def __init__(self, server: NpmServer, hands: Hands, slots: ThrowAwayKeyring, http: Http) -> None:
        self.server = server
        self.registry = server.registry
        self.hands = hands
        self.slots = slots
        self.interface = interface_of(server.registry)
        assert self.interface.manager is not None
        self.manager = self.interface.manager
        self._http = http
        self.name, self.scoped = "", ""

    def eyes(self) -> World:
        """Eyes that remember nothing yet."""
        return World(self._http, lambda: datetime.now(UTC), lambda: Journal(Path("none")).read(), _no_hashes)

    @contextmanager
    def leased(self, token: Secret | None = None) -> Iterator[Lease]:
        ends = datetime.now(UTC) + timedelta(minutes=1)
        with self.hands.lease(self.registry, token or self.server.token(), ends) as lease:
            yield lease

    def artifact(self, name: str) -> Artifact:
        (artifact,) = self.hands.build(self.registry, name, VERSION).artifacts
        return artifact

    def publish(self, name: str, lease: Lease, approval: Secret | None = None) -> UploadMeaning:
        answer = self.hands.upload(self.registry, lease, self.artifact(name), approval)
        return self.interface.meaning(self.registry, name, answer, datetime.now(UTC))

    def call(self, call: Call | Problem, lease: Lease | None) -> Answer:
        assert isinstance(call, Call)
        return self.hands.call(self.registry, call, lease)

    def approved(self, handover: Handover, lease: Lease | None) -> Secret:
        """What the person's approval brings; before it, one is told to wait."""
        assert isinstance(self.hands.collect(self.registry, handover, lease), float)
        self.server.approve(handover.page)
        found = self.hands.collect(self.registry, handover, lease)
        assert isinstance(found, Secret)
        return found

    def file(self, name: str) -> ReleaseFile:
        found = self.eyes().project(self.registry, name)
        assert isinstance(found, Project)
        (file,) = found.of_version(VERSION)
        return file


def _no_hashes(_ecosystem: Ecosystem, _name: str, _version: str) -> frozenset[str]:
    return frozenset()


@pytest.fixture
def here(npm_server: NpmServer, tmp_path: Path) -> Iterator[Place]:
    names = npm_server.new_name(), npm_server.new_name("@acme/")
    packages = [Package(name, Ecosystem.JAVASCRIPT, "packages/a", "1.0.0", WHERE) for name in names]
    slots = ThrowAwayKeyring()
    with Http(loopback_only=True) as http, Builder(packages, WEB) as builder:
        parts = Parts(
            slots=slots,
            leases=Leases(slots, tmp_path / "leases"),
            journal=Journal(tmp_path / "journal.jsonl"),
            builder=builder,
            uploader=Uploader(loopback_only=True),
            calls=Calls(loopback_only=True),
            http=http,
            root=tmp_path,
        )
        place = Place(npm_server, Machine(parts), slots, http)
        place.name, place.scoped = names
        yield place
        parts.calls.close()
    assert slots.take(slot_of(npm_server.registry)) is None


def test_a_package_nobody_published_is_absent(here: Place) -> None:
    for name in (here.name, here.scoped):
        assert here.eyes().project(here.registry, name) == Absent()
        assert here.eyes().owners(here.registry, name) == Absent()


def test_a_published_placeholder_is_seen_byte_for_byte(here: Place) -> None:
    with here.leased() as lease:
        for name in (here.name, here.scoped):
            assert here.publish(name, lease) == Accepted()
    for name in (here.name, here.scoped):
        file, artifact = here.file(name), here.artifact(name)
        assert (file.filename, file.version, file.yanked) == (artifact.filename, VERSION, False)
        assert file.integrity.startswith("sha512-")
        assert here.eyes().sha256(file) == artifact.sha256
        assert (file.provenance, file.trusted_by) == (None, "")
        assert file.uploaded is not None
        assert abs(datetime.now(UTC) - file.uploaded) < timedelta(hours=1)


def test_the_owner_of_a_published_package_can_be_seen_or_is_not_said(here: Place) -> None:
    with here.leased() as lease:
        here.publish(here.name, lease)
        whose = here.manager.who_answered(here.call(here.manager.who(), lease))
    owners = here.eyes().owners(here.registry, here.name)
    assert owners in (Absent(), Owners((str(whose),)))


def test_npm_shows_and_installs_what_was_published(here: Place, tmp_path: Path) -> None:
    with here.leased() as lease:
        for name in (here.name, here.scoped):
            here.publish(name, lease)
    where = f"--registry={here.registry.index_url}"
    (tmp_path / "package.json").write_text("{}")
    npm(tmp_path, "install", where, here.name, here.scoped)
    script = f"console.log(require('{here.name}') + require('{here.scoped}'))"
    said = subprocess.run(
        ["node", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert (said.count(WEB), said.count(f"{VERSION} is a placeholder")) == (2, 2)
    shown = npm(tmp_path, "view", where, here.scoped, "version", "readme", "dist.integrity")
    assert VERSION in shown
    assert here.file(here.scoped).integrity in shown
    assert f"# {here.scoped}" in shown


def test_a_token_that_nobody_made_publishes_nothing(here: Place) -> None:
    with here.leased(Secret("npm" + "_" + "x" * 36)) as lease:
        meaning = here.publish(here.name, lease)
        assert here.hands.probe_leased(here.registry, lease) is not TokenState.KNOWN
    assert isinstance(meaning, Refused)
    assert here.eyes().project(here.registry, here.name) == Absent()


def test_a_version_is_taken_once(here: Place) -> None:
    with here.leased() as lease:
        here.publish(here.name, lease)
        meaning = here.publish(here.name, lease)
    assert isinstance(meaning, Refused)
    assert meaning.problem.reference == "version-released"
    assert here.eyes().sha256(here.file(here.name)) == here.artifact(here.name).sha256


def test_a_live_token_is_known_and_somebodys(here: Place) -> None:
    with here.leased() as lease:
        assert here.hands.probe_leased(here.registry, lease) is TokenState.KNOWN
        assert isinstance(here.manager.who_answered(here.call(here.manager.who(), lease)), str)


def test_a_removed_token_publishes_nothing_and_is_not_known(here: Place) -> None:
    token = here.server.token()
    with here.leased(token) as lease:
        here.server.revoke(token)
        assert isinstance(here.publish(here.name, lease), Refused)
        state = here.hands.probe_leased(here.registry, lease)
    if NpmCan.KNOWS_ITS_DEAD in here.server.can:
        assert state is TokenState.GONE
    else:
        assert isinstance(state, Unlooked)
    assert here.eyes().project(here.registry, here.name) == Absent()


def test_a_log_out_is_believed_only_when_the_second_look_shows_it(here: Place) -> None:
    with here.leased() as lease:
        assert here.call(here.manager.log_out(), lease).status == 200
        seen = here.hands.probe_leased(here.registry, lease)
        uploaded = here.publish(here.name, lease)
    is_over = NpmCan.LOG_OUT in here.server.can
    assert seen is (TokenState.GONE if is_over else TokenState.KNOWN)
    assert isinstance(uploaded, Refused if is_over else Accepted)


def test_a_placeholder_can_be_deprecated_afterwards(here: Place) -> None:
    with here.leased() as lease:
        here.publish(here.scoped, lease)
        document = here.call(here.manager.deprecate(here.scoped), lease)
        marked = here.manager.deprecated(here.scoped, VERSION, document, "replaced by 1.0.0")
        assert here.call(marked, lease).status in (200, 201)
    assert here.file(here.scoped).yanked


def test_a_log_in_on_the_web_gives_a_session(here: Place) -> None:
    pages = here.manager.login_pages(here.registry, here.call(here.manager.log_in(), None))
    if NpmCan.WEB_LOGIN not in here.server.can:
        assert isinstance(pages, Problem)
        assert pages.reference == "no-web-log-in"
        return
    assert isinstance(pages, Handover)
    with here.leased(here.approved(pages, None)) as lease:
        assert here.hands.probe_leased(here.registry, lease) is TokenState.KNOWN


def test_a_session_publishes_once_the_person_approved_it(here: Place) -> None:
    here.server.needs(NpmCan.SECOND_FACTOR)
    with here.leased(here.server.session()) as lease:
        asked = here.publish(here.name, lease)
        assert isinstance(asked, ToApprove)
        assert here.eyes().project(here.registry, here.name) == Absent()
        approval = here.approved(asked.handover, lease)
        assert here.publish(here.name, lease, approval) == Accepted()
        assert isinstance(here.publish(here.scoped, lease, approval), ToApprove)
    assert here.file(here.name).version == VERSION


def form_of(here: Place) -> Form:
    form = here.interface.form(here.registry, here.scoped, PUBLISHER)
    assert isinstance(form, Form)
    return form


def trusting(here: Place, lease: Lease, call: Call) -> Answer:
    """A call that may be asked for a second factor, as the engine makes it: at first without."""
    answer = here.call(call, lease)
    asked = here.manager.second_factor(here.registry, answer)
    if asked is None:
        return answer
    assert isinstance(asked, Handover)
    return here.hands.call(here.registry, call, lease, here.approved(asked, lease))


def test_a_publisher_is_listed_once_it_is_registered_and_until_it_is_dropped(here: Place) -> None:
    here.server.needs(NpmCan.TRUST)
    registered = here.manager.register(here.scoped, PUBLISHER)
    with here.leased() as lease:
        here.publish(here.scoped, lease)
    with here.leased(here.server.session()) as lease:
        added = trusting(here, lease, registered)
        assert here.manager.refusal(here.registry, here.scoped, added) is None
        again = here.manager.refusal(here.registry, here.scoped, trusting(here, lease, registered))
        assert again is not None
        assert again.reference == "publisher-there"
        found = match(form_of(here), listed(here, lease), here.manager)
        assert found is not None
        gone = trusting(here, lease, here.manager.drop(here.scoped, found))
        assert here.manager.refusal(here.registry, here.scoped, gone) is None
        assert listed(here, lease) == ()


def listed(here: Place, lease: Lease) -> tuple[Trusted, ...]:
    answer = trusting(here, lease, here.manager.publishers(here.scoped))
    found = here.manager.publishers_listed(here.registry, here.scoped, answer)
    assert isinstance(found, tuple)
    return found


def test_a_registry_without_publishers_says_so(here: Place) -> None:
    here.server.lacks(NpmCan.TRUST)
    with here.leased() as lease:
        here.publish(here.scoped, lease)
        answer = here.call(here.manager.publishers(here.scoped), lease)
    found = here.manager.publishers_listed(here.registry, here.scoped, answer)
    assert isinstance(found, Problem)
    assert found.reference == "publishers-not-found"
    assert isinstance(here.eyes().offers_publishers(here.registry), Unlooked)


def test_a_package_that_is_closed_to_tokens_takes_nothing_of_one_any_more(here: Place) -> None:
    here.server.needs(NpmCan.TRUST)
    with here.leased() as lease:
        here.publish(here.scoped, lease)
    with here.leased(here.server.session()) as lease:
        closed = trusting(here, lease, here.manager.close_to_tokens(here.scoped))
        assert here.manager.refusal(here.registry, here.scoped, closed) is None
    with here.leased() as lease:
        meaning = here.publish(here.scoped, lease)
    assert isinstance(meaning, Refused)
    assert meaning.problem.reference == "unverified-account"
