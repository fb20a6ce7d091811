"""Waiting for npm, as the script stands in the written pipeline, for a registry on 127.0.0.1."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from primer.core.release import Release, Tags
from web_server import Asked, Reply, WebServer, serving
from writing.npm_packages import APP, BASE, of_two, pack, written
from written_ci import Ran


def test_waiting_ends_when_the_registry_serves_the_same_bytes(tmp_path: Path) -> None:
    tarball = pack(tmp_path / "dist" / "acme-base", BASE, {})
    late = iter([Reply(404), Reply(503), Reply(hang_up=True), packument(), packument(tarball)])
    with serving(lambda _: next(late)) as server:
        ran = wait(tmp_path, "served-0", server)
        asked = {one.path for one in server.asked}
    assert ran.ok, ran.out
    assert ran.out.count("waiting for @acme/base 1.2.0") == 4
    assert asked == {"/@acme%2Fbase"}


def test_waiting_is_bounded_and_names_what_is_missing(tmp_path: Path) -> None:
    pack(tmp_path / "dist" / "acme-base", BASE, {})
    with serving(lambda _: packument()) as server:
        ran = wait(tmp_path, "served-0", server, MINUTES="0.003")
    assert not ran.ok
    assert "@acme/base 1.2.0: not there" in ran.out


def test_other_bytes_under_the_same_version_end_the_waiting_at_once(tmp_path: Path) -> None:
    pack(tmp_path / "dist" / "acme-base", BASE, {})
    other = pack(tmp_path / "other", BASE, {"dist/index.js": "export const other = 1;\n"})
    with serving(lambda _: packument(other)) as server:
        ran = wait(tmp_path, "served-0", server)
    assert not ran.ok
    assert "is not what this run built" in ran.out


def test_live_means_with_provenance(tmp_path: Path) -> None:
    app = pack(tmp_path / "dist" / "acme-app", APP, {})
    base = pack(tmp_path / "dist" / "acme-base", BASE, {})
    for proven in (False, True):
        pages = {"/acme-app": packument(app, proven=True), "/@acme%2Fbase": packument(base, proven=proven)}
        with serving(answering(pages)) as server:
            ran = wait(tmp_path, "live", server, MINUTES="0.003")
        assert ran.ok == proven
        assert ("@acme/base 1.2.0: there, without provenance" in ran.out) is not proven
        assert "acme-app 1.2.0: " not in ran.out


def test_what_the_tag_does_not_release_is_not_waited_for(tmp_path: Path) -> None:
    app = pack(tmp_path / "dist" / "acme-app", APP, {})
    with serving(lambda _: packument(app, proven=True)) as server:
        ran = wait(tmp_path, "live", server, release=replace(of_two(), tags=Tags.EACH))
        assert [one.path for one in server.asked] == ["/acme-app"]
    assert ran.ok, ran.out


def wait(
    folder: Path, job: str, server: WebServer, release: Release | None = None, **environment: str
) -> Ran:
    bounds = {"MINUTES": "1", "PAUSE": "0.05", "REGISTRY": server.url, **environment}
    return written(release or of_two()).jobs[job].play(folder, **bounds)


def packument(file: Path | None = None, *, proven: bool = False) -> Reply:
    """A page of the registry: without the version, or with it and the integrity of this tarball."""
    digest = base64.b64encode(hashlib.sha512(file.read_bytes() if file else b"").digest()).decode()
    proof = {"attestations": {"url": "https://registry.example/attestations"}} if proven else {}
    versions = {"1.2.0": {"dist": {"integrity": f"sha512-{digest}", **proof}}} if file else {}
    return Reply(200, json.dumps({"versions": versions}).encode(), {"Content-Type": "application/json"})


def answering(pages: Mapping[str, Reply]) -> Callable[[Asked], Reply]:
    return lambda asked: pages[asked.path]
