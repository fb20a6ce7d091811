"""Questions as questionary asks them; imported only for a live terminal.

questionary asks any application of prompt_toolkit as a question of its own, so primer's are laid out like all
its screens (`choosing`, `live_keyboard`).
"""

from prompt_toolkit.application import Application
from questionary import Question


def asked(application: Application[str]) -> str:
    """The answer. Raises KeyboardInterrupt and EOFError, which questionary's `ask()` would swallow."""
    answer: object = Question(application).unsafe_ask()
    return str(answer)
