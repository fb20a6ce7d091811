"""A log-in: begun in the browser or with a pasted token, proved, and ended whatever happens."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fakes.site import GRANULAR
from fakes.sitting import Sitting, managed, sitting
from fakes.voice import FakeVoice, T
from made_up import NOW, package
from primer.core.memory import Declared, TokenSeenDead, TokenUsed
from primer.core.problem import Missing, Problem, Stop
from primer.core.project import Unlooked
from primer.core.registry import Ecosystem
from primer.core.secret import Secret
from primer.engine.revoke import remind
from primer.engine.session import PATIENCE, Session, logged_in
from primer.ports.hands import Answer
from primer.ports.signs import Mark
from primer.ports.voice import Arrived, Key, Stage, Watch
from primer.registries.addresses import NPM
from primer.registries.npm.registry import NpmInterface

MANAGER = NpmInterface().manager
GONE = Missing("no-answer", "npm gave no answer", "try again")
BEGIN = "POST /-/v1/login"


def seated() -> Sitting:
    return sitting(managed(package("@acme/core", ecosystem=Ecosystem.JAVASCRIPT)))


def under(here: Sitting, act: Callable[[Session], None] = lambda _: None) -> Session | Problem | None:
    """Logs in, does this, and gives what the log-in was."""
    with logged_in(here.wizard(), here.world.look(), MANAGER) as session:
        if isinstance(session, Session):
            act(session)
    return session


def used(here: Sitting) -> list[TokenUsed]:
    return [one for one in here.world.eyes.entries if isinstance(one, TokenUsed)]


def deaths(here: Sitting) -> list[TokenSeenDead]:
    return [one for one in here.world.eyes.entries if isinstance(one, TokenSeenDead)]


def references(here: Sitting) -> list[str]:
    return [problem.reference for problem in here.voice.problems]


def test_the_person_opens_the_page_and_the_session_is_known_by_its_user() -> None:
    here = seated()
    here.voice.watches.append(Key.OPEN)
    session = under(here)
    assert isinstance(session, Session)
    assert session.manages
    assert here.hands.pages == ["https://www.npmjs.com/login/1"]
    assert "seen: logged in to npm as ada · until 15:02 UTC · in a keyring of values" in here.voice.said


def test_no_page_is_opened_unasked() -> None:
    here = seated()
    under(here)
    assert here.hands.pages == []


def test_the_keyring_is_proved_before_anything_and_the_session_is_written_down_before_it_is_leased() -> None:
    here = seated()
    under(here)
    first = ["probe keyring", "between at npm", "POST /-/v1/login at npm"]
    assert here.hands.log[:3] == first
    assert here.hands.log.index("record TokenUsed") < here.hands.log.index("lease at npm")


def test_the_lease_lasts_for_the_minutes_and_for_the_registrys_slowness() -> None:
    here = seated()
    ends = []
    under(here, lambda session: ends.append(session.lease.ends))
    assert ends == [NOW + timedelta(minutes=60)]


def test_a_session_that_comes_while_the_person_leaves_is_written_down_all_the_same() -> None:
    here = seated()

    class Leaves(FakeVoice):
        def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
            here.world.site.visit("https://www.npmjs.com/login/1")
            assert isinstance(watch.look(), Arrived)
            return Key.LEAVE

    here.voice = Leaves()
    assert under(here) is None
    assert [one.known for one in used(here)] == [None]


def test_waiting_for_the_page_ends_by_itself_and_asks_no_more_often_than_it_is_told() -> None:
    here = seated()
    here.world.site.waits = [2.0, 10.0]
    under(here)
    assert here.voice.until == NOW + PATIENCE
    assert [words for words in here.hands.log if words.startswith("wait")] == ["wait 7.0"]


def test_only_the_refusal_that_is_seen_after_logging_out_counts() -> None:
    here = seated()
    under(here)
    (known,) = {one.tombstone.token_id for one in used(here)}
    assert deaths(here) == [TokenSeenDead("npm", known, NOW)]
    assert "seen: npm refuses the token of 2026-11-21 14:02 UTC" in here.voice.said


def test_a_session_that_is_refused_at_once_needs_no_page() -> None:
    here = seated()
    under(here)
    assert here.voice.watched == ["Log in to npm on its page"]
    assert here.voice.until == NOW + PATIENCE


def test_a_registry_that_takes_its_time_is_asked_again_for_two_minutes() -> None:
    here = seated()
    here.world.site.logs_out = False
    here.voice.meanwhile = lambda: here.world.site.visit("/tokens")
    under(here)
    assert here.voice.until == NOW + timedelta(minutes=2)
    assert len(deaths(here)) == 1
    assert here.voice.shown_errands == []


def test_a_log_out_that_does_not_revoke_is_not_believed_and_the_person_looks_at_the_page() -> None:
    here = seated()
    here.world.site.logs_out = False
    here.voice.click = lambda page: None if page.endswith("/tokens") else here.world.click(page)
    session = under(here)
    assert "npm still knows the token of 2026-11-21 14:02 UTC" in here.voice.watched
    (errand,) = here.voice.shown_errands
    assert errand.page is not None
    assert errand.page.url == "https://www.npmjs.com/settings/~/tokens"
    assert deaths(here) == []
    assert isinstance(here.world.eyes.entries[-1], Declared)
    assert isinstance(session, Session)
    assert not session.left


def test_what_the_person_removes_there_is_seen_and_needs_no_word() -> None:
    here = seated()
    here.world.site.logs_out = False
    under(here)
    assert len(deaths(here)) == 1
    assert here.hands.slot is None


def test_leaving_while_the_token_lives_leaves_the_walk() -> None:
    here = seated()
    here.world.site.logs_out = False
    here.voice.click = lambda page: None if page.endswith("/tokens") else here.world.click(page)
    here.voice.errands.append(Key.LEAVE)
    session = under(here)
    assert isinstance(session, Session)
    assert session.left


def test_who_the_token_is_may_stay_unseen_and_then_its_end_needs_the_persons_word() -> None:
    here = seated()
    here.world.site.named = False
    under(here)
    assert "unseen: whose token this is could not be seen: its answer tells nothing of the token (200)" in (
        here.voice.said
    )
    assert deaths(here) == []
    assert isinstance(here.world.eyes.entries[-1], Declared)


def test_a_token_that_is_dead_at_once_serves_nothing() -> None:
    here = seated()
    here.world.site.refuses["GET whoami"] = [Answer(401, "{}")]
    problem = under(here)
    assert isinstance(problem, Problem)
    assert references(here) == ["dead-token"]
    assert (here.hands.slot, here.world.site.session) == (None, "")
    assert deaths(here) == []


def test_a_pasted_token_that_is_dead_at_once_is_believed_to_be() -> None:
    here = seated()
    here.voice.answers["Log in to npm?"] = ["paste"]
    here.voice.makes_token = here.world.site.paste
    here.world.site.refuses["GET whoami"] = [Answer(401, "{}")]
    under(here)
    assert references(here) == ["dead-token"]
    assert (here.hands.slot, len(deaths(here))) == (None, 1)


def test_a_registry_without_a_page_to_log_in_on_is_said_and_a_token_may_serve() -> None:
    here = seated()
    here.world.site.logs_in = False
    here.voice.makes_token = here.world.site.paste
    session = under(here)
    assert references(here) == ["no-web-log-in"]
    assert isinstance(session, Session)
    assert not session.manages


def test_a_token_need_not_be_pasted_there() -> None:
    here = seated()
    here.hands.answers[BEGIN] = [Stop(GONE)]
    here.voice.answers["Paste a token instead?"] = ["leave"]
    assert under(here) == GONE
    assert here.voice.problems == [GONE]
    assert used(here) == []


def test_a_pasted_token_is_asked_for_with_its_limits_and_goes_the_same_way() -> None:
    here = seated()
    here.voice.answers["Log in to npm?"] = ["paste"]
    here.voice.makes_token = here.world.site.paste
    under(here)
    (request,) = here.voice.requests
    assert request.explanation.startswith(MANAGER.words.instead)
    assert request.page.url == NpmInterface().token_page(NPM)
    assert here.hands.slot is None
    assert len(deaths(here)) == 1
    assert here.voice.stages == ["3 Log in", "6 Revoke"]


def test_what_is_no_token_of_the_registry_is_explained_and_asked_for_again() -> None:
    here = seated()
    here.voice.answers["Log in to npm?"] = ["paste"]
    here.voice.tokens = [Secret("no token at all")]
    here.voice.makes_token = here.world.site.paste
    under(here)
    assert references(here) == ["malformed-token"]
    assert len(here.voice.requests) == 2
    assert GRANULAR not in "".join(here.voice.said)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143), ValueError("a bug")])
def test_whatever_ends_it_the_session_is_ended_too_and_nobody_is_asked(error: BaseException) -> None:
    here = seated()

    def fails(_: Session) -> None:
        raise error

    with pytest.raises(type(error)):
        under(here, fails)
    assert (here.hands.slot, here.world.site.session, len(deaths(here))) == (None, "", 1)
    assert here.voice.shown_errands == []


def test_ending_it_on_the_way_out_gives_up_at_the_first_thing_that_fails() -> None:
    here = seated()
    here.hands.answers["DELETE /-/user/token/{token}"] = [Stop(GONE)]

    def leaves(_: Session) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        under(here, leaves)
    assert here.hands.slot is None
    assert deaths(here) == []


@pytest.mark.parametrize("at", ["lease", "GET /-/whoami", "DELETE /-/user/token/{token}"])
def test_an_interruption_at_any_point_of_the_session_still_logs_out(at: str) -> None:
    here = seated()
    here.hands.answers[at] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        under(here)
    assert (here.hands.slot, here.world.site.session) == (None, "")


def test_an_interruption_at_the_header_of_the_log_out_still_logs_out() -> None:
    class Interrupted(FakeVoice):
        def stage(self, stage: Stage) -> None:
            if self.watched:
                raise KeyboardInterrupt
            FakeVoice.stage(self, stage)

    here = seated()
    here.voice = Interrupted(click=here.voice.click)
    with pytest.raises(KeyboardInterrupt):
        under(here)
    assert (here.hands.slot, here.world.site.session) == (None, "")


def test_a_screen_that_is_gone_keeps_no_session_from_being_ended() -> None:
    class Gone(FakeVoice):
        def say(self, mark: Mark, words: str) -> None:
            if "logged in" in words:
                raise BrokenPipeError
            FakeVoice.say(self, mark, words)

    here = seated()
    here.voice = Gone(click=here.voice.click)
    with pytest.raises(BrokenPipeError):
        under(here)
    assert (here.hands.slot, here.world.site.session, len(deaths(here))) == (None, "", 1)


def test_who_interrupts_reads_what_was_seen_of_the_session_and_of_the_keyring() -> None:
    here = seated()
    with pytest.raises(KeyboardInterrupt):
        under(here, interrupts)
    assert "seen: npm refuses the token of 2026-11-21 14:02 UTC" in here.voice.said
    assert here.voice.said[-1].startswith("seen: erased from this machine (keyring empty")


def test_who_interrupts_reads_once_where_to_end_a_session_that_may_still_live() -> None:
    here = seated()
    here.world.site.logs_out = False
    with pytest.raises(KeyboardInterrupt):
        under(here, interrupts)
    remind(here.wizard(), here.world.look())
    page = "https://www.npmjs.com/settings/~/tokens"
    told = [words for words in here.voice.said if "may still live" in words]
    assert told == [f"todo: the token of 2026-11-21 14:02 UTC may still live at npm; remove it: {page}"]


def test_who_interrupts_while_the_page_is_open_reads_where_a_session_may_have_begun() -> None:
    class Interrupted(FakeVoice):
        def watch(self, watch: Watch[T]) -> Arrived[T] | Key:
            raise KeyboardInterrupt(watch.words)

    here = seated()
    here.voice = Interrupted(click=here.voice.click)
    with pytest.raises(KeyboardInterrupt):
        under(here)
    assert here.voice.said[-1].endswith(": https://www.npmjs.com/settings/~/tokens")


def interrupts(_: Session) -> None:
    raise KeyboardInterrupt


def test_of_a_pasted_token_no_end_is_said_but_that_of_its_stay_in_the_keyring() -> None:
    here = seated()
    here.voice.answers["Log in to npm?"] = ["paste"]
    here.voice.makes_token = here.world.site.paste
    under(here)
    known = "npm knows the pasted token as ada · in a keyring of values · taken from there again at 15:02 UTC"
    assert f"seen: {known}" in here.voice.said


def test_not_now_does_nothing_at_all() -> None:
    here = seated()
    here.voice.answers["Log in to npm?"] = ["leave"]
    assert under(here) is None
    assert used(here) == []
    assert "todo: not logged in to npm; nothing was done there" in here.voice.said


def test_a_page_elsewhere_is_never_shown() -> None:
    here = seated()
    pages = '{"loginUrl": "https://npmjs.example/x", "doneUrl": "https://registry.npmjs.org/-/v1/done"}'
    here.hands.answers[BEGIN] = [Answer(200, pages)]
    here.voice.answers["Paste a token instead?"] = ["leave"]
    under(here)
    assert references(here) == ["foreign-page"]
    assert here.hands.pages == []


def test_a_proxy_between_is_said_before_anybody_logs_in() -> None:
    here = seated()
    here.hands.proxy = "Uploads go through a proxy."
    under(here)
    assert here.voice.said[0] == "Uploads go through a proxy."


def test_a_question_that_gets_no_answer_is_asked_again() -> None:
    here = seated()
    here.world.site.waits = [Unlooked("it answered 500"), Stop(GONE)]
    assert isinstance(under(here), Session)
    assert here.voice.watched[:2] == [
        "npm could not be asked: it answered 500",
        "npm could not be asked: npm gave no answer",
    ]
