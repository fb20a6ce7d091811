"""The script that asks a simple index until it serves what the released wheels pin of their repository."""

from primer.writing.version_script import PLAIN

PINNED = (
    """\
# What the released wheels pin of this repository is published before them.
import email, os, re, sys, time, zipfile
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen


"""
    + PLAIN
    + '''

def pins(wheel):
    """Name and version of what a wheel pins; what only an extra needs does not count."""
    with zipfile.ZipFile(wheel) as archive:
        path = next(name for name in archive.namelist() if re.fullmatch(r"[^/]+\\.dist-info/METADATA", name))
        required = email.message_from_bytes(archive.read(path)).get_all("Requires-Dist", [])
    for text in required:
        what, _, marker = text.partition(";")
        pin = re.match(r"([\\w.-]+)\\s*(?:\\[[^]]*\\])?\\s*\\(?\\s*==\\s*([^\\s,)*]+)\\s*\\)?\\s*$", what)
        if pin and "extra" not in marker:
            yield re.sub(r"[-_.]+", "-", pin[1]).lower(), pin[2]


def served(project, version):
    address = f"{os.environ['INDEX']}/{project}/"
    try:
        with urlopen(address, timeout=30) as answer:
            page = answer.read().decode()
    except (OSError, HTTPException, ValueError) as error:
        print(f"{address}: {error}", flush=True)
        return False
    name = project.replace("-", "[-_.]")
    files = re.findall(rf"(?i)\\b{name}-([^-\\s\\"'<>]+)(?:-[\\w.-]+\\.whl|\\.tar\\.gz)", page)
    return plain(version) in map(plain, files)


own = os.environ["PACKAGES"].split()
wanted = {pin for wheel in Path("dist").glob("*/*.whl") for pin in pins(wheel) if pin[0] in own}
until = time.monotonic() + 60 * float(os.environ["MINUTES"])
while missing := [pin for pin in sorted(wanted) if not served(*pin)]:
    print("waiting for", *(" ".join(pin) for pin in missing), sep="\\n  ", flush=True)
    if time.monotonic() >= until:
        sys.exit(f"{os.environ['INDEX']} does not serve them after {os.environ['MINUTES']} minutes")
    time.sleep(5)
'''
)
