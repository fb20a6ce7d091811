"""Ctrl-Z while a token is leased."""

import signal
import threading

from primer.terminal.suspension import unsuspended


def test_ctrl_z_does_nothing_inside_and_what_it_did_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTSTP)
    with unsuspended():
        assert signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGTSTP) == before


def test_on_another_thread_nothing_is_changed() -> None:
    seen: list[object] = []

    def look() -> None:
        with unsuspended():
            seen.append(signal.getsignal(signal.SIGTSTP))

    before = signal.getsignal(signal.SIGTSTP)
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [before]
