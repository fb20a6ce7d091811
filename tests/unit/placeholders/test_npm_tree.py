"""The files of an npm package's placeholder: what they say, and that no text breaks out of them."""

import json

import pytest

from primer.core.package import Description, Package, Person, Stated
from primer.core.registry import Ecosystem
from primer.core.source import Read, Source
from primer.core.value import replace
from primer.placeholders.npm_tree import NpmTree, npm_tree

WEB = "https://github.com/acme/mono"
HOSTILE = 'a "quoted" \\ \' ` ${x} \n"private": true,\r\n# x\x00\x1b[31m \u202e \ud83d \u2028 </script> %s'
PACKAGE = Package(
    "@acme/core", Ecosystem.JAVASCRIPT, "packages/core", "0.2.0", Source("packages/core/package.json", 2)
)
DESCRIBED = Description(
    summary="Core of Acme",
    license_expression="mit",
    authors=(Person("Kim", "kim@acme.io"), Person("Ada")),
    urls=(("Homepage", "https://acme.io/core"),),
)


def tree_of(description: Description = DESCRIBED, web: str = WEB, path: str = "packages/core") -> NpmTree:
    return npm_tree(replace(PACKAGE, description=description, path=path), "0.0.1", web)


def manifest(tree: NpmTree) -> dict[str, object]:
    found: object = json.loads(tree.files["package.json"])
    assert isinstance(found, dict)
    return {str(key): value for key, value in found.items()}


def test_a_placeholder_has_three_files_and_no_more() -> None:
    assert list(tree_of().files) == ["package.json", "README.md", "index.js"]


def test_a_scoped_package_that_does_not_say_who_may_read_it_is_told_what_its_placeholder_says() -> None:
    (remark,) = npm_tree(replace(PACKAGE, stated=Stated()), "0.0.1", WEB).remarks
    assert "It says that it is public" in remark
    told = Stated(access=Read("public", Source("packages/core/package.json", 9)))
    for quiet in (replace(PACKAGE, stated=told), replace(PACKAGE, name="core", stated=Stated())):
        assert npm_tree(quiet, "0.0.1", WEB).remarks == ()


def test_the_manifest_is_the_packages_own_and_public() -> None:
    assert manifest(tree_of()) == {
        "name": "@acme/core",
        "version": "0.0.1",
        "description": "Core of Acme",
        "homepage": "https://acme.io/core",
        "license": "MIT",
        "author": {"name": "Kim", "email": "kim@acme.io"},
        "contributors": [{"name": "Ada"}],
        "main": "index.js",
        "repository": {"type": "git", "url": f"git+{WEB}.git", "directory": "packages/core"},
        "publishConfig": {"access": "public"},
    }


def test_what_the_package_does_not_say_is_left_out() -> None:
    assert manifest(tree_of(Description(), web="", path=".")) == {
        "name": "@acme/core",
        "version": "0.0.1",
        "description": "Placeholder for @acme/core",
        "main": "index.js",
        "publishConfig": {"access": "public"},
    }


@pytest.mark.parametrize("stated", ["js/packages/core", "./js/packages/core/"])
def test_the_folder_is_the_one_that_the_package_states(stated: str) -> None:
    repository = manifest(tree_of(Description(directory=stated)))["repository"]
    assert repository == {"type": "git", "url": f"git+{WEB}.git", "directory": "js/packages/core"}


@pytest.mark.parametrize(
    "stated", ["../../..", "js/../..", "/etc", "C:\\x", "..\\x", "https://a.example/x", "./"]
)
def test_a_folder_that_is_not_below_the_root_is_not_the_packages(stated: str) -> None:
    repository = manifest(tree_of(Description(directory=stated)))["repository"]
    assert repository == {"type": "git", "url": f"git+{WEB}.git", "directory": "packages/core"}


def test_a_package_at_the_root_has_no_directory() -> None:
    assert manifest(tree_of(path="."))["repository"] == {"type": "git", "url": f"git+{WEB}.git"}


@pytest.mark.parametrize(
    ("stated", "url"),
    [
        ("git+https://github.com/acme/mono.git", "git+https://github.com/acme/mono.git"),
        ("https://gitlab.com/acme/mono", "git+https://gitlab.com/acme/mono.git"),
    ],
)
def test_without_a_remote_the_stated_repository_is_kept(stated: str, url: str) -> None:
    repository = manifest(tree_of(Description(repository_url=stated), web=""))["repository"]
    assert repository == {"type": "git", "url": url, "directory": "packages/core"}


def test_the_remote_counts_more_than_what_is_stated() -> None:
    repository = manifest(tree_of(Description(repository_url="https://github.com/other/place")))["repository"]
    assert repository == {"type": "git", "url": f"git+{WEB}.git", "directory": "packages/core"}


@pytest.mark.parametrize("stated", ["acme/mono", "git@github.com:acme/mono.git", "https://kim:pw@acme.io/x"])
def test_a_stated_repository_that_is_no_plain_address_is_left_out(stated: str) -> None:
    assert "repository" not in manifest(tree_of(Description(repository_url=stated), web=""))


def test_nothing_runs_is_installed_or_found_by_searching() -> None:
    active = {"scripts", "bin", "dependencies", "peerDependencies", "keywords", "private"}
    assert active & manifest(tree_of()).keys() == set()


def test_the_readme_is_honest() -> None:
    assert (
        tree_of().files["README.md"]
        == tree_of().readme
        == (
            "# @acme/core\n\n"
            f"**@acme/core 0.0.1 is a placeholder.** The first real release comes from <{WEB}> "
            "through trusted publishing, without a stored token, and replaces this one.\n\n"
            "> Core of Acme\n\n"
            f"- Source: <{WEB}>\n"
            f"- Who to ask: the maintainers, at <{WEB}>\n"
            "- `require` or `import` gives one sentence: where the project lives.\n"
            "- When the first real release is there, this version is to be marked as deprecated.\n"
        )
    )


def test_it_does_one_small_useful_thing() -> None:
    assert tree_of().files["index.js"] == (
        f'"use strict";\n\nmodule.exports = "@acme/core 0.0.1 is a placeholder; its source lives at {WEB}";\n'
    )


def test_metadata_that_no_registry_takes_is_left_out_with_a_remark() -> None:
    described = Description(
        license_expression="SEE LICENSE IN COPYING",
        authors=(Person("Kim", "kim@localhost"),),
        urls=(("Homepage", "javascript:alert(1)"),),
    )
    tree = tree_of(described)
    assert len(tree.remarks) == 3
    assert "license" not in manifest(tree)
    assert manifest(tree)["author"] == {"name": "Kim"}
    assert manifest(tree)["homepage"] == WEB


def test_hostile_texts_stay_texts() -> None:
    described = Description(HOSTILE, HOSTILE, (Person(HOSTILE, HOSTILE),), ((HOSTILE, HOSTILE),))
    tree = npm_tree(replace(PACKAGE, description=described, path=HOSTILE), "0.0.1", WEB)
    found = manifest(tree)
    assert "private" not in found
    assert set(found) <= {
        *("name", "version", "description", "homepage", "author", "main", "repository", "publishConfig")
    }
    for text in tree.files.values():
        assert text.encode().isascii() or text == tree.readme
        assert not any(sign in text for sign in "\x00\x1b\u202e\u2028\r")


def test_a_hostile_address_cannot_end_the_sentence_of_the_script() -> None:
    tree = tree_of(web='https://acme.io/";process.exit()//')
    line = tree.files["index.js"].splitlines()[2]
    sentence: object = json.loads(line.removeprefix("module.exports = ").removesuffix(";"))
    assert isinstance(sentence, str)
    assert sentence.endswith('https://acme.io/";process.exit()//')


def test_the_same_package_gives_the_same_texts() -> None:
    assert tree_of() == tree_of()
