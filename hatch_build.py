"""Makes the long description of the README: on PyPI a path leads nowhere, only an address does."""

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

PLACE = re.compile(r"""(?:(?<=\]\()|(?<=\shref=")|(?<=\ssrc="))(?![a-z]+:|//)[^)"\s]+""")
"""A relative place, where Markdown or the HTML in it names one."""
PICTURES = (".svg", ".png", ".gif", ".jpg", ".webp")


class LongDescription(MetadataHookInterface):
    """Sets `readme`, which pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, object]) -> None:
        """Called by hatchling with what pyproject.toml says of the project, and with the version."""
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        urls = metadata["urls"]
        if not isinstance(urls, dict):
            raise TypeError("pyproject.toml: [project.urls] is no table")
        text = long_description(readme, str(urls["Source"]), f"v{metadata['version']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def long_description(readme: str, source: str, tag: str) -> str:
    """The README with every relative place as its address at the forge, as it is at this tag."""

    def address(found: re.Match[str]) -> str:
        place = found[0]
        if place.startswith("#"):
            place = f"README.md{place}"
        kind = "raw" if place.lower().endswith(PICTURES) else "blob"
        return f"{source}/{kind}/{tag}/{place.removeprefix('./')}"

    return PLACE.sub(address, readme)
