"""What the person does after a workflow was written, in the order in which it can be done."""

import posixpath
import shlex
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from primer.core.registry import Ecosystem, Registry
from primer.core.release import Forge, Release, Tags
from primer.core.value import frozen
from primer.ports.signs import STEP, Mark
from primer.providers import github, gitlab
from primer.registries.addresses import HOMES
from primer.terminal.lines import Block, Paragraph, Span, Style, marked, plain, unbroken
from primer.writing.environment import Commands, making, protecting
from primer.writing.tag_names import tag_patterns

GUIDE = "primer guide workflow"


class Gate(Enum):
    """How much is said of the environments: every command, the page where there is no `gh`, or one line."""

    COMMANDS = auto()
    PAGE = auto()
    BRIEF = auto()


@frozen
class Standing:
    """What is known of the repository before the person goes on.

    `files` were changed and want a commit; `secrets` are the names of stored tokens that nothing here needs
    any more; `include` is the file that the project's own pipeline does not take in yet, empty for none;
    `outside` is the registry that takes no part in trusted publishing, though it was written for.
    """

    files: Sequence[str] = ()
    gate: Gate = Gate.COMMANDS
    secrets: Sequence[str] = ()
    include: str = ""
    outside: Registry | None = None


def step_blocks(release: Release, standing: Standing) -> tuple[Block, ...]:
    """The steps: commit, environment, publishers, exchange, protection, tag, and the old tokens."""
    protection = _github_protection if release.forge is Forge.GITHUB else _gitlab_protection
    return (
        *_include(standing.include),
        *_commit(standing),
        *(_environments(release, standing) if release.forge is Forge.GITHUB else ()),
        *_publishers(release, standing.outside),
        *_exchange(release, standing.outside),
        *protection(release, standing),
        *_tag(release, standing.outside),
        *_secrets(release, standing.secrets),
    )


def _include(file: str) -> Iterator[Block]:
    if file:
        yield from _step(
            f"let {gitlab.PIPELINE} take it in, beside what it includes already: nothing of it runs before",
            ["include:", f"  - local: /{file}"],
        )


def _commit(standing: Standing) -> Iterator[Block]:
    files = [*standing.files, *([gitlab.PIPELINE] if standing.include else [])]
    if files:
        yield from _step("commit it, and push", [f"git add {shlex.join(files)} && git commit"])


def _environments(release: Release, standing: Standing) -> Iterator[Block]:
    every, tried = environments_of(release), _tried(release, standing.outside)
    if standing.gate is Gate.PAGE and every:
        page = f"{github.WEB_URL}/{release.repository}/settings/environments"
        how = "with you as a required reviewer"
        yield from _step(f"make {_environment(every)}, {how} (the commands: {GUIDE})", [page])
    for name in every if standing.gate is Gate.COMMANDS else ():
        yield from _step(f"the environment {name} (run by you, never by primer)", ())
        if name in tried:
            yield from _commands([making(*_home(release), name)])
        else:
            yield from _commands(_protecting(release, name))


def _tried(release: Release, outside: Registry | None) -> tuple[str, ...]:
    """The environments that the exchange is tried from: those of Python packages, where it can succeed."""
    packages = release.of(Ecosystem.PYTHON) if _exchanges(release, outside) else ()
    return tuple(dict.fromkeys(one.environment for one in packages if one.environment))


def _exchanges(release: Release, outside: Registry | None) -> bool:
    """Whether there is an exchange to try that publishes nothing, and that can succeed."""
    is_outside = outside is not None and outside.ecosystem is Ecosystem.PYTHON
    return bool(release.of(Ecosystem.PYTHON)) and not is_outside


def _environment(names: Sequence[str]) -> str:
    return f"the {'environment' if len(names) == 1 else 'environments'} {', '.join(names)}"


def _home(release: Release) -> tuple[str, str]:
    owner, _, name = release.repository.partition("/")
    return owner, name


def _protecting(release: Release, environment: str) -> tuple[Commands, ...]:
    packages = tuple(one for one in release.packages if one.environment == environment)
    return protecting(*_home(release), environment, release.tags, packages)


def _publishers(release: Release, outside: Registry | None) -> Iterator[Block]:
    """One run of the wizard for all the usual homes of packages, and one for each other index."""
    homes = {home.name for home in HOMES.values()}
    registries = [one.registry for one in release.packages if outside is None or one.registry != outside.name]
    named = dict.fromkeys("" if registry in homes else registry for registry in registries)
    flags = [f" --registry {shlex.quote(name)}" if name else "" for name in named]
    if flags:
        yield from _step("the publishers", [f"primer init{flag}" for flag in flags])


def _exchange(release: Release, outside: Registry | None) -> Iterator[Block]:
    if not _exchanges(release, outside):
        return
    if release.forge is Forge.GITLAB:
        way = STEP.join(("Build", "Pipelines", "New pipeline"))
        yield from _step(f"try the exchange, which uploads nothing: {way}", ())
        return
    from primer.writing.github import workflow_name

    way = STEP.join(("Actions", workflow_name(release), "Run workflow"))
    yield from _step(
        f"try the exchange, which publishes nothing: {way}",
        [f"gh workflow run {shlex.quote(posixpath.basename(release.file))}"],
    )


def _github_protection(release: Release, standing: Standing) -> Iterator[Block]:
    every, tried, gate = environments_of(release), _tried(release, standing.outside), standing.gate
    if gate is Gate.BRIEF and every:
        words = f"reviewers and release tags of {', '.join(every)}, if not done: {GUIDE}"
        yield from _step(words, ())
    elif gate is Gate.PAGE and every:
        patterns = ", ".join(tag_patterns(release.tags, release.packages))
        after = "after the exchange, not before: " if tried else ""
        yield from _step(f"{after}let only the tags {patterns} use {_environment(every)}: the same page", ())
    for name in tried if gate is Gate.COMMANDS else ():
        yield from _step(f"after the exchange, not before: protect the environment {name}", ())
        yield from _commands(_protecting(release, name))


def _gitlab_protection(release: Release, standing: Standing) -> Iterator[Block]:  # noqa: ARG001 - as the other one
    settings = f"{gitlab.WEB_URL}/{release.repository}/-/settings"
    patterns = ", ".join(tag_patterns(release.tags, release.packages))
    yield from _step(
        f"protect the release tags ({patterns}): {STEP.join(('Settings', 'Repository', 'Protected tags'))}",
        [f"{settings}/repository"],
    )
    environments = ", ".join(environments_of(release))
    if environments:
        way = STEP.join(("Settings", "CI/CD", "Protected environments"))
        yield from _step(f"protect {environments}, where your plan has it: {way}", [f"{settings}/ci_cd"])


def _tag(release: Release, outside: Registry | None) -> Iterator[Block]:
    if outside is not None:
        yield from _step(
            f"push no release tag before {outside.title} takes part, or a job of your own publishes there", ()
        )
        return
    tag = tag_patterns(release.tags, release.packages)[0].replace("*", "1.2.3")
    asked = approvals(release)
    again = f"; it asks for your yes {len(asked)} times: {', '.join(asked)}" if len(asked) > 1 else ""
    yield from _step(f"push the tag of the first release, {tag} for instance{again}", ())


def approvals(release: Release) -> tuple[str, ...]:
    """The environments that ask, in their order: on GitHub each of them once a tier."""
    if release.forge is Forge.GITLAB or release.tags is Tags.EACH:
        return ()
    return tuple(
        name for _, name in dict.fromkeys((one.tier, one.environment) for one in release.packages) if name
    )


def _secrets(release: Release, names: Sequence[str]) -> Iterator[Block]:
    if not names:
        return
    page = f"{gitlab.WEB_URL}/{release.repository}/-/settings/ci_cd"
    if release.forge is Forge.GITHUB:
        page = github.secrets_page(release.repository)
    secrets = f"{'secret' if len(names) == 1 else 'secrets'} {', '.join(names)}"
    yield from _step(
        f"when the release is out: revoke the old tokens at their registry, then delete the {secrets}", [page]
    )


def environments_of(release: Release) -> tuple[str, ...]:
    """Every environment, in the order of the packages."""
    return tuple(dict.fromkeys(one.environment for one in release.packages if one.environment))


def _commands(groups: Sequence[Commands]) -> Iterator[Block]:
    for group in groups:
        yield Paragraph(plain(unbroken(f"# {group.words}"), Style.DIM), 8)
        for line in group.lines:
            yield from _lines(line)


def _step(words: str, lines: Sequence[str]) -> Iterator[Block]:
    yield Paragraph((*marked(Mark.TODO), Span(f" {words}")), 4, 2)
    for line in lines:
        yield from _lines(line)


def _lines(text: str) -> Iterator[Block]:
    """Never wrapped, so that they can be copied."""
    return (Paragraph(plain(unbroken(part)), 8) for part in text.split("\n"))
