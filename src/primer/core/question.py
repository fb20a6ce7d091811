"""A question with the flag that answers it; nothing is asked that no flag can answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: its key, and what it means, name first."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """`choices` empty asks for text; `several` lets more than one be chosen (keys joined by a space).

    `flag` is how to answer it without being asked; `note` is one line under the question.
    """

    text: str
    flag: str
    default: str
    choices: tuple[Choice, ...] = ()
    several: bool = False
    note: str = ""
