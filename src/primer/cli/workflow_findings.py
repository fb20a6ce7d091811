"""What primer's own rules find in a repository: in its CI files, and in the manifests of its packages."""

from collections.abc import Mapping

from primer.adapters.files.texts import Texts
from primer.adapters.repository.ci_files import ci_texts
from primer.checking.check import check
from primer.checking.manifests import manifests
from primer.cli.workflow_place import Place
from primer.core.finding import Finding
from primer.core.value import frozen


@frozen
class Held:
    """The texts that are held to the rules, by path, and what they do not keep."""

    ci: Mapping[str, str]
    manifests: Mapping[str, str]
    findings: tuple[Finding, ...]

    def text(self, path: str) -> str:
        """The text of a file that something was found in."""
        return self.ci[path] if path in self.ci else self.manifests[path]


def held_to_rules(place: Place, file: str) -> Held:
    """Everything as it stands now; with a `file`, only what is found in that one."""
    ci = ci_texts(place.checkout).readable()
    paths = (one.source.where for one in place.repository.packages if one.stated is not None)
    described = Texts(place.checkout, paths).readable()
    found = (*check(ci, place.repository), *manifests(described, place.repository))
    return Held(ci, described, tuple(one for one in found if file in ("", one.source.where)))
