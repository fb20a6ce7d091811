"""What to change where PyPI, or a tool that uploads to it, refused."""

import re

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
    if re.search(r"^EOFError|Credential not found|could not determine credentials", case.text):
        return Remedy(
            "add to the publishing job `permissions: {id-token: write}` and let the action or twine 6.1 or "
            "newer upload: it had neither an identity nor a token, and nobody to ask for one"
        )
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
    """Nothing is wrong, or somebody said no; a rule that refused is kept, and not opened for one run."""
    if "not allowed to deploy" in case.text:
        return Remedy(_from_what_is_allowed(case), case.runs())
    if "rejected" in case.text:
        words = "ask the reviewer, or start the run from a release tag if a rule refused it; then approve it"
        return Remedy(words, case.runs())
    return Remedy("approve the deployment in the run's page, under Review deployments", case.runs())


def _from_what_is_allowed(case: Case) -> str:
    environment = case.quoted(r"deploy to (.{1,255}?) due to")
    if tag := case.quoted(r"\btag (\"[^\"]+\") is not allowed"):
        return (
            f"tag the release as the rules of the environment {environment} say; only if your releases are "
            f"tagged like {tag} are the rules to be changed, under Settings, Environments"
        )
    refused = case.quoted(r"(?:branch|ref) (\"[^\"]+\") is not allowed") or "a branch"
    return (
        f"start the run from a release tag, and leave {refused} out of the environment {environment} unless "
        "your releases really come from it; `primer guide exchange` has three ways to try the exchange"
    )


def not_live(case: Case) -> Remedy:
    """Not there, or not there yet, or there without its provenance."""
    name, version = case.sighting.sought or ("", "")
    file = case.quoted(r"does not serve (?:\S*/)?(\S+\.(?:whl|tar\.gz|tgz)) ")
    what = f"{name} {version}".strip() or file or "the release"
    wait = "run the job again, and let it wait until the index serves the version"
    if "with provenance after" in case.text:
        words = (
            f"look whether {what} was uploaded at all, and with provenance: a token gives it none; if so, "
        )
        return Remedy(words + "run the job again", case.page_of(_project(name, file)))
    words = f"look whether {what} was uploaded at all; if it was, {wait}"
    return Remedy(words, case.page_of(_project(name, file)))


def _project(name: str, file: str) -> str:
    """The project of a Python file; an npm tarball's name does not tell its scope."""
    return name or ("" if file.endswith(".tgz") else file.partition("-")[0])
