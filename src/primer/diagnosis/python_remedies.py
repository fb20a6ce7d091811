"""What to change where PyPI, or a tool that uploads to it, refused."""

from primer.diagnosis.case import Case, Remedy
from primer.providers.pins import PYPI_PUBLISH, TAG_OBJECTS
from primer.registries.known import interface_of


def stale_pending_publisher(case: Case) -> Remedy:
    """The pending publisher outlived the project's birth by other means."""
    words = f"delete your pending publisher at {case.title} and run the job again: the project exists by now"
    return Remedy(words, interface_of(case.registry).pending_page(case.registry))


def project_not_created(case: Case) -> Remedy:
    """The identity may create one name, and another one was built."""
    words = (
        "register the pending publisher under the very name that is built, or prime the name: `primer init`"
    )
    return Remedy(words, interface_of(case.registry).pending_page(case.registry))


def creation_quota(case: Case) -> Remedy:
    """Trying sooner makes it later."""
    return Remedy(
        f"wait until {case.title} allows new projects again, a day at most, and run the job once then: "
        "every attempt before that counts too"
    )


def file_exists(case: Case) -> Remedy:
    """Versions are write-once, on every registry."""
    file = case.quoted(r"already exists \('([^']+)'") or case.quoted(
        r"published versions?: (\S+?)\.?(?:\s|$)"
    )
    what = f" than {file}" if file else ""
    return Remedy(f"publish another version{what}: one that was used is used for good")


def not_allowed(case: Case) -> Remedy:
    """The publisher, or the account, is on another project."""
    project = case.quoted(r"project:? '([^']+)'") or case.quoted(r"upload to '([^']+)'")
    words = (
        f"register the publisher on {project or 'this very project'} at {case.title}, "
        "and unarchive the project if it is archived"
    )
    return Remedy(words, case.form_of(project))


def dead_token(case: Case) -> Remedy:
    """A token that is not there cannot be repaired, and need not be."""
    words = (
        f"take the token out of the job and let {case.title} trust the job itself; this one was removed, "
        "mistyped, or is another index's"
    )
    if "Username/Password authentication" in case.text:
        words = f"take the password out of the job and let {case.title} trust the job itself"
    return Remedy(words, case.form_of(case.scan.around.only_upload))


def reused_identity_token(_case: Case) -> Remedy:
    """One token, one exchange."""
    return Remedy("run the job again, and let each upload step of it ask for an identity token of its own")


def missing_id_token(case: Case) -> Remedy:
    """GitHub gives none without the permission, nor to a fork; GitLab none that is not named."""
    name = case.quoted(r"(\w+_ID_TOKEN)\b(?! environment)") if "GitLab" in case.text else ""
    if name or "SIGSTORE_ID_TOKEN" in case.text:
        name = name or "SIGSTORE_ID_TOKEN"
        audience = name.removesuffix("_ID_TOKEN").lower()
        return Remedy(f"add to the job `id_tokens: {{{name}: {{aud: {audience}}}}}`")
    if "pull request on a fork" in case.text:
        return Remedy("publish on a tag or by hand: a pull request from a fork is given no identity")
    return Remedy("add to the publishing job `permissions: {id-token: write}`")


def tag_object_pin(case: Case) -> Remedy:
    """The image is found by the commit alone."""
    pinned = case.scan.around.pinned
    pin = TAG_OBJECTS.get(pinned, PYPI_PUBLISH)
    why = f"{pinned} is the tag's own object" if pinned in TAG_OBJECTS else "its image is found by the commit"
    return Remedy(f"use {pin}: {why}")


def old_tool(_case: Case) -> Remedy:
    """Metadata is newer than what reads it."""
    return Remedy(f"publish with twine 7 or newer; the action brings it as {PYPI_PUBLISH}")


def name_refused(case: Case) -> Remedy:
    """No upload makes it free."""
    name = case.quoted(r"The name '([^']+)'")
    return Remedy(f"choose another name{f' than {name}' if name else ''} in the package's metadata")


def old_release(_case: Case) -> Remedy:
    """What is missing of it has to come with another version."""
    return Remedy("publish a new version: a release takes no more files once it is 14 days old")


def waiting_for_review(case: Case) -> Remedy:
    """Nothing is wrong, or somebody said no."""
    if "not allowed to deploy" in case.text:
        refused = case.quoted(r"(?:tag|branch|ref) (\"[^\"]+\") is not allowed") or "this tag or branch"
        environment = case.quoted(r"deploy to (.{1,255}?) due to")
        words = f"let the environment {environment} allow {refused}, under Settings, Environments"
        return Remedy(f"{words}, and run the job again", case.runs())
    if "rejected" in case.text:
        words = "run the job again and approve it, once its environment allows this tag or branch"
        return Remedy(words, case.runs())
    return Remedy("approve the deployment in the run's page, under Review deployments", case.runs())


def not_live(case: Case) -> Remedy:
    """Not there, or not there yet."""
    name, version = case.sighting.sought or ("", "")
    what = f"{name} {version}".strip() if name else "the release"
    words = (
        f"look whether {what} was uploaded at all; if it was, run the job again, "
        "and let it wait until the index serves the version"
    )
    return Remedy(words, case.page_of(name))
