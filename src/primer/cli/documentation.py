"""Where primer's own documentation is: on the web, and in the installed package."""

from importlib import resources
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path


def base_url() -> str:
    """The Documentation address of primer's own metadata, without a trailing slash."""
    try:
        urls = metadata("publish-primer").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    pairs = (url.partition(",") for url in urls)
    return next(
        (address.strip() for label, _, address in pairs if label.strip() == "Documentation"), ""
    ).rstrip("/")


def guides() -> dict[str, str]:
    """The guides that came with this installation, by name; a name is in one folder alone."""
    pages = sorted(_folder().rglob("*.md"), key=lambda path: path.stem)
    return {path.stem: path.read_text(encoding="utf-8") for path in pages}


def _folder() -> Path:
    """Beside the modules in a wheel; at the top of the checkout otherwise."""
    installed = Path(str(resources.files("primer"))) / "guides"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "guides"
