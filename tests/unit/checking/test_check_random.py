"""Whatever a workflow looks like: mending leaves nothing that can be mended, and its meaning otherwise."""

from random import Random

import pytest

from checked import checked, parsed
from primer.core.finding import Finding

SEEDS = range(40)
COMMIT = "dc37677b2e1c63e2034f94d8a5b11f265b73ba33"
REFERENCES = (
    "v1.8.0 # v1.8.0",
    "release/v1",
    f"{COMMIT} # v1.14.2",
    "7f25271a4aa483500f742f9492b2ab5648d61011",
)
PERMISSIONS = (
    "",
    "{}",
    "{contents: read}",
    "{ contents: read, id-token: write }",
    "\nPAD  id-token: write # so",
)
TRIGGERS = (
    "[push, pull_request_target]",
    "push",
    "{push: {tags: ['v*']}}",
    "\n  push:\n  pull_request_target:\n",
)
INPUTS = (
    "packages-dir: dist/",
    "password: ${{ secrets.PYPI_API_TOKEN }}",
    "skip-existing: true",
    "print-hash: true # so",
)


def written(random: Random) -> str:
    """A workflow of some jobs in one of many styles."""
    indent = random.choice((2, 4))
    head = f"# ä 𝄞\non: {random.choice(TRIGGERS)}\n"
    head += random.choice(("", "permissions: {}\n", "permissions:\n  contents: read\n"))
    jobs = "".join(written_job(random, f"job-{number}", indent) for number in range(random.randint(1, 3)))
    text = f"{head}jobs:\n{jobs}"
    text = text if random.random() < 0.7 else text.rstrip("\n")
    return text if random.random() < 0.7 else text.replace("\n", "\r\n")


def written_job(random: Random, name: str, indent: int) -> str:
    """One job that publishes, its members in any order."""
    pad = " " * indent
    members = ["runs-on: ubuntu-24.04 # pinned", "environment: pypi"]
    permissions = random.choice(PERMISSIONS)
    if permissions:
        members.append(f"permissions: {permissions.replace('PAD', pad * 2)}")
    random.shuffle(members)
    steps = "".join(written_step(random, pad * 2) for _ in range(random.randint(1, 2)))
    lines = "".join(f"{pad * 2}{member}\n" for member in members)
    return f"{pad}{name}:{random.choice(('', ' # a job'))}\n{lines}\n{pad * 2}steps:\n{steps}"


def written_step(random: Random, pad: str) -> str:
    """One step that publishes."""
    if random.random() < 0.2:
        return f"{pad}- run: twine upload{random.choice((' --skip-existing', ''))} dist/*\n"
    quote = random.choice(("", "'", '"'))
    reference, _, comment = random.choice(REFERENCES).partition(" ")
    uses = f"{quote}pypa/gh-action-pypi-publish@{reference}{quote}{' ' if comment else ''}{comment}"
    inputs = random.sample(INPUTS, random.randint(0, 3))
    if not inputs:
        return f"{pad}- uses: {uses}\n"
    if random.random() < 0.3:
        flow = ", ".join(one.partition(" #")[0].replace("${{", "'${{").replace("}}", "}}'") for one in inputs)
        return f"{pad}- uses: {uses}\n{pad}  with: {{ {flow} }}\n"
    lines = "".join(f"{pad}    {one}\n" for one in inputs)
    return f"{pad}- uses: {uses}\n{pad}  with:\n{lines}"


def described(value: object, mended: frozenset[str]) -> object:
    """What a document means, apart from what the mended rules are about."""
    if isinstance(value, dict):
        pairs = ((key, described(one, mended)) for key, one in value.items() if key not in dropped(mended))
        return {key: one for key, one in pairs if one not in ({}, None)}
    if isinstance(value, list):
        kept = [one for one in value if not (isinstance(one, str) and one in dropped(mended))]
        return [described(one, mended) for one in kept]
    if isinstance(value, str):
        return value.partition("@")[0].replace(" --skip-existing", "")
    return value


def dropped(mended: frozenset[str]) -> set[object]:
    """The keys and elements that the mended rules may take out or put in."""
    keys: dict[str, set[object]] = {
        "missing-id-token": {"permissions"},
        "pull-request-target": {"pull_request_target"},
        "skip-existing": {"skip-existing"},
        "token-beside-oidc": {"password"},
    }
    return {key for rule in mended for key in keys.get(rule, set())}


ROUNDS = 3
"""A permission that is put in shows that a password can go."""


@pytest.mark.parametrize("seed", SEEDS)
def test_mending_ends_and_the_rest_means_the_same(seed: int) -> None:
    text = written(Random(seed))  # noqa: S311 - the same every time is wanted
    found = checked(text)
    after, mended = found, frozenset[str]()
    for _ in range(ROUNDS):
        mended |= {one.rule for one in after.findings if one.fixable}
        after = checked(after.mended)
    assert [one.rule for one in after.findings if one.fixable] == []
    assert unfixable(after.findings) <= unfixable(found.findings)
    assert described(parsed(text), mended) == described(parsed(after.text), mended)


def unfixable(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """What a person has to mend."""
    return {(one.rule, one.job) for one in findings if not one.fixable and one.rule != "no-credential"}


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_that_no_rule_is_about_stay_byte_for_byte(seed: int) -> None:
    text = written(Random(seed))  # noqa: S311 - the same every time is wanted
    kept = [
        line for line in text.splitlines(keepends=True) if "runs-on" in line or "print-hash: true #" in line
    ]
    after = checked(text).mended
    assert [line for line in after.splitlines(keepends=True) if line in kept] == kept
    assert after.endswith("\n") is text.endswith("\n")
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
