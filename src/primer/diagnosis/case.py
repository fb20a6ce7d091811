"""One sighting with all that helps to say what to do about it, and what is then said."""

import re
from urllib.parse import quote

from primer.core.diagnosis import Difference
from primer.core.publisher import Publisher, Unsupported
from primer.core.registry import Registry
from primer.core.value import frozen
from primer.diagnosis.planned import Grounds, planned_at
from primer.diagnosis.scan import Scan, Sighting
from primer.providers.pages import runs_page
from primer.registries.addresses import NPM
from primer.registries.pypi.forms import publisher_form
from primer.registries.pypi.names import normalised


@frozen
class Remedy:
    """The one thing to change in words, the page where that is done or empty, and the field that differs."""

    words: str
    link: str = ""
    differs: Difference | None = None


@frozen
class Case:
    """A sighting, the log that it is of, and what it is held against."""

    sighting: Sighting
    scan: Scan
    grounds: Grounds

    @property
    def registry(self) -> Registry:
        """The registry that was spoken to."""
        return self.grounds.spoken_to(self.sighting.host)

    @property
    def title(self) -> str:
        """What people call that registry."""
        return self.registry.title

    @property
    def text(self) -> str:
        """The words of the message."""
        return self.sighting.text

    @property
    def of_npm(self) -> bool:
        """Whether npm's registry refused, and no index."""
        return (
            re.search(r"\bE4\d\d\b|registry\.npmjs|ERR_PNPM|\bnpm login\b|NPMTOKEN|YN00", self.text)
            is not None
        )

    def quoted(self, pattern: str) -> str:
        """The first group of a pattern in the message; empty where it is not there."""
        found = re.search(pattern, self.text, re.IGNORECASE)
        return found[1] if found else ""

    def form_of(self, project: str) -> str:
        """The publisher page of a project that the log names, prefilled as far as the plan knows it."""
        name = normalised(project)
        if not name:
            return ""
        if self.grounds.repository is not None:
            for one in planned_at(self.registry, self.grounds.repository):
                if one.package == name:
                    return prefilled(self.registry, name, one.publisher)
        return f"{self.registry.web_url}/manage/project/{quote(name, safe='')}/settings/publishing/"

    def runs(self) -> str:
        """The page of the workflow's runs, as the plan has it."""
        if self.grounds.repository is None:
            return ""
        planned = planned_at(self.registry, self.grounds.repository)
        return runs_page(planned[0].publisher.identity, {}) if planned else ""

    def page_of(self, name: str) -> str:
        """The project's own page."""
        if name.startswith("@"):
            return f"{NPM.web_url}/package/{quote(name, safe='@/')}"
        return f"{self.registry.web_url}/project/{quote(normalised(name), safe='')}/" if name else ""


def prefilled(registry: Registry, package: str, publisher: Publisher) -> str:
    """The address of the registry's form, filled in; empty where it takes no such publisher."""
    form = publisher_form(registry, package, publisher)
    return "" if isinstance(form, Unsupported) else form.link
