"""What is known of a repository after its workflow was written: what to commit, include, make, delete."""

import shutil
from collections.abc import Mapping

from primer.adapters.programs.gh import Gh
from primer.adapters.programs.gh_looks import look_at_repository, stored_secrets
from primer.adapters.repository.ci_files import ci_texts
from primer.cli.workflow_place import Place
from primer.core.project import Unlooked
from primer.core.release import Forge, Release
from primer.providers import github
from primer.providers.gitlab import PIPELINE
from primer.reading.ci.jobs import taken_in
from primer.terminal.workflow_next import Gate, Standing
from primer.terminal.workflow_page import Outcome

CHANGED = (Outcome.WRITTEN, Outcome.REPLACED)


def standing_of(place: Place, release: Release, outcomes: Mapping[str, Outcome]) -> Standing:
    """Looks at the files as they are now; asks `gh` only where nothing was written, and never offline."""
    files = tuple(path for path, outcome in outcomes.items() if outcome in CHANGED)
    retired = {path for path in files if outcomes[path] is Outcome.REPLACED}
    stored = place.repository.stored_tokens
    secrets = [one.name for one in stored if one.source.where in retired and one.name.isidentifier()]
    gate = Gate.COMMANDS if shutil.which("gh") else Gate.PAGE
    if release.file not in files:
        gate, kept = _seen(place, release)
        secrets += kept
    outside = place.registry if place.offers is False else None
    return Standing(files, gate, tuple(dict.fromkeys(secrets)), _not_taken_in(place, release), outside)


def _seen(place: Place, release: Release) -> tuple[Gate, tuple[str, ...]]:
    """The commands again only where an environment was seen to lack something; and the secrets kept."""
    path = github.hosted(place.repository.remote)
    if release.forge is not Forge.GITHUB or place.arguments.offline or not path:
        return Gate.BRIEF, ()
    gh = Gh()
    looked = look_at_repository(gh, place.repository, {})
    lacking = any(one.rule.startswith("environment-") for one in looked.findings)
    kept = () if gh.unready else stored_secrets(gh, path)
    names = () if isinstance(kept, Unlooked) else tuple(one.name for one in kept)
    return Gate.COMMANDS if lacking else Gate.BRIEF, names


def _not_taken_in(place: Place, release: Release) -> str:
    """The file that the project's own pipeline leaves out; empty where all is well."""
    if release.forge is not Forge.GITLAB or release.file == PIPELINE:
        return ""
    texts = ci_texts(place.again().checkout).readable()
    return "" if release.file in taken_in(texts, PIPELINE) else release.file
