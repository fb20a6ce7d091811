"""Waiting until npm serves what a package pins of its own repository, where each tag releases one package."""

from primer.core.registry import Ecosystem
from primer.core.release import Release
from primer.writing.block import Block, Shell
from primer.writing.job_ids import folder_of
from primer.writing.npm_scripts import READ_TARBALLS, WAIT_IMPORTS
from primer.writing.python_blocks import MINUTES

_PINNED = """

def served(name, version):
    url = f"{os.environ['REGISTRY'].rstrip('/')}/{quote(name, safe='@')}"
    head = {"Accept": "application/json", "Cache-Control": "no-cache"}
    try:
        with urlopen(Request(url, headers=head), timeout=30) as answer:
            return version in json.load(answer).get("versions", {})
    except (OSError, HTTPException, ValueError) as error:
        print(f"{url}: {error}", flush=True)
        return False


own = [entry.rpartition("=")[0] for entry in os.environ["PACKAGES"].split()]
wanted = {
    (name, version.removeprefix("="))
    for _, _, manifest in packed()
    for name, version in manifest.get("dependencies", {}).items()
    if name in own and version.removeprefix("=")[:1].isdigit() and version.count(".") == 2
}
until = time.monotonic() + 60 * float(os.environ["MINUTES"])
while missing := [pin for pin in sorted(wanted) if not served(*pin)]:
    print("waiting for", ", ".join(" ".join(pin) for pin in missing), flush=True)
    if time.monotonic() >= until:
        sys.exit(f"{os.environ['REGISTRY']} does not serve this after {os.environ['MINUTES']} minutes")
    time.sleep(min(5, max(0, until - time.monotonic())))
"""
_TITLE = "Asks npm until it serves every version of this repository that the released packages pin exactly."


def pinned_block(release: Release) -> Block:
    """Waits until npm serves every version of this repository that a released tarball pins exactly."""
    packages = release.of(Ecosystem.JAVASCRIPT)
    script = READ_TARBALLS.format(title=_TITLE, imports=WAIT_IMPORTS) + _PINNED
    environment = {
        "PACKAGES": " ".join(f"{package.name}={folder_of(release, package)}" for package in packages),
        "REGISTRY": packages[0].index,
        "TAGS": release.tags.value,
        "MINUTES": MINUTES,
    }
    return Block("Wait for what it needs of this repository on npm", script, Shell.PYTHON, environment)
