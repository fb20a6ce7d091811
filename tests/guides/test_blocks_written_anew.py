"""A screen is written into its block and nowhere else."""

from guides.fences import fences, markers
from guides.write_screens import written_anew

PAGE = """\
# Title

<!-- screen: token -->
```text
old
```

1. A step:

   <!-- screen: upload -->
   ```text
   older

   still older
   ```

```console
$ primer init
```

````text
```
````
"""


def test_every_block_of_a_page_is_seen_with_its_line_and_its_screen() -> None:
    found = [(fence.line, fence.language, fence.screen, fence.text) for fence in fences("page", PAGE)]
    assert found == [
        (4, "text", "token", "old"),
        (11, "text", "upload", "older\n\nstill older"),
        (17, "console", "", "$ primer init"),
        (21, "text", "", "```"),
    ]
    assert list(markers(PAGE)) == [(3, "token"), (10, "upload")]


def test_a_block_that_nothing_closes_ends_with_the_page() -> None:
    (fence,) = fences("page", "```text\nrow\n")
    assert (fence.place, fence.text) == ("page:1", "row")


def test_a_marker_that_is_not_right_above_names_nothing() -> None:
    (fence,) = fences("page", "<!-- screen: token -->\n\n```text\n```\n")
    assert fence.screen == ""


def test_only_named_blocks_are_written_and_in_their_indent() -> None:
    today = {"token": "new\nnewer", "upload": "  at the margin\n\nend"}
    written = written_anew(PAGE, today.get)
    assert written == PAGE.replace("old\n```\n\n1.", "new\nnewer\n```\n\n1.").replace(
        "   older\n\n   still older\n", "     at the margin\n\n   end\n"
    )
    assert written_anew(written, today.get) == written


def test_what_cannot_be_played_stays() -> None:
    assert written_anew(PAGE, lambda _: None) == PAGE
