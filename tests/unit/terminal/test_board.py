"""The choices of a question as they stand, at any size of the window."""

from datetime import UTC, datetime, timedelta

from primer.core.question import BACK, Choice, Question
from primer.core.value import replace
from primer.terminal.board import Board, board_of
from primer.terminal.layout import as_text
from primer.terminal.surface import Surface

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
UPLOAD = Question(
    "Upload them?",
    "",
    "no",
    (Choice("no", "no: nothing goes up, and the token is erased here"), Choice("yes", "yes")),
    note="a version is burned for good",
)
NAMES = tuple(Choice(f"package-{number}", f"package-{number}") for number in range(50))


def shown(board: Board, surface: Surface) -> str:
    return as_text(board.blocks(surface, NOW), surface)


def test_nothing_is_cut_and_no_word_is_broken_where_the_window_is_narrow() -> None:
    assert shown(board_of(UPLOAD), Surface(40)) == (
        "? Upload them? (a version is burned for\n"
        "  good)\n"
        " » no: nothing goes up, and the token is\n"
        "   erased here\n"
        "   yes\n"
        "  [Enter] takes it   [Ctrl-C] leaves\n"
    )


def test_an_answered_question_is_one_line() -> None:
    board = board_of(UPLOAD)
    board.move(1)
    assert board.take() == "yes"
    assert shown(board, Surface(80)) == "? Upload them? yes\n"


def test_the_way_back_and_what_runs_out_are_told_beside_the_keys() -> None:
    leased = replace(UPLOAD, back=True, until=NOW + timedelta(minutes=24), note="")
    assert shown(board_of(leased), Surface(80)).splitlines()[-1] == (
        "  [Enter] takes it   [<] back   [Ctrl-C] leaves   token good for 24 min"
    )
    board = board_of(leased)
    assert board.go_back() == BACK
    assert shown(board, Surface(80)) == "? Upload them? (back)\n"


def test_of_fifty_choices_those_around_the_chosen_one_fill_the_window_and_the_rest_is_counted() -> None:
    board = board_of(Question("Which?", "", "package-20", NAMES))
    rows = shown(board, Surface(80, height=24)).splitlines()
    assert len(rows) <= 24
    assert " » package-20" in rows
    assert rows[1] == "   … 12 more above"
    assert rows[-2] == "   … 21 more below"


def test_the_first_and_the_last_of_many_can_be_reached() -> None:
    board = board_of(Question("Which?", "", "", NAMES))
    board.move(-1)
    rows = shown(board, Surface(80, height=10)).splitlines()
    assert rows[-2] == " » package-49"
    board.point(0)
    assert shown(board, Surface(80, height=10)).splitlines()[1] == " » package-0"
    board.point(99)
    assert board.at == 0


def test_several_are_chosen_one_by_one_or_all_at_once_and_told_in_their_order() -> None:
    board = board_of(Question("Which?", "", "package-1", NAMES[:3], several=True))
    assert shown(board, Surface(80)) == (
        "? Which?\n"
        " » [ ] package-0\n"
        "   [x] package-1\n"
        "   [ ] package-2\n"
        "  [space] chooses   [a] all   [Enter] ends   [Ctrl-C] leaves\n"
    )
    board.toggle()
    assert board.take() == "package-0 package-1"
    board.toggle_all()
    assert board.take() == "package-0 package-1 package-2"
    board.toggle_all()
    assert board.take() == ""
    assert shown(board, Surface(80)) == "? Which? none\n"
