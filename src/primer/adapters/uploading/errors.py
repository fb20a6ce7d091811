"""Why an upload got no answer, in words that hold no address and no credential."""

from http.client import BadStatusLine, RemoteDisconnected

from primer.core.problem import Missing, Problem, TheirAnswer, YourInput
from primer.core.registry import Registry

AGAIN = "run the same command again: it looks first whether the file arrived"


def closed_address(registry: Registry, why: str) -> Problem:
    """The address is none that primer sends a token to."""
    return YourInput(
        "wrong-upload-address",
        f"primer sends no token to the upload address of {registry.title}: {why}",
        "correct upload-url under [tool.primer.registries]",
    )


def not_sent(registry: Registry, error: Exception) -> Problem:
    """What an exception on the way means; neither it nor its own words are kept."""
    from requests import exceptions

    if isinstance(error, exceptions.SSLError):
        return Missing(
            "insecure-connection",
            f"No secure connection to {registry.title} could be made, so nothing was sent",
            "if a proxy of yours signs with its own certificate, set REQUESTS_CA_BUNDLE to that",
            _reason(error),
        )
    if isinstance(error, exceptions.ProxyError):
        return Missing(
            "proxy-refused",
            f"The proxy of this environment did not let the upload through to {registry.title}",
            "correct HTTPS_PROXY, or add the registry's host to NO_PROXY",
            _reason(error),
        )
    if isinstance(error, exceptions.Timeout):
        return TheirAnswer("no-answer", f"{registry.title} did not answer in time", AGAIN)
    if isinstance(error, exceptions.RequestException):
        return TheirAnswer(
            "no-answer", f"{registry.title} gave no answer to an upload", AGAIN, _reason(error)
        )
    return Missing("upload-not-sent", f"A file could not be sent to {registry.title}", AGAIN, _reason(error))


def not_read(registry: Registry, why: str) -> Problem:
    """The file that was to be sent is not there, or no longer what it was."""
    return Missing("upload-not-sent", f"A file could not be sent to {registry.title}", AGAIN, (why,))


def _reason(error: BaseException) -> tuple[str, ...]:
    """The system's own words for the innermost cause, otherwise the error's kind."""
    seen: set[int] = set()
    pending: list[BaseException] = [error]
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, OSError) and current.strerror:
            return (current.strerror,)
        if isinstance(current, BadStatusLine):
            hung_up = isinstance(current, RemoteDisconnected)
            return ("it hung up without a word" if hung_up else "it did not speak HTTP",)
        inner = (*current.args, current.__cause__, current.__context__, getattr(current, "reason", None))
        pending.extend(one for one in inner if isinstance(one, BaseException))
    return (type(error).__name__,)
