"""What to change where npm refused."""

import re
from urllib.parse import quote

from primer.diagnosis.case import Case, Remedy
from primer.registries.addresses import NPM

_FIRST = "publish it once by hand (`npm publish`), for npm has no pending publishers"


def npm_too_old(case: Case) -> Remedy:
    """It never asked for an identity."""
    job = case.scan.around.job(case.sighting.line.job)
    what = f"npm {'.'.join(map(str, job.npm))}" if job.npm else f"the npm of Node {job.node}"
    return Remedy(f"publish with npm 11.5.1 or newer, as `node-version: 24` brings it: {what} is older")


def npm_not_authorised(case: Case) -> Remedy:
    """The package is not there, or no publisher fits, or a token that is none went first."""
    package = _package(case) or "the package"
    placeholder = "give setup-node no `registry-url`: its placeholder token goes first"
    if case.sighting.cause == "not-allowed":
        words = f"register the run's workflow as trusted publisher of {package}, letter by letter"
        return Remedy(f"{words}, and {placeholder}", _page(case))
    words = (
        f"if {package} was never published, {_FIRST}. Otherwise register the run's workflow as its trusted "
        f"publisher, letter by letter, and {placeholder}"
    )
    return Remedy(words, _page(case))


def npm_token(case: Case) -> Remedy:
    """A token that npm does not know."""
    words = "take the token out of the step (NODE_AUTH_TOKEN, NPM_TOKEN) and let npm trust the job itself"
    return Remedy(words, _page(case))


def npm_repository_mismatch(case: Case) -> Remedy:
    """Provenance names the repository that ran."""
    found = re.search(r"repository\.url\"? is \"?([^\"]*?)\"?, expected to match \"?([^\" ]+)", case.text)
    if found is None:
        return Remedy("set repository.url in package.json to the address of the repository that publishes")
    now = found[1] or "empty"
    return Remedy(
        f"set repository.url in package.json to git+{found[2]}.git, letter by letter; it is {now} now"
    )


def npm_otp(case: Case) -> Remedy:
    """A person's token was used where a publisher was meant."""
    words = (
        "take the token out of the step (NODE_AUTH_TOKEN, NPM_TOKEN): a trusted publisher needs no password"
    )
    return Remedy(words, _page(case))


def npm_action_not_allowed(case: Case) -> Remedy:
    """The exchange went well, and the publisher may not publish."""
    words = "tick “npm publish” under Allowed actions of the trusted publisher, and compare its fields"
    return Remedy(words, _page(case))


def npm_not_public(_case: Case) -> Remedy:
    """A scope is private unless it says otherwise."""
    return Remedy('set "publishConfig": {"access": "public"} in package.json')


def _package(case: Case) -> str:
    escaped = case.quoted(r"https?://registry\.(?:npmjs\.org|yarnpkg\.com)/(@?[\w.%-]+)")
    named = case.quoted(r"(?:publish package|publishing) (@?[\w./-]+?)(?:@\d|:?\s)")
    return re.sub("%2f", "/", escaped, flags=re.IGNORECASE) or named


def _page(case: Case) -> str:
    package = _package(case)
    return f"{NPM.web_url}/package/{quote(package, safe='@/')}/access" if package else ""
