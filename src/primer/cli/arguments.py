"""What can be said on the command line."""

from collections.abc import Sequence
from pathlib import Path

GITHUB = "https://api.github.com"


class Arguments:
    """What was said; where nothing was, these are the values."""

    command: str = "plan"
    path: Path | None = None
    registry: str = ""
    offline: bool = False
    check: bool = False
    format: str = "text"
    sources: bool = False
    token_id: Sequence[str] | None = None
    token_minutes: int = 30
    show_placeholder: bool = False
    report: str = ""
    wait: float = 0.0
    auto: bool = False
    quota: int = 0
    name: str = ""
    build: bool = False
    exchange: bool = False
    paths: Sequence[Path] = ()
    to_stdout: bool = False
    fix: bool = False
    sync_versions: str | None = None
    tags: str = ""
    builder: str = ""
    parts: Sequence[str] | None = None
    yes: bool = False
    log: str = ""
    shell: str = ""
    github_url: str = GITHUB
    verbose: bool = False
    plain: bool = False
