"""Choosing with arrows and single keys, drawn over in place; asked by questionary, so only when live."""

from collections.abc import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import ColorDepth

from primer.core.question import BACK, Question
from primer.terminal.asking import asked
from primer.terminal.board import Board, board_of
from primer.terminal.lookout import utc_now
from primer.terminal.pad import Measure, fragments

COUNTDOWN = 1.0
"""Seconds between two pictures of a question that runs out."""


def choose(question: Question, surface: Measure) -> str:
    """The key of the choice, keys joined by a space, or BACK."""
    board = board_of(question)
    control = FormattedTextControl(
        lambda: fragments(board.blocks(surface(), utc_now()), surface()), show_cursor=False
    )
    application: Application[str] = Application(
        layout=Layout(Window(control, wrap_lines=True, dont_extend_height=True)),
        key_bindings=_bindings(board),
        color_depth=None if surface().colour else ColorDepth.DEPTH_1_BIT,
        refresh_interval=COUNTDOWN if question.until else None,
    )
    return asked(application)


def _bindings(board: Board) -> KeyBindings:
    bindings = KeyBindings()
    _moving(bindings, board)
    _ending(bindings, board)
    if board.question.several:
        _toggling(bindings, board)
    return bindings


def _moving(bindings: KeyBindings, board: Board) -> None:
    moves: dict[str, Callable[[], None]] = {
        "down": lambda: board.move(1),
        "up": lambda: board.move(-1),
        "j": lambda: board.move(1),
        "k": lambda: board.move(-1),
        "tab": lambda: board.move(1),
        "home": lambda: board.point(0),
        "end": lambda: board.point(len(board.question.choices) - 1),
        **{str(number): _pointing(board, number - 1) for number in range(1, 10)},
    }
    for key, move in moves.items():
        bindings.add(key)(_told(move))


def _pointing(board: Board, place: int) -> Callable[[], None]:
    return lambda: board.point(place)


def _toggling(bindings: KeyBindings, board: Board) -> None:
    bindings.add("space")(_told(board.toggle))
    bindings.add("a")(_told(board.toggle_all))


def _told(act: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
    def pressed(_event: KeyPressEvent) -> None:
        act()

    return pressed


def _ending(bindings: KeyBindings, board: Board) -> None:
    @bindings.add("c-c")
    @bindings.add("c-d")
    @bindings.add("<sigint>")
    def leave(event: KeyPressEvent) -> None:
        if not event.app.is_done:
            event.app.exit(exception=KeyboardInterrupt)

    @bindings.add("enter")
    def take(event: KeyPressEvent) -> None:
        if not event.app.is_done:
            event.app.exit(result=board.take())

    @bindings.add(Keys.Any)
    def other(event: KeyPressEvent) -> None:
        if event.data == BACK and board.question.back and not event.app.is_done:
            event.app.exit(result=board.go_back())
