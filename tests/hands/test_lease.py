"""A token's minutes: one suite for the throw-away keyring and for a real Secret Service."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from keyring.core import load_keyring

from primer.adapters.custody.keyring import OsKeyring, Slots, probe
from primer.adapters.custody.keyring_backends import chosen
from primer.adapters.custody.lease import Leases, slot_of
from primer.core.problem import NeedsYou, Stop
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.rehearsal.keyring import ThrowAwayKeyring
from servers.secret_service import RUN_AGAIN, SecretService


def registry(name: str = "pypi") -> Registry:
    web = f"https://{name}.example"
    return Registry(name, name.upper(), Ecosystem.PYTHON, f"{web}/legacy/", f"{web}/simple", web)


REGISTRY = registry()
SLOT = slot_of(REGISTRY)


def made_up(length: int = 180) -> Secret:
    return Secret("pypi" + "-" + secrets.token_hex(length // 2))


def in_(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def real_keyring() -> OsKeyring:
    return OsKeyring(lambda: chosen(load_keyring("keyring.backends.SecretService.Keyring")))


@pytest.fixture(params=["throw-away", pytest.param("secret-service", marks=RUN_AGAIN)])
def slots(request: pytest.FixtureRequest) -> Iterator[Slots]:
    if request.param == "throw-away":
        yield ThrowAwayKeyring()
        return
    service = request.getfixturevalue("secret_service")
    assert isinstance(service, SecretService)
    with service.address():
        yield real_keyring()


@pytest.fixture
def leases(slots: Slots, tmp_path: Path) -> Leases:
    return Leases(slots, tmp_path / "leases")


def test_a_slot_gives_back_what_was_put_in(slots: Slots) -> None:
    token = made_up(1200)
    slots.fill(SLOT, token)
    kept = slots.take(SLOT)
    assert kept is not None
    assert kept.reveal() == token.reveal()
    assert slots.empty(SLOT)
    assert slots.take(SLOT) is None


def test_filling_replaces(slots: Slots) -> None:
    first, second = made_up(), made_up()
    slots.fill(SLOT, first)
    slots.fill(SLOT, second)
    kept = slots.take(SLOT)
    assert kept is not None
    assert kept.reveal() == second.reveal()
    slots.empty(SLOT)
    assert slots.take(SLOT) is None


def test_emptying_twice_is_no_error(slots: Slots) -> None:
    slots.empty(SLOT)
    assert not slots.empty(SLOT)


def test_slots_do_not_mix(slots: Slots) -> None:
    one, two = slot_of(registry("one")), slot_of(registry("two"))
    slots.fill(one, made_up())
    assert slots.take(two) is None
    slots.empty(one)


def test_the_probe_leaves_nothing_and_says_the_keyrings_name(slots: Slots) -> None:
    assert probe(slots) in ("a throw-away keyring in memory", "Secret Service")
    assert slots.take("canary") is None


def test_the_token_is_there_inside_and_gone_after(leases: Leases, slots: Slots) -> None:
    token = made_up()
    ends = in_(60)
    with leases.lease(REGISTRY, token, ends) as held:
        assert held.ends == ends
        assert held.secret().reveal() == token.reveal()
    assert slots.take(SLOT) is None
    with pytest.raises(Stop):
        held.secret()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_happens_inside_it_is_gone_after(
    leases: Leases, slots: Slots, error: type[BaseException]
) -> None:
    with pytest.raises(error), leases.lease(REGISTRY, made_up(), in_(60)):
        raise error
    assert slots.take(SLOT) is None


def test_it_is_emptied_when_its_minutes_are_over(leases: Leases, slots: Slots) -> None:
    with leases.lease(REGISTRY, made_up(), in_(0.3)) as held:
        until = time.monotonic() + 10
        while slots.take(SLOT) is not None:
            assert time.monotonic() < until
            time.sleep(0.02)
        with pytest.raises(Stop) as stop:
            held.secret()
    assert stop.value.problem.reference == "lease-over"


def test_a_token_that_is_over_is_never_put_in(leases: Leases, slots: Slots) -> None:
    with pytest.raises(Stop) as stop, leases.lease(REGISTRY, made_up(), in_(-1)):
        raise AssertionError
    assert stop.value.problem.reference == "lease-over"
    assert slots.take(SLOT) is None


def test_two_primers_never_share_a_slot(slots: Slots, tmp_path: Path) -> None:
    one, two = Leases(slots, tmp_path / "leases"), Leases(slots, tmp_path / "leases")
    with one.lease(REGISTRY, made_up(), in_(60)) as held:
        with pytest.raises(Stop) as stop, two.lease(REGISTRY, made_up(), in_(60)):
            raise AssertionError
        assert stop.value.problem.reference == "another-primer"
        assert two.clear_leftovers((REGISTRY,)) == ()
        assert held.secret()
    with two.lease(REGISTRY, made_up(), in_(60)):
        pass


def test_two_registries_have_a_lease_each(leases: Leases, slots: Slots) -> None:
    other = registry("internal")
    with leases.lease(REGISTRY, made_up(), in_(60)) as one, leases.lease(other, made_up(), in_(60)) as two:
        assert one.secret().reveal() != two.secret().reveal()
    assert slots.take(SLOT) is None
    assert slots.take(slot_of(other)) is None


def test_a_left_over_is_found_by_its_registry_alone(slots: Slots, tmp_path: Path) -> None:
    slots.fill(SLOT, made_up())
    leases = Leases(slots, tmp_path / "new state")
    assert leases.clear_leftovers((REGISTRY, registry("testpypi"))) == ("PYPI",)
    assert slots.take(SLOT) is None
    assert leases.clear_leftovers((REGISTRY,)) == ()


class Stubborn(ThrowAwayKeyring):
    """A keyring that refuses to delete, so many times."""

    def __init__(self, refusals: int) -> None:
        super().__init__()
        self.refusals = refusals

    def empty(self, slot: str) -> bool:
        if self.refusals:
            self.refusals -= 1
            raise Stop(NeedsYou("locked-keyring", "The keyring is locked", "unlock it"))
        return super().empty(slot)


def test_a_first_refusal_to_delete_is_tried_again(tmp_path: Path) -> None:
    slots = Stubborn(refusals=2)
    with Leases(slots, tmp_path).lease(REGISTRY, made_up(), in_(60)):
        pass
    assert slots.take(SLOT) is None


def test_what_cannot_be_deleted_is_said_with_the_way_to_delete_it_by_hand(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop, Leases(Stubborn(99), tmp_path).lease(REGISTRY, made_up(), in_(60)):
        raise KeyboardInterrupt
    problem = stop.value.problem
    assert problem.reference == "token-left-in-keyring"
    assert f'keyring del publish-primer "{SLOT}"' in problem.hint
    assert problem.context == ("The keyring is locked",)


class Forgetful(ThrowAwayKeyring):
    """A keyring that says that it deleted, and did not."""

    def empty(self, slot: str) -> bool:
        return self.take(slot) is not None


def test_only_the_second_look_counts_as_deleted(tmp_path: Path) -> None:
    with (
        pytest.raises(Stop) as stop,
        Leases(Forgetful(), tmp_path).lease(REGISTRY, made_up(), in_(60)),
    ):
        pass
    assert stop.value.problem.reference == "token-left-in-keyring"


class Absent(ThrowAwayKeyring):
    """No keyring at all."""

    def empty(self, slot: str) -> bool:
        raise Stop(NeedsYou("no-keyring", f"no keyring for {slot}", "start one"))


def test_what_a_killed_run_left_can_be_used_once_more_and_is_gone_afterwards(
    leases: Leases, slots: Slots, tmp_path: Path
) -> None:
    token = made_up()
    slots.fill(SLOT, token)
    with leases.lease(REGISTRY, token, in_(60)):
        (lock,) = (tmp_path / "leases").glob("*.lock")
        text = lock.read_bytes()
    slots.fill(SLOT, token)
    lock.write_bytes(text)
    with leases.left_over(REGISTRY, in_(60)) as held:
        assert held is not None
        assert held.secret().reveal() == token.reveal()
    assert slots.take(SLOT) is None
    assert leases.clear_leftovers((REGISTRY,)) == ()


def test_nothing_is_left_over_where_no_lock_file_says_so_or_a_running_primer_holds_it(
    leases: Leases, slots: Slots
) -> None:
    slots.fill(SLOT, made_up())
    with leases.left_over(REGISTRY, in_(60)) as held:
        assert held is None
    assert slots.take(SLOT) is not None
    with leases.lease(REGISTRY, made_up(), in_(60)), leases.left_over(REGISTRY, in_(60)) as held:
        assert held is None


def test_without_a_keyring_nothing_can_be_left_over(tmp_path: Path) -> None:
    assert Leases(Absent(), tmp_path).clear_leftovers((REGISTRY,)) == ()


def test_a_state_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    leases = Leases(ThrowAwayKeyring(), tmp_path / "file" / "leases")
    with pytest.raises(Stop) as stop, leases.lease(REGISTRY, made_up(), in_(60)):
        raise AssertionError
    assert stop.value.problem.reference == "no-state-folder"


def test_a_lease_may_be_taken_outside_the_main_thread(tmp_path: Path) -> None:
    slots = ThrowAwayKeyring()
    seen: list[bool] = []

    def use() -> None:
        with Leases(slots, tmp_path).lease(REGISTRY, made_up(), in_(60)):
            seen.append(slots.take(SLOT) is not None)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert seen == [True]
    assert slots.take(SLOT) is None


HOLDER = """
import sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from primer.adapters.custody.keyring import OsKeyring
from primer.adapters.custody.lease import Leases
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
name, folder = sys.argv[1:]
web = f"https://{name}.example"
registry = Registry(name, name.upper(), Ecosystem.PYTHON, f"{web}/legacy/", f"{web}/simple", web)
with Leases(OsKeyring(), Path(folder)).lease(
    registry, Secret(sys.stdin.readline()), datetime.now(UTC) + timedelta(minutes=5)
):
    print("held", flush=True)
    # Short naps: a signal that comes just before a long one begins would not end it.
    for _ in range(1200):
        time.sleep(0.05)
"""


def holder(service: SecretService, name: str, folder: Path) -> subprocess.Popen[str]:
    """A primer of its own that holds a lease, and the keyring holds its token."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, name, str(folder)],
        env=service.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(made_up().reveal())
    process.stdin.close()
    assert process.stdout.readline() == "held\n"
    process.stdout.close()
    return process


def ended(process: subprocess.Popen[str], number: signal.Signals) -> int:
    os.kill(process.pid, number)
    return process.wait(20)


def test_a_killed_primers_token_is_found_and_removed_by_the_next(
    secret_service: SecretService, tmp_path: Path
) -> None:
    lost = registry("killed")
    process = holder(secret_service, "killed", tmp_path)
    assert ended(process, signal.SIGKILL) == -signal.SIGKILL
    with secret_service.address():
        slots = real_keyring()
        assert slots.take(slot_of(lost)) is not None
        leases = Leases(slots, tmp_path)
        # Its registry is in no choices any more: the lock file names the slot.
        assert leases.clear_leftovers((REGISTRY,)) == (slot_of(lost),)
        assert slots.take(slot_of(lost)) is None
        assert leases.clear_leftovers((REGISTRY, lost)) == ()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_primer_that_is_told_to_end_leaves_no_token(
    secret_service: SecretService, tmp_path: Path, number: signal.Signals
) -> None:
    name = number.name.lower()
    process = holder(secret_service, name, tmp_path)
    assert ended(process, number) != 0
    with secret_service.address():
        assert real_keyring().take(slot_of(registry(name))) is None


def test_another_process_waits_for_no_lease_it_is_told(secret_service: SecretService, tmp_path: Path) -> None:
    process = holder(secret_service, "shared", tmp_path)
    try:
        with secret_service.address():
            slots = real_keyring()
            leases = Leases(slots, tmp_path)
            assert leases.clear_leftovers((registry("shared"),)) == ()
            with pytest.raises(Stop) as stop, leases.lease(registry("shared"), made_up(), in_(60)):
                raise AssertionError
            assert stop.value.problem.reference == "another-primer"
            assert slots.take(slot_of(registry("shared"))) is not None
    finally:
        ended(process, signal.SIGTERM)


def test_on_disk_the_keyring_holds_no_plain_token(secret_service: SecretService, tmp_path: Path) -> None:
    token = made_up()
    with secret_service.address():
        slots = real_keyring()
        with Leases(slots, tmp_path).lease(REGISTRY, token, in_(60)):
            places = [secret_service.home, tmp_path]
            files = [path for place in places for path in place.rglob("*") if path.is_file()]
            assert len(files) > 1
            assert not any(token.reveal().encode() in path.read_bytes() for path in files)
