"""How a site of npm's kind answers: JSON for programs, and its no as JSON with what belongs to it."""

from collections.abc import Mapping

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import json_answer
from primer.rehearsal.pypi.refusal import Refusal


class NpmRefusal(Refusal):
    """Ends a request with this status and words; `more` stands beside the words in the answer's body."""

    def __init__(
        self,
        status: int,
        words: str,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, str] | None = None,
        key: str = "error",
    ) -> None:
        super().__init__(status, words, headers)
        self.body: Mapping[str, str] = {key: words, **(more or {})}


def refusal_json(refusal: Refusal) -> Response:
    """The no as npm's interface gives it."""
    body = refusal.body if isinstance(refusal, NpmRefusal) else {"error": refusal.words}
    return json_answer(body, refusal.status, refusal.headers)


def record(request: Request) -> dict[str, object]:
    """The JSON object that a request carries, empty without a body; Refusal 400 for anything else."""
    value = body_of(request)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NpmRefusal(400, "The body is no JSON object")
    return {str(key): entry for key, entry in value.items()}


def body_of(request: Request) -> object:
    """The JSON that a request carries, None without a body; Refusal 400 for what is no JSON."""
    import json

    data = request.get_data()
    if not data:
        return None
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError):
        raise NpmRefusal(400, "The body is no JSON") from None
    return value
