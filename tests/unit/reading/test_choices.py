"""`[tool.primer]` as choices."""

import pytest

from primer.core.choices import Choices, PublisherChoice, Route
from primer.core.problem import Problem
from primer.core.registry import Ecosystem, Registry
from primer.core.source import Read, Source
from primer.reading.choices.chosen import choices_table, read_choices

EVERYTHING = """\
[tool.primer]
packages = ["packages/*"]
exclude = ["packages/internal"]
placeholder-version = "0.0.2"
route = "pending"
[tool.primer.publisher]
provider = "github"
owner = "acme"
repository = "mono"
workflow = "publish.yaml"
environment = ""
[tool.primer.publisher.testpypi]
environment = "test"
[tool.primer.publisher.internal]
provider = "gitlab"
namespace = "acme/group"
[tool.primer.accounts]
pypi = "kim"
[tool.primer.registries.internal]
upload-url = "https://index.example.org/upload/"
index-url = "https://index.example.org/simple/"
"""


def problems_of(table: str) -> tuple[Problem, ...]:
    return read_choices({"pyproject.toml": f"[tool.primer]\n{table}\n"})[1]


def read(value: str, line: int) -> Read[str]:
    return Read(value, Source("pyproject.toml", line))


def test_every_choice_is_read_with_its_line() -> None:
    choices, problems = read_choices({"pyproject.toml": EVERYTHING})
    assert problems == ()
    assert choices == Choices(
        packages=("packages/*",),
        exclude=("packages/internal",),
        placeholder_version="0.0.2",
        route=Route.PENDING,
        publishers={
            "": PublisherChoice(
                {
                    "provider": read("github", 7),
                    "owner": read("acme", 8),
                    "repository": read("mono", 9),
                    "workflow": read("publish.yaml", 10),
                    "environment": read("", 11),
                }
            ),
            "testpypi": PublisherChoice({"environment": read("test", 13)}),
            "internal": PublisherChoice(
                {"provider": read("gitlab", 15), "namespace": read("acme/group", 16)}
            ),
        },
        accounts={"pypi": "kim"},
        registries=(
            Registry(
                name="internal",
                title="internal",
                ecosystem=Ecosystem.PYTHON,
                upload_url="https://index.example.org/upload/",
                index_url="https://index.example.org/simple",
                web_url="https://index.example.org",
            ),
        ),
        file="pyproject.toml",
    )


def test_without_a_table_every_choice_has_its_default() -> None:
    assert read_choices({"pyproject.toml": "[project]\n"}) == (Choices(file="pyproject.toml"), ())
    assert read_choices({}) == (Choices(file="primer.toml"), ())


def test_primer_toml_has_the_same_keys_at_its_top() -> None:
    choices, problems = read_choices({"primer.toml": 'route = "pending"\n[accounts]\npypi = "kim"\n'})
    assert problems == ()
    assert (choices.route, choices.accounts, choices.file) == (Route.PENDING, {"pypi": "kim"}, "primer.toml")


def test_primer_toml_counts_beside_a_pyproject_without_choices() -> None:
    choices, problems = read_choices({"pyproject.toml": "[project]\n", "primer.toml": 'route = "pending"\n'})
    assert (choices.route, choices.file, problems) == (Route.PENDING, "primer.toml", ())


def test_choices_in_two_files_are_a_problem() -> None:
    files = {"pyproject.toml": '[tool.primer]\nroute = "pending"\n', "primer.toml": 'route = "prime"\n'}
    choices, (problem,) = read_choices(files)
    assert choices.route is Route.PENDING
    assert (problem.reference, problem.source) == ("two-choices-files", Source("pyproject.toml", 1))


@pytest.mark.parametrize(
    ("table", "hint", "line"),
    [
        ('rout = "prime"', "did you mean route?", 2),
        ("[tool.primer.publishers]", "did you mean publisher?", 2),
        ('publisher.ownr = "x"', "did you mean publisher.owner?", 2),
        ('publisher.pipy.owner = "x"', "did you mean publisher.pypi?", 2),
        ('[tool.primer.publisher.pypi]\nenvironement = "x"', "did you mean publisher.pypi.environment?", 3),
        ('accounts.testpipy = "x"', "did you mean accounts.testpypi?", 2),
        ('registries.own.upload = "x"', "did you mean registries.own.upload-url?", 2),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(table: str, hint: str, line: int) -> None:
    problem = problems_of(table)[0]
    assert (problem.reference, problem.hint) == ("unknown-choice", hint)
    assert problem.source == Source("pyproject.toml", line)


@pytest.mark.parametrize(
    "table",
    [
        'route = "exists"',
        'route = "fast"',
        "route = 1",
        'packages = "packages/*"',
        "packages = [1]",
        'exclude = [""]',
        'placeholder-version = "first"',
        'placeholder-version = "0.0.1+local"',
        'placeholder-version = "0.0.1-first.1+local"',
        "publisher = 1",
        'publisher.provider = "jenkins"',
        "publisher.contexts = [1]",
        'publisher.origin = ["github.com/acme/mono"]',
        'publisher.owner = ""',
        'publisher.owner = "a\\nb"',
        "publisher.owner = { a = 1 }",
        'publisher = { provider = "google", owner = "x" }',
        'accounts.pypi = ""',
        "accounts.pypi = 1",
        "registries = []",
    ],
)
def test_an_illegal_value_is_a_problem_with_its_line(table: str) -> None:
    problem = problems_of(table)[0]
    assert (problem.reference, problem.source) == ("illegal-choice", Source("pyproject.toml", 2))


URLS = 'upload-url = "https://a.example/up"\nindex-url = "https://a.example/simple"\n'


def test_a_registry_of_npms_kind_serves_packages_where_it_takes_them() -> None:
    table = (
        '[tool.primer.registries.inner]\nupload-url = "https://npm.acme.io/npm/"\necosystem = "javascript"\n'
    )
    choices, problems = read_choices({"pyproject.toml": table})
    assert problems == ()
    (inner,) = choices.registries
    assert inner == Registry(
        "inner",
        "inner",
        Ecosystem.JAVASCRIPT,
        "https://npm.acme.io/npm/",
        "https://npm.acme.io/npm",
        "https://npm.acme.io",
    )
    given = choices_table({"registries.inner.web-url": "https://www.acme.io"}, choices)
    assert given["registries"] == {
        "inner": {
            "upload-url": "https://npm.acme.io/npm/",
            "index-url": "https://npm.acme.io/npm",
            "web-url": "https://www.acme.io",
            "ecosystem": "javascript",
        }
    }


@pytest.mark.parametrize("value", ['"ruby"', '"Python"', "1", '""'])
def test_a_registry_is_for_packages_that_primer_knows(value: str) -> None:
    choices, problems = read_choices(
        {"pyproject.toml": f"[tool.primer.registries.a]\necosystem = {value}\n{URLS}"}
    )
    assert [(problem.reference, problem.source) for problem in problems] == [
        ("illegal-choice", Source("pyproject.toml", 2))
    ]
    assert choices.registries == ()


@pytest.mark.parametrize(
    "name", ["pypi", "testpypi", "npm", "PyPI", "Test-PyPI", "py_pi", '"a.b"', '"a b"', '""']
)
def test_a_registry_cannot_have_every_name(name: str) -> None:
    choices, problems = read_choices({"pyproject.toml": f"[tool.primer.registries.{name}]\n{URLS}"})
    assert [problem.reference for problem in problems] == ["illegal-choice"]
    assert choices.registries == ()


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/up",
        "ftp://a.example/up",
        "https://kim:pw@a.example/up",
        "https://kim@a.example/up",
        "https://",
        "https://a.example:port/up",
        "https://a.example/up?x=1",
        "https://a.example/u p",
        "a.example/up",
        "",
    ],
)
def test_an_address_that_could_leak_or_lead_nowhere_is_refused(url: str) -> None:
    text = f'[tool.primer.registries.own]\nupload-url = "{url}"\nindex-url = "https://a.example/simple"\n'
    choices, problems = read_choices({"pyproject.toml": text})
    assert [(problem.reference, str(problem.source)) for problem in problems] == [
        ("illegal-choice", "pyproject.toml:2")
    ]
    assert "pw" not in repr(problems)
    assert choices.registries == ()


@pytest.mark.parametrize("host", ["localhost:3141", "127.0.0.1:8080", "[::1]:8080"])
def test_plain_http_is_for_this_machine(host: str) -> None:
    text = f'[tool.primer.registries.own]\nupload-url = "http://{host}/up/"\nindex-url = "http://{host}/simple"\n'
    choices, problems = read_choices({"pyproject.toml": text})
    assert problems == ()
    assert choices.registries[0].web_url == f"http://{host}"


def test_a_registry_needs_both_addresses() -> None:
    (problem,) = read_choices(
        {"primer.toml": '[registries.own]\nupload-url = "https://a.example/up"\n'},
    )[1]
    assert problem.message == "registries.own.index-url cannot be used: it is missing"
    assert problem.source == Source("primer.toml", 1)


def test_a_malformed_file_makes_no_choice() -> None:
    choices, (problem,) = read_choices({"pyproject.toml": "[tool.primer\n"})
    assert (choices.route, problem.reference) == (Route.PRIME, "malformed-file")
