"""Which keyrings may hold a token, and what is said of the others."""

from typing import TypeVar

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, fail, kwallet, libsecret, macOS, null
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from primer.adapters.custody.keyring_backends import chosen, judged, remedy, removal, title_of
from primer.core.problem import Stop

T = TypeVar("T", bound=KeyringBackend)


class Kept(KeyringBackend):
    """A backend in memory that keyring itself never chooses."""

    viable = False

    def get_password(self, service: str, username: str) -> str | None:
        return f"the secret of {username} at {service}"

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError(service, username, len(password))


class PlainText(Kept):
    """A backend as keyrings.alt has it, by its module's name."""

    __module__ = "keyrings.alt.file"


class Foreign(Kept):
    """A third party's."""

    __module__ = "some_cloud.keyring"


class Chain(Kept):
    """A chainer, by its module's name."""

    __module__ = "keyring.backends.chainer"

    def __init__(self, *backends: KeyringBackend) -> None:
        self.backends = list(backends)


def bare(kind: type[T]) -> T:
    """An instance without the system behind it."""
    return kind.__new__(kind)


def refusal(backend: KeyringBackend) -> str:
    with pytest.raises(Stop) as stop:
        chosen(backend)
    assert stop.value.problem.hint
    return stop.value.problem.reference


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (SecretService.Keyring, "Secret Service"),
        (libsecret.Keyring, "Secret Service"),
        (kwallet.DBusKeyring, "KWallet"),
        (kwallet.DBusKeyringKWallet4, "KWallet"),
        (macOS.Keyring, "macOS Keychain"),
        (Windows.WinVaultKeyring, "Windows Credential Manager"),
    ],
)
def test_the_systems_own_keyrings_are_trusted(kind: type[KeyringBackend], title: str) -> None:
    backend = bare(kind)
    assert chosen(backend) is backend
    assert title_of(backend) == title


def test_a_chain_is_unwrapped_to_the_first_that_encrypts() -> None:
    trusted = bare(SecretService.Keyring)
    assert chosen(Chain(bare(PlainText), trusted)) is trusted


@pytest.mark.parametrize("kind", [fail.Keyring, null.Keyring])
def test_no_keyring_is_said(kind: type[KeyringBackend]) -> None:
    assert refusal(bare(kind)) == "no-keyring"


def test_an_empty_chain_is_no_keyring() -> None:
    assert refusal(Chain()) == "no-keyring"


def test_plain_text_is_refused_however_high_its_priority() -> None:
    assert refusal(bare(PlainText)) == "plain-text-keyring"
    assert refusal(Chain(bare(PlainText), bare(fail.Keyring))) == "plain-text-keyring"


def test_an_unknown_keyring_is_refused() -> None:
    assert refusal(bare(Foreign)) == "unknown-keyring"


@pytest.mark.parametrize(
    ("error", "reference"),
    [
        (KeyringLocked("x"), "locked-keyring"),
        (InitError("x"), "locked-keyring"),
        (PasswordSetError("x"), "keyring-failed"),
        (OSError("x"), "keyring-failed"),
    ],
)
def test_a_keyrings_errors_are_told_apart(error: Exception, reference: str) -> None:
    assert judged(error).reference == reference


def test_an_errors_own_words_are_not_repeated() -> None:
    assert "hunter2" not in repr(judged(ValueError("cannot store 'hunter2'")))


@pytest.mark.parametrize(
    ("platform", "environ", "words"),
    [
        ("linux", {}, "primer guide headless"),
        ("linux", {"DISPLAY": ":0"}, "start the desktop's keyring"),
        ("darwin", {}, "security unlock-keychain"),
        ("win32", {}, "Credential Manager"),
    ],
)
def test_each_kind_of_machine_has_its_remedy(platform: str, environ: dict[str, str], words: str) -> None:
    assert words in remedy(platform, environ)


@pytest.mark.parametrize(
    "title", ["Secret Service", "macOS Keychain", "Windows Credential Manager", "KWallet", "?"]
)
def test_an_entry_can_be_removed_by_hand(title: str) -> None:
    assert any("keyring del publish-primer" in command for command in removal(title, "pypi https://x"))
