"""Proxies are those of the environment, and never stand between this machine and itself."""

import os
import subprocess
import sys

from web_server import Reply, page, serving

SCRIPT = """
import sys
from primer.adapters.http import Http
with Http(timeout=2) as http:
    answer = http.get(sys.argv[1])
print(getattr(answer, "text", None) or answer.why)
"""


def asked_with_proxy(url: str, proxy: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environ = {**clean, "HTTPS_PROXY": proxy, "HTTP_PROXY": proxy}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, url], env=environ, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_other_machines_are_reached_through_the_proxy_of_the_environment() -> None:
    with serving(lambda _: Reply(502)) as proxy:
        assert (
            asked_with_proxy("https://index.example/", proxy.url) == "the proxy of this environment refused"
        )
        assert [(asked.method, asked.path) for asked in proxy.asked] == [("CONNECT", "index.example:443")]


def test_this_machine_is_reached_without_one() -> None:
    with serving(lambda _: page("proxied")) as proxy, serving(lambda _: page("direct")) as server:
        assert asked_with_proxy(server.url, proxy.url) == "direct"
        assert proxy.asked == []
