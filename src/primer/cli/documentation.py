"""Where primer's own documentation is: on the web, and in the installed package."""

from pathlib import Path


def base_url() -> str:
    """The Documentation address of primer's own metadata, without a trailing slash."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("publish-primer").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    pairs = (url.partition(",") for url in urls)
    return next(
        (address.strip() for label, _, address in pairs if label.strip() == "Documentation"), ""
    ).rstrip("/")


def guides() -> dict[str, str]:
    """The guides that came with this installation, by their paths below `guides/`, with `/`."""
    folder = _folder()
    pages = sorted(folder.rglob("*.md"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in pages}


def _folder() -> Path:
    """Beside the modules in a wheel; at the top of the checkout otherwise."""
    from importlib import resources

    installed = Path(str(resources.files("primer"))) / "guides"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "guides"
