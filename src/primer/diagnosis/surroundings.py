"""What a log says beside its errors: where it uploads and what, which npm runs, which image is pulled."""

import re
from collections.abc import Callable

from primer.core.regex import regex
from primer.core.value import field, mutable
from primer.diagnosis.log_line import LogLine
from primer.diagnosis.presented import claims_in, tells_who
from primer.registries.pypi.names import normalised

MOST = 200
"""So many distributions and jobs are remembered: a log of any length fits into memory."""
LONGEST_TOKEN = 40
"""So many lines a printed identity token has at most, from its subject on."""

_HOST = regex(r"https?://([a-z0-9.-]+(?::\d+)?)/(?:legacy|_/oidc)\b", re.IGNORECASE)
_DISTRIBUTION = regex(
    r"(?<![\w.-])([A-Za-z0-9](?:[\w.]*[A-Za-z0-9])?)-(\d[\w.!+]*?)(?:(?:-[\w.]+){3,4}\.whl|\.tar\.gz)\b"
)
_TARBALL = regex(r"npm notice (?:\U0001f4e6 +|package: )(@?[\w./-]+)@(\d\S*)$")
_IMAGE = regex(r"Unable to find image '([^']+)'|docker\"? pull (?:-\S+ )*([\w./:@-]+)|action image '([^']+)'")
_PINNED = regex(r"gh-action-pypi-publish[@:]([0-9a-f]{40})\b")
_DEFINED = regex(r"Job defined at: ([\w.-]+/[\w.-]+)/(\.github/workflows/[^@\s]+@\S+)")
_CALLING = regex(r"([\w.-]+/[\w.-]+)/(\.github/workflows/[^@\s]+@\S+) \([0-9a-f]{40}\)")
_NPM = regex(
    r"(?<![\w@/-])npm(?:: ?['\"]?|/|@| (?:verbose npm +v|(?:verbose|info) using npm@|version |v))"
    r"v?(\d+)\.(\d+)\.(\d+)|version of npm available! v?(\d+)\.(\d+)\.(\d+) "
)
_NEWER_NPM = regex(r"\bnpm (?:install|i|add) .*\bnpm@|\bnpx (?:--yes |-y )?npm@|\bcorepack .*\bnpm@")
_ASKED = regex(r"\bnpm (?:--version|-v)\b")
_OIDC = regex(r"\b(?:npm (?:verbose|silly|http) .*|lerna (?:verb|sill) )\boidc\b")
_PUBLISHES = regex(r"\bnpm publish\b")
_PROMPT = regex(r"Enter your (?:username|password|API token):")
_NUMBER = regex(r"(\d+)\.(\d+)\.(\d+)")
_NODE = regex(r"(?:node-version: ['\"]?|node: ?v?|/node/|node@v?|node/v?)(\d\d)\b")


@mutable
class Job:
    """What one job says of the npm it publishes with.

    `npm` is the version that was stated last; `newer` tells that another was installed without saying which;
    `asked` that the next bare number is the answer; `publishes` that it was told to; `oidc` that it speaks of
    an identity; `unpermitted` that it was given none; `prompted` that twine asked it for a credential.
    """

    npm: tuple[int, ...] = ()
    node: int = 0
    newer: bool = False
    asked: bool = False
    publishes: bool = False
    oidc: bool = False
    unpermitted: bool = False
    prompted: bool = False


@mutable
class Surroundings:
    """Collects while the log goes by; `host` is the index, `image` the image that was named last.

    `pinned` is the commit, or what stands for one, that gh-action-pypi-publish is used at; `defined` are the
    claims that follow from where the runner says the job is written; `uploads` are names with versions.
    """

    host: str = ""
    image: str = ""
    pinned: str = ""
    defined: dict[str, str] = field(default_factory=dict)
    uploads: dict[tuple[str, str], None] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    claim_lines: list[str] = field(default_factory=list)

    def see(self, line: LogLine) -> None:
        """Notes what this line says."""
        text = line.text
        for needle, note in NOTES:
            if needle in text:
                note(self, line)
        if len(text) < 12 and text[:1].isdigit():
            _answer(self, line)

    def job(self, name: str) -> Job:
        """What a job says; beyond the most that are remembered, all of them together."""
        return self.jobs.setdefault(name if name in self.jobs or len(self.jobs) < MOST else "", Job())

    @property
    def only_upload(self) -> str:
        """The one project that is uploaded; empty where there are several or none."""
        names = {name for name, _ in self.uploads}
        return names.pop() if len(names) == 1 else ""

    @property
    def claims(self) -> dict[str, str]:
        """The claims of a run that were printed apart from any error, else those the runner's words imply."""
        found = claims_in(self.claim_lines)
        return found if tells_who(found) else dict(self.defined)


def _host(around: Surroundings, line: LogLine) -> None:
    if found := _HOST.search(line.text):
        around.host = found[1].lower()


def _distribution(around: Surroundings, line: LogLine) -> None:
    for found in _DISTRIBUTION.finditer(line.text):
        if len(around.uploads) < MOST:
            around.uploads[normalised(found[1]), found[2]] = None


def _tarball(around: Surroundings, line: LogLine) -> None:
    found = _TARBALL.match(line.text)
    if found and len(around.uploads) < MOST:
        around.uploads[found[1], found[2]] = None


def _image(around: Surroundings, line: LogLine) -> None:
    if found := _IMAGE.search(line.text):
        around.image = found[1] or found[2] or found[3]


def _pinned(around: Surroundings, line: LogLine) -> None:
    if found := _PINNED.search(line.text):
        around.pinned = found[1]


def _defined(around: Surroundings, line: LogLine) -> None:
    if found := _DEFINED.search(line.text):
        owner = found[1].partition("/")[0]
        around.defined = {
            "repository": found[1],
            "repository_owner": owner,
            "job_workflow_ref": f"{found[1]}/{found[2]}",
        }


def _calling(around: Surroundings, line: LogLine) -> None:
    """The first link of a chain is the workflow that was started; its repository is the run's."""
    if around.defined and (found := _CALLING.fullmatch(line.text)):
        around.defined["repository"] = found[1]
        around.defined["repository_owner"] = found[1].partition("/")[0]
        around.defined["workflow_ref"] = f"{found[1]}/{found[2]}"


def _claims(around: Surroundings, line: LogLine) -> None:
    if '"sub"' in line.text:
        around.claim_lines[:] = [line.text]
    elif 0 < len(around.claim_lines) < LONGEST_TOKEN:
        around.claim_lines.append(line.text)


def _npm(around: Surroundings, line: LogLine) -> None:
    job = around.job(line.job)
    if found := _NPM.search(line.text):
        job.npm = tuple(int(part) for part in found.groups() if part)
        job.newer = False
    elif _NEWER_NPM.search(line.text):
        job.newer = True
    job.asked = job.asked or _ASKED.search(line.text) is not None
    job.publishes = job.publishes or _PUBLISHES.search(line.text) is not None
    if _OIDC.search(line.text):
        job.unpermitted = job.unpermitted or "incorrect permissions for id-token" in line.text
        job.oidc = job.oidc or not job.unpermitted


def _answer(around: Surroundings, line: LogLine) -> None:
    job = around.job(line.job)
    found = _NUMBER.fullmatch(line.text)
    if found and job.asked:
        job.npm, job.newer, job.asked = tuple(int(part) for part in found.groups()), False, False


def _prompt(around: Surroundings, line: LogLine) -> None:
    if _PROMPT.match(line.text):
        around.job(line.job).prompted = True


def _node(around: Surroundings, line: LogLine) -> None:
    if found := _NODE.search(line.text):
        around.job(line.job).node = int(found[1])


NOTES: tuple[tuple[str, Callable[[Surroundings, LogLine], None]], ...] = (
    ("/legacy", _host),
    ("/_/oidc", _host),
    ("ploading ", _distribution),
    ("dist/", _distribution),
    ("npm notice", _tarball),
    (" image '", _image),
    (" pull ", _image),
    ("gh-action-pypi-publish", _pinned),
    ("Job defined at", _defined),
    (".github/workflows/", _calling),
    ('": "', _claims),
    ("npm", _npm),
    ("lerna ", _npm),
    ("Enter your ", _prompt),
    ("node", _node),
)
"""What is worth a closer look, by what its line must hold: most lines hold none of it."""
