"""`invalid-publisher`, narrowed: the one field in which a run's claims and the plan's publisher differ.

Source: warehouse, `oidc/models/*.py` and `oidc/services.py`; what a field is called is the form's matter.
"""

from collections.abc import Mapping, Sequence

from primer.core.diagnosis import Difference
from primer.core.publisher import CircleCI, GitHubActions, GitLabCI, Identity, Publisher
from primer.core.regex import regex
from primer.core.value import frozen
from primer.diagnosis.belonging import Stranger, host_of, is_own, run_of, stranger
from primer.diagnosis.case import Case, Remedy, prefilled
from primer.diagnosis.planned import Planned, as_presented, of_the_same_kind, planned_at
from primer.diagnosis.presented import claims_in, tells_who
from primer.diagnosis.scan import Scan, Sighting
from primer.providers.claims import Compared, compare
from primer.registries.known import interface_of
from primer.registries.pypi.forms import form_lines


@frozen
class _Match:
    """The plan's nearest publisher for a run, the packages that share it, and the fields that differ."""

    publisher: Publisher
    packages: tuple[str, ...]
    differing: tuple[Compared, ...]

    @property
    def whose(self) -> str:
        """The packages it is about, where that is more than the one that the link is for."""
        return f" (for {', '.join(self.packages)} alike)" if len(self.packages) > 1 else ""


_CHECKED = regex(
    r"(?:Check failed for (?:required|optional) claim|Missing claim) '(\w+)'|The (job_workflow_ref) claim"
)


def invalid_publisher(case: Case) -> Remedy:
    """Names the differing field, or what else can be wrong where all that was printed agrees."""
    claims = presented(case.sighting, case.scan)
    if claims.get("event_name") == "pull_request_target" or "pull_request_target" in case.text:
        return Remedy(f"start the workflow by a tag or by hand: {case.title} takes no pull_request_target")
    match = _nearest(case, claims)
    if match is None:
        return _without_plan(case, claims)
    link = prefilled(case.registry, match.packages[0], match.publisher)
    if match.differing:
        words, differs = _differs(case, claims, match)
        return Remedy(words, link, differs)
    return Remedy(_agrees(case, claims) + _elsewhere(case) + match.whose, link)


def presented(sighting: Sighting, scan: Scan) -> dict[str, str]:
    """The claims that the message prints, else those that the log prints elsewhere."""
    found = claims_in([line.text for line in sighting.message.lines])
    return found if tells_who(found) else scan.around.claims


def _nearest(case: Case, claims: Mapping[str, str]) -> _Match | None:
    """The publisher with the fewest differences, of the packages that the log names if it names any."""
    known = _known(case, claims)
    named = {name for name, _ in case.scan.around.uploads}
    known = [one for one in known if one.package in named] or known
    if not known:
        return None
    nearest = min(known, key=lambda one: len(_differing(one.publisher.identity, claims)))
    identity = nearest.publisher.identity
    shared = tuple(one.package for one in known if one.publisher.identity == identity)
    return _Match(nearest.publisher, shared, _differing(identity, claims))


def _known(case: Case, claims: Mapping[str, str]) -> Sequence[Planned]:
    """The plan for the registry that was spoken to; for the one asked for where the log's has none."""
    if case.grounds.repository is None:
        return ()
    repository = as_presented(case.grounds.repository, claims, case.registry)
    for candidate in (case.registry, case.grounds.registry):
        if known := planned_at(candidate, repository):
            return of_the_same_kind(known, claims) if claims else known
    return ()


def _differing(identity: Identity, claims: Mapping[str, str]) -> tuple[Compared, ...]:
    """An environment that was not printed is not known; printed as missing, there is none."""
    if not claims:
        return ()
    return tuple(
        row
        for row in compare(identity, claims)
        if not row.equal and (row.attribute != "environment" or "environment" in claims)
    )


def _differs(case: Case, claims: Mapping[str, str], match: _Match) -> tuple[str, Difference]:
    first, *others = match.differing
    identity = match.publisher.identity
    key, label = _form_name(identity, first.attribute)
    differs = Difference(key, first.presented or "", first.expected)
    if first.attribute in ("owner", "repository", "namespace", "project"):
        return Stranger(run_of(claims), _planned_home(identity), host_of(claims)).words, differs
    more = "".join(f"; {_form_name(identity, other.attribute)[1]} differs too" for other in others)
    return _field_words(case, claims, first, label) + more + match.whose, differs


def _planned_home(identity: Identity) -> str:
    if isinstance(identity, GitHubActions):
        return f"{identity.owner}/{identity.repository}"
    return f"{identity.namespace}/{identity.project}" if isinstance(identity, GitLabCI) else ""


def _field_words(case: Case, claims: Mapping[str, str], row: Compared, label: str) -> str:
    said, wanted = row.presented or "", row.expected
    filled = f"the link fills in `{wanted}`, as planned"
    if row.attribute == "environment" and not said:
        words = f"add `environment: {wanted}` to the publishing job, or register the publisher without one"
        return f"{words}; {filled}"
    if row.attribute == "workflow" and "/" in said:
        return (
            f"publish from a job of this repository's own {wanted}: this one stands in {said}, another's file"
        )
    if row.attribute == "workflow" and _is_called(claims):
        return (
            f"publish from `{wanted}` itself, or register `{said}` as {label}: {case.title} compares the "
            f"file that holds the job, not the calling one; {filled}"
        )
    what = "from" if row.attribute == "workflow" else "with"
    return (
        f"publish {what} `{wanted}`, if that is what is registered, or register `{said}` as {label}; {filled}"
    )


def _is_called(claims: Mapping[str, str]) -> bool:
    """Whether the job stands in a file that another workflow called."""
    calling, own = (claims.get(name, "").partition("@")[0] for name in ("workflow_ref", "job_workflow_ref"))
    return bool(calling and own) and calling != own


def _agrees(case: Case, claims: Mapping[str, str]) -> str:
    """The plan is not to blame, so what is registered is: nothing, or something else."""
    checked = _CHECKED.search(case.text)
    claim = (checked[1] or checked[2]) if checked else ""
    if claim.startswith("repository_owner"):
        return "delete the publisher and register it again: the owner's account was renamed or made anew"
    if claim:
        return f"register the publisher anew: {case.title} found one, but its {claim} is not the run's"
    if _is_called(claims):
        return f"register the called file, not the calling one: {case.title} compares the file with the job"
    if not claims:
        return f"compare what is registered at {case.title} with the form behind the link, letter by letter"
    return (
        f"register the publisher at {case.title} as the form behind the link has it: the run presents just "
        "that, so there is none yet, or one with another value or a stray space"
    )


def _elsewhere(case: Case) -> str:
    asked = case.grounds.registry
    if case.registry.name == asked.name:
        return ""
    return f"; {case.title} keeps publishers of its own, and those of {asked.title} do not count there"


def _without_plan(case: Case, claims: Mapping[str, str]) -> Remedy:
    """No repository to compare with: what the run presented is what has to be registered."""
    if foreign := stranger(case.grounds.repository, case.registry, claims):
        return Remedy(foreign.words)
    identity, package = _identity(claims), case.scan.around.only_upload
    pending = interface_of(case.registry).pending_page(case.registry)
    if identity is None:
        words = "compare the registered publisher with the run: owner, repository, workflow file, environment"
        return Remedy(words, case.form_of(package) or pending)
    link = prefilled(case.registry, package, Publisher(identity)) if package else pending
    shown = " · ".join(f"{label} {value or '(empty)'}" for label, _, _, value in form_lines(identity)[1])
    called = Difference("workflow_filename", identity.workflow, None) if _is_called(claims) else None
    # A stranger's log looks the same where no repository is at hand to hold it against.
    own = is_own(case.grounds.repository, case.registry, claims)
    yours = "" if own else f"if {run_of(claims)} is yours and meant to publish, "
    return Remedy(f"{yours}register what the run presented: {shown}{_compare_by(case)}", link, called)


def _compare_by(case: Case) -> str:
    """How the one field that differs can be named after all."""
    if case.grounds.repository is not None:
        return ""
    return "; or name the repository with `--path`, and the field that differs is named"


def _identity(claims: Mapping[str, str]) -> GitHubActions | GitLabCI | None:
    """The publisher that would take this run."""
    environment = claims.get("environment", "")
    file = claims.get("job_workflow_ref", "").partition("@")[0].rpartition("/")[2]
    owner, _, name = claims.get("repository", "").partition("/")
    if owner and name and file:
        return GitHubActions(owner, name, file, environment)
    namespace, _, project = claims.get("project_path", "").rpartition("/")
    pipeline = claims.get("ci_config_ref_uri", "").partition("//")[2].partition("@")[0]
    if namespace and project and pipeline:
        return GitLabCI(namespace, project, pipeline, environment)
    return None


def _form_name(identity: Identity, attribute: str) -> tuple[str, str]:
    """What the form calls an attribute, for machines and for people."""
    _, lines = ("", ()) if isinstance(identity, CircleCI) else form_lines(identity)
    return next(((key, label) for label, key, of, _ in lines if of == attribute), (attribute, attribute))
