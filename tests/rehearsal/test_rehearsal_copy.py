"""The copy of a repository that a rehearsal works on."""

from pathlib import Path

import pytest

from primer.adapters.programs.git import git
from primer.adapters.repository.checkout import open_checkout
from primer.rehearsal.address import Move
from primer.rehearsal.copy import copied, without_user


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "mono"
    (root / "packages" / "a").mkdir(parents=True)
    (root / "packages" / "a" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (root / ".gitignore").write_text("ignored\n*.log\n", encoding="utf-8")
    (root / "kept.log").write_bytes(b"tracked\r\nall the same\n")
    (root / "ignored").write_text("never", encoding="utf-8")
    (root / "untracked").write_text("never", encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "-f", ".gitignore", "kept.log", "packages")
    git(root, "remote", "add", "origin", "https://kim:secret@github.com/Acme/mono.git")
    git(root, "remote", "add", "fork", "git@github.com:kim/mono.git")
    return root


def test_the_tracked_files_are_there_byte_for_byte_and_nothing_else(repository: Path) -> None:
    with copied(repository) as copy:
        assert open_checkout(copy).files == open_checkout(repository).files
        assert (copy / "kept.log").read_bytes() == b"tracked\r\nall the same\n"
        assert not (copy / "ignored").exists()
        assert not (copy / "untracked").exists()
        assert copy.name == "mono"


def test_a_workflow_that_was_just_written_is_there_before_git_tracks_it(repository: Path) -> None:
    workflows = repository / ".github" / "workflows"
    workflows.mkdir(parents=True)
    (workflows / "publish.yaml").write_text("on: push\n", encoding="utf-8")
    (workflows / "notes.txt").write_text("never", encoding="utf-8")
    with copied(repository / "packages") as copy:
        assert (copy.parent / ".github" / "workflows" / "publish.yaml").read_text("utf-8") == "on: push\n"
        assert not (copy.parent / ".github" / "workflows" / "notes.txt").exists()


def test_the_remotes_are_the_same_but_for_user_and_password(repository: Path) -> None:
    with copied(repository) as copy:
        assert git(copy, "remote", "get-url", "origin").out.strip() == "https://github.com/Acme/mono.git"
        assert git(copy, "remote", "get-url", "fork").out.strip() == "github.com:kim/mono.git"
        assert "secret" not in (copy / ".git" / "config").read_text(encoding="utf-8")


def test_a_folder_within_stays_a_folder_within(repository: Path) -> None:
    with copied(repository / "packages") as copy:
        checkout = open_checkout(copy)
        assert checkout.files == ("a/pyproject.toml",)
        assert checkout.top == copy.parent


def test_changing_the_copy_changes_nothing_else_and_it_is_gone_in_the_end(repository: Path) -> None:
    with copied(repository) as copy:
        (copy / "packages" / "a" / "pyproject.toml").write_text("changed", encoding="utf-8")
    assert not copy.exists()
    assert (repository / "packages" / "a" / "pyproject.toml").read_text(encoding="utf-8") == "[project]\n"


def test_links_are_copied_as_links_unless_they_lead_out(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("private", encoding="utf-8")
    links = {"inside": "kept.log", "out": "../outside", "absolute": str(tmp_path / "outside"), "loop": "loop"}
    for name, target in links.items():
        (repository / name).symlink_to(target)
    git(repository, "add", *links)
    with copied(repository) as copy:
        assert (copy / "inside").readlink() == Path("kept.log")
        assert (copy / "loop").is_symlink()
        assert not (copy / "out").is_symlink()
        assert not (copy / "absolute").is_symlink()


def test_filters_of_the_repository_are_not_run(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.log filter=broken\n", encoding="utf-8")
    git(repository, "add", ".gitattributes")
    git(repository, "config", "--local", "filter.broken.clean", "false")
    with copied(repository) as copy:
        assert "kept.log" in open_checkout(copy).files


ADDRESS = Move("https://Index.Acme.example:8443/legacy/", "http://127.0.0.1:7/legacy/")


@pytest.mark.parametrize(
    "written",
    [
        "https://index.acme.example:8443/legacy/",
        "https://index.acme.example:8443/legacy",
        "HTTPS://INDEX.ACME.EXAMPLE:8443/legacy/",
    ],
)
@pytest.mark.parametrize(
    "line", ["url: {}\r\n", "url: '{}'", "run: uv publish --publish-url={} dist/*", "[{}]"]
)
def test_ci_files_of_the_copy_name_the_stand_in_where_they_named_its_original(
    repository: Path, line: str, written: str
) -> None:
    (repository / "publish.yaml").write_bytes(line.format(written).encode() + b"\xff")
    git(repository, "add", "publish.yaml")
    with copied(repository, [ADDRESS]) as copy:
        assert (copy / "publish.yaml").read_bytes() == line.format(ADDRESS.stand_in).encode() + b"\xff"
    assert written.encode() in (repository / "publish.yaml").read_bytes()


@pytest.mark.parametrize(
    "other",
    [
        "https://index.acme.example:8443/simple/",
        "https://index.acme.example/legacy/",
        "https://index.acme.example:8443/legacy/more",
        "https://index.acme.example:nothing/legacy/",
        "https://[broken/legacy/",
        "https://upload.pypi.org/legacy/",
    ],
)
def test_other_addresses_of_ci_files_stay(repository: Path, other: str) -> None:
    (repository / "publish.yml").write_text(f"url: {other}\n", encoding="utf-8")
    git(repository, "add", "publish.yml")
    with copied(repository, [ADDRESS]) as copy:
        assert (copy / "publish.yml").read_text(encoding="utf-8") == f"url: {other}\n"


def test_files_that_are_not_of_ci_stay_byte_for_byte(repository: Path) -> None:
    (repository / "kept.log").write_text(ADDRESS.original, encoding="utf-8")
    with copied(repository, [ADDRESS]) as copy:
        assert (copy / "kept.log").read_text(encoding="utf-8") == ADDRESS.original


def test_a_file_that_was_deleted_is_not_copied(repository: Path) -> None:
    (repository / "kept.log").unlink()
    with copied(repository) as copy:
        assert not (copy / "kept.log").exists()


def test_a_folder_without_git_is_copied_without_git(tmp_path: Path) -> None:
    root = tmp_path / "plain"
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    with copied(root) as copy:
        checkout = open_checkout(copy)
        assert (checkout.files, checkout.top) == (("pyproject.toml",), None)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://kim:p@ss@host/o/r", "https://host/o/r"),
        ("ssh://git@host:22/o/r", "ssh://host:22/o/r"),
        ("git@host:o/r@1", "host:o/r@1"),
        ("host:o/r", "host:o/r"),
        ("/srv/with@sign/r", "/srv/with@sign/r"),
        ("https://host/o/r@1", "https://host/o/r@1"),
    ],
)
def test_user_and_password_are_dropped_from_an_address(url: str, shown: str) -> None:
    assert without_user(url) == shown
