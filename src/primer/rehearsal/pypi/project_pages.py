"""The pages of a project: its publishers, and its releases with their yanking and deletion."""

from werkzeug.wrappers import Request, Response

from primer.rehearsal.answers import html_answer
from primer.rehearsal.markup import Field, Form, form, lines, link, page, paragraph
from primer.rehearsal.pypi.identity_forms import FORMS, described, identity_of
from primer.rehearsal.pypi.projects import HostedProject, Release
from primer.rehearsal.pypi.publisher_forms import filled_values, owner_casing, publisher_form
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.warehouse import Warehouse


def own_project(house: Warehouse, name: str) -> HostedProject:
    """A project the person may manage; 404 for one that is not there, or is somebody else's."""
    project = house.projects.find(name)
    if project is None or house.user not in project.owners:
        raise Refusal(404, "Not Found")
    return project


def publishing_path(project: HostedProject) -> str:
    """Where a project's publishers are managed."""
    return f"/manage/project/{project.key}/settings/publishing/"


def releases_path(project: HostedProject) -> str:
    """Where a project's releases are managed."""
    return f"/manage/project/{project.key}/releases/"


def publishing_page(house: Warehouse, request: Request, name: str) -> Response:
    """The publisher form, filled from the address where it says so."""
    project = own_project(house, name)
    provider = request.args.get("provider", "github")
    path = publishing_path(project)
    filled = publisher_form(path, provider, request.args.to_dict(), "Add")
    there = [described(registered.identity) for registered in project.publishers]
    others = [link(f"{other} form", f"{path}?provider={other}") for other in FORMS if other != provider]
    words = paragraph(f"Trusted publishers of {project.name}: {len(there) or 'none'}.")
    return html_answer(
        page(
            f"Publishing settings of {project.name}", house.title, words, lines(there), form(filled), *others
        )
    )


def add_publisher(house: Warehouse, request: Request, name: str) -> Response:
    """Registers a publisher for a project that exists."""
    project = own_project(house, name)
    provider, values = filled_values(request)
    identity = identity_of(provider, values, owner_casing(house, values))
    if any(registered.identity == identity for registered in project.publishers):
        raise Refusal(400, f"{described(identity)} is already registered with {project.name}")
    house.register(project, identity)
    words = paragraph(f"Added {described(identity)} to {project.name}")
    return html_answer(page("Publisher added", house.title, words, link("Back", publishing_path(project))))


def releases_page(house: Warehouse, _request: Request, name: str) -> Response:
    """Every release, newest first, with the forms that yank it or take that back."""
    project = own_project(house, name)
    releases = [project.releases[version] for version in reversed(project.versions())]
    forms = [form(_yank_form(project, release)) for release in releases]
    return html_answer(page(f"Releases of {project.name}", house.title, *forms))


def _yank_form(project: HostedProject, release: Release) -> Form:
    action = f"/manage/project/{project.key}/release/{release.version}/"
    if release.yanked is not None:
        heading = f"{release.version}, yanked"
        return Form(action, "Un-yank", hidden={"confirm_unyank_version": release.version}, heading=heading)
    return Form(
        action,
        "Yank",
        [Field("Reason (optional)", "yanked_reason")],
        {"confirm_yank_version": release.version},
        heading=release.version,
    )


def change_release(house: Warehouse, request: Request, name: str, version: str) -> Response:
    """Yanks, un-yanks or deletes a release, as the confirmed field says."""
    project = own_project(house, name)
    if version not in project.releases:
        raise Refusal(404, "Not Found")
    done = _changed(house, project, version, request)
    words = paragraph(f"{project.name} {version} {done}.")
    return html_answer(page(f"Release {done}", house.title, words, link("Back", releases_path(project))))


def _changed(house: Warehouse, project: HostedProject, version: str, request: Request) -> str:
    if request.form.get("confirm_yank_version") == version:
        house.projects.yank(project, version, request.form.get("yanked_reason", "").strip())
        return "yanked"
    if request.form.get("confirm_unyank_version") == version:
        house.projects.yank(project, version, None)
        return "un-yanked"
    if request.form.get("confirm_delete_version") == version:
        house.projects.delete_release(project, version)
        return "deleted"
    raise Refusal(400, "Confirm the request")
