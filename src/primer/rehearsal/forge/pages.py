"""The forge's side: its repository interface, and the page where a release run is started."""

from collections.abc import Sequence

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import html_answer, json_answer
from primer.rehearsal.forge.ci import Releases, Run
from primer.rehearsal.markup import Form, form, lines, page, paragraph
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.warehouse import Warehouse

EVERYWHERE = "/-/release/"
EVERY_WORKFLOW = "A tag starts every workflow that listens to it."


def repository_json(house: Warehouse, owner: str, name: str) -> Response:
    """A repository as the forge writes it, however it was asked for."""
    path = house.accounts.path(f"{owner}/{name}")
    written_owner, _, written = path.partition("/")
    written_owner = house.accounts.owner(written_owner)
    account = {"login": written_owner, "id": int(house.accounts.number(written_owner))}
    data = {"name": written, "full_name": f"{written_owner}/{written}", "private": False, "owner": account}
    return json_answer(data)


def run_page(house: Warehouse, releases: Releases, request: Request) -> Response:
    """What a release would publish, whichever workflow's page this is, and the button that starts it."""
    packages = _packages(releases, request)
    entries = [f"{package} {releases.versions.get(package, '')}" for package in packages]
    entries += [entry for other in releases.beside for entry in other.entries()]
    words = "The runs build these and publish them through trusted publishing, without a token."
    button = form(Form(request.path, "Push the tag"))
    return html_answer(
        page("Release", house.title, paragraph(f"{EVERY_WORKFLOW} {words}"), lines(entries), button)
    )


def start_run(house: Warehouse, releases: Releases, request: Request) -> Response:
    """Runs it, and shows what became of each file."""
    outcome = list(Run(house, releases).publish(_packages(releases, request)))
    outcome += [line for other in releases.beside for line in other.publish()]
    shown = lines(outcome or ["There was nothing to publish."])
    return html_answer(page(_title(outcome), house.title, paragraph(EVERY_WORKFLOW), shown))


def _title(outcome: Sequence[str]) -> str:
    """How the run ended: a line for a file ends with "published", one for a failure has the word and why."""
    published = sum(line.endswith(" published") for line in outcome)
    if published == len(outcome) > 0:
        return "The run succeeded"
    return "The run failed in part" if published else "The run failed"


def _packages(releases: Releases, request: Request) -> Sequence[str]:
    """Every package of the release: a tag is not meant for the one workflow that is looked at."""
    if request.path != EVERYWHERE and not releases.runs_at(request.path):
        raise Refusal(404, "No job of this repository publishes from here.")
    return [package for package in releases.identities if package in releases.versions]
