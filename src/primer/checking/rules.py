"""The rules that a publish workflow keeps, and how grave it is where it does not."""

from collections.abc import Mapping

from primer.checking.nodes import Node
from primer.core.finding import Edit, Finding, Severity
from primer.core.source import Source
from primer.core.value import frozen

RULES: Mapping[str, Severity] = {
    "missing-id-token": Severity.ERROR,
    "missing-environment": Severity.ERROR,
    "environment-differs": Severity.ERROR,
    "no-credential": Severity.ERROR,
    "stored-token": Severity.ERROR,
    "token-beside-oidc": Severity.ERROR,
    "tag-object-pin": Severity.ERROR,
    "publish-in-called-workflow": Severity.ERROR,
    "old-action": Severity.WARNING,
    "pull-request-target": Severity.ERROR,
    "several-publishers": Severity.ERROR,
    "placeholder-auth-token": Severity.ERROR,
    "unpinned-action": Severity.WARNING,
    "skip-existing": Severity.WARNING,
    "pipeline-not-included": Severity.ERROR,
    "manifest-repository": Severity.ERROR,
    "manifest-access": Severity.ERROR,
}
"""Every rule, each with a section in guides/reference/findings.md."""


@frozen
class Draft:
    """A finding before it is known what else is to go: `removes` are the nodes that mending takes out."""

    rule: str
    source: Source
    message: str
    fix: str
    job: str = ""
    edits: tuple[Edit, ...] = ()
    removes: tuple[Node, ...] = ()

    def finding(self, edits: tuple[Edit, ...]) -> Finding:
        """The finding that it becomes, mended by these edits."""
        severity = RULES[self.rule]
        return Finding(self.rule, self.source, severity, self.message, self.fix, edits, self.job)
