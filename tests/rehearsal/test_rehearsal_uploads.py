"""The upload interface of the rehearsal: PyPI's checks, in PyPI's order, in its words."""

import pytest

from distributions import Distribution, metadata, sdist, tarred, wheel, zipped
from primer.core.registry import Quota
from primer.rehearsal.pypi.projects import HostedProject
from primer.rehearsal.pypi.site import Site
from servers.rehearsal_fixture import Clock
from site_client import Got, ask, upload


class Account:
    """The person's account token, and uploads with it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.url = site.registry().upload_url
        self.token = site.house.tokens.issue("test")[1]

    def upload(self, name: str, file: Distribution | None = None, **fields: str) -> Got:
        return upload(self.url, self.token, name, file or wheel(name), **fields)


@pytest.fixture
def account(site: Site) -> Account:
    return Account(site)


def test_a_first_upload_makes_the_project_and_its_owner(account: Account) -> None:
    assert account.upload("a-b", sdist("a-b")).status == 200
    assert account.upload("a-b").status == 200
    project = account.site.house.projects.find("A.B")
    assert project is not None
    assert project.owners == ("you",)
    assert sorted(project.files) == ["a_b-0.0.1-py3-none-any.whl", "a_b-0.0.1.tar.gz"]


def test_read_only_comes_before_everything(account: Account) -> None:
    account.site.house.switches.read_only = True
    answer = upload(account.url, "no-token", "a-b", wheel("a-b"))
    assert (answer.status, answer.reason) == (403, "Read-only mode: Uploads are temporarily disabled.")


def test_closed_uploads_come_before_identity(account: Account) -> None:
    account.site.house.switches.uploads_disabled = True
    answer = upload(account.url, "no-token", "a-b", wheel("a-b"))
    assert answer.reason.startswith("New uploads are temporarily disabled.")


def test_identity_comes_before_the_form(account: Account) -> None:
    answer = upload(account.url, "no-token", "", wheel("a-b"))
    assert (answer.status, answer.reason[:30]) == (403, "Invalid or non-existent authen")


WRONG_FIELDS = [
    ({"metadata_version": "3.0"}, "'3.0' is an invalid value for Metadata-Version."),
    ({"summary": "x" * 513}, f"'{'x' * 30}...{'x' * 30}' is an invalid value for Summary."),
    ({"version": "one"}, "'one' is an invalid value for Version."),
    ({"version": "1.0+local"}, "The use of local versions in <Version('1.0+local')> is not allowed."),
    (
        {"classifiers": "Private :: Do Not Upload"},
        "'Private :: Do Not Upload' is an invalid value for Classifier.",
    ),
    ({"license": "MIT", "license_expression": "MIT"}, "'MIT' is an invalid value for License."),
    ({"license_expression": "Free As Air"}, "'Free As Air' is an invalid value for License-Expression."),
    ({"requires_python": "three"}, "'three' is an invalid value for Requires-Python."),
    (
        {"description_content_type": "text/html"},
        "'text/html' is an invalid value for Description-Content-Type.",
    ),
    (
        {"project_urls": f"{'x' * 33}, https://example.org"},
        f"'{'x' * 33}' is an invalid value for Project-URL.",
    ),
    (
        {"sha256_digest": "00"},
        "The digest supplied does not match a digest calculated from the uploaded file.",
    ),
    ({"sha256_digest": ""}, "Error: Include at least one message digest."),
    ({"filetype": "bdist_egg"}, "Invalid value for filetype."),
    ({"protocol_version": "2"}, "Unknown protocol version."),
    ({"attestations": "[]"}, "Attestations are currently only supported when using Trusted Publishing."),
    (
        {"description": "a\n=\n\nb\n---\n\n.. nonsense::\n", "description_content_type": "text/x-rst"},
        "The description failed to render for 'text/x-rst'.",
    ),
]


@pytest.mark.parametrize(
    ("fields", "words"), WRONG_FIELDS, ids=[next(iter(f)) + str(i) for i, (f, _) in enumerate(WRONG_FIELDS)]
)
def test_a_wrong_field_is_refused_and_makes_nothing(
    account: Account, fields: dict[str, str], words: str
) -> None:
    answer = account.upload("a-b", None, **fields)
    assert answer.status == 400
    assert answer.reason.startswith(words), answer.reason
    assert account.site.house.projects.find("a-b") is None


WRONG_FILES = {
    "of another project": wheel("c-d"),
    "of another version": wheel("a-b", "0.0.2"),
    "without METADATA": Distribution("a_b-0.0.1-py3-none-any.whl", zipped({"a_b/__init__.py": ""})),
    "that is no archive": Distribution("a_b-0.0.1-py3-none-any.whl", b"no zip"),
    "with an old-style name": Distribution("a-b-0.0.1.tar.gz", sdist("a-b").content),
    "without PKG-INFO": Distribution("a_b-0.0.1.tar.gz", tarred({"a_b-0.0.1/a.py": ""})),
    "with two top folders": Distribution(
        "a_b-0.0.1.tar.gz", tarred({"a_b-0.0.1/PKG-INFO": metadata("a-b", "0.0.1"), "other/x": ""})
    ),
    "that is cut short": Distribution("a_b-0.0.1.tar.gz", sdist("a-b").content[:60]),
    "with a path for a name": Distribution("../a_b-0.0.1.tar.gz", sdist("a-b").content),
    "with another ending": Distribution("a_b-0.0.1.egg", b""),
}


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_wrong_file_is_refused_and_makes_nothing(account: Account, case: str) -> None:
    assert account.upload("a-b", WRONG_FILES[case]).status == 400
    assert account.site.house.projects.find("a-b") is None


WRONG_NAMES = {
    "json": (400, "conflict with Python Standard Library module name"),
    "python": (400, "isn't allowed."),
    "my-fi1e": (400, "too similar to an existing project"),
    "-a": (400, "invalid value for Name"),
}


@pytest.mark.parametrize("name", WRONG_NAMES)
def test_a_name_that_is_not_to_be_had_is_refused_and_costs_no_quota(account: Account, name: str) -> None:
    account.upload("my-file")
    left = account.site.house.quota.remaining()
    status, words = WRONG_NAMES[name]
    answer = account.upload(name, wheel("a-b"))
    assert answer.status == status
    assert words in answer.reason
    assert account.site.house.quota.remaining() == left


def test_identical_bytes_again_are_fine(account: Account) -> None:
    assert [account.upload("a-b").status for _ in range(2)] == [200, 200]


def test_other_bytes_of_the_same_name_are_refused(account: Account) -> None:
    account.upload("a-b")
    answer = account.upload("a-b", wheel("a-b", body="x = 1\n"))
    assert answer.status == 400
    assert answer.reason.startswith("File already exists ('a_b-0.0.1-py3-none-any.whl', with blake2_256 hash")


def test_the_name_of_a_deleted_file_is_never_free_again(account: Account) -> None:
    account.upload("a-b")
    house = account.site.house
    project = house.projects.find("a-b")
    assert project is not None
    house.projects.delete_release(project, "0.0.1")
    answer = account.upload("a-b")
    assert (answer.status, answer.reason[:36]) == (400, "This filename has already been used,")


def test_an_old_release_takes_no_new_files(account: Account, clock: Clock) -> None:
    account.upload("a-b")
    clock.forward(days=15)
    assert "older than 14 days" in account.upload("a-b", sdist("a-b")).reason


def test_a_strangers_project_is_refused(account: Account) -> None:
    house = account.site.house
    house.projects.add(HostedProject("a-b", house.clock(), ("stranger",)))
    answer = account.upload("a-b")
    assert answer.status == 403
    assert answer.reason.startswith("The user 'you' isn't allowed to upload to project 'a-b'.")


def test_an_account_without_verified_mail_is_refused(account: Account) -> None:
    account.site.house.switches.account_verified = False
    answer = account.upload("a-b")
    assert (answer.status, "verified primary email" in answer.reason) == (403, True)


def test_an_archived_project_takes_nothing(account: Account) -> None:
    account.upload("a-b")
    project = account.site.house.projects.find("a-b")
    assert project is not None
    project.status = "archived"
    assert account.upload("a-b", sdist("a-b")).status == 403


def test_every_creating_upload_says_what_is_left(account: Account) -> None:
    answer = account.upload("a-b")
    assert '"project.create.user";q=4;w=86400;pk=:user:' in answer.headers["ratelimit-policy"]
    assert answer.headers["ratelimit"].startswith('"project.create.user";r=3;t=86400')
    assert "ratelimit" not in account.upload("a-b", sdist("a-b")).headers


def test_the_fifth_new_project_of_a_day_is_refused(account: Account, clock: Clock) -> None:
    assert [account.upload(f"new-{number}").status for number in range(5)] == [200, 200, 200, 200, 429]
    clock.forward(hours=23)
    refused = account.upload("new-5")
    assert (refused.status, refused.reason) == (429, "Too many new projects created")
    assert "r=0;t=" in refused.headers["ratelimit"]
    assert account.site.house.projects.find("new-5") is None


def test_attempts_that_were_denied_count_too(account: Account, clock: Clock) -> None:
    for number in range(6):
        account.upload(f"new-{number}")
    clock.forward(hours=25)
    assert account.upload("new-6").status == 200
    clock.forward(hours=-1)
    assert account.site.house.quota.remaining() < 4


def test_a_denied_attempt_on_a_new_name_costs_quota(account: Account) -> None:
    record, _ = account.site.house.tokens.issue("forged")
    account.site.house.switches.account_verified = False
    answer = account.upload("a-b")
    assert (answer.status, account.site.house.quota.remaining()) == (403, 3)
    assert record.id != ""


def test_without_a_quota_nothing_is_said_of_one() -> None:
    with Site(quota=None) as site:
        answer = Account(site).upload("a-b")
    assert (answer.status, "ratelimit" in answer.headers) == (200, False)


def test_another_quota_is_said_as_it_is() -> None:
    with Site(quota=Quota(20, 3600)) as site:
        assert '"project.create.user";q=20;w=3600' in Account(site).upload("a-b").headers["ratelimit-policy"]


def test_uploads_are_posts(site: Site) -> None:
    assert ask(site.registry().upload_url).status == 405
