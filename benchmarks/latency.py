"""Looking online: a plan of many unclaimed packages, with a registry some milliseconds away.

Every look is a real request to a server on 127.0.0.1 that answers 404 after that time.
"""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.clock import Command, costs
from benchmarks.rivals import program
from benchmarks.table import Row, seconds
from benchmarks.workspaces import workspace

PACKAGES, DELAY, GOAL = 100, 0.05, 2.0
"""Packages, and seconds for one answer and for the whole plan."""


class FarAway(BaseHTTPRequestHandler):
    """Knows no project, and takes its time to say so."""

    protocol_version = "HTTP/1.1"
    asked = 0
    _lock = threading.Lock()

    def do_GET(self) -> None:
        """404 for everything, after the delay."""
        with self._lock:
            FarAway.asked += 1
        time.sleep(DELAY)
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, *_: object) -> None:
        """Silence."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The whole command beside the sum of its looks, which is counted and not run."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), FarAway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    table = f'[tool.primer.registries.far]\nupload-url = "{url}/legacy/"\nindex-url = "{url}/simple"\n'
    repository = workspace(folder / "latency", PACKAGES, table)
    words = [program("primer"), "--plan", str(repository), "--registry", "far", "--github-url", url]
    runs = 2 if quick else 5
    cost = costs(Command("plan", words), runs)
    server.shutdown()
    looks = FarAway.asked // (runs + 1)
    alone = looks * DELAY
    yield Row(
        f"`primer --plan`, {PACKAGES} packages, the registry {DELAY * 1000:.0f} ms away",
        seconds(cost.wall),
        f"its {looks} looks one after another, counted as {DELAY * 1000:.0f} ms each: {seconds(alone)}",
        f"{cost.wall / alone:.2f}",
        f"under {GOAL:g} s",
        cost.wall < GOAL,
    )
