"""`python -m primer` is the command `primer`."""

import sys

from primer.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
