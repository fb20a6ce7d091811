"""Which version a placeholder may have."""


def refusal(placeholder_version: str, own_version: str | None) -> str | None:
    """Why a placeholder cannot have this version, as a sentence; None when it can.

    `own_version` is the package's next release, None when it is computed at build time: then, and when it
    is no PEP 440 version itself, nothing can be compared and nothing is refused for it.
    """
    from packaging.version import InvalidVersion, Version

    try:
        version = Version(placeholder_version)
    except InvalidVersion:
        return f"{placeholder_version!r} is no version that an index takes (PEP 440)"
    if version.local is not None:
        return f"{placeholder_version} has a local part (+{version.local}), which no index takes"
    if str(version) != placeholder_version:
        return f"{placeholder_version!r} is written {version}"
    try:
        own = None if own_version is None else Version(own_version)
    except InvalidVersion:
        return None
    if own is not None and own <= version:
        return (
            f"the package's own next version {own} is not higher than {version}, so it could not replace it"
        )
    return None
