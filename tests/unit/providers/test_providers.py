import pytest

from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google, Identity
from primer.providers.pages import refusal, runs_page

GITHUB = GitHubActions("Acme-Labs", "mono_repo.py", "publish.yaml", "pypi")
GITLAB = GitLabCI("group/sub", "mono", ".gitlab-ci.yml", "PyPI")


@pytest.mark.parametrize(
    "identity",
    [
        GITHUB,
        GitHubActions("a", "-", "a.yml"),
        GitHubActions("a", "b", "a.yml", "with spaces / and ünicode"),
        GITLAB,
        GitLabCI("g", "p", "ci/a.yaml"),
        Google("ci@acme.iam.gserviceaccount.com", "1234567890"),
        ActiveState("acme", "mono", "kim"),
    ],
)
def test_legal_identities(identity: Identity) -> None:
    assert refusal(identity) is None


@pytest.mark.parametrize(
    ("identity", "attribute"),
    [
        (GitHubActions("", "b", "a.yml"), "owner"),
        (GitHubActions("-a", "b", "a.yml"), "owner"),
        (GitHubActions("a/b", "b", "a.yml"), "owner"),
        (GitHubActions("a", "b c", "a.yml"), "repository"),
        (GitHubActions("a", "", "a.yml"), "repository"),
        (GitHubActions("a", "b", ".github/workflows/a.yml"), "workflow"),
        (GitHubActions("a", "b", "a.json"), "workflow"),
        (GitHubActions("a", "b", ""), "workflow"),
        (GitHubActions("a", "b", "a.yml", "x" * 256), "environment"),
        *((GitHubActions("a", "b", "a.yml", f"x{char}"), "environment") for char in "'\"`,;\\\n\x00"),
        (GitLabCI("-a", "b", "a.yml"), "namespace"),
        (GitLabCI("a.git", "b", "a.yml"), "namespace"),
        (GitLabCI("a", "b/c", "a.yml"), "project"),
        (GitLabCI("a", "b.atom", "a.yml"), "project"),
        (GitLabCI("a", "b", "/a.yml"), "workflow"),
        (GitLabCI("a", "b", "a.yml/"), "workflow"),
        (GitLabCI("a", "b", "a"), "workflow"),
        (GitLabCI("a", "b", "a.yml", "x\ny"), "environment"),
        (Google(""), "email"),
        (Google("no address"), "email"),
        (Google("a@b.example", "kim"), "sub"),
        (ActiveState("", "b", "c"), "organization"),
        (ActiveState("a", "b c", "c"), "project"),
        (ActiveState("a", "b", " "), "actor"),
    ],
)
def test_the_illegal_attribute_is_named(identity: Identity, attribute: str) -> None:
    refused = refusal(identity)
    assert refused is not None
    assert refused.attribute == attribute
    assert refused.why


def test_runs_are_watched_on_the_providers_page_or_its_stand_in() -> None:
    assert runs_page(GITHUB, {}) == "https://github.com/Acme-Labs/mono_repo.py/actions/workflows/publish.yaml"
    assert runs_page(GITLAB, {}) == "https://gitlab.com/group/sub/mono/-/pipelines"
    stand_in = {"github.com": "http://127.0.0.1:1"}
    assert runs_page(GITHUB, stand_in).startswith("http://127.0.0.1:1/Acme-Labs/")
    assert runs_page(Google("a@b.example"), {}) == runs_page(ActiveState("a", "b", "c"), {}) == ""
