"""Which keyring primer finds on a machine, in a process of its own each."""

import os
import subprocess
import sys
from pathlib import Path

from servers.secret_service import SecretService

REPORT = """
from primer.adapters.custody.keyring import OsKeyring, probe
from primer.core.problem import Stop
try:
    print(probe(OsKeyring()))
except Stop as stop:
    print(stop.problem.reference)
"""


def reported(environ: dict[str, str], *paths: Path) -> str:
    environ = {**environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    done = subprocess.run(
        [sys.executable, "-c", REPORT], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_systems_keyring_is_found_by_itself(secret_service: SecretService) -> None:
    assert reported(dict(secret_service.environ)) == "Secret Service"


def test_a_keyring_that_died_is_locked_until_it_is_started_anew(secret_service: SecretService) -> None:
    environ = dict(secret_service.environ)
    secret_service.die()
    assert secret_service.has_died()
    assert reported(environ) == "locked-keyring"
    secret_service.revive()
    assert not secret_service.has_died()
    assert reported(environ) == "Secret Service"


def test_a_locked_keyring_is_said(locked_service: SecretService) -> None:
    assert reported(dict(locked_service.environ)) == "locked-keyring"


def test_a_machine_without_a_keyring_says_so(tmp_path: Path) -> None:
    assert reported({"HOME": str(tmp_path), "PATH": os.environ["PATH"]}) == "no-keyring"


def test_a_keyring_that_is_switched_off_is_none(secret_service: SecretService) -> None:
    off = {**secret_service.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    assert reported(off) == "no-keyring"


def test_a_setting_that_names_nothing_is_said(secret_service: SecretService) -> None:
    odd = {**secret_service.environ, "PYTHON_KEYRING_BACKEND": "no.such.Keyring"}
    assert reported(odd) == "no-keyring"


PLAIN = """
from keyring.backend import KeyringBackend

class PlaintextKeyring(KeyringBackend):
    priority = 0.5
    kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        raise AssertionError("asked to keep a secret")
"""


def test_a_plain_text_keyring_is_refused_before_it_is_given_anything(tmp_path: Path) -> None:
    module = tmp_path / "keyrings" / "alt" / "file.py"
    module.parent.mkdir(parents=True)
    module.write_text(PLAIN)
    environ = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
    }
    assert reported(environ, tmp_path) == "plain-text-keyring"
