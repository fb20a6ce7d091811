"""Which pages a browser opens, and which addresses a token may go to."""

import pytest

from primer.core.call import Handover
from primer.core.problem import Problem
from primer.core.registry import Ecosystem, Registry
from primer.core.token import Tombstone
from primer.registries.addresses import NPM
from primer.registries.npm.pages import handover
from primer.registries.npm.registry import NpmInterface

LOCAL = Registry(
    "npm",
    "npm",
    Ecosystem.JAVASCRIPT,
    "http://127.0.0.1:4873",
    "http://127.0.0.1:4873",
    "http://127.0.0.1:4873",
)
HOUSE = Registry(
    "acme",
    "Acme's",
    Ecosystem.JAVASCRIPT,
    "https://npm.acme.example/registry",
    "https://npm.acme.example/registry",
    "https://npm.acme.example",
)
PAGE = "https://www.npmjs.com/login/cli/one"
ADDRESS = "https://registry.npmjs.org/-/v1/done?authId=one"


@pytest.mark.parametrize(
    ("registry", "page", "address"),
    [
        (NPM, PAGE, ADDRESS),
        (NPM, "https://www.npmjs.com:443/login", "https://registry.npmjs.org:443/-/v1/done"),
        (HOUSE, "https://npm.acme.example/login", "https://npm.acme.example/registry/-/v1/done"),
        (LOCAL, "http://127.0.0.1:4873/login", "http://127.0.0.1:4873/-/v1/done"),
        (LOCAL, "http://localhost:5000/login", "http://127.0.0.1:4873/-/v1/done"),
    ],
)
def test_the_registrys_own_are_handed_over(registry: Registry, page: str, address: str) -> None:
    assert handover(registry, page, address) == Handover(page, address)


@pytest.mark.parametrize(
    "page",
    [
        "http://www.npmjs.com/login",
        "https://npmjs.com/login",
        "https://registry.npmjs.org/login",
        "https://www.npmjs.com.example/login",
        "https://www.npmjs.com:8443/login",
        "https://www.npmjs.com@npmjs.example/login",
        "https://kim:secret@www.npmjs.com/login",
        "https://npmjs.example\\@www.npmjs.com/login",
        "https://www.npmjs.com\\.npmjs.example/login",
        "https://www.npmjs.com/\nlogin",
        "https://www.npmjs.com/ login",
        "http://127.0.0.1/login",
        "//www.npmjs.com/login",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://[www.npmjs.com/login",
        "https://www.npmjs.com:99999/login",
        "https://www.npmjs.com/" + "a" * 2000,
        "",
    ],
)
def test_a_page_elsewhere_is_refused(page: str) -> None:
    assert reference(handover(NPM, page, ADDRESS)) == "foreign-page"


@pytest.mark.parametrize(
    "address",
    [
        "http://registry.npmjs.org/-/v1/done",
        "https://www.npmjs.com/-/v1/done",
        "https://registry.npmjs.org.example/done",
        "https://registry.npmjs.org:444/done",
        "https://registry.npmjs.org@npmjs.example/done",
        "http://127.0.0.1/done",
    ],
)
def test_an_address_elsewhere_gets_no_token(address: str) -> None:
    assert reference(handover(NPM, PAGE, address)) == "foreign-page"


def test_a_registry_of_this_machine_stays_on_it() -> None:
    address = "http://127.0.0.1:4873/done"
    assert reference(handover(LOCAL, "https://www.npmjs.com/login", address)) == "foreign-page"
    assert reference(handover(LOCAL, "http://127.0.0.1:4873/x", "http://127.0.0.1:1/done")) == "foreign-page"


@pytest.mark.parametrize(("page", "address"), [(None, ADDRESS), (PAGE, None), (1, [])])
def test_what_is_no_address_is_refused(page: object, address: object) -> None:
    assert reference(handover(NPM, page, address)) == "foreign-page"


def test_the_pages_for_people() -> None:
    interface = NpmInterface()
    web = "https://www.npmjs.com"
    assert interface.token_page(NPM) == f"{web}/settings/~/tokens/granular-access-tokens/new"
    assert interface.removal_page(NPM, Tombstone("one", "")) == f"{web}/settings/~/tokens"
    assert interface.retire_page(NPM, "@acme/core") == f"{web}/package/@acme/core/access"
    assert interface.organization_page(NPM) == f"{web}/org/create"
    assert interface.pending_page(NPM) == ""


def reference(found: Handover | Problem) -> str:
    assert isinstance(found, Problem)
    return found.reference
