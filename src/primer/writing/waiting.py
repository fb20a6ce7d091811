"""The scripts that wait until a registry serves exactly what was built; bounded, and failing loudly."""

from collections.abc import Iterable
from urllib.parse import quote

from primer.core.registry import Ecosystem
from primer.core.release import Release, ReleasedPackage, Tags
from primer.core.value import frozen
from primer.registries.addresses import PYPI, TESTPYPI
from primer.writing.block import Block
from primer.writing.job_ids import folder_of

MINUTES = "20"
"""How long a registry is waited for, all packages of one script together."""

_SCRIPT = """\
# Waits until {what} are served{proof}.
served() {{
  for file in "${{@:2}}"; do
    {wanted}
    until curl -fsSL "{page}" | {found} > /dev/null; do
      if ((SECONDS >= 60 * MINUTES)); then
        echo "$INDEX does not serve $file{proof} after $MINUTES minutes" >&2
        exit 1
      fi
      echo "waiting for $file"
      sleep 10
    done
  done
}}
"""
_SHA256 = 'sha256="$(sha256sum "$file" | cut -d " " -f 1)"'
_SHA512 = 'sha512="$(openssl dgst -sha512 -binary "$file" | base64 -w 0)"'
_VERSION = """\
version="$(tar -xOf "$file" package/package.json |
      python3 -c 'import json, sys; print(json.load(sys.stdin)["version"])')\""""


@frozen
class _Look:
    """What is worked out of a file, the page that would tell of it, and what is looked for there."""

    wanted: str
    page: str
    found: str
    what: str = "the same bytes"
    proof: str = ""


_PROOF = " with provenance"
# The page is HTML or JSON as the index likes it; either holds the digest, and HTML has a line for each file.
_BY_DIGEST = _Look(_SHA256, "$INDEX/$1/", 'grep -F "$sha256"')
_WITH_PROOF = _Look(_SHA256, "$INDEX/$1/", 'grep -F "$sha256" | grep -F data-provenance', proof=_PROOF)
# Other indexes may tell of another digest, or of none.
_BY_NAME = _Look('name="${file##*/}"', "$INDEX/$1/", 'grep -F "$name"', "files of the same names")
_NPM = _Look(_SHA512, "$INDEX/$1", 'grep -F "$sha512"')
_NPM_WITH_PROOF = _Look(
    f"{_SHA512}\n    {_VERSION}",
    "$INDEX/$1/$version",
    """grep -F "$sha512" | grep -F '"attestations"'""",
    proof=_PROOF,
)


def served_block(release: Release, packages: tuple[ReleasedPackage, ...]) -> Block:
    """Waits until their one registry serves every file of these packages, byte for byte."""
    if packages[0].ecosystem is Ecosystem.JAVASCRIPT:
        return _block("Wait until npm serves them", release, packages, _NPM)
    look = _BY_DIGEST if _is_pypis(packages[0]) else _BY_NAME
    return _block("Wait until the index serves them", release, packages, look)


def live_block(release: Release, packages: tuple[ReleasedPackage, ...]) -> Block:
    """The same, and that each file carries provenance, where its registry shows that; for the tail job."""
    if packages[0].ecosystem is Ecosystem.JAVASCRIPT:
        return _block("See them on npm, with provenance", release, packages, _NPM_WITH_PROOF)
    if _is_pypis(packages[0]):
        return _block("See them on the index, with provenance", release, packages, _WITH_PROOF)
    return _block("See them on the index", release, packages, _BY_NAME)


def _block(name: str, release: Release, packages: Iterable[ReleasedPackage], look: _Look) -> Block:
    own = tuple(packages)
    # A package that the tag does not release has no folder; elsewhere a lost file must not pass.
    head = "shopt -s nullglob\n" if release.tags is Tags.EACH else ""
    function = _SCRIPT.format(
        wanted=look.wanted, page=look.page, found=look.found, what=look.what, proof=look.proof
    )
    calls = "".join(f"served {_project(one)} {_files(release, one)}\n" for one in own)
    return Block(
        name, head + function + calls, environment={"INDEX": own[0].index.rstrip("/"), "MINUTES": MINUTES}
    )


def _project(package: ReleasedPackage) -> str:
    return quote(package.name, safe="@")


def _files(release: Release, package: ReleasedPackage) -> str:
    return f"{folder_of(release, package)}/*"


def _is_pypis(package: ReleasedPackage) -> bool:
    return package.registry in (PYPI.name, TESTPYPI.name)
