"""primer's own sdist and wheel: the same bytes everywhere, the right files, a page that reads on PyPI."""

import os
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from markdown_it import MarkdownIt
from packaging.metadata import Metadata
from readme_renderer.clean import clean

from primer import __version__
from releasing.own_release import (
    below,
    built,
    cloned,
    digests,
    in_sdist,
    in_wheel,
    only,
    tracked_paths,
    unpacked,
)
from source_tree import ROOT

INFO = f"publish_primer-{__version__}.dist-info"
TAG = f"https://github.com/publish-primer/publish-primer/{{kind}}/v{__version__}/"
PICTURES = "guides/pictures"


@pytest.fixture(scope="module")
def metadata(dist: Path) -> Metadata:
    folder = unpacked(dist, dist.parent / "metadata")
    return Metadata.from_email((folder / "PKG-INFO").read_bytes(), validate=True)


def test_another_clone_on_another_day_with_other_habits_gives_the_same_bytes(
    source: Path, dist: Path, tmp_path: Path
) -> None:
    other = cloned(tmp_path / "somewhere else", source)
    for number, file in enumerate(sorted(file for file in other.rglob("*") if file.is_file())):
        file.chmod(0o600 if number % 2 else 0o664)
        os.utime(file, (86400.0 * number, 86400.0 * number))
    habits = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "USER": "somebody"}
    assert digests(built(other, tmp_path / "dist", umask=0o077, **habits)) == digests(dist)


def test_the_sdist_builds_the_very_same_wheel(dist: Path, tmp_path: Path) -> None:
    again = built(unpacked(dist, tmp_path / "sdist"), tmp_path / "dist", "wheel")
    wheel = only(again, ".whl").name
    assert digests(again)[wheel] == digests(dist)[wheel]


def test_the_wheel_holds_the_modules_the_schemas_and_the_guides_and_nothing_else(
    source: Path, dist: Path
) -> None:
    paths = [path for path in tracked_paths(source) if not path.startswith(PICTURES)]
    modules = {path.removeprefix("src/") for path in below(paths, "src/primer")}
    guides = {f"primer/{path}" for path in below(paths, "guides")}
    own = {
        f"{INFO}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }
    assert in_wheel(dist) == modules | guides | own
    assert {PurePosixPath(path).suffix for path in modules} == {".py", ".json", ".typed"}
    assert {PurePosixPath(path).suffix for path in guides} == {".md"}


def test_the_sdist_holds_what_builds_it_and_what_explains_it_and_nothing_else(
    source: Path, dist: Path
) -> None:
    texts = {"ARCHITECTURE.md", "CHANGELOG.md", "README.md", "LICENSE", ".gitignore"}
    building = {"pyproject.toml", "hatch_build.py", "PKG-INFO"}
    assert in_sdist(dist) == {*below(tracked_paths(source), "src/primer", "guides")} | texts | building


def test_twine_finds_nothing_to_say_of_either(dist: Path) -> None:
    command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, dist.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_place_that_the_page_on_pypi_names_is_an_address_of_this_version(metadata: Metadata) -> None:
    places = re.findall(r'(?:href|src)="([^"]*)"', _page(metadata))
    assert places
    assert [place for place in places if not place.startswith("https://")] == []
    for kind in ("blob", "raw"):
        start = TAG.format(kind=kind)
        files = {place.removeprefix(start).partition("#")[0] for place in places if place.startswith(start)}
        assert {file for file in files if not (ROOT / file).exists()} == set()


def test_every_picture_of_the_page_is_fetched_as_a_file(metadata: Metadata) -> None:
    pictures = re.findall(r'<img[^>]*\ssrc="([^"]*)"', _page(metadata))
    own = [place for place in pictures if "publish-primer/publish-primer" in place]
    assert all(place.startswith(TAG.format(kind="raw")) for place in own)


def test_the_metadata_says_all_that_a_page_can_show(metadata: Metadata) -> None:
    assert (metadata.name, str(metadata.version)) == ("publish-primer", __version__)
    assert metadata.description_content_type == "text/markdown"
    assert (metadata.license_expression, metadata.license_files) == ("MIT", ["LICENSE"])
    assert str(metadata.requires_python) == ">=3.11"
    assert set(metadata.project_urls or {}) == {"Documentation", "Source", "Issues", "Changelog"}
    assert all([metadata.summary, metadata.keywords, metadata.author])
    assert "Typing :: Typed" in (metadata.classifiers or [])


def _page(metadata: Metadata) -> str:
    """The description as PyPI shows it: what it allows no tag or attribute for is gone."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    return clean(markdown.render(metadata.description or "")) or ""
