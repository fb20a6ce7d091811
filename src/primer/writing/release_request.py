"""The recipe for a release: set the version everywhere, propose it; as a workflow and as a make target.

A person starts it and another merges it; only the tag that a person pushes afterwards publishes anything.
"""

import posixpath
import shlex
from collections.abc import Iterator

from primer.core.registry import Ecosystem
from primer.core.release import Forge, Manager, Release, Tags
from primer.providers.pins import CHECKOUT, SETUP_NODE, SETUP_UV, Pin
from primer.writing.own_source import primer_for
from primer.writing.tag_names import tag_name
from primer.writing.tool_versions import NODE, UV
from primer.writing.yaml_text import Node, Said, commented, yaml_text

REQUEST = ".github/workflows/release-request.yaml"
"""Where the workflow stands."""
MAKEFILE = "release.mk"
"""Where the make target stands."""
SYNC = 'uvx --from {primer} primer workflow --sync-versions "$VERSION"'
"""What sets every manifest and internal pin; `primer` is where primer comes from."""

_CLASSIC = "corepack yarn install --ignore-scripts"
_LOCKS = {
    Manager.NPM: "npm install --package-lock-only --ignore-scripts --no-audit --no-fund",
    Manager.PNPM: "corepack pnpm install --lockfile-only --ignore-scripts",
    Manager.YARN: 'case "$(corepack yarn --version)" in '
    f"1.*) {_CLASSIC} ;; *) corepack yarn install --mode=update-lockfile ;; esac",
}
_HEAD = """\
Proposes a release: sets the version everywhere, and opens a pull request with it.

Started by a person (Actions > release request > Run workflow); publishes nothing. Merge it, then push
the tag. Settings > Actions > General has to let workflows create pull requests. Checks do not start by
themselves on a pull request that a workflow opens: close and reopen it.
Written by primer; `{command}` writes it again."""
_BRANCH = """\
# A version becomes a branch's name and a commit's words: nothing else may stand in it.
if [[ ! "$VERSION" =~ ^[0-9][0-9A-Za-z.+-]*$ ]]; then
  echo "$VERSION is no version; 1.3.0 would be one" >&2
  exit 1
fi
git switch --create "$BRANCH"
"""
_PROPOSE = """\
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git commit --all --message "$TITLE"
gh auth setup-git
git push --set-upstream origin "$BRANCH"
gh pr create --base "$BASE" --head "$BRANCH" --title "$TITLE" --body "$BODY"
"""


def request_workflow(release: Release) -> str:
    """The GitHub workflow; empty for GitLab, where the make target does the same."""
    if release.forge is not Forge.GITHUB:
        return ""
    version: Node = {"description": "the new version, 1.3.0 say", "required": True, "type": "string"}
    package: Node = {"description": "what is released", "type": "choice", "options": list(_folders(release))}
    several = release.tags is Tags.EACH
    inputs: Node = {"package": package, "version": version} if several else {"version": version}
    document: dict[str, Node] = {
        "name": "release request",
        "on": {"workflow_dispatch": {"inputs": inputs}},
        "permissions": {},
        "concurrency": {"group": "release-request", "cancel-in-progress": False},
        "jobs": {"request": _job(release)},
    }
    return f"{commented(_HEAD.format(command=_command(release)))}\n\n{yaml_text(document)}"


def makefile(release: Release) -> str:
    """A makefile with one target, `request`, that does the same from a person's machine."""
    kind = "pull request" if release.forge is Forge.GITHUB else "merge request"
    package = "" if release.tags is Tags.ONE else f" PACKAGE={next(iter(_folders(release)))}"
    usage = f"make -f {MAKEFILE} request{package} VERSION=1.3.0"
    lines = [
        f'@case "$VERSION" in ""|[!0-9]*|*[!0-9A-Za-z.+-]*) echo "usage: {usage}" >&2; exit 2 ;; esac',
        '@command -v uvx > /dev/null || { echo "this needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }',
        '@git diff --quiet HEAD || { echo "commit or stash your changes first" >&2; exit 1; }',
        " \\\n\t".join(_committed(release)),
        *_pushed(release),
    ]
    recipe = "".join(f"\t{line.replace('$', '$$')}\n" for line in lines)
    return f"""\
# Proposes a release: sets the version everywhere, and opens a {kind} with it. Publishes nothing:
#     {usage}
# Merge it, then push the tag. Written by primer; `{_command(release)}` writes it again.

export VERSION{" PACKAGE" if release.tags is Tags.EACH else ""}

.PHONY: request
request:
{recipe}"""


def _command(release: Release) -> str:
    wish = "--with release-pr"
    command = " ".join(release.command.split())
    return command if wish in command else f"{command} {wish}"


def _committed(release: Release) -> Iterator[str]:
    """On a branch of its own; where a step fails, or nothing changes, everything is as it was before."""
    branch = _in_quotes(_branch(release))
    *cases, sync = _sync(release).strip().replace("esac\n", "esac;\n").split("\n")
    yield from cases
    yield f"git switch --create {branch} || exit 1;"
    yield f"{{ {sync} &&"
    yield from (f"({line}) &&" for line in _lock(release).splitlines())
    yield f"git commit --all --message {_in_quotes(_title(release))}; }} || {{"
    yield f"git restore . && git switch --quiet - && git branch --quiet --delete --force {branch};"
    yield 'echo "nothing was proposed; everything is as it was" >&2; exit 1; }'


def _pushed(release: Release) -> tuple[str, ...]:
    branch, title = _in_quotes(_branch(release)), _in_quotes(_title(release))
    if release.forge is Forge.GITLAB:
        asked = f"-o merge_request.create -o merge_request.title={title}"
        return (f"git push --set-upstream {asked} origin {branch}",)
    return (
        f"git push --set-upstream origin {branch}",
        f"gh pr create --head {branch} --title {title} --body {_in_quotes(_body(release))}",
    )


def _in_quotes(text: str) -> str:
    return f'"{text}"'


def _branch(release: Release) -> str:
    return "release-$VERSION" if release.tags is Tags.ONE else "release-$PACKAGE-$VERSION"


def _title(release: Release) -> str:
    return "Release $VERSION" if release.tags is Tags.ONE else "Release $PACKAGE $VERSION"


def _body(release: Release) -> str:
    tag = "v$VERSION" if release.tags is Tags.ONE else "$PACKAGE-v$VERSION"
    return f"Sets the version everywhere. Once merged, the tag {tag} publishes it."


def _folders(release: Release) -> dict[str, list[str]]:
    """By the name in tags, the folders of what such a tag releases."""
    found: dict[str, list[str]] = {}
    for package in release.packages:
        found.setdefault(tag_name(package), []).append(package.path)
    return found


def _sync(release: Release) -> str:
    """Sets the version of everything, or only that of the package that is released."""
    sync = SYNC.format(primer=primer_for(release))
    if release.tags is Tags.ONE:
        return f"{sync}\n"
    cases = "".join(
        f"  {name}) set -- {shlex.join(word for path in paths for word in ('--packages', path))} ;;\n"
        for name, paths in _folders(release).items()
    )
    unknown = '  *) echo "no package is called $PACKAGE" >&2; exit 2 ;;\n'
    return f'case "$PACKAGE" in\n{cases}{unknown}esac\n{sync} "$@"\n'


def _job(release: Release) -> Node:
    chosen = {"PACKAGE": "${{ inputs.package }}"} if release.tags is Tags.EACH else {}
    return {
        "name": "Propose a release",
        "runs-on": "ubuntu-24.04",
        "permissions": {
            "contents": Said("write", "pushes the branch"),
            "pull-requests": Said("write", "opens the pull request"),
        },
        "env": {
            **chosen,
            "VERSION": "${{ inputs.version }}",
            "BRANCH": _of_run(_branch(release)),
            "TITLE": _of_run(_title(release)),
        },
        "steps": _steps(release),
    }


def _of_run(text: str) -> str:
    return text.replace("$VERSION", "${{ inputs.version }}").replace("$PACKAGE", "${{ inputs.package }}")


def _steps(release: Release) -> list[Node]:
    uv: dict[str, Node] = {"version": UV, "enable-cache": False}
    steps: list[Node] = [
        {"name": "Check out", "uses": _pinned(CHECKOUT), "with": {"persist-credentials": False}},
        {"name": "Set up uv", "uses": _pinned(SETUP_UV), "with": uv},
    ]
    if _has_npm_lock(release):
        node: dict[str, Node] = {"node-version": NODE, "package-manager-cache": False}
        steps.append({"name": "Set up Node", "uses": _pinned(SETUP_NODE), "with": node})
    asking: dict[str, Node] = {
        "GH_TOKEN": "${{ github.token }}",
        "BASE": "${{ github.ref_name }}",
        "BODY": _of_run(_body(release)),
    }
    steps += [
        {"name": "Make a branch", "run": _BRANCH},
        {"name": "Set the version", "run": _sync(release)},
        {"name": "Bring the lock files up to date", "run": _lock(release)},
        {"name": "Open the pull request", "env": asking, "run": _PROPOSE},
    ]
    return steps


def _pinned(pin: Pin) -> Said:
    return Said(f"{pin.action}@{pin.commit}", pin.version)


def _has_npm_lock(release: Release) -> bool:
    return bool(release.lock and release.of(Ecosystem.JAVASCRIPT))


def _lock(release: Release) -> str:
    """The commands that bring lock files up to date; uv's only where there is one."""
    lines = ["if [ -f uv.lock ]; then uv lock; fi"]
    if _has_npm_lock(release):
        folder = posixpath.dirname(release.lock)
        inside = f"cd {shlex.quote(folder)} && " if folder else ""
        lines.append(f"{inside}{_LOCKS[release.manager]}")
    return "\n".join(lines) + "\n"
