"""The npm scripts, run for real as they stand in the written pipeline, with npm, pnpm, yarn and Verdaccio."""

import hashlib
import json
import os
import re
import socket
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from primer.core.release import Manager, Release
from primer.core.value import replace
from primer.writing.tool_versions import VERDACCIO
from releases import npm
from servers.node_tools import need_node, verdaccio_program
from web_server import Asked, Reply, serving
from writing.npm_packages import APP, BASE, of_one, of_two, pack, packed_manifest, stand_in, written
from written_ci import Ran
from written_pipeline import PipelineJob

TRIED = ["imported @acme/base", "imported @acme/base/more", "imported acme-app"]
BUILD = (
    'import { mkdirSync, writeFileSync } from "node:fs";\n'
    'mkdirSync("dist", { recursive: true });\n'
    'for (const name of ["index", "more"]) writeFileSync(`dist/${name}.js`, "export const one = 1;\\n");\n'
)


def test_packages_are_built_packed_and_tried_from_a_registry_in_the_job(tools: Path, tmp_path: Path) -> None:
    folder = monorepo(tmp_path, Manager.NPM)
    make_lock(folder, Manager.NPM, os.environ["PATH"])
    made = replace(of_two(), lock="package-lock.json")
    ran = on_its_own_port(written(made).jobs["build-npm"]).play(folder, **with_verdaccio(folder, tools))
    assert ran.ok, ran.out
    assert imported(ran) == TRIED


@pytest.mark.parametrize(("manager", "lock"), [(Manager.PNPM, "pnpm-lock.yaml"), (Manager.YARN, "yarn.lock")])
def test_the_repositorys_own_manager_packs_so_that_others_can_install_it(
    tools: Path, tmp_path: Path, manager: Manager, lock: str
) -> None:
    folder = monorepo(tmp_path, manager)
    path = f"{stand_in_corepack(tools, tmp_path)}{os.pathsep}{os.environ['PATH']}"
    make_lock(folder, manager, path)
    made = replace(of_two(), manager=manager, lock=lock)
    ran = only_script("Build and pack for npm", made).play(folder, PATH=path, **at_home(folder))
    assert ran.ok, ran.out
    assert packed_manifest(folder / "dist" / "acme-base")["name"] == "@acme/base"
    assert packed_manifest(folder / "dist" / "acme-app")["dependencies"] == {"@acme/base": "1.2.0"}


def test_without_a_lock_file_each_package_is_installed_in_its_own_folder(tmp_path: Path) -> None:
    need_node()
    folder = monorepo(tmp_path, Manager.NPM)
    (folder / "package.json").unlink()
    write(folder, "packages/app", APP, {"index.js": "module.exports = 1;\n"})
    ran = only_script("Build and pack for npm", of_two()).play(folder, **at_home(folder))
    assert ran.ok, ran.out
    assert packed_manifest(folder / "dist" / "acme-base")["version"] == "1.2.0"
    assert packed_manifest(folder / "dist" / "acme-app")["version"] == "1.2.0"
    assert not list(folder.rglob("package-lock.json"))


def test_a_build_that_fails_stops_the_release(tmp_path: Path) -> None:
    need_node()
    folder = monorepo(tmp_path, Manager.NPM)
    (folder / "packages" / "base" / "build.mjs").write_text("process.exit(7);\n")
    ran = only_script("Build and pack for npm", of_two()).play(folder, **at_home(folder))
    assert not ran.ok
    assert not (folder / "dist" / "acme-base").exists()


def test_a_package_that_cannot_be_imported_stops_the_release(tools: Path, tmp_path: Path) -> None:
    pack(tmp_path / "repo" / "dist" / "acme-app", APP, {"index.js": 'require("./lost.js");\n'})
    ran = verify(tmp_path / "repo", tools, of_one())
    assert not ran.ok
    assert "Cannot find module './lost.js'" in ran.out


def test_a_package_of_this_release_never_comes_from_the_real_registry(tools: Path, tmp_path: Path) -> None:
    folder = monorepo(tmp_path, Manager.NPM)
    write(
        folder,
        "packages/app",
        {**APP, "dependencies": {"foreign": "1.0.0"}},
        {"index.js": "module.exports = 1;\n"},
    )
    (folder / "dist" / "acme-base").mkdir(parents=True)
    pack(
        folder / "dist" / "acme-base",
        {**BASE, "exports": "./dist/index.js"},
        {"dist/index.js": "export {};\n"},
    )
    needs = {**APP, "dependencies": {"@acme/base": "1.2.0", "foreign": "1.0.0"}}
    pack(folder / "dist" / "acme-app", needs, {"index.js": 'require("foreign");\n'})
    foreign = pack(
        tmp_path, {"name": "foreign", "version": "1.0.0", "main": "index.js"}, {"index.js": "1;\n"}
    )
    with serving(a_registry_with(foreign)) as server:
        packages = tuple(replace(one, index=server.url, imports=(one.name,)) for one in of_two().packages)
        ran = verify(folder, tools, replace(of_two(), packages=packages))
        asked = {one.path.partition("?")[0] for one in server.asked}
    assert ran.ok, ran.out
    assert "/foreign" in asked
    assert not [path for path in asked if "acme" in path]


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ({**APP, "name": "acme-other"}, "E404"),
        ({**APP, "dependencies": {"@acme/base": "file:../base"}}, "node_modules/@acme/base"),
    ],
)
def test_what_nobody_could_install_stops_the_release(
    tools: Path, tmp_path: Path, manifest: Mapping[str, object], words: str
) -> None:
    pack(tmp_path / "repo" / "dist" / "acme-app", manifest, {"index.js": "1;\n"})
    with serving(lambda _: Reply(404, b"{}", {"Content-Type": "application/json"})) as server:
        (app,) = of_one().packages
        ran = verify(tmp_path / "repo", tools, replace(of_one(), packages=(replace(app, index=server.url),)))
    assert not ran.ok
    assert words in ran.out


def test_a_tarball_that_is_not_there_stops_the_release(tools: Path, tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    ran = verify(tmp_path / "repo", tools, of_one())
    assert not ran.ok
    assert "ENOENT" in ran.out


def test_a_registry_of_the_packages_own_is_not_where_the_trial_goes(tools: Path, tmp_path: Path) -> None:
    elsewhere = {"registry": "https://npm.acme.invalid", "@acme:registry": "https://npm.acme.invalid"}
    manifest = {**BASE, "exports": "./index.js", "publishConfig": elsewhere}
    pack(tmp_path / "repo" / "dist" / "acme-base", manifest, {"index.js": "export {};\n"})
    base = replace(of_two().packages[0], imports=("@acme/base",))
    ran = verify(tmp_path / "repo", tools, replace(of_two(), packages=(base,)))
    assert ran.ok, ran.out
    assert imported(ran) == ["imported @acme/base"]


def test_one_for_certain_machines_is_served_to_the_others_and_not_tried(tools: Path, tmp_path: Path) -> None:
    mac = {"name": "for-macs", "version": "1.2.0", "os": ["darwin"], "cpu": ["none"]}
    pack(tmp_path / "repo" / "dist" / "for-macs", mac, {})
    app = {**APP, "optionalDependencies": {"for-macs": "1.2.0"}}
    pack(tmp_path / "repo" / "dist" / "acme-app", app, {"index.js": "1;\n"})
    packages = (replace(npm("for-macs"), bound=True), *of_one().packages)
    ran = verify(tmp_path / "repo", tools, replace(of_two(), packages=packages))
    assert ran.ok, ran.out
    assert imported(ran) == ["imported acme-app"]


@pytest.mark.parametrize(("version", "tag"), [("1.2.0", ""), ("1.3.0-rc.1", "next")])
def test_one_tarball_is_published_with_provenance_and_a_prerelease_does_not_become_latest(
    tmp_path: Path, version: str, tag: str
) -> None:
    need_node()
    folder = tmp_path / "repo"
    pack(folder / "dist" / "acme-app", {**APP, "version": version}, {"index.js": "1;\n"})
    stand_in(tmp_path / "bin" / "npm", f'echo "$@" "tag=$npm_config_tag" >> {tmp_path}/said\n')
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ran = written(of_one()).jobs["acme-app"].play(folder, PATH=path, npm_config_tag="")
    assert ran.ok, ran.out
    said = (tmp_path / "said").read_text()
    assert said == f"publish ./dist/acme-app/package.tgz --provenance --access public tag={tag}\n"


def at_home(folder: Path) -> dict[str, str]:
    """Caches and settings of this machine take no part."""
    return {"HOME": str(folder.parent / "home")}


def with_verdaccio(folder: Path, tools: Path) -> dict[str, str]:
    """The one that is installed already, where the job would load the same."""
    wanted = f'[ "$1 $2" = "--yes verdaccio@{VERDACCIO}" ]'
    stand_in(
        folder.parent / "bin" / "npx", f'{wanted} && shift 2 && exec node {verdaccio_program(tools)} "$@"\n'
    )
    path = f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**at_home(folder), "PATH": path, "TMPDIR": str(folder.parent)}


def on_its_own_port(job: PipelineJob) -> PipelineJob:
    """The same job: on this machine several of them run side by side."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    return replace(job, given={**job.given, "script": job.script.replace("4873", port)})


def imported(ran: Ran) -> list[str]:
    return [line for line in ran.out.splitlines() if line.startswith("imported ")]


def verify(folder: Path, tools: Path, made: Release) -> Ran:
    """Only the second script of the job: what was packed lies there."""
    job = on_its_own_port(only_script("Try the npm packages from a registry", made))
    return job.play(folder, **with_verdaccio(folder, tools))


def only_script(name: str, made: Release) -> PipelineJob:
    """The job with one of its scripts; each begins with its name as a comment."""
    job = written(made).jobs["build-npm"]
    scripts = re.split(r"^(?=# (?:Build and pack|Try the npm))", job.script, flags=re.MULTILINE)
    script = next(script for script in scripts if script.startswith(f"# {name}.\n"))
    return replace(job, given={**job.given, "script": script})


def monorepo(folder: Path, manager: Manager) -> Path:
    """Two packages of one workspace, the second in need of the first."""
    top = folder / "repo"
    write(top, ".", {"name": "root", "private": True, "workspaces": ["packages/*"]}, {})
    (top / "pnpm-workspace.yaml").write_text('packages: ["packages/*"]\n')
    wanted = "1.2.0" if manager is Manager.NPM else "workspace:*"
    write(top, "packages/base", BASE, {"build.mjs": BUILD})
    needs = {**APP, "dependencies": {"@acme/base": wanted}}
    write(top, "packages/app", needs, {"index.js": 'module.exports = import("@acme/base");\n'})
    return top


def write(top: Path, path: str, manifest: Mapping[str, object], files: Mapping[str, str]) -> None:
    folder = top / path
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"package.json": json.dumps(manifest), **files}.items():
        (folder / name).write_text(text)


def make_lock(folder: Path, manager: Manager, path: str) -> None:
    """As the person has it in the repository: made by the manager, and nothing else left behind."""
    command = {
        Manager.NPM: "npm install --package-lock-only --loglevel=error",
        Manager.PNPM: "pnpm install --lockfile-only",
        Manager.YARN: "touch yarn.lock && yarn install --mode=update-lockfile",
    }[manager]
    first = path.partition(os.pathsep)[0]
    enable = "" if manager is Manager.NPM else f'"{first}/corepack" enable --install-directory "{first}" && '
    environment = {**os.environ, "PATH": path, "HOME": str(folder.parent / "home")}
    subprocess.run(
        ["bash", "-c", enable + command], cwd=folder, env=environment, check=True, capture_output=True
    )


def stand_in_corepack(tools: Path, folder: Path) -> Path:
    """Links the managers that npm installed, where the real one would load them from their own servers."""
    managers = tools / "managers" / "node_modules" / ".bin"
    lines = [f'ln -sf "{managers}/{name}" "$3/{name}"\n' for name in ("pnpm", "yarn")]
    stand_in(folder / "bin" / "corepack", "".join(lines))
    return folder / "bin"


def a_registry_with(file: Path) -> Callable[[Asked], Reply]:
    """Answers for one foreign package; everything else is not there."""

    def answer(asked: Asked) -> Reply:
        path = asked.path.partition("?")[0]
        if path.endswith(".tgz"):
            return Reply(200, file.read_bytes())
        if path != "/foreign":
            return Reply(404, b"{}", {"Content-Type": "application/json"})
        tarball = f"http://{asked.headers['host']}/foreign/-/foreign-1.0.0.tgz"
        dist = {"tarball": tarball, "shasum": hashlib.sha1(file.read_bytes()).hexdigest()}  # noqa: S324 - npm's
        versions = {"1.0.0": {"name": "foreign", "version": "1.0.0", "main": "index.js", "dist": dist}}
        page = {"name": "foreign", "dist-tags": {"latest": "1.0.0"}, "versions": versions}
        return Reply(200, json.dumps(page).encode(), {"Content-Type": "application/json"})

    return answer
