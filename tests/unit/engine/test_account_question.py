"""Which flag answers the question who somebody is, at which registry."""

from fakes.eyes import FakeEyes
from made_up import package, project, release, repository
from primer.cli.chosen import flags
from primer.cli.command_line import parse
from primer.core.project import Owners
from primer.core.registry import Ecosystem, Registry
from primer.engine.planning import Scope, make_plan
from primer.registries.addresses import NPM, PYPI

PYTHON = package("acme-core")
SCRIPT = package("acme-web", ecosystem=Ecosystem.JAVASCRIPT)


def asked(*registries: Registry) -> dict[str, str]:
    """The flag of every question about an account, where somebody owns everything already."""
    names = ("acme-core", "acme-web")
    eyes = FakeEyes(
        {name: project(release("1.0", name), name=name) for name in names},
        {name: Owners(("kim",)) for name in names},
    )
    made = make_plan(Scope(repository(PYTHON, SCRIPT), registries), eyes)
    return {one.key: one.question.flag for one in made.questions if one.key.startswith("accounts.")}


def test_the_bare_flag_is_for_the_first_registry_and_every_other_one_is_named() -> None:
    assert asked(PYPI, NPM) == {"accounts.pypi": "--account", "accounts.npm": "--account npm=USER"}
    assert asked(NPM) == {"accounts.npm": "--account"}


def test_the_flags_that_are_named_answer_their_questions() -> None:
    answered = flags(parse(["--plan", "--account", "kim", "--account", "npm=kay"]))
    assert answered == dict(zip(asked(PYPI, NPM), ("kim", "kay"), strict=True))
