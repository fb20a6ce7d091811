"""The jobs of a GitLab pipeline that publishes, each as a mapping that `yaml_text` writes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from primer.core.registry import Ecosystem
from primer.core.release import Builder, Part, Release, ReleasedPackage, Tags
from primer.registries.addresses import PYPI, TESTPYPI
from primer.writing import npm_blocks, npm_pins, python_blocks
from primer.writing.block import Block, Shell
from primer.writing.job_ids import folder_of
from primer.writing.own_source import primer_for
from primer.writing.tag_names import tag_name
from primer.writing.tool_versions import NODE, PYPI_ATTESTATIONS, TWINE, UV
from primer.writing.waiting import live_block, served_block
from primer.writing.yaml_text import Node, Under

Job = Mapping[str, Node]
NO_SOURCE: Mapping[str, str] = {"GIT_STRATEGY": "none"}
"""For jobs that take what was built and nothing else."""
STRICT = "set -euo pipefail\n"
OWN_STAGES = ("build", "test", "deploy")
"""GitLab's, where a pipeline names none."""
BY_HAND = "$CI_PIPELINE_SOURCE == 'web'"
_AUDIENCES: Mapping[str, str] = {PYPI.name: "pypi", TESTPYPI.name: "testpypi"}


def build_python(release: Release) -> Job:
    """Builds the Python packages, checks them strictly, installs each afresh and imports it."""
    uv = Block("Install uv", f"python -m pip install --quiet uv=={UV}\n")
    tools = uv if release.builder is Builder.UV else python_blocks.tools_block(release)
    blocks = [tools, python_blocks.build_block(release), python_blocks.check_block(release)]
    blocks.append(python_blocks.verify_block(release))
    if Part.AUDIT in release.parts:
        blocks.append(python_blocks.audit_block(release))
    return _building(release, python_image(release), blocks)


def build_npm(release: Release) -> Job:
    """Builds and packs the npm packages, and tries them from a registry inside the job."""
    blocks = [npm_blocks.build_block(release), npm_blocks.verify_block(release)]
    return _building(release, node_image(), blocks)


def check(release: Release, builds: Sequence[str]) -> Job:
    """Compares the tag with what was built; hands on what this tag releases."""
    job = _job(release, "test", python_image(release), release.packages, needs=builds)
    return job | _running([python_blocks.tag_block(release)], NO_SOURCE) | _handing_on()


def wait_for_pins(release: Release, ecosystem: Ecosystem) -> Job:
    """Waits until the registry serves what the released package pins of this repository."""
    blocks = npm_pins if ecosystem is Ecosystem.JAVASCRIPT else python_blocks
    job = _job(release, "test", python_image(release), release.packages, needs=["check"])
    return job | _running([blocks.pinned_block(release)], NO_SOURCE)


def publish(release: Release, package: ReleasedPackage, needs: Sequence[str]) -> Job:
    """Publishes one package through the run's identity."""
    npm = package.ecosystem is Ecosystem.JAVASCRIPT
    image = node_image() if npm else python_image(release)
    block = npm_blocks.publish_block(release, package) if npm else _upload(release, package)
    job = _job(release, "deploy", image, (package,), needs=needs)
    return job | _environment(package) | _identity(package) | _running([block], NO_SOURCE)


def served(release: Release, packages: tuple[ReleasedPackage, ...], needs: Sequence[str]) -> Job:
    """Waits until a registry serves these packages, before what needs them is published."""
    job = _job(release, "deploy", python_image(release), packages, needs=needs)
    return job | _running([served_block(release, packages)], NO_SOURCE)


def live(release: Release, packages: tuple[ReleasedPackage, ...]) -> Job:
    """Sees in the end that everything is live; it stands after all stages and so needs no list of jobs."""
    job = _job(release, ".post", python_image(release), packages)
    return job | {"dependencies": ["check"]} | _running([live_block(release, packages)], NO_SOURCE)


def exchange(release: Release, package: ReleasedPackage) -> Job:
    """Tries the identity exchange of one environment at one registry by hand; uploads nothing."""
    environment = {"environment": {"name": package.environment, "action": "verify"}}
    script = f"""\
python -m pip install --quiet {primer_for(release)}
primer confirm --exchange --registry {package.registry}
"""
    return {
        "stage": stage_of(release, "test"),
        "image": python_image(release),
        "rules": [{"if": BY_HAND, "when": "manual"}],
        **(environment if package.environment else {}),
        "id_tokens": _token(audience(package)),
        "script": script,
    }


def stage_of(release: Release, stage: str) -> str:
    """A stage that is there: GitLab refuses a pipeline whose jobs name another.

    Where the pipeline that takes these jobs in has stages of its own, all stand in its last one, and their
    `needs` alone keep them in order. `.post` is always there.
    """
    own = [one for one in release.stages if one not in (".pre", ".post")]
    if not own or stage == ".post" or [one for one in own if one in OWN_STAGES] == list(OWN_STAGES):
        return stage
    return own[-1]


def audience(package: ReleasedPackage) -> str:
    """Whom the identity token is for; of other registries `<host>/_/oidc/audience` has the last word."""
    if package.ecosystem is Ecosystem.JAVASCRIPT:
        return f"npm:{urlsplit(package.index).hostname}"
    return _AUDIENCES.get(package.registry, "pypi")


def on_tag(release: Release, packages: Iterable[ReleasedPackage]) -> str:
    """The condition under which a job of these packages runs."""
    if release.tags is Tags.ONE:
        return "$CI_COMMIT_TAG =~ /^v[0-9]/"
    names = dict.fromkeys(tag_name(package) for package in packages)
    others = dict.fromkeys(tag_name(package) for package in release.packages)
    # `a-v2-v1.0` is of a-v2, not of a.
    longer = [
        other
        for other in others
        if other not in names and any(re.match(rf"{re.escape(name)}-v\d", other) for name in names)
    ]
    but = "".join(f" && $CI_COMMIT_TAG !~ /^{_literally(name)}-v[0-9]/" for name in longer)
    return f"$CI_COMMIT_TAG =~ /^({'|'.join(_literally(name) for name in names)})-v[0-9]/{but}"


def _literally(name: str) -> str:
    """A name in GitLab's regular expressions; nothing but a dot stands for something else in a tag's name."""
    return name.replace(".", "\\.")


def python_image(release: Release) -> str:
    """The image with git and a compiler, for what has to be built from source."""
    return f"python:{release.python}-bookworm"


def node_image() -> str:
    """The image that has Python beside Node."""
    return f"node:{NODE}-bookworm"


def _building(release: Release, image: str, blocks: Sequence[Block]) -> Job:
    proof = {"RUNNER_GENERATE_ARTIFACTS_METADATA": "true"} if Part.ATTEST in release.parts else {}
    depth = {"GIT_DEPTH": "0"} if release.history else {}
    job = _job(release, "build", image, release.packages)
    return job | _running(blocks, {**depth, **proof}) | _handing_on()


def _job(
    release: Release,
    stage: str,
    image: str,
    packages: Iterable[ReleasedPackage],
    *,
    needs: Sequence[str] = (),
) -> dict[str, Node]:
    head: dict[str, Node] = {"stage": stage_of(release, stage), "image": image}
    if needs:
        head["needs"] = list(needs)
    return head | _on_tag(release, packages)


def _on_tag(release: Release, packages: Iterable[ReleasedPackage]) -> dict[str, Node]:
    return {"rules": [{"if": on_tag(release, packages)}]}


def _handing_on() -> dict[str, Node]:
    return {"artifacts": {"paths": ["dist/"], "expire_in": "1 week"}}


def _running(blocks: Iterable[Block], variables: Mapping[str, str]) -> dict[str, Node]:
    """Variables and script of a job; every block has its name as a comment, and the first failure ends it."""
    named = dict(variables)
    parts = []
    for block in blocks:
        if any(named.get(name, value) != value for name, value in block.environment.items()):
            raise ValueError(f"{block.name}: two scripts of one job want different values")
        named |= block.environment
        here = block.run.removeprefix(STRICT)
        if block.shell is Shell.PYTHON:
            here = f"python3 - <<'PYTHON'\n{here}PYTHON\n"
        parts.append(f"# {block.name}.\n{here}")
    return {"variables": named, "script": f"{STRICT}\n" + "\n".join(parts)}


def _upload(release: Release, package: ReleasedPackage) -> Block:
    files = f"{folder_of(release, package)}/*"
    if package.registry not in _AUDIENCES:
        run = (
            f"python -m pip install --quiet uv=={UV}\n"
            f"uv publish --trusted-publishing always --publish-url {package.upload_url} {files}\n"
        )
        return Block(f"Publish {package.name}", run)
    place = "" if package.registry == PYPI.name else f" --repository {package.registry}"
    run = (
        f"python -m pip install --quiet twine=={TWINE} pypi-attestations=={PYPI_ATTESTATIONS}\n"
        f"python -m pypi_attestations sign {files}\n"
        f"twine upload --non-interactive --attestations{place} {files}\n"
    )
    return Block(f"Publish {package.name}", run)


def _environment(package: ReleasedPackage) -> dict[str, Node]:
    if not package.environment:
        return {}
    return {"environment": {"name": package.environment, "url": package.web}}


def _identity(package: ReleasedPackage) -> dict[str, Node]:
    """The identity tokens: one for the registry, one for the transparency log that signs what was built."""
    signs = package.ecosystem is Ecosystem.JAVASCRIPT or package.registry in _AUDIENCES
    tokens = {**_token(audience(package)), **(_token("sigstore") if signs else {})}
    if package.ecosystem is Ecosystem.PYTHON and package.registry not in _AUDIENCES:
        host = urlsplit(package.upload_url).netloc
        words = f"For the audience that {host}/_/oidc/audience names; its upper case names the token."
        return {"id_tokens": Under(words, tokens)}
    return {"id_tokens": tokens}


def _token(whom: str) -> dict[str, Node]:
    """One identity token, under the name where twine, uv, npm and sigstore look for it."""
    name = "NPM" if whom.startswith("npm:") else whom.upper()
    return {f"{name}_ID_TOKEN": {"aud": whom}}
