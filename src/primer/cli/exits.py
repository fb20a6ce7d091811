"""The exit codes, in one place."""

DONE = 0
STOPPED = 1
USAGE = 2
REMAINS = 3
BUG = 70
INTERRUPTED = 130
