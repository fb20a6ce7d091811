"""What a trusted publisher of npm says of a run: its claims' shapes, and whether a run presents them.

All is compared case-sensitively, and nothing is looked up anywhere.
"""

from collections.abc import Mapping

from primer.core.publisher import CircleCI, GitHubActions, GitLabCI
from primer.core.value import frozen
from primer.rehearsal.forge.identities import CIRCLECI, GITHUB, GITLAB, Claims
from primer.rehearsal.npm.refusal import NpmRefusal

OnNpm = GitHubActions | GitLabCI | CircleCI
"""Those that npm has a form for."""

_CIRCLE = "oidc.circleci.com/"
_CONTEXTS = f"{_CIRCLE}context-ids"
_IDS = tuple(f"{_CIRCLE}{name}" for name in ("org-id", "project-id", "pipeline-definition-id", "vcs-origin"))


@frozen
class Shape:
    """One kind of publisher: the texts it needs, the claim that names a file, and lists it may have."""

    texts: tuple[str, ...]
    file: str = ""
    optional: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "github": Shape(("repository",), "workflow_ref", ("environment",)),
    "gitlab": Shape(("project_path",), "ci_config_ref_uri", ("environment",)),
    "circleci": Shape(_IDS, lists=(_CONTEXTS,)),
}
TITLES = {"github": "GitHub Actions", "gitlab": "GitLab CI/CD", "circleci": "CircleCI"}


def refuse_claims(kind: object, claims: object) -> None:
    """Raises the refusal that claims of this kind meet, if any."""
    shape = SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise NpmRefusal(400, f"type must be one of {', '.join(SHAPES)}")
    if not isinstance(claims, dict):
        raise NpmRefusal(400, "claims must be an object")
    known = {*shape.texts, shape.file, *shape.optional, *shape.lists}
    wrong = [key for key in claims if key not in known]
    wrong += [key for key in shape.texts if not _is_text(claims.get(key))]
    wrong += [key for key in shape.optional if key in claims and not _is_text(claims[key])]
    wrong += [key for key in shape.lists if key in claims and not _is_list(claims[key])]
    if shape.file and not _names_file(claims.get(shape.file), folders=kind == "gitlab"):
        wrong.append(shape.file)
    if wrong:
        raise NpmRefusal(400, f"claims are not as {kind} has them: {', '.join(map(str, wrong))}")


def claims_of(identity: OnNpm) -> tuple[str, dict[str, object]]:
    """The kind of an identity and its claims, as they are registered."""
    match identity:
        case GitHubActions(owner, repository, workflow, environment):
            github = {"repository": f"{owner}/{repository}", "workflow_ref": {"file": workflow}}
            return "github", {**github, **_named(environment)}
        case GitLabCI(namespace, project, workflow, environment):
            gitlab = {"project_path": f"{namespace}/{project}", "ci_config_ref_uri": {"file": workflow}}
            return "gitlab", {**gitlab, **_named(environment)}
        case CircleCI():
            values = (identity.organization_id, identity.project_id, identity.pipeline_id, identity.origin)
            contexts = {_CONTEXTS: list(identity.contexts)} if identity.contexts else {}
            return "circleci", {**dict(zip(_IDS, values, strict=True)), **contexts}


def presents(said: Claims, kind: str, claims: Mapping[str, object]) -> bool:
    """Whether a run's token says what this publisher claims; the top-level workflow counts."""
    shape = SHAPES[kind]
    return (
        _issued_by(said, kind)
        and all(said.get(key) == claims[key] for key in (*shape.texts, *shape.optional) if key in claims)
        and all(_holds(said.get(key), claims[key]) for key in shape.lists if key in claims)
        and (not shape.file or _file(said, kind) == _text_in(claims.get(shape.file), "file"))
    )


def described(kind: str, claims: Mapping[str, object]) -> str:
    """One line that names a publisher to a person."""
    shape = SHAPES[kind]
    values = [claims[key] for key in (*shape.texts, *shape.optional, *shape.lists) if key in claims]
    file = [_text_in(claims.get(shape.file), "file")] if shape.file else []
    return ", ".join([TITLES[kind], *map(str, [*values[:1], *file, *values[1:]])])


def _named(environment: str) -> dict[str, object]:
    return {"environment": environment} if environment else {}


def _issued_by(said: Claims, kind: str) -> bool:
    issuer = str(said.get("iss"))
    return (
        issuer.startswith(CIRCLECI) if kind == "circleci" else issuer == {"github": GITHUB}.get(kind, GITLAB)
    )


def _file(said: Claims, kind: str) -> str:
    """The file a run began with, without its repository."""
    key, path, middle = {
        "github": ("workflow_ref", "repository", "/.github/workflows/"),
        "gitlab": ("ci_config_ref_uri", "project_path", "//"),
    }[kind]
    start = f"{'gitlab.com/' if kind == 'gitlab' else ''}{said.get(path)}{middle}"
    reference = str(said.get(key, ""))
    return reference.removeprefix(start).partition("@")[0] if reference.startswith(start) else ""


def _holds(said: object, wanted: object) -> bool:
    """Whether a run has every context that is asked for."""
    return isinstance(said, list) and isinstance(wanted, list) and all(one in said for one in wanted)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(one) for one in value)


def _names_file(value: object, *, folders: bool) -> bool:
    file = _text_in(value, "file")
    return file.endswith((".yml", ".yaml")) and (folders or "/" not in file)


def _text_in(value: object, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
