"""The long description: the README, with an address for everything that is a path there."""

from importlib.util import module_from_spec, spec_from_file_location

import pytest

from source_tree import ROOT

SOURCE = "https://forge.example/acme/mono"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[how](guides/tutorial.md#first)", f"[how]({SOURCE}/blob/v1.2.0/guides/tutorial.md#first)"),
        ("[here](#use-it)", f"[here]({SOURCE}/blob/v1.2.0/README.md#use-it)"),
        ("![plan](./guides/a.svg)", f"![plan]({SOURCE}/raw/v1.2.0/guides/a.svg)"),
        ('![plan](a.svg "a title")', f'![plan]({SOURCE}/raw/v1.2.0/a.svg "a title")'),
        ("[![plan](a.png)](b.md)", f"[![plan]({SOURCE}/raw/v1.2.0/a.png)]({SOURCE}/blob/v1.2.0/b.md)"),
        (
            '<a href="b.md"><img alt="b" src="a.svg"></a>',
            f'<a href="{SOURCE}/blob/v1.2.0/b.md"><img alt="b" src="{SOURCE}/raw/v1.2.0/a.svg"></a>',
        ),
        ("[docs](https://docs.zizmor.sh) <mailto:a@b.example>",) * 2,
        ("[write](mailto:a@b.example)",) * 2,
        ("`primer --plan [PATH]` (see below)",) * 2,
    ],
)
def test_a_path_becomes_an_address_of_the_tag_and_nothing_else_changes(written: str, expected: str) -> None:
    assert long_description(f"before\n{written}\nafter\n") == f"before\n{expected}\nafter\n"


def long_description(readme: str) -> str:
    """As the build's own hook makes it, which no package holds."""
    found = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert found is not None
    assert found.loader is not None
    hook = module_from_spec(found)
    found.loader.exec_module(hook)
    made: object = hook.long_description(readme, SOURCE, "v1.2.0")
    return str(made)
