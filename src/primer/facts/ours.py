"""Which files on a registry are this repository's own placeholder, byte for byte."""

from primer.core.project import Project, ReleaseFile, Unlooked
from primer.core.registry import Registry
from primer.core.value import frozen
from primer.ports.eyes import Eyes


@frozen
class Compared:
    """The placeholder's files by how they compare; `unlooked` says why one could not be compared."""

    ours: tuple[ReleaseFile, ...] = ()
    foreign: tuple[ReleaseFile, ...] = ()
    unlooked: str = ""


def placeholder_files(
    registry: Registry, project: Project, version: str, eyes: Eyes
) -> tuple[ReleaseFile, ...]:
    """The files of the placeholder's version, and those that the journal says were uploaded as one."""
    uploads = [upload.filename for upload in eyes.memory().uploads(registry.name, project.name)]
    return tuple(
        file
        for file in project.files
        if file.version == version or any(_is_called(file, uploaded) for uploaded in uploads)
    )


def _is_called(file: ReleaseFile, uploaded: str) -> bool:
    """A registry with scopes shows a file without the scope that its name was uploaded with."""
    return uploaded == file.filename or uploaded.endswith(f"-{file.filename}")


def compare(registry: Registry, project: Project, version: str, eyes: Eyes) -> Compared:
    """Every one of those files against what the journal uploaded, and what would be uploaded today."""
    ours: list[ReleaseFile] = []
    foreign: list[ReleaseFile] = []
    for file in placeholder_files(registry, project, version, eyes):
        digest = eyes.sha256(file)
        if isinstance(digest, Unlooked):
            return Compared(unlooked=f"{file.filename} could not be compared: {digest.why}")
        is_ours = _is_ours(registry, project.name, file, digest, eyes)
        (ours if is_ours else foreign).append(file)
    return Compared(tuple(ours), tuple(foreign))


def _is_ours(registry: Registry, name: str, file: ReleaseFile, digest: str, eyes: Eyes) -> bool:
    uploads = eyes.memory().uploads(registry.name, name)
    if any(upload.sha256 == digest and _is_called(file, upload.filename) for upload in uploads):
        return True
    return digest in eyes.placeholder_hashes(registry, name, file.version)
