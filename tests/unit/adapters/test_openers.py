"""Which command opens a page, and which takes text for the clipboard."""

import base64
from collections.abc import Callable, Mapping

import pytest

from primer.adapters.programs.browser import is_page, opener
from primer.adapters.programs.clipboard import TMUX, osc52, taken_by, tool
from primer.ports.hands import Copied

PAGE = "https://pypi.example/manage/account/#remove-API-token--1"


def having(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in names else None


@pytest.mark.parametrize(
    ("environ", "platform", "tools", "command"),
    [
        ({"DISPLAY": ":0"}, "linux", ("xdg-open",), ("xdg-open", PAGE)),
        ({"WAYLAND_DISPLAY": "w"}, "linux", ("gio",), ("gio", "open", PAGE)),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ("wslview",), ("wslview", PAGE)),
        ({}, "linux", ("xdg-open", "w3m"), None),
        ({"DISPLAY": ":0"}, "linux", ("w3m",), None),
        ({}, "darwin", (), ("open", PAGE)),
        ({"SSH_CONNECTION": "1 2 3 4"}, "darwin", (), None),
        ({"SSH_CONNECTION": "1 2 3 4", "DISPLAY": ":10"}, "linux", ("xdg-open",), ("xdg-open", PAGE)),
        ({}, "win32", (), ("rundll32", "url.dll,FileProtocolHandler", PAGE)),
        ({"BROWSER": "mine --new %s &"}, "linux", ("mine",), ("mine", "--new", PAGE)),
        ({"BROWSER": "none:mine"}, "linux", ("mine",), ("mine", PAGE)),
        ({"BROWSER": "'broken"}, "linux", ("mine",), None),
    ],
)
def test_a_page_is_opened_where_there_is_a_screen(
    environ: Mapping[str, str], platform: str, tools: tuple[str, ...], command: tuple[str, ...] | None
) -> None:
    assert opener(PAGE, environ, platform, having(*tools)) == command


@pytest.mark.parametrize(
    "page",
    ["file:///etc/passwd", "javascript:1", "-h", "https://", "https://a/\n", "https://[", "https://é.io"],
)
def test_only_web_addresses_are_opened(page: str) -> None:
    assert not is_page(page)
    assert is_page(PAGE)


@pytest.mark.parametrize(
    ("environ", "platform", "tools", "command"),
    [
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux", ("wl-copy", "xclip"), ("wl-copy",)),
        ({"DISPLAY": ":0"}, "linux", ("xclip",), ("xclip", "-selection", "clipboard")),
        ({"DISPLAY": ":0"}, "linux", ("xsel",), ("xsel", "--clipboard", "--input")),
        ({}, "darwin", ("pbcopy",), ("pbcopy",)),
        ({}, "win32", ("clip.exe",), ("clip.exe",)),
        ({}, "linux", ("xclip",), None),
        ({"SSH_CONNECTION": "1 2 3 4", "DISPLAY": ":10"}, "linux", ("xclip",), None),
        (
            {"SSH_CONNECTION": "1 2 3 4", "DISPLAY": ":10", "TMUX": "socket,1,0"},
            "linux",
            ("xclip", "tmux"),
            ("tmux", "load-buffer", "-w", "-"),
        ),
        ({"WAYLAND_DISPLAY": "0", "TMUX": "socket,1,0"}, "linux", ("wl-copy", "tmux"), ("wl-copy",)),
    ],
)
def test_text_goes_to_the_desktop_at_which_the_person_sits(
    environ: Mapping[str, str], platform: str, tools: tuple[str, ...], command: tuple[str, ...] | None
) -> None:
    assert tool(environ, platform, having(*tools)) == command


def test_only_the_desktops_own_tool_is_known_to_have_copied() -> None:
    assert taken_by(("xclip", "-selection", "clipboard")) is Copied.CLIPBOARD
    assert taken_by(TMUX) is Copied.TERMINAL


def test_a_terminal_is_asked_to_copy() -> None:
    encoded = base64.b64encode(b"publish.yaml").decode()
    assert osc52("publish.yaml", {"TERM": "xterm"}) == f"\x1b]52;c;{encoded}\a"


def test_inside_tmux_and_screen_the_sequence_is_passed_through() -> None:
    assert str(osc52("x", {"TERM": "tmux", "TMUX": "socket,1,0"})).startswith("\x1bPtmux;\x1b\x1b]52;")
    assert str(osc52("x", {"TERM": "screen", "STY": "1"})).startswith("\x1bP\x1b]52;")


def test_a_terminal_without_sequences_and_a_long_text_are_left_alone() -> None:
    assert osc52("x", {"TERM": "dumb"}) is None
    assert osc52("x", {}) is None
    assert osc52("x" * 80_000, {"TERM": "xterm"}) is None
