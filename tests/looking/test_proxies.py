"""Proxies are those of the environment, and never stand between this machine and itself."""

import os
import subprocess
import sys

import pytest

from web_server import Reply, page, serving

SCRIPT = """
import sys
from primer.adapters.web.client import Http
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


CALLING = """
import sys
from primer.adapters.web.calls import Calls
from primer.core.call import Call
from primer.core.problem import Stop
from primer.core.registry import Ecosystem, Registry
registry = Registry("a", "Acme", Ecosystem.JAVASCRIPT, sys.argv[1], sys.argv[1], sys.argv[1])
try:
    Calls().call(registry, Call("GET", "/"), None, None)
except Stop as stop:
    print(stop.problem.message)
"""
SOCKS = "the proxy of this environment is none that primer can use: it has to be http or https"
CERTIFICATES = "the certificates of this machine could not be read"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1080", SOCKS),
        ("SSL_CERT_FILE", "/nowhere/ca.pem", CERTIFICATES),
    ],
)
def test_an_environment_that_no_connection_can_be_made_in_is_said(name: str, value: str, why: str) -> None:
    clean = {one: kept for one, kept in os.environ.items() if not one.lower().endswith("_proxy")}
    command = [sys.executable, "-c", SCRIPT + CALLING, "https://a.example"]
    run = subprocess.run(command, env={**clean, name: value}, capture_output=True, text=True, check=False)
    assert (run.stderr, run.stdout.splitlines()) == ("", [why, f"Acme gave no answer: {why}"])
