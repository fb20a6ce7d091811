"""Real npm at the rehearsal's npm site: what the site says, npm understands."""

import json
import os
import subprocess
from pathlib import Path

from npm_client import GITHUB, NAME, REPOSITORY, NpmClient, approve, at, logged_in
from primer.core.publisher import GitHubActions
from primer.rehearsal.browser import Browser
from primer.rehearsal.forge.identities import presented, sign
from primer.rehearsal.npm.site import NpmSite
from servers.node_tools import need_node

RUN = GitHubActions("acme", "mono", "publish.yml", "npm")
QUIET = {"fund": "false", "audit": "false", "update_notifier": "false", "progress": "false", "retries": "0"}


class Npm:
    """npm with a home of its own, at one site."""

    def __init__(self, site: NpmSite, home: Path) -> None:
        need_node()
        self.site = site
        self.home = home
        kept = {key: value for key, value in os.environ.items() if not key.lower().startswith("npm_config_")}
        settings = {**QUIET, "registry": f"{site.url}/", "cache": str(home / "cache")}
        self.environ = {
            **kept,
            "HOME": str(home),
            **{f"npm_config_{key}": value for key, value in settings.items()},
        }

    def run(
        self, *words: str, folder: Path | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["npm", *words],
            cwd=folder or self.home,
            env={**self.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def says(self, *words: str, folder: Path | None = None, **environ: str) -> str:
        done = self.run(*words, folder=folder, **environ)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def log_in(self) -> NpmClient:
        """Logs npm in as a person does."""
        with subprocess.Popen(
            ["npm", "login"],
            cwd=self.home,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as login:
            assert login.stdout is not None
            page = next(line.strip() for line in login.stdout if line.startswith("http"))
            assert Browser(self.site.url).open(page)
            assert login.wait(timeout=20) == 0
        settings = (self.home / ".npmrc").read_text(encoding="utf-8")
        return NpmClient(self.site, settings.strip().rpartition("=")[2])


def packed(folder: Path, version: str) -> Path:
    folder.mkdir(exist_ok=True)
    manifest = {"name": NAME, "version": version, "repository": REPOSITORY, "main": "index.js"}
    public = {**manifest, "publishConfig": {"access": "public"}}
    (folder / "package.json").write_text(json.dumps(public), encoding="utf-8")
    (folder / "index.js").write_text("module.exports = 1;\n", encoding="utf-8")
    (folder / "README.md").write_text("# core\n", encoding="utf-8")
    return folder


def test_npm_logs_in_publishes_registers_deprecates_and_logs_out(tmp_path: Path) -> None:
    with NpmSite() as site:
        npm = Npm(site, tmp_path)
        client = npm.log_in()
        asked = npm.run("publish", folder=packed(tmp_path / "core", "0.0.1"))
        assert "EOTP" in asked.stderr
        assert f"{site.url}/auth/cli/" in asked.stderr
        approve(client.send("GET", "/-/npm/v1/tokens", npm_auth_type="web"), skip=True)
        npm.says("publish", folder=tmp_path / "core")
        options = ("--file", "publish.yml", "--repo", "acme/mono", "--env", "npm", "--allow-publish", "--yes")
        npm.says("trust", "github", NAME, *options)
        assert "repository: acme/mono" in npm.says("trust", "list", NAME)
        npm.says("deprecate", f"{NAME}@0.0.1", "a placeholder")
        assert at(client.packument().data, "versions", "0.0.1", "deprecated") == "a placeholder"
        npm.says("logout")
        assert client.send("GET", "/-/whoami").status == 401


def test_npm_publishes_as_a_run_of_ci_and_installs_what_it_published(tmp_path: Path) -> None:
    with NpmSite() as site:
        npm = Npm(site, tmp_path)
        client = NpmClient(site, site.house.tokens.granular("ci", bypasses=True))
        assert client.publish().status == 200
        assert logged_in(site).trust(GITHUB).status == 201
        claims = presented(RUN, "1", site.house.clock(), site.house.audience)
        identity = sign(claims, site.house.identity_key)
        folder = packed(tmp_path / "core", "0.2.0")
        npm.says("publish", folder=folder, GITHUB_ACTIONS="true", NPM_ID_TOKEN=identity)
        shown = at(client.packument().data, "versions", "0.2.0", "_npmUser", "trustedPublisher", "id")
        assert shown == "github"
        app = tmp_path / "app"
        app.mkdir()
        npm.says("install", NAME, folder=app)
        assert (app / "node_modules" / NAME / "index.js").exists()
