"""A stand-in for GitHub's command `gh`: answers from files, and writes down what it was asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WATCHED = ("GH_PROMPT_DISABLED", "GH_HOST", "GH_DEBUG")
_VALUES = " ".join(f'"${{{name}-}}"' for name in WATCHED)
_SCRIPT = f"""\
#!/bin/sh
here=${{0%/*}}
words=$(printf '%s\\t' "$@")
printf '%s|%s|%s|%s\\n' "$words" {_VALUES} >> "$here/asked"
if [ "$1 $2" = "auth status" ]; then
  if [ -s "$here/login" ]; then cat "$here/login" >&2; exit 1; fi
  exit 0
fi
for page; do :; done
page="$here/pages/${{page%%\\?*}}"
if [ -f "$page.json" ]; then cat "$page.json"; exit 0; fi
if [ -f "$page.failure" ]; then cat "$page.failure" >&2; exit 1; fi
echo 'gh: Not Found (HTTP 404)' >&2
exit 1
"""

Pages = Mapping[str, object]


@dataclass(frozen=True)
class GhStandIn:
    """One stand-in; put `folder` on the PATH."""

    folder: Path

    @property
    def asked(self) -> list[list[str]]:
        """The arguments of every call, in order."""
        return [line.rpartition("\t")[0].split("\t") for line in self._calls()]

    @property
    def environments(self) -> list[dict[str, str]]:
        """What every call found in its environment, of the variables that matter; empty for unset."""
        return [
            dict(zip(WATCHED, line.rpartition("\t")[2].split("|")[1:], strict=True)) for line in self._calls()
        ]

    def _calls(self) -> list[str]:
        file = self.folder / "asked"
        return file.read_text().splitlines() if file.exists() else []


def gh_stand_in(folder: Path, pages: Pages, login: str = "") -> GhStandIn:
    """A `gh` in this folder.

    `pages` maps a page of GitHub's API to the list of JSON values that it prints, or to the words with which
    it fails; any other page is 404. `login` are the words with which `gh auth status` fails, if it does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "login").write_text(login)
    for page, answer in pages.items():
        failure = isinstance(answer, str)
        file = folder / "pages" / f"{page}.{'failure' if failure else 'json'}"
        file.parent.mkdir(parents=True, exist_ok=True)
        values = answer if isinstance(answer, list) else [answer]
        file.write_text(str(answer) if failure else "\n".join(map(json.dumps, values)))
    script = folder / "gh"
    script.write_text(_SCRIPT)
    script.chmod(0o755)
    return GhStandIn(folder)
