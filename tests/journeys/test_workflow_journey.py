"""`primer workflow`, the whole program: new, same, changed by hand, printed, a fleet, and what hinders."""

import shutil
import subprocess
from pathlib import Path

import pytest

from checkouts import run_git, tracked, written
from emulator import CTRL_C, DOWN, ENTER
from gh_stand_in import gh_stand_in
from journeys import journey_repositories as shapes
from journeys.journey_runs import EXAMPLE, Finished, Machine, new_machine
from journeys.journey_terminal import Desk
from web_server import Reply, page, serving

FILE = ".github/workflows/publish.yaml"
CHANGED = "# mine\non: push\njobs: {}\n"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path / "machine")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "mono")


def repository(folder: Path, url: str = "https://github.com/Acme-Labs/mono.git") -> Path:
    """Two packages in tiers, and no CI."""
    files = {
        "libs/core/pyproject.toml": shapes.project("acme-core"),
        "libs/app/pyproject.toml": shapes.project("acme-app", "acme-core==1.2.0"),
        "pyproject.toml": '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    }
    return shapes.with_remote(written(folder, files), url)


def run(machine: Machine, *words: str | Path) -> Finished:
    """`primer workflow` without a network and with nobody at the terminal."""
    return machine.run("workflow", "--offline", *map(str, words))


def new_files(root: Path) -> str:
    """What git does not track, a file a line."""
    command = ["git", "ls-files", "--others"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def test_a_new_workflow_is_written_and_the_plan_derives_its_publishers_from_it(
    machine: Machine, root: Path
) -> None:
    done = run(machine, root)
    assert (done.code, done.out) == (0, ""), done.err
    assert f"{FILE} written" in done.err
    assert f"git add {FILE} && git commit" in done.err
    assert "the environment pypi" in done.err
    assert "try the exchange" in done.err
    for offered in ("attest", "audit", "guard", "release-pr"):
        assert f"--with {offered}" in done.err
    plan = machine.run("--plan", "--offline", str(root)).out
    assert "[x] no stored tokens none in workflows, .pypirc or shell profiles" in " ".join(plan.split())
    assert "[?] no tokens on GitHub offline; look at" in " ".join(plan.split())
    assert plan.count(f"workflow publishes it  {FILE}, environment pypi") == 2
    assert plan.count("Workflow name publish.yaml") == 2
    assert f"{FILE} is not in git yet" in plan
    assert machine.connections == ""


def test_the_same_workflow_is_left_alone_whatever_it_was_asked_with(machine: Machine, root: Path) -> None:
    assert run(machine, root, "--tags", "each", "--with", "attest", "--builder", "build").code == 0
    before = (root / FILE).read_bytes()
    stamp = (root / FILE).stat().st_mtime_ns
    assert b"primer workflow --tags each --builder build --with attest" in before
    done = run(machine, root)
    assert done.code == 0
    assert f"{FILE} is as primer would write it; nothing changed" in done.err
    assert ((root / FILE).read_bytes(), (root / FILE).stat().st_mtime_ns) == (before, stamp)


def test_a_changed_one_is_shown_and_left_where_nobody_can_answer(machine: Machine, root: Path) -> None:
    written(root, {FILE: CHANGED})
    done = run(machine, root)
    assert (done.code, done.out) == (3, "")
    assert "\n-# mine\n" in done.err
    assert "\n+name: publish\n" in done.err
    assert "--yes writes it over" in done.err
    assert (root / FILE).read_text() == CHANGED


def test_yes_writes_over_it_after_showing_what_and_keeps_line_ends_and_mode(
    machine: Machine, root: Path
) -> None:
    written(root, {FILE: CHANGED.replace("\n", "\r\n")})
    (root / FILE).chmod(0o600)
    done = run(machine, root, "--yes")
    assert done.code == 0, done.err
    assert "\n-# mine\n" in done.err
    content = (root / FILE).read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 100
    assert (root / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("keys", "code"), [(ENTER, 3), (DOWN + ENTER, 0), (CTRL_C, 130)], ids=["no", "yes", "^C"]
)
def test_in_a_terminal_the_person_is_asked_after_the_difference(
    tmp_path: Path, root: Path, keys: str, code: int
) -> None:
    written(root, {FILE: CHANGED})
    with Desk(new_machine(tmp_path / "desk")).primer("workflow", "--offline", str(root)) as terminal:
        terminal.wait_for("no, leave the file as it is")
        assert "-# mine" in terminal.text
        terminal.send(keys)
        assert terminal.wait_for_end() == code
    assert ((root / FILE).read_text() == CHANGED) is (code != 0)


def test_print_gives_the_text_alone_and_writes_nothing(machine: Machine, root: Path) -> None:
    done = run(machine, root, "--print")
    assert (done.code, done.err) == (0, "")
    assert new_files(root) == ""
    assert run(machine, root).code == 0
    assert (root / FILE).read_text() == done.out


def test_guard_and_release_request_are_written_beside_it_under_the_same_rule(
    machine: Machine, root: Path
) -> None:
    guard = "docs/decisions/publishing-without-tokens.md"
    written(root, {guard: "# Our own words\n"})
    done = run(machine, root, "--with", "guard", "--with", "release-pr")
    assert done.code == 3
    assert "-# Our own words" in done.err
    assert (root / guard).read_text() == "# Our own words\n"
    assert ".github/workflows/release-request.yaml" in new_files(root)
    assert FILE in new_files(root)


def test_a_fleet_has_a_workflow_each_and_one_that_fails_hides_no_other(
    machine: Machine, tmp_path: Path, root: Path
) -> None:
    other = repository(tmp_path / "other", "git@github.com:acme-labs/other.git")
    empty = tracked(written(tmp_path / "empty", {"README.md": "nothing\n"}))
    done = run(machine, root, tmp_path / "nowhere", empty, other)
    assert done.code == 1
    assert "no-such-folder" in done.err
    assert "no-packages" in done.err
    assert "acme-labs/other" in (other / FILE).read_text()
    assert "Acme-Labs/mono" in (root / FILE).read_text()


def test_without_a_remote_the_flags_that_say_it_are_named_and_taken(machine: Machine, root: Path) -> None:
    run_git(root, "remote", "remove", "origin")
    done = run(machine, root)
    assert done.code == 1
    assert "no-forge" in done.err
    assert "--owner and --repository" in done.err
    assert new_files(root) == ""
    assert run(machine, root, "--owner", "kim", "--repository", "mono").code == 0
    assert "primer workflow --owner kim --repository mono" in (root / FILE).read_text()


def test_a_manifest_that_cannot_be_read_stops_it_before_a_package_is_left_out(
    machine: Machine, root: Path
) -> None:
    written(root, {"libs/core/pyproject.toml": "[project\n"})
    done = run(machine, root)
    assert done.code == 1
    assert "libs/core/pyproject.toml:1" in done.err
    assert FILE not in new_files(root)


def test_a_file_that_may_not_be_written_to_is_left(machine: Machine, root: Path) -> None:
    written(root, {FILE: CHANGED})
    (root / FILE).chmod(0o444)
    done = run(machine, root, "--yes")
    assert done.code == 1
    assert "file-not-written" in done.err
    assert (root / FILE).read_text() == CHANGED


def test_another_workflow_that_publishes_too_is_said_after_writing(machine: Machine, tmp_path: Path) -> None:
    root = shapes.two_workflows(tmp_path)
    done = run(machine, root)
    assert done.code == 3
    assert "workflow-reads-otherwise" in done.err
    assert (root / FILE).exists()


def test_gitlab_has_its_pipeline(machine: Machine, tmp_path: Path) -> None:
    root = repository(tmp_path / "lab", "https://gitlab.com/Acme/Tools/mono.git")
    done = run(machine, root)
    assert done.code == 0, done.err
    assert ".gitlab-ci.yml written" in done.err


OWN = "stages: [lint, test]\nlint:\n  stage: lint\n  script: [ruff check]\n"


def test_a_gitlab_project_with_a_pipeline_of_its_own_is_told_to_take_it_in(
    machine: Machine, tmp_path: Path
) -> None:
    root = repository(tmp_path / "lab", "https://gitlab.com/Acme/Tools/mono.git")
    written(root, {".gitlab-ci.yml": OWN})
    done = run(machine, root)
    assert done.code == 3
    first = done.err.partition("Next\n")[2].splitlines()
    assert "let .gitlab-ci.yml take it in" in first[0]
    assert "  - local: /.gitlab/publish.yml" in done.err
    text = (root / ".gitlab/publish.yml").read_text()
    assert "stage: build" not in text
    assert "stage: deploy" not in text
    for meant in (root, root / ".gitlab/publish.yml"):
        checked = run(machine, "--check", meant)
        assert (checked.code, checked.err) == (3, "")
        assert "pipeline-not-included" in checked.out
    written(root, {".gitlab-ci.yml": f"include:\n  - local: /.gitlab/publish.yml\n{OWN}"})
    assert run(machine, "--check", root).code == 0
    again = run(machine, root)
    assert again.code == 0, again.err
    assert "take it in" not in again.err
    (root / ".gitlab-ci.yml").unlink()
    assert run(machine, "--check", root / ".gitlab/publish.yml").code == 3


def test_secrets_of_a_file_that_was_written_over_are_named_with_their_page(
    machine: Machine, root: Path
) -> None:
    old = "on: push\njobs:\n  pypi:\n    steps:\n      - run: twine upload dist/*\n        env:\n"
    written(root, {FILE: f"{old}          TWINE_PASSWORD: ${{{{ secrets.PYPI_TOKEN }}}}\n"})
    done = run(machine, root, "--yes")
    assert done.code == 0, done.err
    gone = sum(line.startswith("-") and not line.startswith("---") for line in done.err.splitlines())
    assert f"{FILE}: {gone} lines go, " in done.err
    words = " ".join(done.err.split())
    assert "then delete the secret PYPI_TOKEN" in words
    assert "https://github.com/Acme-Labs/mono/settings/secrets/actions" in words
    assert "PYPI_TOKEN" not in run(machine, root).err


def test_what_gh_finds_lacking_brings_the_commands_back_and_nothing_else_does(
    tmp_path: Path, root: Path
) -> None:
    machine = new_machine(tmp_path / "machine")
    assert run(machine, root).code == 0
    assert "gh api" not in run(machine, root).err
    pages = {
        "repos/Acme-Labs/mono": [{"full_name": "Acme-Labs/mono"}],
        "repos/Acme-Labs/mono/environments": [{"environments": []}],
        "repos/Acme-Labs/mono/actions/secrets": [{"secrets": [{"name": "PYPI_API_TOKEN"}]}],
    }
    path = f"{gh_stand_in(tmp_path / 'gh', pages).folder}:{machine.environ()['PATH']}"
    with_gh = Machine(machine.folder, {"PATH": path, "HTTPS_PROXY": "http://127.0.0.1:9"})
    done = with_gh.run("workflow", str(root))
    assert done.code == 0
    assert "--method PUT repos/Acme-Labs/mono/environments/pypi" in done.err
    assert "then delete the secret PYPI_API_TOKEN" in " ".join(done.err.split())


def test_the_reference_monorepo_is_rewritten_for_all_five_packages(machine: Machine, tmp_path: Path) -> None:
    root = tmp_path / "adk"
    shutil.copytree(EXAMPLE, root)
    tracked(root)
    done = run(machine, root, "--yes")
    assert done.code == 0, done.err
    assert "0  adk-sim-protos (pypi), @adk-sim/protos (npm)" in done.err


def test_the_plan_names_secrets_that_github_keeps_where_gh_is_there(tmp_path: Path, root: Path) -> None:
    secrets = {"total_count": 1, "secrets": [{"name": "PYPI_API_TOKEN"}]}
    pages = {
        "repos/Acme-Labs/mono/actions/secrets": [secrets],
        "repos/Acme-Labs/mono/environments": [{"environments": []}],
    }
    stand_in = gh_stand_in(tmp_path / "gh", pages)
    machine = new_machine(tmp_path / "machine")
    path = f"{stand_in.folder}:{machine.environ()['PATH']}"
    with_gh = Machine(machine.folder, {"PATH": path, "HTTPS_PROXY": "http://127.0.0.1:9"})
    plan = with_gh.run("--plan", str(root)).out
    assert "PYPI_API_TOKEN in the secrets of Acme-Labs/mono" in " ".join(plan.split())


@pytest.mark.parametrize(
    ("reply", "code"), [(Reply(404), 3), (page('{"audience": "mine"}', "application/json"), 0)]
)
def test_a_workflow_for_an_index_that_takes_no_part_is_warned_of(
    machine: Machine, tmp_path: Path, reply: Reply, code: int
) -> None:
    with serving(lambda _: reply) as index:
        addresses = f'upload-url = "{index.url}/"\nindex-url = "{index.url}/simple"\n'
        table = f"[tool.primer.registries.internal]\n{addresses}"
        files = {"pyproject.toml": shapes.project("acme-solo", extra=table)}
        root = shapes.with_remote(written(tmp_path / "solo", files), "https://gitlab.com/acme/solo.git")
        done = machine.run("workflow", "--registry", "internal", str(root))
        assert [asked.path for asked in index.asked] == ["/_/oidc/audience"]
    warned = "warning: internal takes no part in trusted publishing:" in done.err
    assert (done.code, warned) == (code, code == 3), done.err
    assert ("primer init --registry internal" in done.err) is (code == 0)
    assert ("push no release tag before internal takes part" in " ".join(done.err.split())) is (code == 3)
    assert (root / ".gitlab-ci.yml").exists()
