"""The upload interface: PyPI's checks in PyPI's order.

read-only flag · identity (by id only) · form · name, quota, creation · caveats and rights · description ·
digest · duplicates · age of the release · file rules. https://docs.pypi.org/api/upload/
"""

import hashlib
from datetime import timedelta

from werkzeug.wrappers import Request, Response

from primer.core.publisher import ActiveState, OnPyPI
from primer.core.value import frozen, replace
from primer.rehearsal.pypi.attestations import read_attestations
from primer.rehearsal.pypi.macaroons import Macaroon
from primer.rehearsal.pypi.metadata_form import Fields, FormMetadata, read_metadata
from primer.rehearsal.pypi.projects import HostedFile, HostedProject
from primer.rehearsal.pypi.refusal import Refusal
from primer.rehearsal.pypi.tokens import IssuedToken, Subject
from primer.rehearsal.pypi.upload_file import refuse_content, refuse_name
from primer.rehearsal.pypi.warehouse import Warehouse

OLD_RELEASE = timedelta(days=14)


@frozen
class Bearer:
    """Whose token came with a request; known by its identifier, not yet by its signature."""

    record: IssuedToken
    macaroon: Macaroon


def upload(house: Warehouse, request: Request) -> Response:
    """Answers one upload; Refusal says why not."""
    fields: Fields = request.form
    content = request.files.get("content")
    _refuse_closed(house)
    bearer = _bearer(house, request)
    metadata = _form(fields)
    if content is None or not content.filename:
        raise Refusal(400, "Upload payload does not have a file.")
    filename, data = content.filename, content.read()
    project, headers = _project(house, metadata.name, bearer)
    try:
        _refuse_rights(house, project, bearer)
        _refuse_description(metadata)
        file = _file(house, metadata, filename, data, fields)
        if not _is_there_already(house, project, file):
            _store(house, project, _checked(house, project, file, fields, bearer))
    except Refusal as refusal:
        raise Refusal(refusal.status, refusal.words, {**headers, **refusal.headers}) from None
    return Response("", 200, headers=headers)


def _refuse_closed(house: Warehouse) -> None:
    if house.switches.read_only:
        raise Refusal(403, "Read-only mode: Uploads are temporarily disabled.")
    if house.switches.uploads_disabled:
        see = f"See {house.help('admin-intervention')} for more information."
        raise Refusal(403, f"New uploads are temporarily disabled. {see}")


def _bearer(house: Warehouse, request: Request) -> Bearer:
    given = request.authorization
    password = given.password if given and given.username == "__token__" else None
    known = house.tokens.identify(password) if password else None
    if known is None or (house.switches.account_frozen and not known[0].publisher):
        see = f"See {house.help('invalid-auth')} for more information."
        raise Refusal(403, f"Invalid or non-existent authentication information. {see}")
    return Bearer(*known)


def _form(fields: Fields) -> FormMetadata:
    if fields.get("protocol_version", "1") != "1":
        raise Refusal(400, "Unknown protocol version.")
    if fields.get(":action", "file_upload") != "file_upload":
        raise Refusal(410, "Project pre-registration is no longer required or supported.")
    return read_metadata(fields)


def _project(house: Warehouse, name: str, bearer: Bearer) -> tuple[HostedProject, dict[str, str]]:
    """The project, made when it is new, with the headers that a creating upload is answered with.

    A project that is made here is taken in only with its first file: a later refusal leaves nothing
    behind but the attempt that was counted.
    """
    found = house.projects.find(name)
    if found is not None:
        return found, {}
    if bearer.record.publisher:
        words = "Non-user identities cannot create new projects."
        raise Refusal(400, f"{words} Check the project name of the publisher and of the metadata.")
    project = house.new_project(name)
    allowed = house.quota.attempt()
    headers = house.quota.headers()
    if not allowed:
        raise Refusal(429, "Too many new projects created", headers)
    return project, headers


def _refuse_rights(house: Warehouse, project: HostedProject, bearer: Bearer) -> None:
    if not bearer.record.publisher and not house.switches.account_verified:
        words = f"User {house.user!r} does not have a verified primary email address."
        raise Refusal(403, f"{words} Please add a verified primary email before attempting to upload.")
    subject = Subject(project.key, project.id, house.user_id)
    if denial := house.tokens.denial(bearer.record, bearer.macaroon, subject):
        raise Refusal(403, f"Invalid API Token: {denial}")
    mine = bearer.record.publisher or house.user in project.owners
    if not mine or project.status in {"archived", "quarantined"}:
        see = f"See {house.help('project-name')} for more information."
        words = f"The user {house.user!r} isn't allowed to upload to project {project.name!r}."
        raise Refusal(403, f"{words} {see}")


def _refuse_description(metadata: FormMetadata) -> None:
    if metadata.description_type.split(";")[0] != "text/x-rst" or not metadata.description:
        return
    from readme_renderer import rst

    if rst.render(metadata.description) is None:
        raise Refusal(400, "The description failed to render for 'text/x-rst'.")


def _file(
    house: Warehouse,
    metadata: FormMetadata,
    filename: str,
    data: bytes,
    fields: Fields,
) -> HostedFile:
    file = HostedFile(
        filename=filename,
        version=metadata.version,
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        blake2=hashlib.blake2b(data, digest_size=32).hexdigest(),
        uploaded=house.clock(),
        kind=fields.get("filetype", ""),
        requires_python=metadata.requires_python,
        summary=metadata.summary,
    )
    _refuse_digest(file, fields)
    return file


def _refuse_digest(file: HostedFile, fields: Fields) -> None:
    md5 = hashlib.md5(file.content, usedforsecurity=False).hexdigest()
    digests = {"sha256_digest": file.sha256, "blake2_256_digest": file.blake2, "md5_digest": md5}
    given = {name: fields[name].lower() for name in digests if fields.get(name)}
    if not given:
        raise Refusal(400, "Error: Include at least one message digest.")
    if any(digests[name] != value for name, value in given.items()):
        words = "The digest supplied does not match a digest calculated from the uploaded file."
        raise Refusal(400, words)


def _is_there_already(house: Warehouse, project: HostedProject, file: HostedFile) -> bool:
    """True for identical bytes again; Refusal for other bytes, or for a name that was deleted."""
    standing = project.files.get(file.filename)
    if standing is not None and standing.sha256 == file.sha256:
        return True
    see = f"See {house.help('file-name-reuse')} for more information."
    if standing is not None:
        what = f"({file.filename!r}, with blake2_256 hash {standing.blake2!r})"
        raise Refusal(400, f"File already exists {what}. {see}")
    if house.projects.was_used(file.filename):
        raise Refusal(400, f"This filename has already been used, use a different version. {see}")
    return False


def _checked(
    house: Warehouse, project: HostedProject, file: HostedFile, fields: Fields, bearer: Bearer
) -> HostedFile:
    release = project.releases.get(file.version)
    if release is not None and house.clock() - release.created > OLD_RELEASE:
        words = f"Release {release.version} of {project.name!r} is older than 14 days"
        raise Refusal(400, f"{words} and no longer accepts new files. Use a different version.")
    refuse_name(file.filename, file.kind, project.name, file.version)
    metadata = refuse_content(file.filename, file.content)
    publisher = _publisher(house, bearer)
    return replace(file, metadata=metadata, by=publisher, proof=_proof(house, file, fields, publisher))


def _proof(
    house: Warehouse, file: HostedFile, fields: Fields, publisher: OnPyPI | None
) -> tuple[object, ...]:
    text = fields.get("attestations", "")
    if not text:
        return ()
    if publisher is None or isinstance(publisher, ActiveState):
        raise Refusal(400, "Attestations are currently only supported when using Trusted Publishing.")
    return read_attestations(text, file.filename, file.sha256, house.identity_key)


def _publisher(house: Warehouse, bearer: Bearer) -> OnPyPI | None:
    registered = (r for project in house.projects for r in project.publishers)
    return next((r.identity for r in registered if r.id == bearer.record.publisher), None)


def _store(house: Warehouse, project: HostedProject, file: HostedFile) -> None:
    if house.projects.find(project.name) is None:
        house.projects.add(project)
    house.projects.store(project, file)
