"""Where primer's own documentation is: on the web, and in the installed package."""

from pathlib import Path

from primer import __version__
from primer.core.regex import regex

SOURCE = "https://github.com/publish-primer/publish-primer"
RELEASE = regex(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?")


def base_url() -> str:
    """The address below which this installation's guides are on the web, without a trailing slash."""
    return base_url_of(__version__, installed=_beside_modules() is not None)


def base_url_of(version: str, *, installed: bool) -> str:
    """A release's guides are at its tag, so that what was pasted stays right; others at the branch."""
    is_release = installed and RELEASE.fullmatch(version)
    return f"{SOURCE}/blob/{f'v{version}' if is_release else 'main'}"


def guides() -> dict[str, str]:
    """The guides that came with this installation, by their paths below `guides/`, with `/`."""
    folder = _beside_modules() or Path(__file__).resolve().parents[3] / "guides"
    pages = sorted(folder.rglob("*.md"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in pages}


def _beside_modules() -> Path | None:
    """Where a wheel puts them; None in a checkout, whose top has them."""
    installed = Path(__file__).parents[1] / "guides"
    return installed if installed.is_dir() else None
