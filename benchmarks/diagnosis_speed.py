"""What a diagnosis costs beside merely reading the log's lines, and whether twice the log costs twice.

    python benchmarks/diagnosis_speed.py [MEGABYTES]

Prints seconds of this machine for orientation; only the ratios mean anything elsewhere.
"""

import sys
import time
from collections.abc import Callable, Iterable
from io import BytesIO

from primer.adapters.files.log_lines import numbered_lines
from primer.diagnosis.scan import scanned

GOAL = 2.5
"""At most so many times the cost, for twice the log."""
STAMP = b"publish\tUpload\t2026-11-21T14:00:01.0007919Z "
LINES = (
    b"\x1b[36;1mdrwxr-xr-x 2 runner docker 4096 build/lib/acme_core/messages\x1b[0m",
    b"npm http fetch GET 200 https://registry.npmjs.org/@acme%2fcore 12ms (cache hit)",
    b"error: a test failed, and says nothing of publishing",
    b" 10% ----\r 55% -------\r100% ----------",
)


def log(size: int) -> bytes:
    """So many bytes, about."""
    block = b"".join(STAMP + line + b"\n" for line in LINES)
    return block * (size // len(block))


def cost(work: Callable[[Iterable[tuple[int, str]]], object], content: bytes) -> float:
    """The processor's seconds of a piece of work on the lines of a log."""
    begin = time.process_time()
    work(numbered_lines(BytesIO(content)))
    return time.process_time() - begin


def main() -> int:
    """0 when the cost grows with the log and no faster."""
    size = int(sys.argv[1] if len(sys.argv) > 1 else "25") * 1_000_000
    reading = cost(lambda lines: sum(1 for _ in lines), log(size))
    once, twice = (cost(scanned, log(times * size)) for times in (1, 2))
    sys.stdout.write(f"reading {reading:.2f} s   diagnosing {once:.2f} s   ratio {once / reading:.0f}\n")
    sys.stdout.write(f"twice the log {twice:.2f} s   ratio {twice / once:.2f}   goal below {GOAL}\n")
    return 0 if twice < GOAL * once else 1


if __name__ == "__main__":
    sys.exit(main())
