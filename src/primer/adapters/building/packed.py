"""A JavaScript package's placeholder as one tarball, and the strict check of it."""

import hashlib
import json
import tarfile
import zlib
from pathlib import Path

from primer.adapters.building.tarball import TOP, members, tarball
from primer.core.package import Package
from primer.core.placeholder import Artifact, Placeholder
from primer.placeholders.npm_tree import MAIN, npm_tree
from primer.registries.npm.names import refusal, tarball_name
from primer.registries.npm.versions import precedence

MANIFEST = "package.json"
README = "README.md"
PURPOSES = {
    MANIFEST: "name, version, description, licence, authors, addresses",
    README: "what this is, where the source lives, what replaces it, who to ask",
    MAIN: "gives one sentence: where the project lives",
}
ACTIVE = (
    "private",
    "scripts",
    "bin",
    "gypfile",
    "dependencies",
    "optionalDependencies",
    "peerDependencies",
    "bundleDependencies",
    "bundledDependencies",
)
"""What would run, be installed, or keep a registry from taking it."""


def placeholder(package: Package, version: str, source_web: str, folder: Path) -> Placeholder:
    """Writes it into an empty folder; raises ValueError for a file that no tarball holds."""
    tree = npm_tree(package, version, source_web)
    content = tarball(tree.files)
    path = folder / tarball_name(package.name, version)
    path.write_bytes(content)
    purposes = tuple((name, PURPOSES[name]) for name in tree.files)
    artifact = Artifact(path, len(content), hashlib.sha256(content).hexdigest(), purposes)
    return Placeholder(package.name, version, (artifact,), tree.readme, tree.remarks)


def fault(built: Placeholder) -> str | None:
    """What is wrong with its tarball, read back with other code than wrote it; None when nothing."""
    (artifact,) = built.artifacts
    try:
        inside = dict(members(artifact.path.read_bytes()))
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError) as error:
        return f"it cannot be read back: {error}"
    if set(inside) != {f"{TOP}{name}" for name, _ in artifact.members}:
        return "what was read back is not what was written"
    if inside.get(f"{TOP}{README}") != built.readme.encode():
        return "its README is another one than is shown"
    return _manifest_fault(inside.get(f"{TOP}{MANIFEST}", b""), built.package, built.version)


def _manifest_fault(text: bytes, package: str, version: str) -> str | None:
    try:
        manifest: object = json.loads(text)
    except (ValueError, RecursionError):
        return f"its {MANIFEST} is no JSON"
    if not isinstance(manifest, dict):
        return f"its {MANIFEST} is no object"
    if (manifest.get("name"), manifest.get("version")) != (package, version):
        return f"its {MANIFEST} names another package or version"
    active = [key for key in ACTIVE if manifest.get(key)]
    if active:
        return f"its {MANIFEST} has {', '.join(active)}, which a placeholder never has"
    return _name_fault(package, version)


def _name_fault(package: str, version: str) -> str | None:
    why = refusal(package)
    if why is not None:
        return f"{package} is no name of a new package: {why}"
    return None if precedence(version) else f"{version} is no version that a registry takes (semver)"
