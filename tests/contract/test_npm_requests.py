"""What primer sends is what npm's own commands send, header by header and value by value."""

import json
import secrets
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from primer.adapters.building.builder import Builder
from primer.adapters.web.calls import Calls
from primer.core.call import Call
from primer.core.package import Description, Package, Person
from primer.core.publisher import CircleCI, GitHubActions, GitLabCI, Publisher
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.core.source import Source
from primer.core.trusted import Trusted
from primer.registries.npm.manager import NpmManager
from servers.node_tools import need_node, npm
from web_server import Asked, Reply, WebServer, serving

NAME, VERSION = "@acme/base", "0.0.1"
TOKEN = "npm" + "_" + secrets.token_hex(9) + "/+"
TRUSTS_SINCE = (11, 19)
IDS = ("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222")
ORIGIN = "github.com/acme/mono"
PUBLISHERS = {
    "github": Publisher(GitHubActions("acme", "mono", "release.yml", "npm")),
    "gitlab": Publisher(GitLabCI("acme/inner", "mono", ".gitlab-ci.yml")),
    "circleci": Publisher(CircleCI(*IDS, IDS[0], ORIGIN, (IDS[1],))),
}
MANAGER = NpmManager()
TRUST = {f"trust {kind}": shlex.split(MANAGER.command(NAME, one))[1:] for kind, one in PUBLISHERS.items()}
COMMANDS: Mapping[str, Sequence[str]] = {
    "publish": ("publish", "./it.tgz"),
    "deprecate": ("deprecate", f"{NAME}@{VERSION}", "replaced by 1.0.0"),
    "access": ("access", "set", "mfa=publish", NAME),
    "logout": ("logout",),
    **{kind: (*words, "--yes") for kind, words in TRUST.items()},
    "trust revoke": ("trust", "revoke", NAME, "--id", IDS[0]),
}
OF_NPMS_MACHINE = {"_from", "_integrity", "_nodeVersion", "_npmVersion", "_resolved"}
WORKED_OUT = {"bugs", "readmeFilename"}
"""What npm works out for itself where the manifest does not say it."""


@dataclass(frozen=True)
class Sent:
    """One request, as far as a registry could tell one client from another by it."""

    method: str
    path: str
    command: str
    approval: str
    token: str
    body: object


def sent(asked: Asked) -> Sent:
    header = asked.headers.get
    body: object = json.loads(asked.body) if asked.body else None
    named = header("npm-command", ""), header("npm-auth-type", ""), header("authorization", "")
    return Sent(asked.method, asked.path, *named, body)


def answer(asked: Asked) -> Reply:
    """A registry that has the package, and takes everything."""
    content: object = {}
    if asked.path.startswith("/@acme%2fbase?write"):
        content = {"name": NAME, "versions": {VERSION: {"name": NAME, "version": VERSION, "dist": {}}}}
    elif asked.path.startswith("/@acme%2fbase") and asked.method == "GET":
        return Reply(404, b"{}", {"Content-Type": "application/json"})
    elif asked.path.endswith("/trust"):
        content = [{"id": IDS[0], **one} for one in json.loads(asked.body or b"[]")]
    return Reply(200, json.dumps(content).encode(), {"Content-Type": "application/json"})


def registry(server: WebServer) -> Registry:
    return Registry("here", "Here", Ecosystem.JAVASCRIPT, server.url, server.url, server.url)


@pytest.fixture(scope="module")
def tarball() -> bytes:
    about = Description("Tools for acmes", "MIT", (Person("Kim", "kim@acme.io"), Person("Lee")))
    where = Source("packages/base/package.json", 2)
    package = Package(NAME, Ecosystem.JAVASCRIPT, "packages/base", "1.0.0", where, description=about)
    with Builder((package,), "https://github.com/acme/mono") as builder:
        return builder.build(Ecosystem.JAVASCRIPT, NAME, VERSION).artifacts[0].path.read_bytes()


@pytest.fixture(scope="module")
def by_npm(tarball: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[Sent]]:
    """What each command of npm sends; they run side by side."""
    need_node()
    top = tmp_path_factory.mktemp("npm")
    version = subprocess.run(["npm", "--version"], capture_output=True, text=True, check=True, cwd=top).stdout
    trusts = tuple(map(int, version.split(".")[:2])) >= TRUSTS_SINCE
    wanted = [name for name in COMMANDS if trusts or not name.startswith("trust")]

    def run(name: str) -> tuple[str, Sequence[Sent]]:
        folder = top / name.replace(" ", "-")
        (folder / "npm-home").mkdir(parents=True)
        (folder / "it.tgz").write_bytes(tarball)
        with serving(answer) as server:
            settings = f"//127.0.0.1:{server.server_port}/:_authToken={TOKEN}\n"
            (folder / "npm-home" / ".npmrc").write_text(settings)
            npm(folder, *COMMANDS[name], f"--registry={server.url}")
            return name, changes(server)

    with ThreadPoolExecutor(4) as pool:
        return dict(pool.map(run, wanted))


def changes(server: WebServer) -> Sequence[Sent]:
    """Without what npm looks at before it publishes."""
    asked = [sent(one) for one in server.asked]
    return [one for one in asked if (one.method, one.path) != ("GET", "/@acme%2fbase")]


def by_primer(*calls: Call) -> Sequence[Sent]:
    with serving(answer) as server:
        hands = Calls(loopback_only=True)
        for call in calls:
            hands.call(registry(server), call, lambda: Secret(TOKEN), None)
        hands.close()
        return changes(server)


def of_npm(found: Mapping[str, Sequence[Sent]], name: str) -> Sequence[Sent]:
    if name not in found:
        pytest.skip("this npm has no `npm trust`; 11.19 has")
    return found[name]


@pytest.mark.parametrize("kind", PUBLISHERS)
def test_the_command_that_is_shown_registers_what_primer_registers(
    kind: str, by_npm: Mapping[str, Sequence[Sent]]
) -> None:
    mine = by_primer(MANAGER.register(NAME, PUBLISHERS[kind]))
    assert mine == of_npm(by_npm, f"trust {kind}")


@pytest.mark.parametrize("name", ["access", "logout", "trust revoke"])
def test_a_request_is_the_one_of_npms_own_command(name: str, by_npm: Mapping[str, Sequence[Sent]]) -> None:
    call = {
        "access": MANAGER.close_to_tokens(NAME),
        "logout": MANAGER.log_out(),
        "trust revoke": MANAGER.drop(NAME, Trusted(IDS[0], {})),
    }[name]
    assert by_primer(call) == of_npm(by_npm, name)


def test_a_deprecation_is_the_one_of_npm(by_npm: Mapping[str, Sequence[Sent]]) -> None:
    with serving(answer) as server:
        hands = Calls(loopback_only=True)
        document = hands.call(registry(server), MANAGER.deprecate(NAME), lambda: Secret(TOKEN), None)
        hands.close()
        read = changes(server)
    marked = MANAGER.deprecated(NAME, VERSION, document, "replaced by 1.0.0")
    assert isinstance(marked, Call)
    assert [*read, *by_primer(marked)] == by_npm["deprecate"]


def test_a_publish_document_says_what_npms_says_but_for_npms_own_machine(
    tarball: bytes, by_npm: Mapping[str, Sequence[Sent]]
) -> None:
    with serving(answer) as server:
        call = MANAGER.publish(registry(server), tarball)
    assert isinstance(call, Call)
    (mine,), (npms,) = by_primer(call), by_npm["publish"]
    assert (mine.method, mine.path, mine.command, mine.approval) == ("PUT", npms.path, "publish", "web")
    assert flat(mine.body).items() <= flat(npms.body).items()
    further = {key.split("/")[2] for key in flat(npms.body).keys() - flat(mine.body).keys()}
    assert OF_NPMS_MACHINE <= further <= OF_NPMS_MACHINE | WORKED_OUT


def flat(value: object, path: str = "") -> Mapping[str, object]:
    """Every leaf by its path, parted by signs that stand in no key here; a tarball's port apart."""
    if not isinstance(value, dict):
        return {path: "its address" if path.endswith("tarball") else value}
    leaves = (flat(inner, f"{path}/{key.replace('/', '|')}") for key, inner in value.items())
    return {key.lstrip("/"): leaf for one in leaves for key, leaf in one.items()}
