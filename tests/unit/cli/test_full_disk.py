"""What is said of a disk that takes no more."""

import errno
import os

from primer.cli.full_disk import no_space
from primer.cli.streams import SPACE


def test_the_file_is_named_where_the_system_names_it() -> None:
    problem = no_space(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "state/journal.jsonl"))
    assert problem.reference == "no-space-left"
    assert problem.message == "state/journal.jsonl cannot be written: no space left on device"
    assert no_space(OSError(errno.EDQUOT, "Disk quota exceeded", b"x")).message.startswith(
        "x cannot be written"
    )


def test_without_a_file_it_is_said_that_something_could_not_be_written() -> None:
    problem = no_space(OSError(errno.EFBIG, "File too large"))
    assert problem.message == "something could not be written: file too large"
    assert no_space(OSError()).message == "something could not be written: no space left"


def test_what_else_goes_wrong_is_no_matter_of_space() -> None:
    assert not {errno.EPIPE, errno.EIO, errno.EACCES, errno.EBADF} & SPACE
