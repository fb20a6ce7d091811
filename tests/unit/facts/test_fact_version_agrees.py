"""Every place that says a package's version says the same."""

from fakes.eyes import FakeEyes
from made_up import observed, target
from primer.core.value import replace
from primer.core.verdict import Done, Mend, Todo, Verdict
from primer.facts.chains import chain
from primer.facts.version_agrees import VersionAgrees
from versions_read import of, versions_in

STATIC = '[project]\nname = "acme-core"\nversion = "1.2.3"\n'
CODE = '__version__ = "{}"\n'


def look(texts: dict[str, str], tags: tuple[str, ...] = ()) -> Verdict | None:
    one = replace(target(), versions=of(versions_in(texts, tags)))
    found = [step for step in chain(one) if isinstance(step, VersionAgrees)]
    return found[0].look(FakeEyes()) if found else None


def test_where_all_agree_it_is_done() -> None:
    texts = {"pyproject.toml": STATIC, "src/acme_core/__init__.py": CODE.format("1.2.3")}
    claim = "1.2.3 in pyproject.toml, __init__.py"
    assert look(texts) == Done(observed(claim, "this repository"))


def test_where_there_is_one_place_there_is_no_such_fact() -> None:
    assert look({"pyproject.toml": STATIC}) is None


def test_two_that_differ_are_named_with_the_command_that_sets_them() -> None:
    texts = {"pyproject.toml": STATIC, "src/acme_core/__init__.py": CODE.format("1.2.2")}
    words = "pyproject.toml:3 says 1.2.3, src/acme_core/__init__.py:1 says 1.2.2: "
    assert look(texts) == Todo(Mend(words + "`primer workflow --sync-versions VERSION` sets them all"))


def test_a_lock_file_that_is_behind_is_named() -> None:
    lock = '[[package]]\nname = "acme-core"\nversion = "1.0"\nsource = { virtual = "." }\n'
    verdict = look({"pyproject.toml": STATIC, "uv.lock": lock})
    assert isinstance(verdict, Todo)
    assert isinstance(verdict.change, Mend)
    assert "uv.lock:3 says 1.0" in verdict.change.words


def test_equal_versions_may_be_written_in_two_ways() -> None:
    texts = {"pyproject.toml": STATIC.replace("1.2.3", "1.2.3-rc.1"), "acme_core.py": CODE.format("1.2.3rc1")}
    assert isinstance(look(texts), Done)


def test_a_release_tag_at_head_has_to_agree_too() -> None:
    assert isinstance(look({"pyproject.toml": STATIC}, ("v1.2.3",)), Done)
    words = "pyproject.toml:3 says 1.2.3, tag v1.2.4 says 1.2.4: move the tag, or bump the version"
    assert look({"pyproject.toml": STATIC}, ("v1.2.4",)) == Todo(Mend(words))


def test_a_tag_that_names_no_release_is_not_compared() -> None:
    assert look({"pyproject.toml": STATIC}, ("nightly", "v1", "other-v9.9")) is None


def test_a_tag_versioned_package_has_nothing_to_compare() -> None:
    tagged = '[project]\nname = "acme-core"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "vcs"\n'
    assert look({"pyproject.toml": tagged}, ("v1.2.3",)) is None
