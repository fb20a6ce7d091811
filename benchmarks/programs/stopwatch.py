"""Runs one program and says what it cost, on standard output; the program's own words go to standard error.

    python -I -S stopwatch.py PROGRAM [ARGUMENT...]

One line: seconds by the clock, seconds of the processor, children included, the largest process's peak as
the system counts it, and the exit code.

A process on Linux starts with the peak of whoever started it. So whoever starts it has to be smaller than
what is measured, which the benchmarks are not: this is a bare Python that imports next to nothing.
"""

import os
import sys
import time


def main(words: list[str]) -> None:
    """Starts the program at once and waits for it."""
    to_error = [(os.POSIX_SPAWN_DUP2, 2, 1)]
    begin = time.perf_counter()
    child = os.posix_spawnp(words[0], words, os.environ, file_actions=to_error)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    processor = usage.ru_utime + usage.ru_stime
    sys.stdout.write(f"{wall} {processor} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
