"""A registry that is managed with requests, made of values: it speaks npm's documented interface.

Publishing goes through the world's own projects; everything else is kept here.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from primer.core.call import Call, Handover
from primer.core.problem import Stop
from primer.core.project import Unlooked
from primer.core.registry import Registry
from primer.core.secret import Secret
from primer.ports.hands import Answer
from primer.registries.addresses import NPM
from primer.registries.npm.json_values import parsed, table, text

OTP = {"www-authenticate": "OTP"}
GRANULAR = "npm" + "_" + "a" * 36


@dataclass(slots=True)
class FakeSite:
    """`session` is the living token; `factor` is how often a second factor is asked for before it is skipped.

    `logs_in`, `logs_out` and `lists` are whether it does what it answers; `room` is how many publishers a
    package may have. `trust` holds listed publishers by package, `closed` the packages closed to tokens.
    """

    registry: Registry = NPM
    session: str = ""
    made: int = 0
    factor: int = 0
    logs_in: bool = True
    logs_out: bool = True
    lists: bool = True
    named: bool = True
    room: int = 10
    waits: list[float | Unlooked | Stop] = field(default_factory=list)
    trust: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    deprecated: list[str] = field(default_factory=list)
    open_pages: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    refuses: dict[str, list[Answer]] = field(default_factory=dict)
    deprecates: Callable[[str, str], None] = lambda _name, _version: None

    def answer(self, call: Call, token: Secret | None, approval: Secret | None) -> Answer:
        """What it answers to one request; `refuses` is said first, by method and the path's last word."""
        said = self.refuses.get(f"{call.method} {call.path.rpartition('/')[2]}", [])
        if said:
            return said.pop(0)
        if call.path == "/-/v1/login":
            return self._login()
        if token is None or token.reveal() != self.session:
            return Answer(401, "{}")
        if call.path == "/-/whoami":
            return _json(200, {"username": "ada"} if self.named else {})
        if call.path.startswith("/-/user/token/"):
            self.session = "" if self.logs_out else self.session
            return _json(200, {"ok": True})
        return self._asks(call, approval) or self._managed(call)

    def wants_factor(self, approval: Secret | None) -> Answer | None:
        """The answer to what needs a second factor and has none; None where it may go on."""
        if approval is not None:
            value = approval.reveal()
            assert value not in self.used, "an approval was sent twice"
            self.used.append(value)
            return None
        if self.factor == 0:
            return None
        self.factor -= 1
        return Answer(401, json.dumps(self._pages("auth", "authUrl")), OTP)

    def collect(self, handover: Handover) -> Secret | float | Unlooked:
        """What the page hands over, once the person was there."""
        if self.waits:
            said = self.waits.pop(0)
            if isinstance(said, Stop):
                raise said
            return said
        if handover.page not in self.open_pages:
            return 1.0
        if "/login/" in handover.page:
            self.session = f"npm-session-{self.made}"
            return Secret(self.session)
        return Secret(f"otp-{self.made}")

    def visit(self, page: str) -> None:
        """The person is on a page: approves, or removes all tokens."""
        if page.endswith("/tokens"):
            self.session = ""
        self.open_pages.append(page)

    def paste(self) -> Secret:
        """The person makes a granular token."""
        self.session = GRANULAR
        return Secret(GRANULAR)

    def _login(self) -> Answer:
        if not self.logs_in:
            return Answer(404, '{"error": "not found"}')
        return _json(200, self._pages("login", "loginUrl"))

    def _pages(self, kind: str, key: str) -> dict[str, object]:
        self.made += 1
        return {
            key: f"{self.registry.web_url}/{kind}/{self.made}",
            "doneUrl": f"{self.registry.upload_url}/-/v1/done?{kind}={self.made}",
        }

    def _asks(self, call: Call, approval: Secret | None) -> Answer | None:
        if call.method == "GET":
            return None
        return self.wants_factor(approval)

    def _managed(self, call: Call) -> Answer:
        path = call.path.replace("%2f", "/").replace("%2F", "/")
        if "/trust" in path:
            name, _, old = path.removeprefix("/-/package/").partition("/trust")
            return self._trusted(call, name, old.lstrip("/"))
        if path.endswith("/access"):
            self.closed.append(path.removeprefix("/-/package/").removesuffix("/access"))
            return _json(200, {})
        return self._document(call, path.lstrip("/").removesuffix("?write=true"))

    def _trusted(self, call: Call, name: str, old: str) -> Answer:
        if self.session == GRANULAR:
            return Answer(403, '{"error": "granular tokens may not"}')
        known = self.trust.setdefault(name, [])
        if call.method == "GET":
            return Answer(200, json.dumps(known if self.lists else []))
        if call.method == "DELETE":
            known[:] = [one for one in known if one["id"] != old]
            return Answer(204, "")
        body = call.body[0] if isinstance(call.body, list | tuple) else None
        if len(known) >= self.room or any(_claims(one) == _claims(table(body)) for one in known):
            return Answer(409, '{"error": "exists"}')
        self.made += 1
        known.append({"id": f"made-{self.made}", **table(body)})
        return Answer(201, json.dumps(known[-1:]))

    def _document(self, call: Call, name: str) -> Answer:
        if call.method == "GET":
            return _json(200, {"name": name, "versions": {"0.0.1": {"name": name, "version": "0.0.1"}}})
        versions = table(table(parsed(json.dumps(call.body))).get("versions"))
        for version, release in versions.items():
            if text(table(release).get("deprecated")):
                self.deprecated.append(f"{name} {version}")
                self.deprecates(name, version)
        return _json(200, {})


def _claims(one: object) -> object:
    return table(one).get("claims")


def _json(status: int, value: dict[str, object]) -> Answer:
    return Answer(status, json.dumps(value))
