"""A question with the flag that answers it; only a yes to what cannot be undone has none."""

from datetime import datetime

from primer.core.value import frozen

BACK = "<"
"""The answer of somebody who would rather be asked the question before."""


@frozen
class Choice:
    """One possible answer: its key, and what it means, name first."""

    key: str
    label: str


@frozen
class Question:
    """`choices` empty asks for text; `several` lets more than one be chosen (keys joined by a space).

    `flag` is how to answer it without being asked, empty where only a person may. `note` is one line beside
    the question. With `back` the answer may be BACK. `until` is when the token's lease ends
    that the answer is about.
    """

    text: str
    flag: str
    default: str
    choices: tuple[Choice, ...] = ()
    several: bool = False
    note: str = ""
    back: bool = False
    until: datetime | None = None
