from primer.reading.ci.shell import commands


def words(script: str) -> list[tuple[str, ...]]:
    return [command.words for command in commands(script) if command.words]


def test_operators_and_lines_part_commands() -> None:
    assert words("a 1 && b;c | d || e & f\ng") == [("a", "1"), ("b",), ("c",), ("d",), ("e",), ("f",), ("g",)]


def test_quotes_keep_a_word_together_and_vanish() -> None:
    assert words("""echo "twine upload" 'a b'c \\"x""") == [("echo", "twine upload", "a bc", '"x')]


def test_lines_are_joined_in_sh_powershell_and_cmd() -> None:
    for joint in ("\\", "`", "^"):
        assert words(f"twine upload {joint}\n  dist/*") == [("twine", "upload", "dist/*")]
    assert words("twine upload \\\r\n  dist/*\r\n") == [("twine", "upload", "dist/*")]


def test_comments_end_with_their_line_and_begin_a_word() -> None:
    assert words("# twine upload\na # b\nc#d") == [("a",), ("c#d",)]


def test_here_documents_are_no_commands() -> None:
    assert words("cat <<'EOF' > f\nuv publish\nEOF\nafter") == [("cat",), ("after",)]
    assert words("cat <<-EOF\n\tuv publish\n\tEOF\nafter") == [("cat",), ("after",)]
    assert words("cat <<EOF\nuv publish") == [("cat",)]
    assert words("cat <<< uv; publish") == [("cat",), ("publish",)]


def test_redirections_are_no_arguments() -> None:
    assert words("uv publish 2>&1 >log &>all <in x") == [("uv", "publish", "x")]


def test_expressions_and_substitutions_are_one_piece() -> None:
    assert words("""a ${{ x && 'y z' }} $(b | c "$(d; e)") ${F:-g h} `i; j`""") == [
        ("a", "${{ x && 'y z' }}", '$(b | c "$(d; e)")', "${F:-g h}", "`i; j`")
    ]


def test_keywords_and_assignments_stand_apart_from_the_command() -> None:
    command = commands("if A=1 B='2 3' twine upload; then")[0]
    assert command.words == ("twine", "upload")
    assert command.assigned == {"A": "1", "B": "2 3"}


def test_what_a_script_sets_for_itself_has_no_words() -> None:
    for script in ("export A=1", "A=1", "$env:A = '1'", "set A=1", "declare -x A=1"):
        (command,) = commands(script)
        assert (command.words, command.assigned) == ((), {"A": "1"})


def test_subshells_have_a_depth() -> None:
    assert [(c.words, c.depth) for c in commands("(a; (b)); c)")] == [(("a",), 1), (("b",), 2), (("c",), 0)]


def test_a_command_knows_its_line() -> None:
    assert [c.line for c in commands("a\n\nb \\\n  c\nd")] == [0, 2, 4]


def test_unfinished_scripts_end_somewhere() -> None:
    for script in ("'", '"', "$(", "${{", "${", "`", "\\", "<<", "a <<", "(", ")", "a >", "$", '"$(a', "&"):
        commands(script)


def test_hostile_scripts_are_read_in_time() -> None:
    for script in ("$(" * 3_000, "${{" * 30_000, "((" * 30_000, "`" * 30_001, "<<A " * 3_000):
        commands(script)
