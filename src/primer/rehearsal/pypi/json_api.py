"""The JSON interface: a project with its owners, and the integrity interface with its provenance."""

from werkzeug.wrappers import Response

from primer.core.publisher import ActiveState, GitHubActions, GitLabCI, Google, OnPyPI
from primer.rehearsal.answers import json_answer
from primer.rehearsal.pypi.projects import HostedFile, HostedProject
from primer.rehearsal.pypi.simple import file_time
from primer.rehearsal.pypi.warehouse import Warehouse


def project_json(house: Warehouse, name: str, version: str = "") -> Response:
    """A project, or one release of it; 404 also for one without files and for a quarantined one."""
    project = house.projects.find(name)
    if project is None or not project.files or project.status == "quarantined":
        return json_answer({"message": "Not Found"}, 404)
    chosen = version or project.newest()
    if chosen not in project.releases:
        return json_answer({"message": "Not Found"}, 404)
    data = {
        "info": _info(house, project, chosen),
        "last_serial": house.projects.serial,
        "ownership": _ownership(project),
        "urls": [_url(house, project, file) for file in project.of_version(chosen)],
        "vulnerabilities": [],
    }
    if not version:
        data["releases"] = {
            v: [_url(house, project, file) for file in project.of_version(v)] for v in project.versions()
        }
    return json_answer(data, headers={"Cache-Control": "max-age=900, public"})


def provenance_json(house: Warehouse, name: str, version: str, filename: str) -> Response:
    """Who published a file, as its attestations prove it; 404 where there are none."""
    project = house.projects.find(name)
    file = project.files.get(filename) if project else None
    if file is None or file.version != version:
        return json_answer({"message": "File not found"}, 404)
    if not file.proof or file.by is None:
        return json_answer({"message": f"No provenance available for {filename}"}, 404)
    bundle = {"publisher": _publisher(file.by), "attestations": list(file.proof)}
    return json_answer({"version": 1, "attestation_bundles": [bundle]})


def _ownership(project: HostedProject) -> dict[str, object]:
    roles = [{"role": "Owner", "user": user} for user in project.owners]
    return {"roles": roles, "organization": project.organization or None}


def _info(house: Warehouse, project: HostedProject, version: str) -> dict[str, object]:
    release = project.releases[version]
    newest = project.of_version(version)
    return {
        "name": project.name,
        "version": version,
        "summary": newest[0].summary if newest else "",
        "requires_python": newest[0].requires_python if newest else "",
        "yanked": release.yanked is not None,
        "yanked_reason": release.yanked or None,
        "package_url": f"{house.url}/project/{project.key}/",
        "project_url": f"{house.url}/project/{project.key}/",
        "release_url": f"{house.url}/project/{project.key}/{version}/",
    }


def _url(house: Warehouse, project: HostedProject, file: HostedFile) -> dict[str, object]:
    reason = project.releases[file.version].yanked
    return {
        "filename": file.filename,
        "url": house.url + file.path,
        "packagetype": file.kind,
        "size": len(file.content),
        "digests": {"sha256": file.sha256, "blake2b_256": file.blake2},
        "requires_python": file.requires_python or None,
        "upload_time_iso_8601": file_time(file),
        "yanked": reason is not None,
        "yanked_reason": reason or None,
    }


def _publisher(identity: OnPyPI) -> dict[str, object]:
    match identity:
        case GitHubActions(owner, repository, workflow, environment):
            return {
                "kind": "GitHub",
                "repository": f"{owner}/{repository}",
                "workflow": workflow,
                "environment": environment or None,
                "claims": None,
            }
        case GitLabCI(namespace, project, workflow, environment):
            return {
                "kind": "GitLab",
                "repository": f"{namespace}/{project}",
                "workflow_filepath": workflow,
                "environment": environment or None,
                "claims": None,
            }
        case Google(email, _):
            return {"kind": "Google", "email": email, "claims": None}
        case ActiveState():
            return {"kind": "ActiveState", "claims": None}
