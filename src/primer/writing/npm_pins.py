"""Waiting until npm serves what a package pins of its own repository, where each tag releases one package."""

from primer.core.registry import Ecosystem
from primer.core.release import Release
from primer.writing.block import Block, Shell
from primer.writing.waiting import MINUTES

_PINNED = """\
# What the released packages pin exactly of this repository is published before them.
import json, os, sys, tarfile, time
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen


def pins(tarball):
    with tarfile.open(tarball) as archive:
        manifest = json.load(archive.extractfile("package/package.json"))
    for name, wanted in manifest.get("dependencies", {}).items():
        version = wanted.removeprefix("=")
        if version[:1].isdigit() and version.count(".") >= 2 and " " not in version:
            yield name, version


def served(name, version):
    address = f"{os.environ['INDEX']}/{quote(name, safe='@')}"
    try:
        with urlopen(address, timeout=30) as answer:
            return version in json.load(answer).get("versions", {})
    except (OSError, HTTPException, ValueError) as error:
        print(f"{address}: {error}", flush=True)
        return False


own = os.environ["PACKAGES"].split()
wanted = {pin for file in Path("dist").glob("*/*.tgz") for pin in pins(file) if pin[0] in own}
until = time.monotonic() + 60 * float(os.environ["MINUTES"])
while missing := [pin for pin in sorted(wanted) if not served(*pin)]:
    print("waiting for", *(" ".join(pin) for pin in missing), sep="\\n  ", flush=True)
    if time.monotonic() >= until:
        sys.exit(f"{os.environ['INDEX']} does not serve them after {os.environ['MINUTES']} minutes")
    time.sleep(5)
"""


def pinned_block(release: Release) -> Block:
    """Waits until npm serves every version of this repository that a released tarball pins exactly."""
    packages = release.of(Ecosystem.JAVASCRIPT)
    environment = {
        "INDEX": packages[0].index.rstrip("/"),
        "PACKAGES": " ".join(package.name for package in packages),
        "MINUTES": MINUTES,
    }
    return Block("Wait for what it needs of this repository on npm", _PINNED, Shell.PYTHON, environment)
