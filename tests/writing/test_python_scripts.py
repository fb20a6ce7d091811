"""The scripts of the written workflow, read back from it and really run: wrong things fail loudly."""

import shutil
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from distributions import wheel, zipped
from primer.core.release import Builder, Part, Tags
from primer.core.value import replace
from primer.writing.github import workflow
from releases import PRIVATE, python, release
from web_server import Reply, page
from writing.python_monorepo import NAMES, Index, its_release, monorepo, serving_index
from written_ci import Ran, Written

COMPARE = "Compare the tag with what was built"
CHECK = "Check them strictly"
TRY = "Install each from dist and import it"
SERVED = "Wait until the index serves them"
LIVE = "See them on the index, with provenance"
PINNED = "Wait for what it needs of this repository"
NOW = "0"
"""Minutes: look once, then give up."""


@pytest.fixture(scope="module")
def one() -> Written:
    return Written.read(workflow(replace(its_release(), parts=frozenset({Part.AUDIT}))))


@pytest.fixture(scope="module")
def each() -> Written:
    return Written.read(workflow(its_release(tags=Tags.EACH)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, one: Written) -> Path:
    """The monorepo after the build step, built by uv; copied before it is changed."""
    root = monorepo(tmp_path_factory.mktemp("uv") / "mono", Builder.UV)
    ran = one.step("build", "Build the Python packages").play(root, **offline(root))
    assert ran.ok, ran.out
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "mono"))


@pytest.fixture
def index(root: Path) -> Index:
    """One that serves everything that was built."""
    index = Index()
    index.take(root / "dist", *NAMES)
    return index


@pytest.fixture
def address(index: Index) -> Iterator[str]:
    with serving_index(index) as url:
        yield url


def offline(root: Path) -> dict[str, str]:
    """uv and pip without any index, and a `uvx` that runs the tools of this environment."""
    tools = root.parent / "tools"
    tools.mkdir(exist_ok=True)
    uvx = tools / "uvx"
    uvx.write_text(
        f'#!/bin/sh\ntool="${{1%@*}}"\nshift\nexec {sys.executable} -m "$tool" "$@"\n', encoding="utf-8"
    )
    uvx.chmod(uvx.stat().st_mode | stat.S_IXUSR)
    sleep = tools / "sleep"
    sleep.write_text("#!/bin/sh\nexec /bin/sleep 0.05\n", encoding="utf-8")
    sleep.chmod(sleep.stat().st_mode | stat.S_IXUSR)
    path = f"{tools}:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    return {
        "PATH": path,
        "UV_PYTHON": sys.executable,
        "UV_OFFLINE": "1",
        "UV_NO_INDEX": "1",
        "UV_CACHE_DIR": str(root.parent / "cache"),
        "PIP_NO_INDEX": "1",
        "ENVIRONMENTS": str(root.parent / "environments"),
    }


def in_build(written: Written, name: str, root: Path, **environment: str) -> Ran:
    return written.step("build", name).play(root, **{**offline(root), **environment})


def test_uv_builds_sdist_and_wheel_of_each_package_into_its_folder(built: Path) -> None:
    for name in NAMES:
        module = name.replace("-", "_")
        found = {one.name for one in (built / "dist" / name).iterdir() if not one.name.startswith(".")}
        assert found == {f"{module}-0.2.0.tar.gz", f"{module}-0.2.0-py3-none-any.whl"}


def test_build_makes_the_same_and_pip_installs_it(root: Path, tmp_path: Path) -> None:
    made = its_release(Builder.BUILD)
    written = Written.read(workflow(replace(made, packages=made.packages[:1])))
    own = monorepo(tmp_path / "own" / "mono", Builder.BUILD)
    for name in ("Build the Python packages", COMPARE, CHECK):
        ran = in_build(written, name, own, TAG="v0.2.0")
        assert ran.ok, ran.out
    shutil.copytree(root / "dist" / "acme-core", own / "dist" / "acme-core")
    both = Written.read(workflow(replace(made, packages=made.packages[:2])))
    ran = in_build(both, TRY, own)
    assert ran.ok, ran.out
    assert ran.out == "imported acme_core\nimported acme_wire\n"
    assert written.step("build", "Install the tools").run == "python -m pip install build==1.6.1 twine==7.0.0"


def test_the_tag_of_the_version_passes(one: Written, root: Path) -> None:
    ran = in_build(one, COMPARE, root, TAG="v0.2.0")
    wheels = [f"{name.replace('-', '_')}-0.2.0-py3-none-any.whl" for name in sorted(NAMES)]
    assert (ran.status, ran.out) == (0, f"v0.2.0 fits {', '.join(wheels)}\n")


@pytest.mark.parametrize("tag", ["v0.3.0", "v0.2.0rc1", "v0.2", "0.2.0", "v0.20", "vnext"])
def test_a_tag_is_the_version_however_it_is_written_or_fails(one: Written, root: Path, tag: str) -> None:
    ran = in_build(one, COMPARE, root, TAG=tag)
    assert ran.ok == (tag in ("v0.2", "0.2.0")), ran.out
    assert ran.ok or f"The tag {tag} does not fit what was built:\n  acme_cli-0.2.0" in ran.out


@pytest.mark.parametrize(
    ("tag", "version"),
    [
        ("v1.2.3-rc.1", "1.2.3rc1"),
        ("v1.0.0-beta", "1.0b0"),
        ("v2026.01.05", "2026.1.5"),
        ("v1.0.post1", "1.0.post1"),
    ],
)
def test_all_spellings_of_a_version_are_one(one: Written, root: Path, tag: str, version: str) -> None:
    for name in NAMES:
        shutil.rmtree(root / "dist" / name)
        (root / "dist" / name).mkdir()
        (root / "dist" / name / f"{name.replace('-', '_')}-{version}-py3-none-any.whl").touch()
    ran = in_build(one, COMPARE, root, TAG=tag)
    assert ran.ok, ran.out


def test_what_passes_the_strict_check_passes(one: Written, root: Path) -> None:
    ran = in_build(one, CHECK, root)
    assert ran.ok, ran.out
    assert ran.out.count("PASSED") == 6


def test_what_has_no_readme_fails_the_strict_check(one: Written, root: Path) -> None:
    _without_readme(next((root / "dist" / "acme-core").glob("*.whl")))
    ran = in_build(one, CHECK, root)
    assert not ran.ok
    assert "`long_description` missing" in ran.out


def test_each_wheel_is_installed_from_dist_and_imported(one: Written, root: Path) -> None:
    ran = in_build(one, TRY, root)
    assert ran.ok, ran.out
    imported = [f"{name.replace('-', '_')}" for name in NAMES]
    assert ran.out.splitlines() == [f"imported {name}" for name in sorted(imported)]


def test_a_wheel_that_cannot_be_imported_fails(one: Written, root: Path) -> None:
    _put(root, wheel("acme-core", "0.2.0", body="import nothing_of_this_name\n").content, "acme_core")
    ran = in_build(one, TRY, root)
    assert not ran.ok
    assert "nothing_of_this_name" in ran.out


def test_a_wheel_whose_requirement_is_nowhere_fails(one: Written, root: Path) -> None:
    shutil.rmtree(root / "dist" / "acme-wire")
    ran = in_build(one, TRY, root)
    assert not ran.ok
    assert "acme-wire" in ran.out
    _put(root, wheel("acme-wire", "0.3.0").content, "acme_wire", "0.3.0")
    ran = in_build(one, TRY, root)
    assert not ran.ok
    assert "acme-wire==0.2.0" in ran.out


def test_a_wheel_for_bare_linux_fails_before_pypi_refuses_it(one: Written, root: Path) -> None:
    folder = root / "dist" / "acme-wire"
    next(folder.glob("*.whl")).rename(folder / "acme_wire-0.2.0-cp311-cp311-linux_x86_64.whl")
    ran = in_build(one, TRY, root)
    assert not ran.ok
    assert "PyPI takes no wheel for bare linux" in ran.out


def test_every_environment_is_looked_through_for_vulnerabilities(one: Written, root: Path) -> None:
    tried = in_build(one, TRY, root)
    assert tried.ok, tried.out
    environment = offline(root)
    recorder = root.parent / "tools" / "uvx"
    recorder.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    ran = one.step("build", "Look for known vulnerabilities").play(root, **environment, PYTHONSAFEPATH="1")
    places = [line for line in ran.out.splitlines() if line.endswith("/site-packages")]
    assert sorted(place.split("/")[-4] for place in places) == [
        name.replace("-", "_") for name in sorted(NAMES)
    ]


def test_what_is_served_already_is_not_waited_for(one: Written, root: Path, address: str) -> None:
    ran = _wait(one, "served-0", SERVED, root, address)
    assert (ran.status, ran.out) == (0, "")


def test_an_index_that_answers_in_json_serves_as_well(
    one: Written, root: Path, index: Index, address: str
) -> None:
    index.json = True
    ran = _wait(one, "served-1", SERVED, root, address)
    assert (ran.status, ran.out) == (0, "")


def test_what_comes_late_is_waited_for(one: Written, root: Path, index: Index, address: str) -> None:
    index.after = 2
    ran = _wait(one, "served-0", SERVED, root, address, minutes="1")
    assert ran.ok, ran.out
    waited = ran.out.count("waiting for dist/acme-wire/acme_wire-0.2.0-py3-none-any.whl\n")
    assert (waited, index.looks) == (2, 4)


def test_what_never_comes_is_named_when_the_time_is_up(
    one: Written, root: Path, index: Index, address: str
) -> None:
    del index.files["acme-wire"]["acme_wire-0.2.0.tar.gz"]
    ran = _wait(one, "served-0", SERVED, root, address)
    assert not ran.ok
    assert ran.out == f"{address} does not serve dist/acme-wire/acme_wire-0.2.0.tar.gz after 0 minutes\n"


@pytest.mark.parametrize("json", [False, True])
def test_other_bytes_under_the_same_name_are_not_what_was_built(
    one: Written, root: Path, index: Index, address: str, json: bool
) -> None:
    index.json = json
    index.files["acme-wire"]["acme_wire-0.2.0.tar.gz"] = b"somebody else's"
    ran = _wait(one, "served-0", SERVED, root, address)
    assert not ran.ok
    assert "does not serve dist/acme-wire/acme_wire-0.2.0.tar.gz" in ran.out


@pytest.mark.parametrize(
    "reply",
    [
        Reply(503),
        Reply(hang_up=True),
        page("<html>Log in to the hotel's network</html>"),
        Reply(raw=b"nonsense\r\n\r\n"),
    ],
    ids=["503", "hung up", "hotel", "no HTTP"],
)
def test_an_answer_that_says_nothing_is_not_there_yet(
    one: Written, root: Path, index: Index, address: str, reply: Reply
) -> None:
    index.instead = reply
    ran = _wait(one, "served-0", SERVED, root, address)
    assert not ran.ok
    assert "does not serve dist/acme-wire/acme_wire-0.2.0-py3-none-any.whl" in ran.out


def test_a_release_that_lost_its_files_on_the_way_fails(one: Written, root: Path, address: str) -> None:
    shutil.rmtree(root / "dist" / "acme-wire")
    ran = _wait(one, "served-0", SERVED, root, address)
    assert not ran.ok
    assert "dist/acme-wire/*" in ran.out


def test_another_index_is_asked_for_names_since_it_may_show_no_digest(root: Path, index: Index) -> None:
    packages = tuple(python(name, tier, NAMES[:tier], registry=PRIVATE) for tier, name in enumerate(NAMES))
    written = Written.read(workflow(release(*packages)))
    index.files["acme-wire"]["acme_wire-0.2.0.tar.gz"] = b"signed on its way"
    with serving_index(index) as address:
        assert _wait(written, "served-0", SERVED, root, address).ok
        assert _wait(written, "verify", "See them on the index", root, address).ok
        del index.files["acme-wire"]["acme_wire-0.2.0.tar.gz"]
        assert not _wait(written, "served-0", SERVED, root, address).ok


def test_everything_is_live_with_its_provenance(one: Written, root: Path, address: str) -> None:
    ran = _wait(one, "verify", LIVE, root, address)
    assert (ran.status, ran.out) == (0, "")


def test_a_file_without_provenance_is_not_live(one: Written, root: Path, index: Index, address: str) -> None:
    index.provenance = False
    ran = _wait(one, "verify", LIVE, root, address)
    assert not ran.ok
    assert "does not serve dist/acme-wire/acme_wire-0.2.0-py3-none-any.whl with provenance after" in ran.out


def test_a_tag_of_one_package_says_which_and_leaves_only_its_files(each: Written, root: Path) -> None:
    output = root.parent / "output"
    ran = in_build(each, COMPARE, root, TAG="acme-core-v0.2.0", GITHUB_OUTPUT=str(output))
    assert (ran.status, ran.out) == (0, "acme-core-v0.2.0 fits acme_core-0.2.0-py3-none-any.whl\n")
    assert output.read_text(encoding="utf-8") == "releases=acme-core\n"
    assert [one.name for one in (root / "dist").iterdir() if one.is_dir()] == ["acme-core"]


@pytest.mark.parametrize("tag", ["acme-v0.2.0", "v0.2.0", "acme-core-0.2.0", "acme-cli-vnext"])
def test_a_tag_of_no_package_fails(each: Written, root: Path, tag: str) -> None:
    ran = in_build(each, COMPARE, root, TAG=tag)
    assert not ran.ok
    assert f"The tag {tag} names none of these: acme-cli, acme-core, acme-wire" in ran.out


@pytest.mark.parametrize(
    ("names", "tag", "kept"),
    [
        ("acme-wire=wire acme-core=acme-core acme-cli=acme", "acme-v0.2.0", "acme_cli"),
        ("acme-wire=wire acme-core=acme acme-cli=acme-v2", "acme-v2-v0.2.0", "acme_cli"),
        ("acme-wire=wire acme-core=acme acme-cli=acme-v2", "acme-v0.2.0", "acme_core"),
    ],
)
def test_the_longest_name_counts(each: Written, root: Path, names: str, tag: str, kept: str) -> None:
    ran = in_build(each, COMPARE, root, NAMES=names, TAG=tag)
    assert ran.out == f"{tag} fits {kept}-0.2.0-py3-none-any.whl\n"


def test_what_a_released_wheel_pins_is_waited_for(
    each: Written, root: Path, index: Index, address: str
) -> None:
    in_build(each, COMPARE, root, TAG="acme-core-v0.2.0")
    ran = _wait(each, "served", PINNED, root, address)
    assert (ran.status, ran.out) == (0, "")
    index.files["acme-wire"] = {"acme_wire-0.1.0.tar.gz": b"an older one"}
    ran = _wait(each, "served", PINNED, root, address)
    assert not ran.ok
    assert "waiting for\n  acme-wire 0.2.0\n" in ran.out


def test_what_pins_nothing_waits_for_nothing(each: Written, root: Path, index: Index, address: str) -> None:
    in_build(each, COMPARE, root, TAG="acme-wire-v0.2.0")
    assert _wait(each, "served", PINNED, root, address).ok
    assert index.looks == 0


def test_only_what_the_tag_released_must_be_live(
    each: Written, root: Path, index: Index, address: str
) -> None:
    in_build(each, COMPARE, root, TAG="acme-wire-v0.2.0")
    del index.files["acme-core"]
    ran = _wait(each, "verify", LIVE, root, address)
    assert (ran.status, ran.out) == (0, "")


def _wait(written: Written, job: str, step: str, root: Path, address: str, minutes: str = NOW) -> Ran:
    return written.step(job, step).play(root, **offline(root), INDEX=address, MINUTES=minutes)


def _put(root: Path, content: bytes, module: str, version: str = "0.2.0") -> None:
    folder = root / "dist" / module.replace("_", "-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / f"{module}-{version}-py3-none-any.whl").write_bytes(content)


def _without_readme(file: Path) -> None:
    """The same wheel, whose metadata says nothing beyond its headers."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    path = next(name for name in members if name.endswith("/METADATA"))
    headers = members[path].partition("\n\n")[0].splitlines()
    members[path] = "\n".join(line for line in headers if not line.startswith("Description")) + "\n"
    file.write_bytes(zipped(members))
