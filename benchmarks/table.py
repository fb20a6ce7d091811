"""The table: what was measured, beside what, with which ratio and goal; in Markdown, and in the README."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- speed -->", "<!-- /speed -->"
HEAD = "| | primer | beside it | ratio | goal |\n|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison, in words; `met` is None where nothing was promised."""

    subject: str
    primer: str
    beside: str
    ratio: str
    goal: str = ""
    met: bool | None = None


def seconds(value: float) -> str:
    """A time as people read it."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def compared(
    subject: str, one: float, name: str, other: float, ratio: float, most: float | None = None
) -> Row:
    """A row of two times; `most` is the largest ratio that meets the goal."""
    goal = "" if most is None else f"at most {most:g}"
    met = None if most is None else ratio <= most
    return Row(subject, seconds(one), f"{name}: {seconds(other)}", f"{ratio:.2f}", goal, met)


def markdown(rows: Iterable[Row]) -> str:
    """All rows as a Markdown table; a goal that was missed says so."""
    return HEAD + "".join(
        f"| {row.subject} | {row.primer} | {row.beside} | {row.ratio} | {_goal(row)} |\n" for row in rows
    )


def write(readme: Path, text: str) -> None:
    """Puts a text between the README's two markers."""
    before = readme.read_text(encoding="utf-8")
    if BEGIN not in before or END not in before:
        raise SystemExit(f"{readme.name} has no {BEGIN} and {END}")
    pattern = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)
    readme.write_text(pattern.sub(lambda _: f"{BEGIN}\n{text}{END}", before), encoding="utf-8")


def _goal(row: Row) -> str:
    return f"{row.goal}: missed" if row.met is False else row.goal
