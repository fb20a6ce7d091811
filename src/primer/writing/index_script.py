"""The scripts that ask a simple index until it serves what it should, in JSON or in HTML."""

from primer.writing.version_script import PLAIN

_LISTED = '''\
def listed(project):
    """The files by name: sha256 where it is told, and whether there is provenance."""
    address = f"{os.environ['INDEX'].rstrip('/')}/{project}/"
    head = {"Accept": "application/vnd.pypi.simple.v1+json, text/html;q=0.5"}
    try:
        with urlopen(Request(address, headers=head), timeout=30) as answer:
            page = answer.read().decode()
        files = json.loads(page)["files"] if page.lstrip().startswith("{") else []
        told = {one["filename"]: (one["hashes"].get("sha256"), one.get("provenance")) for one in files}
    except (OSError, HTTPException, ValueError, LookupError) as error:
        print(f"{address}: {error}", flush=True)
        return {}
    for link in re.finditer(r"<a\\s[^>]*?href=[\\"']([^\\"'#]+)(?:#sha256=(\\w+))?[^>]*", page):
        name = unquote(unescape(link[1])).rpartition("/")[2]
        told.setdefault(name, (link[2], "data-provenance" in link[0]))
    return told


'''

_WAITED = """\
until, pause = time.monotonic() + 60 * float(os.environ["MINUTES"]), 1
while missing := [*lacking()]:
    print("waiting for", *missing, sep="\\n  ", flush=True)
    if time.monotonic() >= until:
        sys.exit(f"{os.environ['INDEX']} does not serve them after {os.environ['MINUTES']} minutes")
    time.sleep(min(pause, max(0, until - time.monotonic())))
    pause = min(2 * pause, 15)
"""

_SERVED = (
    """\
# Asks the index until it serves every file of dist with the very same bytes.
import hashlib, json, os, re, sys, time
from html import unescape
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote
from urllib.request import Request, urlopen


"""
    + _LISTED
    + '''\
def lacking():
    """What is not there yet; other bytes under the same name never become the right ones."""
    for project, files in wanted.items():
        told = listed(project)
        for file in files:
            sha256, provenance = told.get(file.name, ("", ""))
            if sha256 and sha256 != hashlib.sha256(file.read_bytes()).hexdigest():
                sys.exit(f"{file.name}: the index serves other bytes (sha256 {sha256})")
            if file.name not in told:
                yield file.name
            elif "PROVENANCE" in os.environ and not provenance:
                yield f"the provenance of {file.name}"


wanted = {}
for folder in os.environ["FOLDERS"].split():
    files = [one for one in sorted(Path("dist", folder).glob("*")) if one.suffix in (".whl", ".gz")]
'''
)

_EACH_HOLDS_FILES = """\
    if not files:
        sys.exit(f"dist/{folder} holds no file to wait for")
"""

_SOME_ARE_RELEASED = """\
    if not files:
        continue  # not what this tag releases
"""

_ASKED = """\
    wheel = next(one for one in files if one.suffix == ".whl")
    wanted[re.sub(r"[-_.]+", "-", wheel.name.split("-")[0]).lower()] = files
"""

_SERVED_END = """\
print("served:", *wanted)
"""

SERVED = _SERVED + _EACH_HOLDS_FILES + _ASKED + _WAITED + _SERVED_END
"""Every folder must hold files."""

SERVED_WHERE_BUILT = _SERVED + _SOME_ARE_RELEASED + _ASKED + _WAITED + _SERVED_END
"""A folder that is not there is none of this release."""

PINNED = (
    """\
# Asks the index until it serves every version of this repository that the wheels pin with `==`.
import email, json, os, re, sys, time, zipfile
from html import unescape
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote
from urllib.request import Request, urlopen


"""
    + _LISTED
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


def versions(project):
    for name in listed(project):
        wheel, stem = name.endswith(".whl"), name.removesuffix(".tar.gz")
        yield plain(name.split("-")[1] if wheel else stem.rpartition("-")[2])


def lacking():
    for name, version in sorted(wanted):
        if plain(version) not in versions(name):
            yield f"{name} {version}"


own, folders = os.environ["PACKAGES"].split(), os.environ["FOLDERS"].split()
wheels = [wheel for folder in folders for wheel in Path("dist", folder).glob("*.whl")]
wanted = {pin for wheel in wheels for pin in pins(wheel) if pin[0] in own}
'''
    + _WAITED
    + """\
print("served:", *(" ".join(pin) for pin in sorted(wanted)))
"""
)
