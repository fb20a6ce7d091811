"""How uploads wait: importing this module imports requests, so only the uploader does, when it is used."""

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter


class Patient(HTTPAdapter):
    """Bounds every wait, and sends once: twine's own adapter tries a refused connection five times."""

    def __init__(self, connect: float, silence: float) -> None:
        super().__init__(max_retries=0)
        self._waits = (connect, silence)

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float | None, float | None] | None = None,
        verify: bool | str = True,
        cert: str | tuple[str, str] | None = None,
        proxies: dict[str, str] | None = None,
    ) -> Response:
        """Sends with primer's own waits where the caller names none; twine names none."""
        return super().send(request, stream, timeout or self._waits, verify, cert, proxies)
