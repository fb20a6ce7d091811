"""`python3 dev bench`: measures everything, prints the table, and writes it into the README.

    python -m benchmarks [--quick] [--no-readme] [PART...]

Parts: startup, growth, latency, priming, diagnosis; all of them without a name. A quick run is for a glance:
fewer runs, without the slowest of the others. It leaves the README alone, and so does a run of some parts.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from platform import machine, python_version, system
from typing import Protocol

from benchmarks import diagnosis, growth, latency, priming, startup
from benchmarks.rivals import CHECKOUT, install, versions
from benchmarks.table import Row, markdown, write


class Part(Protocol):
    """What is measured; `folder` is its own to write into."""

    def __call__(self, folder: Path, *, quick: bool) -> Iterator[Row]:
        """The rows as they are measured."""
        ...


PARTS: Mapping[str, Part] = {
    "startup": startup.rows,
    "growth": growth.rows,
    "latency": latency.rows,
    "priming": priming.rows,
    "diagnosis": diagnosis.rows,
}


def main() -> int:
    """0 when every goal was met."""
    parser = argparse.ArgumentParser(prog="dev bench", description="Measures primer beside the other tools.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer runs, fewer tools")
    parser.add_argument("--no-readme", action="store_true", help="leave the README as it is")
    said = parser.parse_args()
    wanted = said.parts or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    install()
    with tempfile.TemporaryDirectory(prefix="primer-benchmarks-") as folder:
        rows = [row for part in wanted for row in _told(PARTS[part](Path(folder), quick=said.quick))]
    text = f"{markdown(rows)}\n{_conditions()}\n"
    sys.stdout.write(text)
    if not (said.quick or said.no_readme or said.parts):
        write(CHECKOUT / "README.md", text)
    return 1 if any(row.met is False for row in rows) else 0


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        sys.stderr.write(f"{row.subject}: {row.primer}; {row.beside}; ratio {row.ratio}\n")
        yield row


def _conditions() -> str:
    where = f"{cpu_count()} cores, {system()} {machine()}, Python {python_version()}"
    return f"Measured on {datetime.now(UTC):%Y-%m-%d} on {where}, with {versions()}."


if __name__ == "__main__":
    sys.exit(main())
