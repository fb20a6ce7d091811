"""`primer workflow`: writes the publish workflow, and never over something else without a shown yes."""

import sys
from collections.abc import Mapping

from primer.adapters.files.written import Grounds, Standing
from primer.cli.arguments import Arguments
from primer.cli.confirm_command import voice_here
from primer.cli.exits import DONE, REMAINS, STOPPED
from primer.cli.init_command import in_terminal
from primer.cli.plan_command import print_utf8
from primer.cli.workflow_place import Place, read_place
from primer.cli.workflow_standing import standing_of
from primer.core.problem import NeedsYou, Problem
from primer.core.question import Choice, Question
from primer.core.release import Forge, Release
from primer.core.source import Source
from primer.core.value import replace
from primer.engine.release import misread
from primer.ports.signs import Mark
from primer.terminal.lines import Blocks
from primer.terminal.plain import PlainVoice
from primer.terminal.workflow_page import (
    Outcome,
    difference_blocks,
    next_blocks,
    outcome_blocks,
    release_blocks,
)

UNTOUCHED = (Outcome.LEFT, Outcome.MEANWHILE)


def write_command(arguments: Arguments) -> int:
    """Writes what differs and is agreed to; 3 where something was left, or reads otherwise than meant."""
    place = read_place(arguments)
    if _hindered(place):
        return STOPPED
    release = place.release
    if release.forge is Forge.GITHUB and place.within is not None:
        PlainVoice().say(
            Mark.UNSEEN, f"GitHub reads workflows at the top of a repository only: {place.within}"
        )
    if arguments.to_stdout:
        print_utf8(workflow_text(release))
        return DONE
    outcomes = {path: _put(place.grounds, path, text, arguments) for path, text in texts_of(place).items()}
    code = _told(place, release, outcomes)
    return code if all(problem.warning for problem in place.said_against) else REMAINS


def _hindered(place: Place) -> bool:
    """Says what the files hold against a workflow; whether none may be written.

    What can be mended later is a warning; no workflow makes public what is restricted on purpose.
    """
    problems = place.obstacles or tuple(
        problem if problem.reference == "npm-access-restricted" else replace(problem, warning=True)
        for problem in place.said_against
    )
    for problem in problems:
        PlainVoice().problem(problem)
    return not all(problem.warning for problem in problems)


def workflow_text(release: Release) -> str:
    """The whole workflow, in the words of the forge it runs on."""
    if release.forge is Forge.GITLAB:
        from primer.writing.gitlab import pipeline

        return pipeline(release)
    from primer.writing.github import workflow

    return workflow(release)


def texts_of(place: Place) -> Mapping[str, str]:
    """The files to write, by path: the workflow first, then what was asked for beside it."""
    return {place.release.file: workflow_text(place.release), **_beside(place)}


def _beside(place: Place) -> Mapping[str, str]:
    asked = set(place.arguments.parts or ())
    found: dict[str, str] = {}
    if "guard" in asked:
        from primer.writing.guard import GUARD, guard

        found[GUARD] = guard(place.release)
    if "release-pr" in asked:
        from primer.writing.release_request import MAKEFILE, REQUEST, makefile, request_workflow

        found[REQUEST], found[MAKEFILE] = request_workflow(place.release), makefile(place.release)
    return {path: text for path, text in found.items() if text}


def _put(grounds: Grounds, path: str, text: str, arguments: Arguments) -> Outcome:
    """Writes one file, if it is new, or differs and is agreed to."""
    before = grounds.standing(path)
    if before is None:
        grounds.write(path, text)
        return Outcome.WRITTEN
    if before.text == text:
        return Outcome.SAME
    _show(difference_blocks(path, before.text, text))
    grounds.check(path)
    if not (arguments.yes or _agreed(path)):
        return Outcome.LEFT
    return _replaced(grounds, path, before, text)


def _replaced(grounds: Grounds, path: str, before: Standing, text: str) -> Outcome:
    """What was shown is what is written over: a file that changed meanwhile is left."""
    if grounds.standing(path) != before:
        return Outcome.MEANWHILE
    grounds.write(path, before.carrying(text))
    return Outcome.REPLACED


def _agreed(path: str) -> bool:
    if not in_terminal():
        return False
    choices = (Choice("no", "no, leave the file as it is"), Choice("yes", "yes, write it over"))
    question = Question(f"Write {path} over?", "", "no", choices, note="--yes agrees beforehand")
    voice = voice_here()
    return voice.ask(question) == "yes"


def _told(place: Place, release: Release, outcomes: Mapping[str, Outcome]) -> int:
    for path, outcome in outcomes.items():
        _show(outcome_blocks(path, outcome))
    open_ends = outcomes[release.file] not in UNTOUCHED and _told_next(place, release, outcomes)
    if Outcome.LEFT in outcomes.values() and not in_terminal():
        PlainVoice().say(Mark.TODO, "--yes writes it over")
    return REMAINS if open_ends or set(UNTOUCHED) & set(outcomes.values()) else DONE


def _told_next(place: Place, release: Release, outcomes: Mapping[str, Outcome]) -> bool:
    """The next steps; whether the repository does not yet say what the file was written for."""
    standing = standing_of(place, release, outcomes)
    _show((*release_blocks(release), *next_blocks(release, standing, place.arguments.parts or ())))
    if standing.include:
        return True
    wrong = _misread(place, release)
    if wrong is not None:
        PlainVoice().problem(wrong)
    return wrong is not None


def _misread(place: Place, release: Release) -> Problem | None:
    """Whether the plan, reading it back, would derive other publishers than it was written for."""
    wrong = misread(release, place.again().repository, place.registry)
    if not wrong:
        return None
    message = f"read back, {release.file} does not say what it was written for"
    hint = "take the other jobs that publish out, or say which one counts with --workflow; then run it again"
    return NeedsYou(
        "workflow-reads-otherwise",
        message,
        hint,
        context=wrong,
        source=Source(release.file),
    )


def _show(blocks: Blocks) -> None:
    sys.stdout.flush()
    PlainVoice().show(blocks)
