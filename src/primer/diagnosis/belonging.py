"""Whose run a log is of: a stranger's is never to be trusted for standing in a log."""

from collections.abc import Mapping

from primer.core.registry import Registry
from primer.core.repository import Repository
from primer.core.value import frozen
from primer.providers import github, gitlab
from primer.reading.publishers.home import chosen_home


@frozen
class Stranger:
    """Another repository than the one at hand: `there` the run's, `here` the plan's, each `owner/name`."""

    there: str
    here: str
    host: str

    @property
    def words(self) -> str:
        """What to do about it; whether a repository was renamed only a look at its host tells."""
        return (
            f"publish from {self.here}, or run diagnose in {self.there}: this log is of another repository, "
            f"{self.there}; here is {self.here}. Only if https://{self.host}/{self.here} leads to "
            f"{self.there} was it renamed: then set the new name here (`git remote set-url`) and at the "
            "publisher"
        )


def host_of(claims: Mapping[str, str]) -> str:
    """Who runs a job with these claims."""
    return gitlab.HOST if "project_path" in claims or "ci_config_ref_uri" in claims else github.HOST


def run_of(claims: Mapping[str, str]) -> str:
    """The repository of the run, `owner/name`; empty where the claims do not say."""
    return claims.get("project_path", "") or claims.get("repository", "")


def stranger(repository: Repository | None, registry: Registry, claims: Mapping[str, str]) -> Stranger | None:
    """The run's repository where it is another one than this; None where it is this one, or not known."""
    home, there = _home(repository, registry, claims), run_of(claims)
    if not home or not there or home.lower() == there.lower():
        return None
    return Stranger(there, home, host_of(claims))


def is_own(repository: Repository | None, registry: Registry, claims: Mapping[str, str]) -> bool:
    """Whether the run is certainly this repository's."""
    home = _home(repository, registry, claims)
    return bool(home) and home.lower() == run_of(claims).lower()


def _home(repository: Repository | None, registry: Registry, claims: Mapping[str, str]) -> str:
    """The plan's repository at the run's own host; empty where it is not there, or nobody knows."""
    if repository is None:
        return ""
    home = chosen_home(repository.choices.publisher(registry.name), repository.remote)
    return home.path if home is not None and home.host == host_of(claims) else ""
