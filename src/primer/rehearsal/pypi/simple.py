"""The simple interface, HTML and JSON (PEP 503, 691, 700, 740, 792), with PyPI's caching."""

import hashlib
import html
import json

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from primer.rehearsal.pypi.names import normalised
from primer.rehearsal.pypi.projects import HostedFile, HostedProject
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.warehouse import Warehouse

JSON = "application/vnd.pypi.simple.v1+json"
HTML = "application/vnd.pypi.simple.v1+html"
_VERSION = "1.4"


def simple_index(house: Warehouse, request: Request) -> Response:
    """Every project that is there."""
    meta = {"api-version": _VERSION, "_last-serial": house.projects.serial}
    projects = [{"name": project.name, "_last-serial": house.projects.serial} for project in house.projects]
    links = [f'<a href="/simple/{p.key}/">{html.escape(p.name)}</a><br />' for p in house.projects]
    page = _page("Simple index", "", links)
    return _negotiated(house, request, {"meta": meta, "projects": projects}, page)


def simple_project(house: Warehouse, request: Request, name: str) -> Response:
    """One project with its files; 404 where there is none, a redirect to the normalised name."""
    if request.path != f"/simple/{normalised(name)}/":
        return redirect(f"{house.url}/simple/{normalised(name)}/", 301)
    project = house.projects.find(name)
    if project is None:
        raise Refusal(404, "Not Found")
    return _negotiated(house, request, _as_json(house, project), _as_html(house, project))


def served_file(house: Warehouse, path: str) -> Response:
    """The bytes of a file, or the metadata of a wheel under `.metadata`."""
    file = house.projects.file_at(path)
    if file is not None:
        return Response(file.content, mimetype="application/octet-stream")
    wheel = house.projects.file_at(path.removesuffix(".metadata"))
    if wheel is None or not wheel.metadata:
        raise Refusal(404, "Not Found")
    return Response(wheel.metadata, mimetype="text/plain")


def provenance_url(house: Warehouse, project: HostedProject, file: HostedFile) -> str | None:
    """Where a file's provenance is read; None where it has none."""
    if not file.proof:
        return None
    return f"{house.url}/integrity/{project.key}/{file.version}/{file.filename}/provenance"


def file_time(file: HostedFile) -> str:
    """When a file came, as PyPI writes it."""
    return file.uploaded.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _as_json(house: Warehouse, project: HostedProject) -> dict[str, object]:
    return {
        "meta": {"api-version": _VERSION, "_last-serial": house.projects.serial},
        "name": project.key,
        "versions": project.versions(),
        "project-status": {"status": project.status},
        "alternate-locations": [],
        "files": [_file_json(house, project, file) for file in _shown(project)],
    }


def _shown(project: HostedProject) -> list[HostedFile]:
    """A quarantined project shows no files."""
    return [] if project.status == "quarantined" else list(project.files.values())


def _file_json(house: Warehouse, project: HostedProject, file: HostedFile) -> dict[str, object]:
    metadata = {"sha256": hashlib.sha256(file.metadata).hexdigest()} if file.metadata else False
    reason = project.releases[file.version].yanked
    return {
        "filename": file.filename,
        "url": house.url + file.path,
        "hashes": {"sha256": file.sha256},
        "requires-python": file.requires_python or None,
        "size": len(file.content),
        "upload-time": file_time(file),
        "yanked": False if reason is None else reason or True,
        "core-metadata": metadata,
        "data-dist-info-metadata": metadata,
        "provenance": provenance_url(house, project, file),
    }


def _as_html(house: Warehouse, project: HostedProject) -> str:
    status = f'<meta name="pypi:project-status" content="{project.status}">'
    return _page(f"Links for {project.key}", status, [_link(house, project, f) for f in _shown(project)])


def _link(house: Warehouse, project: HostedProject, file: HostedFile) -> str:
    attributes = {"href": f"{house.url}{file.path}#sha256={file.sha256}"}
    if file.requires_python:
        attributes["data-requires-python"] = file.requires_python
    if (reason := project.releases[file.version].yanked) is not None:
        attributes["data-yanked"] = reason
    if file.metadata:
        attributes["data-core-metadata"] = f"sha256={hashlib.sha256(file.metadata).hexdigest()}"
    if provenance := provenance_url(house, project, file):
        attributes["data-provenance"] = provenance
    written = " ".join(f'{key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<a {written}>{file.filename}</a><br />"


def _page(title: str, meta: str, lines: list[str]) -> str:
    version = f'<meta name="pypi:repository-version" content="{_VERSION}">'
    body = "\n".join(lines)
    head = f"<head>{version}{meta}<title>{title}</title></head>"
    return f"<!DOCTYPE html>\n<html>\n{head}\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"


def _negotiated(house: Warehouse, request: Request, data: dict[str, object], page: str) -> Response:
    kind = request.accept_mimetypes.best_match(["text/html", HTML, JSON], default="text/html")
    body = json.dumps(data) if kind == JSON else page
    answer = Response(body, mimetype=kind)
    answer.set_etag(hashlib.sha256(f"{kind}{body}".encode()).hexdigest()[:32])
    answer.headers["Cache-Control"] = "max-age=600, public"
    answer.headers["Vary"] = "Accept, Accept-Encoding"
    answer.headers["X-PyPI-Last-Serial"] = str(house.projects.serial)
    answer.make_conditional(request)
    return answer
