"""Waiting for npm, as the script stands in the written pipeline, for a registry on 127.0.0.1."""

import base64
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from primer.core.release import Release, Tags
from primer.core.value import replace
from web_server import Asked, Reply, WebServer, serving
from writing.npm_packages import APP, BASE, of_two, pack, stand_in, written
from written_ci import Ran


def test_waiting_ends_when_the_registry_serves_the_same_bytes(tmp_path: Path) -> None:
    tarball = pack(tmp_path / "dist" / "acme-base", BASE, {})
    late = iter([Reply(404), Reply(503), Reply(hang_up=True), packument(), packument(tarball)])
    with serving(lambda _: next(late)) as server:
        ran = wait(tmp_path, "served-0", server, minutes="1")
        asked = {one.path for one in server.asked}
    assert ran.ok, ran.out
    assert ran.out.count("waiting for dist/acme-base/package.tgz") == 4
    assert asked == {"/@acme%2Fbase"}


def test_waiting_is_bounded_and_names_what_is_missing(tmp_path: Path) -> None:
    pack(tmp_path / "dist" / "acme-base", BASE, {})
    with serving(lambda _: packument()) as server:
        ran = wait(tmp_path, "served-0", server)
    assert not ran.ok
    assert ran.out == f"{server.url} does not serve dist/acme-base/package.tgz after 0 minutes\n"


def test_other_bytes_under_the_same_version_are_not_what_was_built(tmp_path: Path) -> None:
    pack(tmp_path / "dist" / "acme-base", BASE, {})
    other = pack(tmp_path / "other", BASE, {"dist/index.js": "export const other = 1;\n"})
    with serving(lambda _: packument(other)) as server:
        ran = wait(tmp_path, "served-0", server)
    assert not ran.ok
    assert "does not serve dist/acme-base/package.tgz" in ran.out


def test_live_means_with_provenance(tmp_path: Path) -> None:
    app = pack(tmp_path / "dist" / "acme-app", APP, {})
    base = pack(tmp_path / "dist" / "acme-base", BASE, {})
    for proven in (False, True):
        pages = {"/acme-app/1.2.0": version(app), "/@acme%2Fbase/1.2.0": version(base, proven=proven)}
        with serving(answering(pages)) as server:
            ran = wait(tmp_path, "live", server)
        assert ran.ok == proven, ran.out
        late = f"{server.url} does not serve dist/acme-base/package.tgz with provenance after 0 minutes\n"
        assert ran.out == ("" if proven else late)


def test_what_the_tag_does_not_release_is_not_waited_for(tmp_path: Path) -> None:
    app = pack(tmp_path / "dist" / "acme-app", APP, {})
    with serving(lambda _: version(app)) as server:
        ran = wait(tmp_path, "live", server, release=replace(of_two(), tags=Tags.EACH))
        assert [one.path for one in server.asked] == ["/acme-app/1.2.0"]
    assert ran.ok, ran.out


def wait(
    folder: Path, job: str, server: WebServer, release: Release | None = None, minutes: str = "0"
) -> Ran:
    """One of the waiting jobs, with a `sleep` that does not last."""
    stand_in(folder / "bin" / "sleep", "exec /bin/sleep 0.05\n")
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    job_ = written(release or of_two()).jobs[job]
    return job_.play(folder, PATH=path, MINUTES=minutes, INDEX=server.url)


def packument(file: Path | None = None) -> Reply:
    """The registry's page of a package: without the version, or with it and this tarball's integrity."""
    return _page({"versions": {"1.2.0": _version(file, proven=False)} if file else {}})


def version(file: Path, *, proven: bool = True) -> Reply:
    """The registry's page of one version."""
    return _page(_version(file, proven=proven))


def _version(file: Path, *, proven: bool) -> Mapping[str, object]:
    digest = base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
    proof = {"attestations": {"url": "https://registry.example/attestations"}} if proven else {}
    return {"version": "1.2.0", "dist": {"integrity": f"sha512-{digest}", **proof}}


def _page(content: Mapping[str, object]) -> Reply:
    return Reply(200, json.dumps(content).encode(), {"Content-Type": "application/json"})


def answering(pages: Mapping[str, Reply]) -> Callable[[Asked], Reply]:
    return lambda asked: pages[asked.path]
