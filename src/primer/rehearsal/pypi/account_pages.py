"""The pages of the person's account: making a token, removing one, pending publishers, organizations."""

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import html_answer
from primer.rehearsal.markup import Field, Form, code, form, lines, link, page, paragraph
from primer.rehearsal.pypi.identity_forms import FORMS, described, identity_of
from primer.rehearsal.pypi.names import refuse_new
from primer.rehearsal.pypi.publisher_forms import filled_values, owner_casing, publisher_form
from primer.rehearsal.pypi.publishers import PENDING_SLOTS
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.tokens import IssuedToken
from primer.rehearsal.pypi.warehouse import Warehouse

ACCOUNT = "/manage/account/"
MAKE = "/manage/account/token/"
REMOVE = "/manage/account/token/delete/"
PENDING = "/manage/account/publishing/"
ORGANIZATIONS = "/manage/organizations/"
WHOLE_ACCOUNT = "scope:user"


def token_page(house: Warehouse, request: Request) -> Response:
    """The form that makes a token; a project can be chosen beforehand."""
    scopes = {WHOLE_ACCOUNT: "Entire account (all projects)"}
    scopes |= {f"scope:project:{project.key}": f"Project: {project.name}" for project in house.projects}
    chosen = f"scope:project:{request.args.get('selected_project', '')}"
    fields = [
        Field("Token name", "description"),
        Field("Scope", "token_scope", chosen if chosen in scopes else WHOLE_ACCOUNT, scopes),
    ]
    explanation = paragraph(
        "The real site asks for your password or second factor before it shows this page."
    )
    return html_answer(
        page("Add API token", house.title, explanation, form(Form(MAKE, "Create token", fields)))
    )


def make_token(house: Warehouse, request: Request) -> Response:
    """Makes the token and shows it, this once."""
    description = request.form.get("description", "").strip()
    if not description:
        raise Refusal(400, "Specify a token name")
    if any(token.description == description for token in house.tokens.live()):
        raise Refusal(400, "API token name already in use")
    scope = request.form.get("token_scope", WHOLE_ACCOUNT)
    record, token = _issue(house, description, scope)
    return html_answer(
        page(
            f"Token for {record.description!r}",
            house.title,
            paragraph(f"Scope: {record.scope}. Unique identifier: {record.id}."),
            paragraph("For security reasons this token will only appear once. Copy it now."),
            code(token, "token"),
            link("Back to the account", f"{ACCOUNT}#API-tokens"),
        )
    )


def _issue(house: Warehouse, description: str, scope: str) -> tuple[IssuedToken, str]:
    if scope == WHOLE_ACCOUNT:
        return house.tokens.issue(description)
    project = house.projects.find(scope.removeprefix("scope:project:"))
    if project is None:
        raise Refusal(400, "Unknown or invalid project name")
    return house.tokens.issue(description, project.key, project.id)


def account_page(house: Warehouse, _request: Request) -> Response:
    """The account's tokens, each with the dialog that removes it."""
    dialogs = [_removal(token) for token in house.tokens.live()]
    words = "The real site asks for your password when a token is removed." if dialogs else "No API tokens."
    return html_answer(
        page("Account settings", house.title, paragraph(words), *dialogs, link("Add API token", MAKE))
    )


def _removal(token: IssuedToken) -> str:
    return form(
        Form(
            REMOVE,
            "Remove API token",
            hidden={"macaroon_id": token.id},
            anchor=f"remove-API-token--{token.id}",
            heading=f"{token.description}, {token.scope}, unique identifier {token.id}",
        )
    )


def remove_token(house: Warehouse, request: Request) -> Response:
    """Removes a token at once."""
    if not house.tokens.remove(request.form.get("macaroon_id", "")):
        raise Refusal(400, "API token does not exist.")
    return html_answer(page("API token removed", house.title, link("Back to the account", ACCOUNT)))


def pending_page(house: Warehouse, request: Request) -> Response:
    """The form for a publisher whose project is not there yet; like the real one it is never prefilled."""
    provider = request.args.get("provider", "github")
    waiting = [f"{p.project}: {described(p.registered.identity)}" for p in house.pending.all()]
    blank = publisher_form(PENDING, provider, {}, "Add", extra=[Field("PyPI Project Name", "project_name")])
    others = [link(f"{name} form", f"{PENDING}?provider={name}") for name in FORMS if name != provider]
    words = paragraph(f"{len(waiting)} of {PENDING_SLOTS} pending publishers. They run out after 30 days.")
    return html_answer(page("Publishing", house.title, words, lines(waiting), form(blank), *others))


def add_pending(house: Warehouse, request: Request) -> Response:
    """Registers a pending publisher."""
    provider, values = filled_values(request)
    name = request.form.get("project_name", "").strip()
    if house.projects.find(name) is not None:
        words = "This project already exists: use the project's publishing settings page."
        raise Refusal(400, words)
    refuse_new(name, house.projects.names(), house.switches.prohibited, house.help("project-name"))
    identity = identity_of(provider, values, owner_casing(house, values))
    house.pending.add(name, house.registered(identity))
    words = paragraph(f"{name}: {described(identity)}")
    return html_answer(page("Pending publisher added", house.title, words, link("Back", PENDING)))


def organizations_page(house: Warehouse, _request: Request) -> Response:
    """The form by which an organization's owner creates a project."""
    choices = {name: name for name in house.switches.organizations}
    fields = [
        Field("Organization", "organization", options=choices),
        Field("Project name", "new_project_name"),
    ]
    return html_answer(
        page("Your organizations", house.title, form(Form(ORGANIZATIONS, "Create project", fields)))
    )


def create_in_organization(house: Warehouse, request: Request) -> Response:
    """Creates an empty project that belongs to an organization; it counts against no quota."""
    organization = request.form.get("organization", "")
    if organization not in house.switches.organizations:
        raise Refusal(400, "There is no such organization of yours.")
    project = house.new_project(request.form.get("new_project_name", "").strip(), organization)
    house.projects.add(project)
    words = paragraph(f"{project.name} belongs to {organization}.")
    return html_answer(page("Project created", house.title, words, link("Back", ORGANIZATIONS)))
