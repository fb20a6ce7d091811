"""What `gh` sees of a repository, by a stand-in that answers as GitHub does."""

from pathlib import Path

import pytest

from gh_stand_in import GhStandIn, Pages, gh_stand_in
from made_up import job, package, repository
from primer.adapters.programs.gh import Gh
from primer.adapters.programs.gh_looks import look_at_repository, stored_secrets, unlooked_for
from primer.adapters.programs.looked import Looked
from primer.core.finding import Severity
from primer.core.project import Unlooked
from primer.core.repository import Remote
from primer.core.source import Source
from primer.core.workflow import StoredToken, Unresolved

FILE = ".github/workflows/publish.yaml"
REVIEWED = {
    "name": "pypi",
    "protection_rules": [{"type": "required_reviewers", "reviewers": [{"type": "User"}]}],
}
QUIET: Pages = {
    "repos/acme/mono": [{"full_name": "acme/mono"}],
    "repos/acme/mono/actions/secrets": [{"total_count": 0, "secrets": []}],
    "repos/acme/mono/environments": [{"total_count": 1, "environments": [REVIEWED]}],
    "repos/acme/mono/environments/pypi": [REVIEWED],
    "repos/acme/mono/environments/pypi/secrets": [{"total_count": 0, "secrets": []}],
}
COMMIT, OTHER, TAG = "a" * 40, "b" * 40, "c" * 40


def secrets(*names: str) -> list[object]:
    """One page that lists secrets."""
    return [{"total_count": len(names), "secrets": [{"name": name} for name in names]}]


def looked(folder: Path, pages: Pages, text: str = "", login: str = "") -> Looked:
    """What is seen of Acme's repository with one publishing job and this text in its workflow."""
    stand_in = gh_stand_in(folder, {**QUIET, **pages}, login)
    return look_at_repository(Gh(str(stand_in.folder)), repository(package()), {FILE: text})


def rules(found: Looked) -> list[tuple[str, str]]:
    return [(finding.rule, str(finding.source)) for finding in found.findings]


def test_a_repository_in_order_gives_nothing(tmp_path: Path) -> None:
    assert looked(tmp_path, {}) == Looked()


def test_an_environment_that_is_not_there_is_an_error_where_the_job_names_it(tmp_path: Path) -> None:
    found = looked(tmp_path, {"repos/acme/mono/environments/pypi": "gh: Not Found (HTTP 404)"})
    assert rules(found) == [("environment-missing", f"{FILE}:38")]
    assert found.findings[0].severity is Severity.ERROR
    assert found.findings[0].job == "publish"


def test_a_repository_that_the_login_cannot_see_is_not_said_to_lack_an_environment(tmp_path: Path) -> None:
    gone = "gh: Not Found (HTTP 404)"
    found = looked(tmp_path, dict.fromkeys(QUIET, gone))
    assert found.findings == ()
    assert Unlooked("environment pypi: GitHub shows your login no acme/mono") in found.unlooked


@pytest.mark.parametrize(
    "protection", [[], [{"type": "wait_timer"}], [{"type": "required_reviewers", "reviewers": []}], None]
)
def test_an_environment_without_reviewers_is_a_warning(tmp_path: Path, protection: object) -> None:
    page = [{"name": "pypi", "protection_rules": protection}]
    found = looked(tmp_path, {"repos/acme/mono/environments/pypi": page})
    assert [(one.rule, one.severity) for one in found.findings] == [
        ("environment-unprotected", Severity.WARNING)
    ]


def test_publishing_secrets_are_named_with_their_place_and_others_are_not(tmp_path: Path) -> None:
    pages = {
        "repos/acme/mono/actions/secrets": [*secrets("CODECOV_TOKEN"), *secrets("PYPI_API_TOKEN")],
        "repos/acme/mono/environments/pypi/secrets": secrets("TWINE_PASSWORD"),
    }
    found = looked(tmp_path, pages)
    assert rules(found) == [
        ("secret-stored", "the secrets of acme/mono"),
        ("secret-stored", "the secrets of environment pypi"),
    ]
    assert "gh secret delete PYPI_API_TOKEN --repo acme/mono" in found.findings[0].fix
    assert "gh secret delete TWINE_PASSWORD --repo acme/mono --env pypi" in found.findings[1].fix


def test_names_of_environments_are_quoted_in_addresses(tmp_path: Path) -> None:
    pages = {
        "repos/acme/mono/environments": [{"environments": [{"name": "pypi/a b"}]}],
        "repos/acme/mono/environments/pypi%2Fa%20b/secrets": secrets("PYPI_TOKEN"),
    }
    stand_in = gh_stand_in(tmp_path, {**QUIET, **pages})
    found = stored_secrets(Gh(str(stand_in.folder)), "acme/mono")
    assert found == (StoredToken("PYPI_TOKEN", Source("the secrets of environment pypi/a b")),)


def pinned(version: str = "v7.0.1", commit: str = COMMIT) -> str:
    return f"    steps:\n      - uses: actions/checkout@{commit} # {version}\n"


def reference(kind: str, sha: str) -> list[object]:
    return [{"object": {"type": kind, "sha": sha}}]


TAGS = "repos/actions/checkout/git/ref/tags/v7.0.1"
BEHIND = f"repos/actions/checkout/git/tags/{TAG}"


@pytest.mark.parametrize(
    "pages",
    [{TAGS: reference("commit", COMMIT)}, {TAGS: reference("tag", TAG), BEHIND: reference("commit", COMMIT)}],
    ids=["light", "annotated"],
)
def test_a_pin_that_is_its_tags_commit_is_right(tmp_path: Path, pages: Pages) -> None:
    assert looked(tmp_path, pages, pinned()) == Looked()


def test_a_pin_beside_its_tag_has_drifted(tmp_path: Path) -> None:
    found = looked(tmp_path, {TAGS: reference("commit", OTHER)}, pinned())
    assert rules(found) == [("pin-drifted", f"{FILE}:2")]
    assert OTHER in found.findings[0].fix
    assert found.findings[0].edits == ()


def test_a_pin_that_is_the_tag_object_itself_is_told_from_a_moved_tag(tmp_path: Path) -> None:
    pages = {TAGS: reference("tag", TAG), BEHIND: reference("commit", COMMIT)}
    found = looked(tmp_path, pages, pinned(commit=TAG))
    assert (
        found.findings[0].message == "this pins the tag object of actions/checkout v7.0.1, which is no commit"
    )


def test_a_version_that_has_no_tag_could_not_be_looked_at(tmp_path: Path) -> None:
    found = looked(tmp_path, {}, pinned())
    assert found.unlooked == (Unlooked("actions/checkout v7.0.1: GitHub shows no such tag"),)


def test_comments_and_pins_without_a_version_are_not_asked_about(tmp_path: Path) -> None:
    text = (
        f"# - uses: actions/checkout@{COMMIT} # v7.0.1\n- uses: actions/checkout@{COMMIT}\n- uses: ./here\n"
    )
    assert looked(tmp_path, {}, text) == Looked()


def test_the_same_pin_is_asked_about_once(tmp_path: Path) -> None:
    looked(tmp_path, {TAGS: reference("commit", COMMIT)}, pinned() * 9)
    assert sum(TAGS in words for words in GhStandIn(tmp_path).asked) == 1


@pytest.mark.parametrize(
    ("login", "why"),
    [
        ("You are not logged into any GitHub hosts.", "gh is not logged in: `gh auth login`"),
        ("X github.com: timeout trying to log in", "gh reaches no GitHub from here"),
        ("error connecting to api.github.com", "gh reaches no GitHub from here"),
    ],
)
def test_a_gh_that_cannot_ask_says_why_once(tmp_path: Path, login: str, why: str) -> None:
    assert looked(tmp_path, {}, pinned(), login) == unlooked_for(why)
    assert len(GhStandIn(tmp_path).asked) == 1


def test_without_gh_nothing_else_is_started(tmp_path: Path) -> None:
    found = look_at_repository(Gh(str(tmp_path)), repository(package()), {})
    assert found == unlooked_for("gh is not installed")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("gh: Resource not accessible (HTTP 403)", "GitHub refused it to your login"),
        ("gh: API rate limit exceeded for user ID 5. (HTTP 403)", "GitHub answers no more for now"),
        ("gh: You have exceeded a secondary rate limit. (HTTP 429)", "GitHub answers no more for now"),
        (
            "gh: Resource protected by organization SAML enforcement. (HTTP 403)",
            "its organization wants a single sign-on of gh: `gh auth refresh`",
        ),
        ("gh: Server Error (HTTP 502)", "GitHub answered 502"),
        ("gh: Bad credentials (HTTP 401)", "gh is not logged in"),
        ("something else", "gh failed"),
    ],
)
def test_what_github_refuses_is_unlooked_and_hides_nothing_else(tmp_path: Path, words: str, why: str) -> None:
    pages = {"repos/acme/mono/actions/secrets": words, TAGS: reference("commit", OTHER)}
    found = looked(tmp_path, pages, pinned())
    assert rules(found) == [("pin-drifted", f"{FILE}:2")]
    assert [one.why for one in found.unlooked if one.why.startswith(f"stored secrets: {why}")]


@pytest.mark.parametrize(
    "page", ["repos/acme/mono/environments", "repos/acme/mono/environments/pypi/secrets"]
)
def test_a_secret_that_was_seen_is_told_whatever_else_could_not_be_looked_at(
    tmp_path: Path, page: str
) -> None:
    refused = {page: "gh: Resource not accessible (HTTP 403)"}
    pages = {**QUIET, "repos/acme/mono/actions/secrets": secrets("PYPI_API_TOKEN"), **refused}
    gh = Gh(str(gh_stand_in(tmp_path / "seen", pages).folder))
    assert stored_secrets(gh, "acme/mono") == (
        StoredToken("PYPI_API_TOKEN", Source("the secrets of acme/mono")),
    )
    nothing = Gh(str(gh_stand_in(tmp_path / "unseen", {**QUIET, **refused}).folder))
    assert isinstance(stored_secrets(nothing, "acme/mono"), Unlooked)


@pytest.mark.parametrize(
    "answer", [[3], ["text"], [[]], [{"secrets": "none"}], [{"secrets": [1, {"name": 2}]}]]
)
def test_answers_of_another_shape_are_survived(tmp_path: Path, answer: list[object]) -> None:
    pages = dict.fromkeys(QUIET, answer)
    looked(tmp_path, pages, pinned())


def test_an_answer_that_is_no_json_is_no_answer(tmp_path: Path) -> None:
    script = tmp_path / "gh"
    script.write_text('#!/bin/sh\necho "<html>"\n')
    script.chmod(0o755)
    found = stored_secrets(Gh(str(tmp_path)), "acme/mono")
    assert found == Unlooked("gh's answer is not what GitHub's API gives")


def test_a_gh_that_hangs_is_given_up(tmp_path: Path) -> None:
    script = tmp_path / "gh"
    script.write_text("#!/bin/sh\nexec sleep 60\n")
    script.chmod(0o755)
    found = stored_secrets(Gh(str(tmp_path), timeout=0.2), "acme/mono")
    assert found == Unlooked("gh gave no answer within 0.2 seconds")


def test_gh_is_never_let_ask_back_nor_sent_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_HOST", "github.example")
    monkeypatch.setenv("GH_DEBUG", "api")
    looked(tmp_path, {})
    stand_in = GhStandIn(tmp_path)
    assert stand_in.environments[0] == {"GH_PROMPT_DISABLED": "1", "GH_HOST": "", "GH_DEBUG": ""}
    assert all(words[0] in ("auth", "api") for words in stand_in.asked)
    assert all("GET" in words for words in stand_in.asked if words[0] == "api")


def test_only_repositories_on_github_are_asked_about(tmp_path: Path) -> None:
    stand_in = gh_stand_in(tmp_path, QUIET)
    home = Remote("gitlab.com", "acme/mono", Source("git remote origin"))
    assert look_at_repository(Gh(str(stand_in.folder)), repository(package(), remote=home), {}) == Looked()
    assert stand_in.asked == []


def test_an_environment_that_only_a_run_knows_is_not_asked_about(tmp_path: Path) -> None:
    stand_in = gh_stand_in(tmp_path, QUIET)
    look_at_repository(
        Gh(str(stand_in.folder)), repository(package(), jobs=(job(Unresolved("${{ matrix.to }}")),)), {}
    )
    assert "repos/acme/mono/environments/pypi" not in {words[-1] for words in stand_in.asked}
