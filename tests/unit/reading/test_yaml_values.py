from primer.core.problem import Problem
from primer.reading.texts.yaml_values import Value, documents


def only(text: str) -> Value:
    found = documents("ci.yml", text)
    assert isinstance(found, tuple), found
    return found[0]


def problem(text: str) -> Problem:
    found = documents("ci.yml", text)
    assert isinstance(found, Problem), found
    return found


def test_a_value_knows_its_line_and_keeps_its_text() -> None:
    root = only("on:\n  push: {}\nanswer: yes\n")
    assert root.get("answer").text == "yes"
    assert root.get("on", "push").line == 2


def test_null_is_no_text_and_quoted_emptiness_is() -> None:
    root = only("a:\nb: ''\nc: ~\n")
    assert [root.get(key).scalar for key in "abc"] == [None, "", None]


def test_a_key_that_is_not_there_gives_an_empty_value_at_any_depth() -> None:
    assert only("a: 1").get("a", "b", "c").scalar is None


def test_own_keys_come_before_merged_ones_and_the_first_merge_before_the_second() -> None:
    root = only("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n")
    assert {key: value.text for key, value in root.get("z").pairs().items()} == {"b": "1", "c": "2", "a": "3"}


def test_a_quoted_merge_key_is_a_key() -> None:
    assert only('"<<": 1').get("<<").text == "1"


def test_tags_stay_and_harm_nothing() -> None:
    assert only("script: !reference [.job, script]").get("script").tag == "!reference"


def test_a_value_that_contains_itself_is_walked_once() -> None:
    root = only("a: &a [one, *a]")
    assert [value.text for value in root.texts()] == ["one"]


def test_aliases_of_aliases_cost_no_more_than_they_are_long() -> None:
    levels = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    root = only(f"a0: &a0 [lol]\n{levels}")
    assert [value.text for value in root.texts()] == ["lol"]


def test_merges_of_merges_cost_no_more_than_they_are_long() -> None:
    levels = "".join(f"m{n}: &m{n} {{<<: [{','.join([f'*m{n - 1}'] * 9)}]}}\n" for n in range(1, 60))
    assert only(f"m0: &m0 {{k: v}}\n{levels}").get("m59", "k").text == "v"


def test_several_documents_are_several_roots() -> None:
    found = documents("ci.yml", "spec: 1\n---\njob: 2\n")
    assert isinstance(found, tuple)
    assert len(found) == 2


def test_an_empty_text_has_no_document() -> None:
    assert documents("ci.yml", "# nothing\n") == ()


def test_what_is_malformed_is_a_problem_with_its_line() -> None:
    for text, line in [
        ("a: [1\nb: 2\n", 2),
        ("a:\n\tb: 1\n", 2),
        ("a: 1\nb: *nowhere\n", 2),
        ("a: 1\nb: 'open\n", 3),
        ("a: b: c\n", 1),
        ("a: \x00\n", 1),
        ("[" * 500_000, 1),
        ("- " * 100_000, 1),
        ("- 1\n" * 100_000, 100_000),
    ]:
        found = problem(text)
        assert found.reference == "malformed-file"
        assert str(found.source) == f"ci.yml:{line}"
        assert not found.warning


def test_a_lone_surrogate_is_a_problem() -> None:
    assert problem("a: \udc80").reference == "malformed-file"
