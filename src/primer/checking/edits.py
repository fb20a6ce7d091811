"""Changing a text in a few places and nowhere else."""

from collections.abc import Iterable

from primer.core.finding import Edit


def mended(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; the same edit counts once, and insertions at one place keep their order.

    Raises ValueError when two edits overlap or one lies outside the text.
    """
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    parts: list[str] = []
    done = 0
    for edit in ordered:
        if not done <= edit.start <= edit.end <= len(text):
            raise ValueError(f"an edit at {edit.start} to {edit.end} overlaps another or the text's end")
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*parts, text[done:]))
