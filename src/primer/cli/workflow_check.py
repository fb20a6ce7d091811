"""`primer workflow --check` and `--fix`: what files do not keep, by primer's rules, zizmor and gh."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from primer.adapters.programs.gh import Gh
from primer.adapters.programs.gh_looks import look_at_repository, unlooked_for
from primer.adapters.programs.looked import Looked
from primer.adapters.programs.zizmor import audited
from primer.adapters.repository.ci_files import OFFERED
from primer.cli.arguments import Arguments
from primer.cli.exits import DONE, REMAINS, STOPPED
from primer.cli.fleet import at, for_each_path
from primer.cli.plan_command import print_json
from primer.cli.workflow_findings import held_to_rules
from primer.cli.workflow_mend import mend
from primer.cli.workflow_place import Place, read_place
from primer.core.finding import Finding, Severity
from primer.core.problem import Problem, Stop, YourInput
from primer.core.project import Unlooked
from primer.core.source import Source
from primer.core.value import frozen, replace
from primer.ports.signs import Mark
from primer.providers import github
from primer.reading.ci.jobs import is_ci_file
from primer.terminal.findings_page import findings_blocks
from primer.terminal.lines import BLANK
from primer.terminal.plain import PlainVoice
from primer.terminal.printing import show, surface_here
from primer.terminal.problems import problem_blocks


@frozen
class Report:
    """What the `checked` files of one repository do not keep, and what could not be looked at or read."""

    findings: tuple[Finding, ...]
    checked: tuple[str, ...]
    unlooked: tuple[Unlooked, ...]
    problems: tuple[Problem, ...]

    @property
    def code(self) -> int:
        """A file that could not be read comes first, then errors; warnings are no more than said."""
        if self.problems:
            return STOPPED
        return REMAINS if any(one.severity is Severity.ERROR for one in self.findings) else DONE


def check_command(arguments: Arguments) -> int:
    """Checks every PATH, and mends before with `--fix`; gives the worst exit code."""
    found: list[Finding] = []

    def act(one: Arguments) -> int:
        report = _checked(one)
        if arguments.format == "json":
            found.extend(_of_fleet(report.findings, one) if len(arguments.paths) > 1 else report.findings)
            _tell_beside(report)
        else:
            _tell(report)
        return report.code

    code = for_each_path(arguments, act)
    if arguments.format == "json":
        from primer.terminal.json_findings import findings_json

        print_json(findings_json(found))
    return code


def _checked(arguments: Arguments) -> Report:
    """One PATH: a repository, or a single CI file of one."""
    root, file = whose(arguments.path)
    place = read_place(at(arguments, root))
    if arguments.fix:
        for finding in mend(place, file):
            PlainVoice().say(Mark.SEEN, f"mended {finding.source}  {finding.rule}: {finding.fix}")
        place = place.again()
    return _report(place, file)


def _report(place: Place, file: str) -> Report:
    held = held_to_rules(place, file)
    publishing = (
        (file,)
        if file
        else tuple(sorted({job.file for job in place.repository.jobs if is_ci_file(job.file)}))
    )
    with PlainVoice().working("checking with zizmor and gh"), ThreadPoolExecutor(1) as pool:
        by_gh = pool.submit(_by_gh, place, held.ci)
        looked = (audited(place.checkout.root, publishing, held.findings), by_gh.result())
    found = (*held.findings, *(finding for one in looked for finding in one.findings))
    return Report(
        tuple(sorted((one for one in found if file in ("", one.source.where)), key=_place)),
        publishing,
        tuple(reason for one in looked for reason in one.unlooked),
        tuple(one for one in place.repository.problems if _keeps_from_checking(one, file)),
    )


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.source.where, finding.source.line or 0, finding.rule, finding.message


def _keeps_from_checking(problem: Problem, file: str) -> bool:
    """Whether something could not be read: anything, or the one CI file that is meant."""
    where = problem.source.where if problem.source else ""
    return not problem.warning and file in ("", where)


def _of_fleet(findings: Iterable[Finding], arguments: Arguments) -> Iterator[Finding]:
    """The same findings, told apart by the repository's path."""
    for one in findings:
        where = f"{arguments.path}/{one.source.where}"
        yield replace(one, source=replace(one.source, where=where))


def _tell(report: Report) -> None:
    unlooked = [one.why for one in report.unlooked]
    blocks = findings_blocks(report.findings, report.checked, unlooked, unread=bool(report.problems))
    problems = [block for problem in report.problems for block in (BLANK, *problem_blocks(problem))]
    show((*blocks, *(problems if blocks else problems[1:])), sys.stdout, surface_here(sys.stdout))


def _tell_beside(report: Report) -> None:
    """What has no place in the JSON goes to stderr."""
    voice = PlainVoice()
    for reason in report.unlooked:
        voice.say(Mark.UNSEEN, reason.why)
    for problem in report.problems:
        voice.problem(problem)


def whose(path: Path | None) -> tuple[Path | None, str]:
    """The repository's folder of a PATH, and the CI file in it that alone is meant; empty for all of them."""
    if path is None or not path.is_file():
        if path is not None and path.suffix in (".yml", ".yaml") and not path.exists():
            raise Stop(_no_file(path))
        return path, ""
    whole = path.absolute()
    for folder in whole.parents:
        inside = whole.relative_to(folder).as_posix()
        if inside == OFFERED or (is_ci_file(inside) and not inside.endswith(("action.yml", "action.yaml"))):
            return folder, inside
    raise Stop(
        YourInput(
            "no-ci-file",
            f"{path} is no file that CI reads",
            "name a repository's folder, or a file in .github/workflows, or a .gitlab-ci.yml",
            source=Source(str(path)),
        )
    )


def _no_file(path: Path) -> YourInput:
    return YourInput(
        "no-ci-file",
        f"there is no file {path}",
        "name a repository's folder, or a file in .github/workflows, or a .gitlab-ci.yml",
        source=Source(str(path)),
    )


def _by_gh(place: Place, texts: Mapping[str, str]) -> Looked:
    if not github.hosted(place.repository.remote):
        return Looked()
    if place.arguments.offline:
        return unlooked_for("offline")
    return look_at_repository(Gh(), place.repository, texts)
