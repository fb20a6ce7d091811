"""The colours can be read on a light ground and on a dark one."""

import pytest

from primer.terminal.ink import COLOURS

Rgb = tuple[int, int, int]
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
LEAST = 2.0
"""The contrast below which a sign vanishes; none of them means anything without its sign or word."""
PALETTES: dict[str, dict[str, Rgb]] = {
    "green": {
        "vga": (0, 170, 0),
        "xterm": (0, 205, 0),
        "windows": (19, 161, 14),
        "macos": (37, 188, 36),
        "gnome": (78, 154, 6),
        "vscode": (13, 188, 121),
    },
    "magenta": {
        "vga": (170, 0, 170),
        "xterm": (205, 0, 205),
        "windows": (136, 23, 152),
        "macos": (211, 56, 211),
        "gnome": (117, 80, 123),
        "vscode": (188, 63, 188),
    },
    "red": {
        "vga": (170, 0, 0),
        "xterm": (205, 0, 0),
        "windows": (197, 15, 31),
        "macos": (194, 54, 33),
        "gnome": (204, 0, 0),
        "vscode": (205, 49, 49),
    },
    "bold red": {
        "vga": (255, 85, 85),
        "xterm": (255, 0, 0),
        "windows": (231, 72, 86),
        "gnome": (239, 41, 41),
    },
}
"""What widespread terminals make of the colours; many show a bold one brighter."""


def luminance(colour: Rgb) -> float:
    shares = [value / 255 for value in colour]
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "colour", sorted({look for look in COLOURS.values() if look not in ("", "bold", "dim")})
)
@pytest.mark.parametrize("ground", [WHITE, BLACK], ids=["light", "dark"])
def test_no_colour_vanishes_on_either_ground(colour: str, ground: Rgb) -> None:
    looks = {**PALETTES[colour.removeprefix("bold ")], **PALETTES.get(colour, {})}
    assert min(contrast(look, ground) for look in looks.values()) >= LEAST
