"""What installs the JavaScript packages' own dependencies, as the repository's files show it."""

from collections.abc import Container, Mapping

from primer.core.release import Manager

LOCKS: Mapping[str, Manager] = {
    "pnpm-lock.yaml": Manager.PNPM,
    "yarn.lock": Manager.YARN,
    "package-lock.json": Manager.NPM,
    "npm-shrinkwrap.json": Manager.NPM,
}
"""Lock files and whose they are, the more particular first: pnpm and yarn may leave an old one of npm's."""

WORKSPACE = "pnpm-workspace.yaml"
"""What only pnpm reads; the dependencies of such a workspace are often in words that npm cannot install."""


def manager_of(files: Container[str], named: str) -> tuple[Manager, str]:
    """The manager and its lock file, empty where there is none; `named` is what package.json says."""
    lock = next((name for name in LOCKS if name in files), "")
    if lock:
        return LOCKS[lock], lock
    if not named and WORKSPACE in files:
        return Manager.PNPM, ""
    return (Manager(named) if named in {one.value for one in Manager} else Manager.NPM), ""
