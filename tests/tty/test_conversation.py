"""The conversation in a real terminal, seen through an emulator."""

import pytest

from emulator import CTRL_C, CTRL_D, CTRL_Z, DOWN, ENTER, Emulator
from tty_play import Play

PASTED = "pypi-" + "made-up-on-the-spot" * 4


def ended(terminal: Emulator) -> str:
    """The outcome the scene told."""
    assert terminal.wait_for_end() == 0
    return terminal.text.rpartition("outcome: ")[2].rpartition(".")[0]


@pytest.mark.parametrize(
    ("scene", "words"), [("ask", "Upload"), ("text", "environment"), ("several", "testing")]
)
@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D])
def test_ctrl_c_and_ctrl_d_leave_every_question(play: Play, scene: str, words: str, keys: str) -> None:
    terminal = play(scene)
    terminal.wait_for(words)
    terminal.send(keys)
    assert ended(terminal) == "KeyboardInterrupt"
    assert "Traceback" not in terminal.text


def test_a_question_shows_its_note_and_flag_and_takes_arrows(play: Play) -> None:
    terminal = play("ask")
    terminal.wait_for("leaves")
    assert terminal.text == (
        "? Upload them? (a version is burned for good; --yes)\n"
        " » no\n"
        "   yes, upload\n"
        "   show them\n"
        "  [Enter] takes it   [Ctrl-C] leaves"
    )
    terminal.send(DOWN + ENTER)
    assert ended(terminal) == "yes"
    assert terminal.rows[0] == "? Upload them? yes, upload"


def test_a_question_for_a_line_says_what_enter_does_and_how_to_go_back_and_leave(play: Play) -> None:
    terminal = play("twice", columns=40)
    terminal.wait_for("> 0.0.1")
    assert terminal.text == (
        "? Which version? (--placeholder-version)\n"
        "  Enter alone is 0.0.1.\n"
        "  < and Enter go back. Ctrl-C leaves.\n"
        "  > 0.0.1"
    )
    terminal.send(CTRL_C)
    assert ended(terminal) == "KeyboardInterrupt"


def test_enter_takes_the_default(play: Play) -> None:
    for scene, words, answer in (
        ("ask", "show", "no"),
        ("text", "> pypi", "pypi"),
        ("several", "server", "protos"),
    ):
        terminal = play(scene)
        terminal.wait_for(words)
        terminal.send(ENTER)
        assert ended(terminal) == answer


def test_the_enter_after_the_way_back_answers_no_question_before(play: Play) -> None:
    terminal = play("twice")
    terminal.wait_for("< and Enter go back")
    terminal.send("<")
    terminal.wait_for("0.0.1<")
    terminal.send(ENTER)
    terminal.wait_for("show them")
    terminal.send(DOWN + ENTER)
    assert ended(terminal) == "back, yes"


def test_several_are_chosen_with_the_space_bar(play: Play) -> None:
    terminal = play("several")
    terminal.wait_for("server")
    terminal.send(DOWN + " " + ENTER)
    assert ended(terminal) == "protos testing"


@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}])
def test_a_typed_token_is_never_on_the_screen_nor_on_the_wire_to_it(
    play: Play, environ: dict[str, str]
) -> None:
    terminal = play("token", environ=environ)
    terminal.wait_for("nothing is shown")
    terminal.wait_for("\n  >" if environ else "shown)")
    terminal.send(f"  {PASTED} {ENTER}")
    assert ended(terminal) == f"{len(PASTED)} characters"
    assert b"made-up" not in terminal.raw
    assert b"pypi-" not in terminal.raw


def test_a_bracketed_paste_loses_its_last_newline(play: Play) -> None:
    terminal = play("token")
    terminal.wait_for("nothing is shown")
    terminal.paste(f"{PASTED}\n")
    terminal.send(ENTER)
    assert ended(terminal) == f"{len(PASTED)} characters"
    assert b"made-up" not in terminal.raw


@pytest.mark.parametrize(
    ("typed", "outcome"), [("c", "COPY"), (f"o{ENTER}", "OPEN"), ("q", "KeyboardInterrupt")]
)
def test_a_lone_letter_opens_copies_or_leaves_with_or_without_enter(
    play: Play, typed: str, outcome: str
) -> None:
    terminal = play("token")
    terminal.wait_for("nothing is shown")
    terminal.send(typed)
    assert ended(terminal) == outcome


def test_a_token_that_begins_with_such_a_letter_is_read_whole(play: Play) -> None:
    terminal = play("token")
    terminal.wait_for("nothing is shown")
    terminal.send(f"\x1aorange{ENTER}")
    assert ended(terminal) == "6 characters"


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, f"abc{CTRL_D}"])
@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}])
def test_the_token_can_be_left(play: Play, keys: str, environ: dict[str, str]) -> None:
    if environ and keys.startswith("abc"):
        keys = CTRL_D
    terminal = play("token", environ=environ)
    terminal.wait_for("nothing is shown")
    terminal.wait_for("\n  >" if environ else "shown)")
    terminal.send(keys)
    assert ended(terminal) == "KeyboardInterrupt"


def test_a_card_is_shown_once_and_enter_opens_but_never_declares(play: Play) -> None:
    terminal = play("card")
    terminal.wait_for("[q] leave")
    assert terminal.text == (
        "\n"
        "primer · Acme-Labs/adk-agent-sim → PyPI                         6 of 7  Register\n"
        "\n"
        "  adk-sim-server (3 of 4)\n"
        "\n"
        "  1  Owner             Acme-Labs      git remote origin\n"
        "  2  Environment name  (leave empty)\n"
        "\n"
        "  [o] open the filled form (Enter)   [1-2] copy one   [c] copy all   [d] done\n"
        "  [s] later   [b] back   [q] leave"
    )
    terminal.send(ENTER)
    terminal.wait_for("form   [1-2]")
    terminal.send(f"x{ENTER}{ENTER}d")
    assert ended(terminal) == "OPEN DONE"
    assert terminal.text.count("Acme-Labs  ") == 1


def test_a_number_copies_one_field(play: Play) -> None:
    terminal = play("card")
    terminal.wait_for("[q] leave")
    terminal.send("1")
    terminal.send("9d")
    assert ended(terminal) == "Acme-Labs DONE"


@pytest.mark.parametrize(
    ("key", "outcome"), [("d", "DONE"), ("s", "LATER"), ("b", "BACK"), ("q", "LEAVE"), ("Q", "LEAVE")]
)
def test_one_key_answers_a_card(play: Play, key: str, outcome: str) -> None:
    terminal = play("card", columns=40)
    terminal.wait_for("[q] leave")
    terminal.send(key)
    assert ended(terminal) == outcome


def test_an_errand_has_its_own_keys(play: Play) -> None:
    terminal = play("errand")
    terminal.wait_for("[q] leave")
    assert "https://pypi.example/manage/project/mono/releases/" in terminal.text
    terminal.send("s")
    assert ended(terminal) == "LATER"


def test_a_watch_ends_by_itself_when_it_arrives(play: Play) -> None:
    terminal = play("arriving")
    terminal.wait_for("PyPI still knows it   asked ")
    assert ended(terminal) == "gone"
    assert "again in" not in terminal.text


@pytest.mark.parametrize("keys", ["q", CTRL_C, CTRL_D])
def test_a_watch_is_left_at_once_even_while_a_look_hangs(play: Play, keys: str) -> None:
    terminal = play("hanging")
    terminal.wait_for("waiting for PyPI   asking")
    terminal.send(keys)
    assert ended(terminal) == ("LEAVE" if keys == "q" else "KeyboardInterrupt")


def test_a_watch_counts_down_and_opens_its_page(play: Play) -> None:
    terminal = play("lasting")
    terminal.wait_for("again in 4 s")
    terminal.wait_for("again in 3 s")
    terminal.send("o")
    assert ended(terminal) == "OPEN"


def test_a_watch_ends_with_its_time_and_with_a_failed_look(play: Play) -> None:
    assert ended(play("timed")) == "LEAVE"
    assert ended(play("failing")) == "raised: the disk is full"


def test_a_page_that_has_its_time_is_waited_for_with_a_countdown(play: Play) -> None:
    terminal = play("approving")
    terminal.wait_for("npm waits for you on its page   asked ")
    terminal.wait_for(", 9 min left")
    assert "https://npm.example/login/cli/1" in terminal.text
    terminal.send("o")
    assert ended(terminal) == "19 characters"
    assert b"made-up" not in terminal.raw


def test_where_nothing_is_drawn_over_the_countdown_stands_beside_each_answer(play: Play) -> None:
    terminal = play("approving", environ={"TERM": "dumb"})
    terminal.wait_for("npm waits for you on its page (")
    terminal.wait_for(" min left)")
    terminal.send("o" + ENTER)
    assert ended(terminal) == "19 characters"


def test_a_narrow_window_and_a_window_made_narrow_keep_all_keys(play: Play) -> None:
    terminal = play("card", columns=100)
    terminal.wait_for("[q] leave")
    terminal.resize(40, 30)
    terminal.wait_for("[d] done   [s] later   [b] back\n  [q] leave")
    terminal.send("s")
    assert ended(terminal) == "LATER"


def test_no_color_colours_nothing(play: Play) -> None:
    terminal = play("card", environ={"NO_COLOR": "1"})
    terminal.wait_for("[q] leave")
    terminal.send("q")
    ended(terminal)
    assert not {f"\x1b[{code}m".encode() for code in (31, 32, 33, 34, 35, 36)} & {
        terminal.raw[at : at + 5] for at in range(len(terminal.raw))
    }


@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"PYTHONIOENCODING": "ascii"}])
def test_where_keys_cannot_be_read_one_by_one_lines_are_taken(play: Play, environ: dict[str, str]) -> None:
    terminal = play("ask", environ=environ)
    terminal.wait_for("  >")
    terminal.send("2" + ENTER)
    assert ended(terminal) == "yes"
    waiting = play("hanging", environ=environ)
    waiting.wait_for("[q] leave")
    waiting.send("q" + ENTER)
    assert ended(waiting) == "LEAVE"


@pytest.mark.parametrize("columns", [100, 40])
def test_the_last_picture_of_an_upload_stays(play: Play, columns: int) -> None:
    terminal = play("uploading", columns=columns)
    assert ended(terminal) == "all there"
    assert "40 of 40 files in " in terminal.text
    assert all(f"package-{number} " in terminal.text for number in range(20))
    assert "token good for" not in terminal.text


def test_an_upload_is_not_put_to_sleep_while_its_token_is_leased(play: Play) -> None:
    terminal = play("interrupted")
    terminal.wait_for("package-1")
    terminal.send(CTRL_Z)
    terminal.send(CTRL_C)
    assert ended(terminal) == "KeyboardInterrupt"


@pytest.mark.parametrize("scene", ["ask", "text", "token"])
def test_ctrl_z_neither_stops_nor_answers_nor_types_at_a_question(play: Play, scene: str) -> None:
    terminal = play(scene)
    terminal.wait_for({"text": "environment", "token": "shown)"}.get(scene, "leave"))
    terminal.send(CTRL_Z + CTRL_C)
    assert ended(terminal) == "KeyboardInterrupt"
    assert "^Z" not in terminal.text


def test_a_window_made_narrower_amid_an_upload_keeps_its_last_picture_whole(play: Play) -> None:
    terminal = play("uploading")
    terminal.wait_for("package-3")
    terminal.resize(40, 30)
    assert ended(terminal) == "all there"
    assert "  40 of 40 files in " in terminal.text


def test_a_window_made_narrower_amid_a_question_breaks_no_word(play: Play) -> None:
    terminal = play("long", columns=100)
    terminal.wait_for("[Ctrl-C] leaves")
    terminal.resize(40, 30)
    terminal.wait_for("\n   erased here")
    terminal.send(ENTER)
    assert ended(terminal) == "no"


def test_an_upload_can_be_interrupted_and_leaves_the_cursor_as_it_was(play: Play) -> None:
    terminal = play("interrupted")
    terminal.wait_for("token good for 23 min")
    terminal.send(CTRL_C)
    assert ended(terminal) == "KeyboardInterrupt"
    assert "0 of 2 files in " in terminal.text
    assert not terminal.screen.cursor.hidden
    assert "Traceback" not in terminal.text


def test_what_lasts_is_shown_after_a_second_and_leaves_no_trace(play: Play) -> None:
    terminal = play("working")
    terminal.wait_for("looking at PyPI and npm · 1")
    assert ended(terminal) == "all looked at"
    assert terminal.text == "  said meanwhile\noutcome: all looked at."


def test_what_is_over_within_a_second_is_not_shown_at_all(play: Play) -> None:
    terminal = play("brief")
    assert ended(terminal) == "at once"
    assert b"looking" not in terminal.raw


def test_what_hangs_can_be_left(play: Play) -> None:
    terminal = play("stuck")
    terminal.wait_for("looking at PyPI and npm · 1 s so far")
    terminal.resize(40, 30)
    terminal.send(CTRL_C)
    assert ended(terminal) == "KeyboardInterrupt"


@pytest.mark.parametrize(
    ("scene", "environ"),
    [("card", {"PRIMER_PLAIN": "1"}), ("ask", {"TERM": "dumb"}), ("uploading", {"PRIMER_PLAIN": "1"})],
)
def test_a_plain_conversation_has_no_escape_sequence(play: Play, scene: str, environ: dict[str, str]) -> None:
    terminal = play(scene, environ=environ)
    if scene in ("card", "ask"):
        terminal.wait_for("  >")
        terminal.send(f"{'d' if scene == 'card' else '1'}{ENTER}")
    ended(terminal)
    assert b"\x1b" not in terminal.raw
    assert not set("✓◐○…✗»→·▓░─│") & set(terminal.text)
