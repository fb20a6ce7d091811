"""Speaks to the rehearsal site as plain HTTP clients do, with nothing of primer between."""

import base64
import hashlib
import http.client
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from distributions import Distribution


@dataclass(frozen=True)
class Got:
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> object:
        parsed: object = json.loads(self.body)
        return parsed


def ask(url: str, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None) -> Got:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        connection.request(
            method, url.removeprefix(f"http://{parts.netloc}"), body or None, dict(headers or {})
        )
        answer = connection.getresponse()
        names = {key.lower(): value for key, value in answer.getheaders()}
        return Got(answer.status, answer.reason, names, answer.read())
    finally:
        connection.close()


def send_form(url: str, values: Mapping[str, str]) -> Got:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(url, "POST", urlencode(values).encode(), kind)


def send_json(url: str, data: object) -> Got:
    return ask(url, "POST", json.dumps(data).encode(), {"Content-Type": "application/json"})


def basic(token: str, user: str = "__token__") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{token}".encode()).decode()}


def probe(upload_url: str, token: str) -> Got:
    """The empty form that asks whether a token is known."""
    body = urlencode({":action": "file_upload", "protocol_version": "1"}).encode()
    return ask(
        upload_url, "POST", body, {"Content-Type": "application/x-www-form-urlencoded", **basic(token)}
    )


def upload(
    upload_url: str, token: str, name: str, file: Distribution, *, version: str = "0.0.1", **fields: str
) -> Got:
    """A whole upload; `fields` replace or add to the form, an empty one leaves a field out."""
    form: dict[str, str] = {
        ":action": "file_upload",
        "protocol_version": "1",
        "metadata_version": "2.4",
        "name": name,
        "version": version,
        "filetype": "bdist_wheel" if file.filename.endswith(".whl") else "sdist",
        "summary": "Made by a test",
        "sha256_digest": hashlib.sha256(file.content).hexdigest(),
        **fields,
    }
    values: dict[str, object] = {key: value for key, value in form.items() if value}
    values["content"] = FileStorage(io.BytesIO(file.content), filename=file.filename)
    boundary, body = encode_multipart(values)
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return ask(upload_url, "POST", body, {**kind, **basic(token)})
