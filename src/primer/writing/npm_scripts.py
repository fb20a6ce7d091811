"""What the npm blocks run, as Python with nothing installed; every value comes in through the environment."""

READ_TARBALLS = '''\
"""{title}"""

import base64
import hashlib
import json
import os
{imports}


def packed():
    """Every tarball of PACKAGES (name=folder ...) with its manifest, in that order."""
    for entry in os.environ["PACKAGES"].split():
        name, _, folder = entry.rpartition("=")
        files = sorted(Path(folder).glob("*.tgz"))
        if len(files) == 1:
            with tarfile.open(files[0]) as archive:
                manifest = json.load(archive.extractfile("package/package.json"))
            yield name, files[0], manifest
        elif files or os.environ["TAGS"] == "one":
            sys.exit(f"{{folder}} should hold one tarball of {{name}}, it holds {{len(files)}}")


def integrity(file):
    return "sha512-" + base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
'''
"""How the tarballs are found and read; both scripts below begin with it."""

VERIFY_IMPORTS = """\
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen"""

WAIT_IMPORTS = """\
import sys
import tarfile
import time
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen"""

VERIFY = '''

def check(name, file, manifest):
    if manifest["name"] != name or manifest.get("private"):
        sys.exit(f"{file} is {manifest['name']}, private: {manifest.get('private', False)}; wanted: {name}")
    for kind in ("dependencies", "peerDependencies", "optionalDependencies"):
        for other, wanted in manifest.get(kind, {}).items():
            if wanted.startswith(("workspace:", "catalog:", "file:", "link:", "portal:")):
                sys.exit(f"{name} would ask for {other} {wanted}, which nobody else can install")


def start(folder, names):
    """A registry inside this job; only what is not of this release comes from the real one."""
    own = {name: {"access": "$all", "publish": "$all"} for name in names}
    foreign = {"access": "$all", "proxy": "npm"}
    config = {
        "storage": str(folder / "storage"),
        "uplinks": {"npm": {"url": os.environ["REGISTRY"]}},
        "packages": {**own, "@*/*": foreign, "**": foreign},
        "log": {"type": "stdout", "level": "warn"},
    }
    (folder / "config.yaml").write_text(json.dumps(config))
    home = Path(os.environ.get("VERDACCIO_FOLDER") or folder / "verdaccio")
    home.mkdir(parents=True, exist_ok=True)
    tool = {"verdaccio": os.environ["VERDACCIO"]}
    wanted = {"private": True, "dependencies": tool, "overrides": {"node-fetch": "2.7.0"}}
    (home / "package.json").write_text(json.dumps(wanted))
    npm("install", "--registry", os.environ["REGISTRY"], cwd=home)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    program = home / "node_modules" / "verdaccio" / "bin" / "verdaccio"
    command = ["node", program, "--config", folder / "config.yaml", "--listen", address]
    with open(folder / "log", "w") as log:
        return subprocess.Popen(command, stdout=log, stderr=log), f"http://{address}"


def npm(*arguments, cwd):
    command = ["npm", *arguments, "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=cwd, check=True, timeout=600)


def put(registry, name, file, manifest):
    version, content = manifest["version"], file.read_bytes()
    key = f"{name}-{version}.tgz"
    dist = {"integrity": integrity(file), "tarball": f"{registry}/{name}/-/{key}"}
    dist["shasum"] = hashlib.sha1(content).hexdigest()
    data = {"content_type": "application/octet-stream", "length": len(content)}
    data["data"] = base64.b64encode(content).decode()
    document = {
        "_id": name,
        "name": name,
        "dist-tags": {"latest": version},
        "versions": {version: {**manifest, "_id": f"{name}@{version}", "dist": dist}},
        "_attachments": {key: data},
    }
    url = f"{registry}/{quote(name, safe='@')}"
    head = {"Content-Type": "application/json"}
    urlopen(Request(url, json.dumps(document).encode(), head, method="PUT"), timeout=60).close()


def code(target):
    """Whether Node could load it; a table of conditions counts when one of them could."""
    if isinstance(target, dict):
        usable = ("import", "require", "node", "default", "module-sync")
        return any(code(target[one]) for one in usable if one in target)
    if isinstance(target, list):
        return any(code(one) for one in target)
    return isinstance(target, str) and not target.endswith((".json", ".css", ".d.ts", ".d.mts", ".d.cts"))


def importable(name, file, manifest):
    """What can be imported of a package; one of programs or styles alone has nothing."""
    exports = manifest.get("exports")
    if isinstance(exports, dict) and exports and all(key.startswith(".") for key in exports):
        return [name + key[1:] for key, to in exports.items() if "*" not in key and code(to)]
    if exports is not None:
        return [name] if code(exports) else []
    with tarfile.open(file) as archive:
        return [name] if "main" in manifest or "package/index.js" in archive.getnames() else []


def try_out(registry, folder, name, file, manifest):
    print(f"{name} {manifest['version']}", flush=True)
    if manifest.keys() & {"os", "cpu", "libc"}:
        print("  is for certain machines only, and not tried on this one", flush=True)
        return
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true}')
    npm("install", "--registry", registry, f"{name}@{manifest['version']}", cwd=folder)
    for one in importable(name, file, manifest):
        command = ["node", "--input-type=module", "--eval", f"await import({json.dumps(one)})"]
        subprocess.run(command, cwd=folder, check=True, timeout=120)
        print(f"  imports {one}", flush=True)


releases = list(packed())
for release in releases:
    check(*release)
if not releases:
    sys.exit(0)
with tempfile.TemporaryDirectory() as temporary:
    folder = Path(temporary)
    # Settings of this machine must not send anything to another registry.
    os.environ["npm_config_userconfig"] = str(folder / "npmrc")
    process, registry = start(folder, [name for name, *_ in releases])
    try:
        for _ in range(120):
            try:
                urlopen(f"{registry}/-/ping", timeout=5).close()
                break
            except URLError:
                time.sleep(0.5)
        else:
            sys.exit("the registry inside this job did not start:\\n" + (folder / "log").read_text())
        for release in releases:
            put(registry, *release)
        for number, release in enumerate(releases):
            try_out(registry, folder / str(number), *release)
    except (subprocess.SubprocessError, URLError) as error:
        sys.exit(f"not as others would need it: {error}")
    finally:
        process.terminate()
        process.wait()
'''

WAIT = '''

def state(name, version, wanted):
    """What is missing still, empty for nothing; other bytes than ours can never become ours."""
    url = f"{os.environ['REGISTRY'].rstrip('/')}/{quote(name, safe='@')}"
    head = {"Accept": "application/json", "Cache-Control": "no-cache"}
    try:
        with urlopen(Request(url, headers=head), timeout=30) as answer:
            found = json.load(answer).get("versions", {}).get(version)
    except HTTPError as error:
        return f"the registry answers {error.code}"
    except (OSError, HTTPException, ValueError) as error:
        return f"could not look: {error}"
    if found is None:
        return "not there"
    if found["dist"].get("integrity") != wanted:
        sys.exit(f"{name} {version} on the registry is not what this run built: {found['dist']}")
    lacking = os.environ["PROVENANCE"] == "yes" and "attestations" not in found["dist"]
    return "there, without provenance" if lacking else ""


missing = {(name, manifest["version"], integrity(file)): "" for name, file, manifest in packed()}
deadline = time.monotonic() + 60 * float(os.environ["MINUTES"])
while missing:
    missing = {one: why for one in missing if (why := state(*one))}
    if missing and time.monotonic() > deadline:
        sys.exit("\\n".join(f"{name} {version}: {why}" for (name, version, _), why in missing.items()))
    if missing:
        print("waiting for", ", ".join(f"{name} {version}" for name, version, _ in missing), flush=True)
        time.sleep(float(os.environ["PAUSE"]))
'''


def verify_script() -> str:
    """Tries the tarballs out from a registry inside the job."""
    title = "Tries the packed npm packages as others will get them: from a registry, in an empty folder."
    return READ_TARBALLS.format(title=title, imports=VERIFY_IMPORTS) + VERIFY


def wait_script() -> str:
    """Waits until the registry serves the tarballs."""
    title = "Waits until the registry serves exactly the tarballs that this run built."
    return READ_TARBALLS.format(title=title, imports=WAIT_IMPORTS) + WAIT
