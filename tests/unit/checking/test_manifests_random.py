"""Any layout of a package.json, mended: what is right is written, all else stays, once is enough."""

import json
from random import Random

import pytest

from primer.checking.edits import mended
from primer.checking.manifests import manifests
from primer.core.choices import Choices
from primer.core.repository import Remote, Repository
from primer.core.source import Source
from primer.reading.packages.found import find_packages

FILE = "packages/wire/package.json"
URL = "git+https://github.com/acme/mono.git"
REMOTE = Remote("github.com", "acme/mono", Source("git remote origin"))
REPOSITORIES: tuple[object, ...] = (
    "acme/mono",
    "acme/Mono",
    "",
    None,
    7,
    [],
    {},
    {"url": "x/y"},
    {"type": "git", "url": URL},
    {"directory": "packages/wire"},
    {"url": URL, "directory": "packages/wire"},
    {"url": {"deep": [URL]}, "directory": 1, "other": ["{", '"', "\\", ","]},
)
PUBLISHING: tuple[object, ...] = (None, {}, {"tag": "next"}, {"access": "public"}, "public", ["access"])
OTHERS: dict[str, object] = {
    "version": "1.0.0",
    "description": 'é " \\ { } [ ] , : "repository": {',
    "exports": {".": {"import": ["./a.js", {"repository": "x"}]}},
    "files": [],
    "scripts": {"publishConfig": "echo {}"},
}


def made_up(dice: Random) -> str:
    members: dict[str, object] = {"name": dice.choice(["@acme/wire", "acme-wire"])}
    members |= {key: value for key, value in OTHERS.items() if dice.random() < 0.5}
    for key, values in (("repository", REPOSITORIES), ("publishConfig", PUBLISHING)):
        if dice.random() < 0.7:
            members[key] = dice.choice(values)
    shuffled = dice.sample(list(members.items()), len(members))
    separators = dice.choice([(",", ":"), (", ", ": "), (" ,", " : ")])
    text = json.dumps(
        dict(shuffled),
        indent=dice.choice([None, 1, 2, 4, "\t"]),
        separators=separators,
        ensure_ascii=dice.random() < 0.5,
    )
    return (text + dice.choice(["", "\n"])).replace("\n", dice.choice(["\n", "\r\n"]))


def fixed(text: str) -> str:
    packages = find_packages({FILE: text}, Choices()).packages
    around = Repository("mono", REMOTE, packages, (), (), (), Choices())
    return mended(text, (edit for one in manifests({FILE: text}, around) for edit in one.edits))


def members(text: str) -> dict[str, object]:
    value: object = json.loads(text)
    assert isinstance(value, dict)
    return {str(key): member for key, member in value.items()}


@pytest.mark.parametrize("seed", range(60))
def test_what_is_wrong_becomes_right_and_nothing_else_changes(seed: int) -> None:
    text = made_up(Random(seed))  # noqa: S311
    after = fixed(text)
    assert fixed(after) == after
    before, then = members(text), members(after)
    repository = then["repository"]
    assert isinstance(repository, dict)
    assert (repository["url"], repository["directory"]) == (URL, "packages/wire")
    if then["name"] == "@acme/wire":
        publishing = then["publishConfig"]
        assert isinstance(publishing, dict)
        assert publishing["access"] == "public"
    touched = ("repository", "publishConfig")
    assert {key: value for key, value in then.items() if key not in touched} == {
        key: value for key, value in before.items() if key not in touched
    }
    assert ("\r\n" in after) == ("\r\n" in text)
