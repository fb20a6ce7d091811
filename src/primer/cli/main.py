"""The command `primer`."""


def main() -> int:
    """Runs the command; gives the exit code."""
    return 0
