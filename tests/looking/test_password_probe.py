"""A real pypiserver, asked whether it knows a password."""

from primer.adapters.web.client import Http
from primer.adapters.web.response import Response
from primer.core.project import TokenState, Unlooked
from primer.core.secret import Secret
from primer.registries.pypi.probe import FORM, USER, token_state
from servers.pypiserver_fixture import PypiServer


def probed(server: PypiServer, password: Secret) -> TokenState | Unlooked:
    with Http() as http:
        answer = http.post_form(server.registry.upload_url, FORM, (USER, password.reveal()))
    assert isinstance(answer, Response)
    return token_state(None, answer.status, answer.reason, answer.text)


def test_a_password_is_known_until_it_is_taken_away(pypiserver: PypiServer) -> None:
    password = pypiserver.token()
    assert probed(pypiserver, password) is TokenState.KNOWN
    pypiserver.revoke(password)
    assert probed(pypiserver, password) is TokenState.GONE
    assert list(pypiserver.folder.iterdir()) == []
