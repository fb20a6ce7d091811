"""How the site says no: a status with PyPI's words, as reason phrase and as HTML page."""

import html
from collections.abc import Mapping

from werkzeug.wrappers import Response


class Refusal(Exception):
    """Ends a request with this status and these words."""

    def __init__(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.headers = dict(headers or {})


_EXPLANATIONS = {
    400: "The server could not comply with the request since it is either malformed or otherwise incorrect.",
    403: "Access was denied to this resource.",
    404: "The resource could not be found.",
    405: "The method is not allowed for this resource.",
    409: "There was a conflict when trying to complete your request.",
    429: "The client has sent too many requests in a given amount of time.",
}


def refusal_page(refusal: Refusal) -> Response:
    """The answer as PyPI's upload interface gives it; the reason phrase is kept to one line of ASCII."""
    words = html.escape(refusal.words)
    head = f"{refusal.status} {words}"
    explanation = _EXPLANATIONS.get(refusal.status, "")
    body = (
        f"<html>\n <head>\n  <title>{head}</title>\n </head>\n <body>\n  <h1>{head}</h1>\n"
        f"  {explanation}<br/><br/>\n{words}\n\n\n </body>\n</html>"
    )
    answer = Response(body, mimetype="text/html", headers=refusal.headers)
    answer.status = f"{refusal.status} {_reason(refusal.words)}"
    return answer


def _reason(words: str) -> str:
    line = " ".join(words.split())
    return line.encode("ascii", "replace").decode("ascii") or "Refused"
