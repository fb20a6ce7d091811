"""How long a plan of many unclaimed packages takes with a registry some milliseconds away.

    python benchmarks/plan_latency.py [PACKAGES] [MILLISECONDS]

Prints the whole command's seconds, what the same looks cost one after another, and the ratio; every look is a
real request to a server on 127.0.0.1 that answers 404 after the given time.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

GOAL = 2.0
"""Seconds for 100 packages at 50 ms."""


class FarAway(BaseHTTPRequestHandler):
    """Knows no project, and takes its time to say so."""

    protocol_version = "HTTP/1.1"
    delay = 0.0

    def do_GET(self) -> None:
        """404 for everything, after the delay."""
        time.sleep(self.delay)
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, *_: object) -> None:
        """Silence."""


def repository(folder: Path, packages: int, port: int) -> None:
    """A workspace of so many packages whose registry is the server."""
    url = f"http://127.0.0.1:{port}"
    urls = f'upload-url = "{url}/legacy/"\nindex-url = "{url}/simple"\n'
    (folder / "pyproject.toml").write_text(f"[tool.primer.registries.far]\n{urls}")
    for number in range(packages):
        package = folder / "packages" / f"p{number}"
        package.mkdir(parents=True)
        needs = f'"speed-test-{number - 1}"' if number % 10 else ""
        text = f'[project]\nname = "speed-test-{number}"\nversion = "1.0"\ndependencies = [{needs}]\n'
        (package / "pyproject.toml").write_text(text)
    for command in (["git", "init", "-q"], ["git", "add", "-A"]):
        subprocess.run(command, cwd=folder, check=True)


def planned(folder: Path, port: int) -> tuple[float, int]:
    """The seconds of one `primer --plan`, and how many packages it planned."""
    command = [sys.executable, "-m", "primer", "--plan", str(folder), "--registry", "far", "--format", "json"]
    environ = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    begin = time.perf_counter()
    done = subprocess.run(
        [*command, "--github-url", f"http://127.0.0.1:{port}"], env=environ, capture_output=True, check=False
    )
    seconds = time.perf_counter() - begin
    return seconds, len(json.loads(done.stdout)["packages"])


def main(packages: int = 100, milliseconds: int = 50) -> int:
    """Measures three times and prints the median; exit 1 when the goal of 100 at 50 ms is missed."""
    FarAway.delay = milliseconds / 1000
    server = ThreadingHTTPServer(("127.0.0.1", 0), FarAway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        repository(Path(name), packages, server.server_port)
        runs = sorted(planned(Path(name), server.server_port) for _ in range(3))
    seconds, count = runs[1]
    alone = packages * FarAway.delay
    sys.stdout.write(
        f"{count} packages, {milliseconds} ms: {seconds:.2f} s; one look after another {alone:.2f} s; "
        f"ratio {seconds / alone:.2f}\n"
    )
    return 1 if (packages, milliseconds) == (100, 50) and seconds > GOAL else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
