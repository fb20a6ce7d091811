"""What a log only repeats: the script of a step, code in a document, the output inside a test report."""

from primer.core.regex import regex
from primer.diagnosis.log_line import LogLine, Mark

LONGEST_FENCE = 60
_SCRIPT = regex(r"Run\b")
_FENCE = regex(r"\s{0,3}(?:```|~~~)")
_REPORT = regex(r"=+ (?:FAILURES|ERRORS|PASSES|warnings summary.*) =+|(?:ERROR|FAIL): test\w* \(.*")
_REPORT_END = regex(r"=+ (?:short test summary info|.* in [\d.]+s.*) =+|Ran \d+ tests? in .*")


class Quotation:
    """Follows a log; a line that is quoted is no evidence of anything that happened in this run."""

    def __init__(self) -> None:
        self._job = ""
        self._begin("")

    def holds(self, line: LogLine) -> bool:
        """Whether this line, the next one of its log, is quoted."""
        if line.job != self._job:
            self._begin(line.job)
        return self._in_script(line) or self._in_report(line.text) or self._in_fence(line.text)

    def _begin(self, job: str) -> None:
        self._job, self._script, self._report, self._fence = job, False, False, 0

    def _in_script(self, line: LogLine) -> bool:
        if line.mark is Mark.GROUP:
            self._script = _SCRIPT.match(line.text) is not None
        elif line.mark in (Mark.END, Mark.ERROR):
            self._script = False
        return self._script

    def _in_report(self, text: str) -> bool:
        if text[:1] in "=ERF":
            if _REPORT.fullmatch(text):
                self._report = True
            elif _REPORT_END.fullmatch(text):
                self._report = False
        return self._report

    def _in_fence(self, text: str) -> bool:
        """A fence that nobody closes ends by itself, so that the rest of the log is still read."""
        if text.lstrip()[:3] in ("```", "~~~") and _FENCE.match(text):
            self._fence = 0 if self._fence else LONGEST_FENCE
            return True
        self._fence = max(0, self._fence - 1)
        return self._fence > 0
