"""The words of an answer: one sentence that says why."""

import pytest

from primer.adapters.web.answer_words import words_of

PYRAMID = b"""<html>
 <head>
  <title>403 The user &#39;kim&#39; isn&#39;t allowed to upload to project &#39;acme&#39;.</title>
 </head>
 <body>
  <h1>403 The user 'kim' isn't allowed</h1>
  Access was denied to this resource.<br/><br/>
 </body>
</html>"""


BOTTLE = b"""<html><head><title>Error: 400 Bad Request</title></head><body>
<h1>Error: 400 Bad Request</h1><p>Sorry, the requested URL caused an error:</p>
<pre>&#039;acme.tar.gz&#039; already exists</pre></body></html>"""


@pytest.mark.parametrize(
    ("status", "reason", "body", "words"),
    [
        (400, "File already exists", b"<html></html>", "File already exists"),
        (403, "", PYRAMID, "The user 'kim' isn't allowed to upload to project 'acme'."),
        (403, "Forbidden", PYRAMID, "The user 'kim' isn't allowed to upload to project 'acme'."),
        (
            400,
            "Bad Request",
            BOTTLE,
            "Error: 400 Bad Request Sorry, the requested URL caused an error: 'acme.tar.gz' already exists",
        ),
        (429, "Too Many Requests", b"Too Many Requests", "Too Many Requests"),
        (429, "", b"", "Too Many Requests"),
        (409, "Conflict", b'{"message": "acme-0.0.1.tar.gz exists"}', "acme-0.0.1.tar.gz exists"),
        (409, "Conflict", b'{"message": 7}', '{"message": 7}'),
        (500, "Internal Server Error", b"<p>Out of\n <b>paper</b></p>", "Out of paper"),
        (200, "OK", b"", "OK"),
        (599, "", b"", ""),
        (599, "", b"\xff\xfe\x00garbage", "garbage"),
    ],
)
def test_the_most_telling_words_win(status: int, reason: str, body: bytes, words: str) -> None:
    assert words_of(status, reason, body).lstrip("\ufffd ") == words


def test_the_words_are_short_and_printable() -> None:
    words = words_of(400, "", b"\x1b[2J" + b"long " * 10_000)
    assert len(words) <= 400
    assert words.isprintable()
