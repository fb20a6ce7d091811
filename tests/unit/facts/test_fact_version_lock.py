"""Packages that are held at one version have one, and need each other at exactly it."""

import pytest

from fakes.eyes import FakeEyes
from made_up import observed, package, repository
from primer.core.choices import Choices
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Done, Mend, Todo, Unseen, Verdict
from primer.engine.planning import Scope, make_plan
from primer.facts.version_lock import VersionsLocked
from primer.registries.addresses import PYPI
from versions_read import versions_in

LOCKED = Choices(version_locked=Source("pyproject.toml", 2))
WIRE = '[project]\nname = "acme-wire"\nversion = "1.2.3"\n'
CORE = '[project]\nname = "acme-core"\nversion = "1.2.3"\ndependencies = ["acme-wire==1.2.3", "httpx>=0.1"]\n'
WEB = '{\n"name": "@acme/web",\n"version": "1.2.3"\n}'
ALL = {"wire/pyproject.toml": WIRE, "core/pyproject.toml": CORE, "web/package.json": WEB}
APP = '{{"name": "@acme/app", "version": "1.2.3",\n"dependencies": {{"@acme/web": "{}"}}}}'


def look(texts: dict[str, str], choices: Choices = LOCKED) -> Verdict | None:
    versions = versions_in(texts, choices=choices)
    return VersionsLocked(versions).look(FakeEyes()) if versions.locks else None


def words(verdict: Verdict | None) -> str:
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Mend)
    return verdict.change.words


def test_one_version_in_both_worlds_and_pins_at_it_are_done() -> None:
    claim = "3 packages at 1.2.3, 1 requirement among them pinned to it"
    assert look(ALL) == Done(observed(claim, "pyproject.toml:2"))


def test_there_is_no_such_fact_where_nobody_says_so_or_there_is_one_package() -> None:
    assert look(ALL, Choices()) is None
    assert look({"wire/pyproject.toml": WIRE}) is None


def test_packages_apart_are_named_with_the_command_that_sets_them() -> None:
    texts = ALL | {"web/package.json": WEB.replace("1.2.3", "1.2.0")}
    assert words(look(texts)) == (
        "core/pyproject.toml:3 says 1.2.3, web/package.json:3 says 1.2.0 for @acme/web: "
        "`primer workflow --sync-versions VERSION` sets them all"
    )


def test_equal_pre_releases_are_equal_in_both_worlds() -> None:
    texts = {
        "wire/pyproject.toml": WIRE.replace("1.2.3", "1.2.3rc1"),
        "web/package.json": WEB.replace("1.2.3", "1.2.3-rc.1"),
    }
    assert isinstance(look(texts), Done)


@pytest.mark.parametrize(
    ("pin", "told"),
    [
        ("acme-wire==1.2.2", "at `==1.2.2`"),
        ("acme-wire>=1.2.3", "at `>=1.2.3`"),
        ("acme-wire==1.2.*", "at `==1.2.*`"),
        ("acme-wire", "at any version"),
    ],
)
def test_a_requirement_that_allows_another_version_is_named(pin: str, told: str) -> None:
    texts = ALL | {"core/pyproject.toml": CORE.replace("acme-wire==1.2.3", pin)}
    assert words(look(texts)) == f"core/pyproject.toml:4 needs acme-wire {told}, not `==1.2.3`"


def test_an_extra_is_published_and_a_group_only_has_to_be_possible() -> None:
    extra = CORE + '[project.optional-dependencies]\nx = ["acme-wire"]\n'
    group = CORE + '[dependency-groups]\ndev = ["acme-wire"]\n'
    wrong = CORE + '[dependency-groups]\ndev = ["acme-wire==1.0"]\n'
    assert isinstance(look(ALL | {"core/pyproject.toml": extra}), Todo)
    assert isinstance(look(ALL | {"core/pyproject.toml": group}), Done)
    assert isinstance(look(ALL | {"core/pyproject.toml": wrong}), Todo)


@pytest.mark.parametrize("wanted", ["1.2.3", "workspace:*", "workspace:^", "workspace:1.2.3"])
def test_npm_packages_need_each_other_exactly_or_as_a_workspace(wanted: str) -> None:
    assert isinstance(look(ALL | {"app/package.json": APP.format(wanted)}), Done)


@pytest.mark.parametrize("wanted", ["^1.2.3", "~1.2.3", "*", "1.2.2", "workspace:1.2.2"])
def test_any_other_range_of_npm_is_named(wanted: str) -> None:
    told = f"app/package.json:2 needs @acme/web at `{wanted}`, not `1.2.3`"
    assert words(look(ALL | {"app/package.json": APP.format(wanted)})) == told


CHANGESETS = {".changeset/config.json": '{\n"fixed": [["@acme/*"]]\n}'}
LERNA = {"lerna.json": '{\n"version": "1.2.3"\n}'}


@pytest.mark.parametrize("said", [CHANGESETS, LERNA])
@pytest.mark.parametrize("wanted", ["1.2.3", "^1.2.3", "~1.2.3", "workspace:^"])
def test_changesets_and_lerna_lock_npm_packages_and_keep_their_ranges(
    said: dict[str, str], wanted: str
) -> None:
    texts = (
        ALL
        | said
        | {"app/package.json": APP.format(wanted), "wire/pyproject.toml": WIRE.replace("1.2.3", "9")}
    )
    verdict = look(texts, Choices())
    assert isinstance(verdict, Done)
    assert verdict.evidence.claim.startswith("2 packages at 1.2.3")


def test_a_package_apart_from_lernas_version_is_named() -> None:
    texts = LERNA | {"web/package.json": WEB.replace("1.2.3", "1.2.0")}
    assert words(look(texts, Choices())).startswith("lerna.json:2 says 1.2.3, web/package.json:3 says 1.2.0")


@pytest.mark.parametrize(
    "other",
    [
        {"lerna.json": '{"version": "independent"}'},
        {"lerna.json": "broken"},
        {".changeset/config.json": '{"fixed": []}'},
        {".changeset/config.json": '{"fixed": [["@acme/web"], 3, "x"]}'},
        {".changeset/config.json": '{"fixed": "@acme/*"}'},
        {".changeset/config.json": "["},
    ],
)
def test_what_locks_nothing_is_no_lock(other: dict[str, str]) -> None:
    assert look(ALL | other | {"app/package.json": APP.format("*")}, Choices()) is None


def test_groups_of_changesets_are_locked_each_for_itself() -> None:
    fixed = {".changeset/config.json": '{"fixed": [["@acme/web", "@acme/app"], ["@b/one", "@b/two"]]}'}
    others = {f"{n}/package.json": f'{{"name": "@b/{n}", "version": "7.0.0"}}' for n in ("one", "two")}
    verdict = look(ALL | fixed | others | {"app/package.json": APP.format("1.2.3")}, Choices())
    assert isinstance(verdict, Done)
    assert verdict.evidence.claim == (
        "2 packages at 1.2.3, 1 requirement among them pinned to it; 2 packages at 7.0.0"
    )


TAGGED = '[project]\nname = "acme-{}"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "vcs"\n'


def test_gits_tags_hold_packages_together_by_themselves() -> None:
    texts = {f"{name}/pyproject.toml": TAGGED.format(name) for name in ("wire", "core")}
    assert look(texts) == Done(observed("2 packages, versions from git's tags", "pyproject.toml:2"))


def test_a_version_that_is_computed_is_not_known() -> None:
    computed = '[project]\nname = "acme-core"\ndynamic = ["version"]\n'
    assert look(ALL | {"core/pyproject.toml": computed}) == Unseen(
        "the version of acme-core is computed when it is built"
    )


def test_the_plan_has_it_once_for_the_repository() -> None:
    read = replace(repository(package()), versions=versions_in(ALL, choices=LOCKED))
    made = make_plan(Scope(read, (PYPI,)), FakeEyes())
    last = [str(item.id) for item in made.items][-3:]
    assert last == ["version-lock", "no-stored-tokens", "no-tokens-on-github"]
