"""placeholder-retired: every verdict of it."""

from fakes.eyes import FakeEyes
from made_up import observed, project, release, target
from primer.core.project import Unlooked
from primer.core.verdict import Done, FactId, Todo, Unseen, Visit, Waits
from primer.facts.placeholder_retired import PlaceholderRetired

PAGE = "https://pypi.org/manage/project/acme-core/releases/"


def test_a_placeholder_beside_a_release_is_to_be_yanked_on_its_page() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"), release("0.2.0"))})
    assert PlaceholderRetired(target()).look(eyes) == Todo(Visit("yank 0.0.1 on its page", PAGE))


def test_a_yanked_placeholder_is_retired() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1", yanked=True), release("0.2.0"))})
    assert PlaceholderRetired(target()).look(eyes) == Done(observed("0.0.1 yanked"))


def test_half_a_yank_is_none() -> None:
    sdist, wheel = release("0.0.1")
    yanked_sdist, _ = release("0.0.1", yanked=True)
    assert sdist.filename == yanked_sdist.filename
    eyes = FakeEyes({"acme-core": project((yanked_sdist, wheel), release("0.2.0"))})
    assert isinstance(PlaceholderRetired(target()).look(eyes), Todo)


def test_a_placeholder_that_was_removed_is_retired() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.2.0"))})
    assert PlaceholderRetired(target()).look(eyes) == Done(observed("0.0.1 is not there"))


def test_nobody_is_sent_to_yank_the_only_release() -> None:
    eyes = FakeEyes({"acme-core": project(release("0.0.1"))})
    waits = Waits((FactId("first-oidc-publish", "pypi", "acme-core"),))
    assert PlaceholderRetired(target()).look(eyes) == waits


def test_a_project_that_cannot_be_seen_is_unseen() -> None:
    eyes = FakeEyes({"acme-core": Unlooked("offline")})
    assert PlaceholderRetired(target()).look(eyes) == Unseen("offline")
