"""Which keyrings may hold a token, what to say of the others, and what their errors mean."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from primer.core.problem import DidNotTake, Missing, NeedsYou, Problem, Stop

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "publish-primer"
"""The service name of every entry that primer makes."""

ENCRYPTING: Mapping[str, str] = {
    "keyring.backends.SecretService": "Secret Service",
    "keyring.backends.libsecret": "Secret Service",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.macOS": "macOS Keychain",
    "keyring.backends.Windows": "Windows Credential Manager",
}
"""The allow list, by module. A backend's priority says nothing of its safety: plain text may come first."""

NOTHING = frozenset({"keyring.backends.fail", "keyring.backends.null"})
CHAINER = "keyring.backends.chainer"


def title_of(backend: "KeyringBackend") -> str:
    """What people call this keyring."""
    return ENCRYPTING.get(type(backend).__module__, type(backend).__name__)


def trusted_backend() -> "KeyringBackend":
    """The keyring that is set up on this machine; Stop unless it is one that encrypts."""
    try:
        import keyring

        found = keyring.get_keyring()
    except Exception as error:  # noqa: BLE001 - it loads what a person's setting names: anything may come
        raise Stop(_broken_setting(error)) from None
    return chosen(found)


def chosen(found: "KeyringBackend") -> "KeyringBackend":
    """The first that encrypts of a keyring, or of a chain's; Stop says what is wrong with it otherwise."""
    links = tuple(_links(found))
    for backend in links:
        if type(backend).__module__ in ENCRYPTING:
            return backend
    raise Stop(_refused(links))


def _links(found: "KeyringBackend") -> Iterable["KeyringBackend"]:
    from keyring.backend import KeyringBackend

    if type(found).__module__ != CHAINER:
        return (found,)
    links: object = getattr(found, "backends", ())
    return tuple(one for one in links if isinstance(one, KeyringBackend)) if isinstance(links, list) else ()


def _refused(links: tuple["KeyringBackend", ...]) -> Problem:
    modules = [type(backend).__module__ for backend in links]
    names = tuple(f"{type(backend).__module__}.{type(backend).__qualname__}" for backend in links)
    if all(module in NOTHING for module in modules):
        return Missing(
            "no-keyring", "This machine offers no keyring, and primer keeps a token nowhere else", remedy()
        )
    if any(module.startswith("keyrings.alt") for module in modules):
        return Missing(
            "plain-text-keyring",
            "The keyring set up here keeps secrets in a plain file, so primer asks for no token",
            f"take it out (pip uninstall keyrings.alt, or the setting that names it); then: {remedy()}",
            names,
        )
    return Missing(
        "unknown-keyring",
        "The keyring set up here is none that primer knows to encrypt, so primer asks for no token",
        f"for this one run, choose the system's own keyring; then: {remedy()}",
        names,
    )


def remedy(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> str:
    """How a person comes to a keyring on this kind of machine."""
    if platform == "darwin":
        return "run primer in a session logged in at the screen; over ssh, first: security unlock-keychain"
    if platform == "win32":
        return "run primer as a logged-in person; a service account has no Credential Manager"
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return "start the desktop's keyring (GNOME Keyring, KWallet, or KeePassXC with Secret Service on)"
    # The commands stand in the guide: one long enough for all of them would be broken by the window.
    return "install dbus and gnome-keyring, then run primer inside a keyring: primer guide headless"


def _broken_setting(error: Exception) -> Problem:
    return Missing(
        "no-keyring",
        "The keyring that is set up here cannot be loaded",
        "mend or remove PYTHON_KEYRING_BACKEND or keyringrc.cfg",
        (type(error).__name__,),
    )


def judged(error: Exception) -> Problem:
    """What a keyring's error means; its own words are left out, since they might hold what was stored."""
    from keyring.errors import InitError, KeyringLocked

    kind = type(error).__name__
    if isinstance(error, KeyringLocked) or kind in ("LockedException", "PromptDismissedException"):
        return NeedsYou("locked-keyring", "The keyring is locked", f"unlock it and run again. {_unlocking()}")
    if isinstance(error, InitError):
        return NeedsYou(
            "locked-keyring",
            "The keyring has never been set up, or its prompt was closed",
            _unlocking(),
            (kind,),
        )
    return Missing("keyring-failed", "The keyring did not answer as it should", remedy(), (kind,))


def _unlocking(platform: str = sys.platform) -> str:
    if platform == "darwin":
        return "security unlock-keychain"
    if platform == "win32":
        return "Log in again at the screen"
    return "Answer its prompt; without a desktop: primer guide headless"


def kept_not(title: str, length: int) -> Problem:
    """The keyring took a secret and gave something else back."""
    return DidNotTake(
        "keyring-did-not-keep",
        f"{title} did not give back what was put in ({length} characters)",
        "choose fewer packages for one run if the token is longer than 1280 characters; "
        "otherwise repair the keyring",
    )


def removal(title: str, slot: str) -> tuple[str, ...]:
    """How a person removes an entry by hand."""
    by_title = {
        "Secret Service": f'secret-tool clear service {SERVICE} username "{slot}"',
        "KWallet": f"KWalletManager: folder {SERVICE}, entry {slot}",
        "macOS Keychain": f'security delete-generic-password -s {SERVICE} -a "{slot}"',
        "Windows Credential Manager": f"cmdkey /delete:{SERVICE}",
    }
    own = by_title.get(title)
    general = f'python -m keyring del {SERVICE} "{slot}"'
    return (general,) if own is None else (own, general)
