"""The pages of a site of npm's kind where the person approves things, and those of the account's tokens."""

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import html_answer
from primer.rehearsal.markup import Field, Form, code, form, lines, link, page, paragraph
from primer.rehearsal.npm.handovers import Begun
from primer.rehearsal.npm.house import NpmHouse
from primer.rehearsal.npm.refusal import NpmRefusal
from primer.rehearsal.npm.tokens import Kind, NpmToken

SETTINGS = "/settings/~/tokens"
_WAYS = {"no": "Ask for a second factor", "yes": "Bypass two-factor authentication"}


def home(house: NpmHouse, _request: Request) -> Response:
    """The way to every page."""
    packages = [link(package.name, f"/package/{package.name}/access") for package in house.packages]
    return html_answer(page(house.title, house.title, link("Access tokens", SETTINGS), *packages))


def login_page(house: NpmHouse, _request: Request, name: str) -> Response:
    """Asks whether a program may log in."""
    _begun(house, name, log_in=True)
    words = paragraph("A program on this machine wants to log in. The real site asks for your password here.")
    button = form(Form(f"/login/cli/{name}", f"Log in as {house.user}"))
    return html_answer(page("Log in", house.title, words, button))


def approve_login(house: NpmHouse, _request: Request, name: str) -> Response:
    """Logs the program in: its session begins now."""
    begun = _begun(house, name, log_in=True)
    begun.result = begun.result or house.tokens.session()
    return html_answer(page("Logged in", house.title, paragraph("Go back to your terminal.")))


def factor_page(house: NpmHouse, _request: Request, name: str) -> Response:
    """Asks for the second factor, for this request or for the next five minutes."""
    _begun(house, name, log_in=False)
    action = f"/auth/cli/{name}"
    words = paragraph("A program on this machine wants to change a package. The real site asks for your key.")
    skipping = Form(action, "Approve, and skip 2FA for 5 minutes", hidden={"skip": "yes"})
    return html_answer(
        page("Approve", house.title, words, form(skipping), form(Form(action, "Approve this request only")))
    )


def approve_factor(house: NpmHouse, request: Request, name: str) -> Response:
    """Approves the request."""
    begun = _begun(house, name, log_in=False)
    if not begun.result:
        house.factor.approve(begun, skip=request.form.get("skip") == "yes")
    return html_answer(page("Approved", house.title, paragraph("Go back to your terminal.")))


def tokens_page(house: NpmHouse, _request: Request) -> Response:
    """Every token of the account, each with the button that deletes it."""
    live = house.tokens.live()
    words = paragraph(f"{len(live)} tokens." if live else "No tokens.")
    forms = [_removal(token) for token in live]
    new = link("Generate new token", f"{SETTINGS}/granular-access-tokens/new")
    return html_answer(page("Access tokens", house.title, words, *forms, new))


def remove_token(house: NpmHouse, request: Request) -> Response:
    """Deletes a token at once."""
    if not house.tokens.remove(request.form.get("key", "")):
        raise NpmRefusal(400, "This token does not exist.")
    return html_answer(page("Token deleted", house.title, link("Back", SETTINGS)))


def new_token_page(house: NpmHouse, _request: Request) -> Response:
    """The form that makes a granular token; as on the real site it asks for a second factor by default."""
    fields = [Field("Token name", "description"), Field("Two-factor authentication", "bypass", "no", _WAYS)]
    scope = lines(["Packages and scopes: read and write, all packages", "Expires in 90 days"])
    action = f"{SETTINGS}/granular-access-tokens/new"
    return html_answer(
        page("New granular access token", house.title, scope, form(Form(action, "Generate token", fields)))
    )


def make_token(house: NpmHouse, request: Request) -> Response:
    """Makes the token and shows it, this once."""
    name = request.form.get("description", "").strip()
    if not name:
        raise NpmRefusal(400, "Token name is required")
    token = house.tokens.granular(name, bypasses=request.form.get("bypass") == "yes")
    words = paragraph("Make sure you copy the token now: you will not be able to see it again.")
    return html_answer(
        page(f"Token {name!r}", house.title, words, code(token, "token"), link("Back", SETTINGS))
    )


def _begun(house: NpmHouse, name: str, *, log_in: bool) -> Begun:
    begun = house.handovers.on_page(name, log_in=log_in)
    if begun is None:
        raise NpmRefusal(404, "There is nothing to approve here any more.")
    return begun


def _removal(token: NpmToken) -> str:
    kind = "session" if token.kind is Kind.SESSION else "granular access token"
    return form(
        Form(
            SETTINGS,
            "Delete token",
            hidden={"key": token.key},
            anchor=token.key[:12],
            heading=f"{token.name}, {kind}, {token.shown}…",
        )
    )
