"""What Node can import of a package."""

from collections.abc import Mapping

import pytest

from primer.reading.packages.importable import importable


@pytest.mark.parametrize(
    ("manifest", "names"),
    [
        ({"main": "dist/index.js"}, ("acme",)),
        ({"main": "theme.css"}, ()),
        ({"exports": "./index.js", "main": "lost.js"}, ("acme",)),
        ({"exports": {".": "./a.js", "./more": "./b.js"}}, ("acme", "acme/more")),
        ({"exports": {".": ["./a.js"], "./a/*": "./a/*.js", "./package.json": "./package.json"}}, ("acme",)),
        ({"exports": {"types": "./index.d.ts", "import": "./index.js"}}, ("acme",)),
        ({"exports": {"types": "./index.d.ts"}}, ()),
        ({"exports": {"./all.css": "./all.css"}}, ()),
        ({"exports": {".": {"browser": "./a.js"}}}, ()),
        ({"exports": {".": {"node": {"import": "./a.mjs"}}}}, ("acme",)),
        ({"exports": {".": None, "./b": "./b.js"}}, ("acme/b",)),
        ({"bin": "cli.js"}, None),
        ({"exports": 7}, ()),
    ],
)
def test_what_has_code_for_node_behind_it_can_be_imported(
    manifest: Mapping[str, object], names: tuple[str, ...] | None
) -> None:
    assert importable("acme", manifest) == names
