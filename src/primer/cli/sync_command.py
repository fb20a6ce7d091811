"""`primer workflow --sync-versions`: one version for every manifest and internal pin, written together."""

import shlex
import sys
from pathlib import Path

from primer.adapters.files.home import at_home
from primer.adapters.repository.checkout import open_checkout
from primer.cli.arguments import Arguments
from primer.cli.chosen import flags
from primer.cli.exits import DONE
from primer.cli.fleet import for_each_path
from primer.core.problem import Problem, Stop, YourInput
from primer.core.source import Source
from primer.reading.packages.package_json import parse_package_json
from primer.reading.versions.numbers import NoNumber, Number, number

FLAG = "--sync-versions"


def sync_command(arguments: Arguments) -> int:
    """Sets the version in every PATH, and shows what changed."""
    said = arguments.sync_versions or ""
    wanted = _wanted(said)
    to = _number(wanted, said)
    return for_each_path(arguments, lambda one: _sync(one, to, wanted))


def _sync(arguments: Arguments, to: Number, wanted: str) -> int:
    from primer.adapters.repository.held_versions import held_here, write_sync
    from primer.terminal.printing import show, surface_here
    from primer.terminal.versions_page import sync_blocks
    from primer.writing.versions import synced

    checkout = open_checkout(arguments.path)
    held = held_here(checkout, flags(arguments))
    sync = synced(held, to)
    if isinstance(sync, Problem):
        raise Stop(sync)
    if sync.texts:
        write_sync(checkout, held, sync)
    git = _git(arguments.path) if checkout.top else ""
    show(sync_blocks(sync, to, wanted, git), sys.stdout, surface_here(sys.stdout))
    return DONE


def _git(path: Path | None) -> str:
    """What calls git in the repository that was named, from where the person stands."""
    return "git" if path is None else shlex.join(("git", "-C", str(path)))


def _wanted(text: str) -> str:
    """The version that was named, or the one in the package.json that was."""
    path = at_home(Path(text))
    if path.name != "package.json":
        return text.strip()
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Stop(_unread(text, (error.strerror or "it cannot be opened").lower())) from None
    except UnicodeDecodeError:
        raise Stop(_unread(text, "it is not UTF-8")) from None
    table = parse_package_json(text, content)
    if isinstance(table, Problem):
        raise Stop(table)
    version = table.get("version")
    if not isinstance(version, str) or not version.strip():
        raise Stop(_unread(text, "it has no version"))
    return version.strip()


def _number(wanted: str, said: str) -> Number:
    try:
        return number(wanted)
    except NoNumber as error:
        where = "" if said.strip() == wanted else f" of {said}"
        raise Stop(_illegal(wanted, where, str(error))) from None


def _illegal(wanted: str, where: str, why: str) -> YourInput:
    return YourInput(
        "illegal-release-version",
        f"{wanted!r}{where} can be no release's version: {why}",
        "name a version such as 1.2.3 or 1.2.3rc1, or a package.json that has one",
        source=Source(FLAG),
    )


def _unread(path: str, why: str) -> YourInput:
    return YourInput(
        "version-not-read",
        f"no version could be read from {path}: {why}",
        "name a package.json with a version, or the version itself",
        source=Source(FLAG),
    )
