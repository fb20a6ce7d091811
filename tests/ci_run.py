"""Runs of CI for tests: identities signed as the rehearsal registry knows them, and where a run gets them."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from primer.core.publisher import GitHubActions, OnPyPI
from primer.rehearsal.forge.identities import presented, sign
from primer.rehearsal.pypi.site import Site
from web_server import Asked, Reply, serving

BEARER = "made-up-" + "request" * 6
"""What GitHub's endpoint wants to see; long enough to be looked for."""


def identity_token(site: Site, identity: OnPyPI, **changed: object) -> str:
    """A token of a run, as the provider would sign it; a claim that is None is left out."""
    owner = site.house.accounts.number(identity.owner) if isinstance(identity, GitHubActions) else ""
    claims = {**presented(identity, owner, site.house.clock(), site.house.audience), **changed}
    return sign({name: said for name, said in claims.items() if said is not None}, site.house.identity_key)


@dataclass
class GitHubEndpoint:
    """What plays GitHub's endpoint: signs `identity` with `changed` claims, or answers `instead`."""

    site: Site
    identity: OnPyPI
    changed: Mapping[str, object] = field(default_factory=dict)
    instead: Reply | None = None
    url: str = ""
    given: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def answer(self, asked: Asked) -> Reply:
        """A fresh token for the audience that was asked for, to whoever knows the bearer."""
        self.asked.append(asked.path)
        if self.instead is not None:
            return self.instead
        if asked.headers.get("authorization") != f"bearer {BEARER}":
            return Reply(401)
        audience = parse_qs(urlsplit(asked.path).query)["audience"][0]
        self.given.append(identity_token(self.site, self.identity, **{"aud": audience, **self.changed}))
        body = json.dumps({"count": 1, "value": self.given[-1]}).encode()
        return Reply(200, body, {"Content-Type": "application/json"})

    def environ(self) -> dict[str, str]:
        """The variables of a job that may ask."""
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_JOB": "exchange",
            "GITHUB_WORKFLOW_REF": "Acme-Labs/adk-agent-sim/.github/workflows/publish.yaml@refs/tags/v1",
            "ACTIONS_ID_TOKEN_REQUEST_URL": f"{self.url}/token?api-version=2.0",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": BEARER,
        }


@contextmanager
def github(site: Site, identity: OnPyPI, **changed: object) -> Iterator[GitHubEndpoint]:
    """GitHub's endpoint on 127.0.0.1, for runs of this identity."""
    endpoint = GitHubEndpoint(site, identity, changed)
    with serving(endpoint.answer) as server:
        endpoint.url = server.url
        yield endpoint


def gitlab_environ(token: str, audience: str = "pypi") -> dict[str, str]:
    """The variables of a GitLab job with this identity token."""
    return {
        "GITLAB_CI": "true",
        "CI_JOB_NAME": "exchange",
        f"{audience.upper()}_ID_TOKEN": token,
    }
