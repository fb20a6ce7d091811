"""Where the source lives, as chosen: values of the publisher outrank what git's remote says."""

from primer.core.choices import PublisherChoice
from primer.core.repository import Remote
from primer.core.value import replace
from primer.providers import github, gitlab

KEYS = {github.HOST: ("owner", "repository"), gitlab.HOST: ("namespace", "project")}


def chosen_home(choice: PublisherChoice, remote: Remote | None) -> Remote | None:
    """The remote with the chosen owner and name in it; the remote itself where neither is chosen."""
    for host, (owner_key, name_key) in KEYS.items():
        owner, name = choice.values.get(owner_key), choice.values.get(name_key)
        same = remote if remote is not None and remote.host == host else None
        if owner is None and name is None:
            continue
        if owner is not None and name is not None:
            return Remote(host, f"{owner.value}/{name.value}", owner.source)
        if same is not None:
            path = f"{owner.value if owner else same.owner}/{name.value if name else same.name}"
            return replace(same, path=path)
    return remote
