"""Diagnoses a made-up log of so many megabytes.

python read_log.py MEGABYTES
"""

import sys
from io import BytesIO

from primer.adapters.files.log_lines import numbered_lines
from primer.diagnosis.scan import scanned

STAMP = b"publish\tUpload\t2026-11-21T14:00:01.0007919Z "
LINES = (
    b"\x1b[36;1mdrwxr-xr-x 2 runner docker 4096 build/lib/acme_core/messages\x1b[0m",
    b"npm http fetch GET 200 https://registry.npmjs.org/@acme%2fcore 12ms (cache hit)",
    b"error: a test failed, and says nothing of publishing",
    b" 10% ----\r 55% -------\r100% ----------",
)


def main(megabytes: int) -> None:
    """Scans all of it."""
    block = b"".join(STAMP + line + b"\n" for line in LINES)
    scanned(numbered_lines(BytesIO(block * (megabytes * 1_000_000 // len(block)))))


if __name__ == "__main__":
    main(int(sys.argv[1]))
