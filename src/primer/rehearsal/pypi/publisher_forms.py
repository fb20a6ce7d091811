"""What the two publisher pages share: the form, and reading it back."""

from collections.abc import Mapping, Sequence

from werkzeug.wrappers import Request

from primer.rehearsal.markup import Field, Form
from primer.rehearsal.pypi.identity_forms import FORMS
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.warehouse import Warehouse

TITLES = {"github": "GitHub", "gitlab": "GitLab", "google": "Google", "activestate": "ActiveState"}


def publisher_form(
    action: str, provider: str, values: Mapping[str, str], button: str, extra: Sequence[Field] = ()
) -> Form:
    """A provider's form with these values in it."""
    if provider not in FORMS:
        raise Refusal(400, f"There is no publisher form for {provider!r}.")
    fields = [Field(entry.label, entry.key, values.get(entry.key, "")) for entry in FORMS[provider]]
    return Form(action, button, [*extra, *fields], {"provider": provider}, provider, TITLES[provider])


def filled_values(request: Request) -> tuple[str, dict[str, str]]:
    """The provider and the values of a form that was sent."""
    provider = request.form.get("provider", "")
    if provider not in FORMS:
        raise Refusal(400, f"There is no publisher form for {provider!r}.")
    return provider, {entry.key: request.form.get(entry.key, "") for entry in FORMS[provider]}


def owner_casing(house: Warehouse, values: Mapping[str, str]) -> str:
    """The owner as GitHub writes it, which the site looks up before it stores a publisher."""
    return house.accounts.owner(values.get("owner", "").strip())
