"""The recipe for a release: valid, safe, and run for real in a repository with stand-ins for the tools."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from primer import __version__
from primer.core.release import Forge, Manager, Release, Tags
from primer.core.value import replace
from primer.providers.gitlab import PIPELINE
from primer.reading.ci.jobs import read_jobs
from primer.reading.ci.stored import stored_tokens
from primer.writing.release_request import REQUEST, makefile, request_workflow
from releases import npm, python, random_release, release
from written_ci import Ran, Written

SEEDS = range(12)
TOOLS = Path(sys.executable).parent
SYNC = f"uvx --from publish-primer=={__version__} primer workflow --sync-versions 1.3.0"
BODY = "Sets the version everywhere. Once merged, the tag v1.3.0 publishes it."
GIT = (
    *("-c", "user.name=A", "-c", "user.email=a@acme.example", "-c", "init.defaultBranch=main"),
    *("-c", "commit.gpgsign=false"),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("requests")
    for seed in SEEDS:
        (folder / f"{seed}.yaml").write_text(request_workflow(of_seed(seed)), encoding="utf-8")
    return sorted(folder.iterdir())


def test_every_workflow_keeps_the_schema_of_github(files: list[Path]) -> None:
    command = [
        str(TOOLS / "check-jsonschema"),
        "--builtin-schema",
        "vendor.github-workflows",
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_as_auditor_finds_nothing(files: list[Path]) -> None:
    quiet = ("--offline", "--no-progress", "--no-config", "--persona=auditor", "--format=json-v1")
    command = [str(TOOLS / "zizmor"), *quiet, *map(str, files)]
    env = {name: text for name, text in os.environ.items() if not name.endswith("TOKEN")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stderr


@pytest.mark.parametrize("seed", SEEDS)
def test_no_script_holds_an_expression_and_only_a_person_starts_it(seed: int) -> None:
    written = Written.read(request_workflow(of_seed(seed)))
    assert list(written.triggers) == ["workflow_dispatch"]
    assert written.document["permissions"] == {}
    assert not any("${{" in step.run for step in written.all_steps())


def test_primer_sets_its_own_version_from_its_source() -> None:
    text = request_workflow(release(python("publish-primer", path=".")))
    assert 'uvx --from . primer workflow --sync-versions "$VERSION"' in text
    assert __version__ not in text


@pytest.mark.parametrize("seed", SEEDS)
def test_no_part_of_primer_takes_it_for_a_publishing_workflow_or_a_stored_token(seed: int) -> None:
    text = request_workflow(of_seed(seed))
    assert read_jobs({REQUEST: text}) == ((), ())
    assert stored_tokens({REQUEST: text}) == ()


def test_the_workflow_sets_the_version_on_a_branch_and_asks_for_a_pull_request(tmp_path: Path) -> None:
    play = Play.set_up(tmp_path)
    ran = play.workflow(of_both(), {"VERSION": "1.3.0"})
    assert ran.ok, ran.out
    assert play.said == [
        SYNC,
        "npm install --package-lock-only --ignore-scripts --no-audit --no-fund",
        "gh auth setup-git",
        f"gh pr create --base main --head release-1.3.0 --title Release 1.3.0 --body {BODY}",
    ]
    assert play.pushed() == {"release-1.3.0": "Release 1.3.0"}


def test_the_make_target_does_the_same(tmp_path: Path) -> None:
    play = Play.set_up(tmp_path)
    ran = play.make(of_both(), "VERSION=1.3.0")
    assert ran.ok, ran.out
    assert play.said == [
        SYNC,
        "npm install --package-lock-only --ignore-scripts --no-audit --no-fund",
        f"gh pr create --head release-1.3.0 --title Release 1.3.0 --body {BODY}",
    ]
    assert play.pushed() == {"release-1.3.0": "Release 1.3.0"}


def test_where_each_package_has_its_tag_one_package_is_set(tmp_path: Path) -> None:
    made = replace(of_both(), tags=Tags.EACH)
    by_ci, by_hand = Play.set_up(tmp_path / "ci"), Play.set_up(tmp_path / "hand")
    assert by_ci.workflow(made, {"PACKAGE": "wire", "VERSION": "1.3.0"}).ok
    assert by_hand.make(made, "PACKAGE=wire", "VERSION=1.3.0").ok
    for play in (by_ci, by_hand):
        assert play.said[0] == f"{SYNC} --packages packages/wire --packages packages/wire-js"
        assert play.pushed() == {"release-wire-1.3.0": "Release wire 1.3.0"}
        assert "the tag wire-v1.3.0 publishes it" in play.said[-1]


@pytest.mark.parametrize("version", ["", "v1.3.0", "1.3.0; id", "$(id)", "1.3.0 2", "../x"])
def test_a_version_that_is_none_changes_nothing(tmp_path: Path, version: str) -> None:
    play = Play.set_up(tmp_path)
    ran = play.workflow(of_both(), {"VERSION": version})
    assert not ran.ok
    assert "is no version; 1.3.0 would be one" in ran.out
    assert (play.said, play.pushed()) == ([], {})


@pytest.mark.parametrize("version", ["", "v1.3.0", "1.3.0; id", "1.3.0 2", "1$$(touch x)"])
def test_the_make_target_refuses_it_too_and_says_how_it_is_called(tmp_path: Path, version: str) -> None:
    play = Play.set_up(tmp_path)
    ran = play.make(of_both(), f"VERSION={version}")
    assert not ran.ok
    assert "usage: make -f release.mk request VERSION=1.3.0" in ran.out
    assert (play.said, play.pushed()) == ([], {})
    assert not (play.repository / "x").exists()


def test_a_package_that_nobody_knows_leaves_no_branch(tmp_path: Path) -> None:
    play = Play.set_up(tmp_path)
    ran = play.make(replace(of_both(), tags=Tags.EACH), "PACKAGE=lost", "VERSION=1.3.0")
    assert not ran.ok
    assert "no package is called lost" in ran.out
    assert play.git("branch", "--format=%(refname:short)") == "main\n"


def test_a_branch_that_is_there_already_stops_it_before_anything_is_set(tmp_path: Path) -> None:
    play = Play.set_up(tmp_path)
    play.git("branch", "release-1.3.0")
    ran = play.make(of_both(), "VERSION=1.3.0")
    assert not ran.ok
    assert play.said == []
    assert (play.git("branch", "--show-current"), play.git("status", "--porcelain")) == ("main\n", "")


@pytest.mark.parametrize("fails", ["uvx", "npm", "nothing changes"])
def test_where_a_step_fails_or_nothing_changes_everything_is_as_before(tmp_path: Path, fails: str) -> None:
    play = Play.set_up(tmp_path)
    name = "uvx" if fails == "nothing changes" else fails
    change = "" if fails == "nothing changes" else "echo half > version\nexit 1\n"
    (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{change}")
    ran = play.make(of_both(), "VERSION=1.3.0")
    assert not ran.ok
    assert "nothing was proposed; everything is as it was" in ran.out
    assert play.git("branch", "--format=%(refname:short)") == "main\n"
    assert (play.git("branch", "--show-current"), play.git("status", "--porcelain")) == ("main\n", "")
    assert play.pushed() == {}


def test_changes_of_the_person_are_not_taken_along(tmp_path: Path) -> None:
    play = Play.set_up(tmp_path)
    (play.repository / "version").write_text("mine\n")
    ran = play.make(of_both(), "VERSION=1.3.0")
    assert not ran.ok
    assert "commit or stash your changes first" in ran.out
    assert play.said == []


def test_the_head_says_how_to_write_it_again_and_a_command_cannot_leave_its_comment() -> None:
    made = replace(of_both(), command="primer workflow --tags one\n\t--with release-pr")
    for text in (request_workflow(made), makefile(made)):
        assert "`primer workflow --tags one --with release-pr` writes it again" in text


def test_on_gitlab_the_push_asks_for_the_merge_request() -> None:
    made = replace(of_both(), forge=Forge.GITLAB, file=PIPELINE)
    assert request_workflow(made) == ""
    text = makefile(made)
    assert "gh " not in text
    assert '-o merge_request.create -o merge_request.title="Release $$VERSION" origin' in text


@pytest.mark.parametrize(
    ("manager", "words"),
    [
        (Manager.NPM, "npm install --package-lock-only"),
        (Manager.PNPM, "corepack pnpm install --lockfile-only"),
        (Manager.YARN, "corepack yarn install --mode=update-lockfile"),
    ],
)
def test_a_lock_file_is_brought_up_to_date_by_the_manager_that_wrote_it(manager: Manager, words: str) -> None:
    made = replace(of_both(), manager=manager, lock="my web/lock")
    (step,) = [one for one in Written.read(request_workflow(made)).all_steps() if "lock files" in one.name]
    assert step.run.splitlines()[0] == "if [ -f uv.lock ]; then uv lock; fi"
    assert step.run.splitlines()[1].startswith("cd 'my web' && ")
    assert words in step.run


@dataclass(frozen=True)
class Play:
    """A repository with a bare one to push to, and stand-ins for the tools that write down their words."""

    folder: Path

    @classmethod
    def set_up(cls, folder: Path) -> "Play":
        play = cls(folder)
        play.repository.mkdir(parents=True)
        for name in ("uvx", "npm", "gh", "uv"):
            file = folder / "bin" / name
            file.parent.mkdir(exist_ok=True)
            change = "echo 1.3.0 > version\n" if name == "uvx" else ""
            file.write_text(f'#!/bin/sh\necho "{name}" "$@" >> "{folder}/said"\n{change}')
            file.chmod(0o755)
        subprocess.run(["git", *GIT, "init", "--quiet", "--bare", folder / "origin"], check=True)
        play.git("init", "--quiet")
        (play.repository / "version").write_text("1.2.0\n")
        play.git("add", "--all")
        play.git("commit", "--quiet", "--message", "begin")
        play.git("remote", "add", "origin", str(folder / "origin"))
        return play

    @property
    def repository(self) -> Path:
        return self.folder / "repo"

    @property
    def said(self) -> list[str]:
        file = self.folder / "said"
        return file.read_text().splitlines() if file.exists() else []

    def git(self, *words: str) -> str:
        command = ["git", *GIT, *words]
        done = subprocess.run(command, cwd=self.repository, capture_output=True, text=True, check=True)
        return done.stdout

    def pushed(self) -> dict[str, str]:
        """The branches of the other side with the words of their last commit."""
        form = "--format=%(refname:short)\t%(contents:subject)"
        done = subprocess.run(
            ["git", "branch", form], cwd=self.folder / "origin", capture_output=True, text=True, check=True
        )
        return dict(line.split("\t") for line in done.stdout.splitlines())

    def environ(self) -> dict[str, str]:
        author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@acme.example"}
        committer = {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@acme.example"}
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        home = {"HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        return {**os.environ, **author, **committer, **home, "PATH": path}

    def workflow(self, made: Release, inputs: Mapping[str, str]) -> Ran:
        """Runs the scripts one after the other, as GitHub would with these inputs."""
        written = Written.read(request_workflow(made))
        known = {
            "${{ github.token }}": "",
            "${{ github.ref_name }}": "main",
            **{f"${{{{ inputs.{name.lower()} }}}}": text for name, text in inputs.items()},
        }
        own = {str(name): str(text) for name, text in dict_of(written.jobs["request"]["env"]).items()}
        out = ""
        for step in written.steps("request"):
            if step.run:
                given = {name: put_in(text, known) for name, text in {**own, **step.env}.items()}
                done = subprocess.run(
                    ["bash", "-e", "-c", step.run],
                    cwd=self.repository,
                    env={**self.environ(), **given},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                out += done.stdout + done.stderr
                if done.returncode:
                    return Ran(done.returncode, out)
        return Ran(0, out)

    def make(self, made: Release, *words: str) -> Ran:
        need_make()
        file = self.folder / "release.mk"
        file.write_text(makefile(made), encoding="utf-8")
        command = ["make", "-f", str(file), "request", *words]
        done = subprocess.run(
            command, cwd=self.repository, env=self.environ(), capture_output=True, text=True, check=False
        )
        return Ran(done.returncode, done.stdout + done.stderr)


def need_make() -> None:
    """Skips with the reason, and fails instead where CI promises that everything is there."""
    if shutil.which("make") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no make target is run without make")


def put_in(text: str, known: Mapping[str, str]) -> str:
    for expression, value in known.items():
        text = text.replace(expression, value)
    assert "${{" not in text
    return text


def dict_of(value: object) -> dict[object, object]:
    assert isinstance(value, dict)
    return value


def of_both() -> Release:
    return replace(release(python("wire"), npm("@acme/wire")), lock="package-lock.json")


def of_seed(seed: int) -> Release:
    made = random_release(seed)
    return replace(made, lock=("", "package-lock.json", "web/yarn.lock")[seed % 3])
