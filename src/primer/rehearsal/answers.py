"""The plain answers of the site: JSON, and a way on to another page."""

import json
from collections.abc import Mapping

from werkzeug.wrappers import Response


def json_answer(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Data as JSON."""
    answer = Response(json.dumps(data), status, mimetype="application/json", headers=dict(headers or {}))
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def html_answer(page: str, status: int = 200) -> Response:
    """A page, never kept by a cache."""
    return Response(page, status, mimetype="text/html", headers={"Cache-Control": "no-store"})
