"""The plan and the report as Markdown, whole."""

from made_up import OPAQUE_ID, TOKEN_ID, opaque, used
from primer.core.evidence import seen
from primer.core.package import Skipped
from primer.core.problem import YourInput
from primer.core.source import Source
from primer.core.value import replace
from primer.core.verdict import Done, Todo, Visit
from primer.terminal.markdown import plan_markdown
from primer.terminal.report import report_markdown
from screen.reference_plan import NOON, after, every_verdict, form, item, publisher, small

DOCS = "https://docs.example/main/"
GUIDE = "https://docs.example/main/guides/facts.md"


def test_the_plan_is_a_checklist_with_states_in_words_values_and_absolute_links() -> None:
    assert plan_markdown(every_verdict(), DOCS) == (
        "# Acme-Labs/adk-agent-sim → PyPI\n"
        "\n"
        "2 of 6 done.\n"
        "\n"
        "## `adk-sim-protos`\n"
        "\n"
        f"- [x] [name allowed]({GUIDE}#name-allowed) · done: seen 2026-11-21 14:01 UTC, PyPI\n"
        f"- [x] [publisher registered]({GUIDE}#publisher-registered)"
        " · done: you said so 2026-11-20 14:01 UTC\n"
        "\n"
        "  | field | value | read from |\n"
        "  | --- | --- | --- |\n"
        "  | Owner | `Acme-Labs` | git remote origin, as GitHub writes it |\n"
        "  | Repository name | `adk-agent-sim` | git remote origin |\n"
        "  | Workflow name | `publish.yaml` | .github/workflows/publish.yaml |\n"
        "  | Environment name | `pypi` | .github/workflows/publish.yaml:58 |\n"
        "\n"
        "  [the filled form](https://pypi.example/manage/project/adk-sim-protos/settings/publishing/"
        "?provider=github&owner=Acme-Labs&repository=adk-agent-sim&workflow_filename=publish.yaml"
        "&environment=pypi)\n"
        "\n"
        f"- [ ] [claimed]({GUIDE}#claimed) · to do: register it on the project's page\n"
        f"- [ ] [first OIDC publish]({GUIDE}#first-oidc-publish) · waits for claimed\n"
        f"- [ ] [placeholder retired]({GUIDE}#placeholder-retired) · to do: yank 0.0.1 on its page\n"
        "  - [the page](https://pypi.example/manage/project/adk-sim-protos/releases/)\n"
        "\n"
        "## repository\n"
        "\n"
        f"- [ ] [token revoked]({GUIDE}#token-revoked) · could not look: PyPI did not answer within 10 s\n"
    )


def test_a_page_that_nobody_can_fill_in_is_not_called_filled() -> None:
    page = "https://pypi.example/manage/account/publishing/"
    registered = item("publisher-registered", "adk-sim-protos", Done(seen("", "PyPI", NOON)))
    pending = replace(publisher("adk-sim-protos"), form=replace(form(""), link=page, prefilled=False))
    text = plan_markdown(replace(small(registered), publishers=(pending,)), DOCS)
    assert f"  [the form's page]({page})\n" in text


def test_what_has_no_fact_stands_below_and_calls_nobody() -> None:
    problem = YourInput(
        "malformed-file",
        "expected `]` by @octocat",
        hint="mend line 3",
        context=("found | instead",),
        source=Source("bad/pyproject.toml", 3),
    )
    plan = replace(
        small(notes=("see #12",)),
        skipped=(Skipped("tools", "@acme/tools", "Private :: Do Not Upload"),),
        problems=(problem,),
    )
    assert plan_markdown(plan, DOCS).partition("0 of 0 done.\n")[2] == (
        "\n"
        "## listed only\n"
        "\n"
        "- `adk-sim-protos` (python, `packages/adk-sim-protos`)\n"
        "\n"
        "## left out\n"
        "\n"
        "- `@acme/tools`: Private :: Do Not Upload\n"
        "\n"
        "## notes\n"
        "\n"
        "- see `#12`\n"
        "\n"
        "## problems\n"
        "\n"
        "- [malformed-file](https://docs.example/main/guides/reference/problems.md#malformed-file):"
        " expected `]` by `@octocat`\n"
        "  - `bad/pyproject.toml:3`\n"
        "  - found \\| instead\n"
        "  - **do this:** mend line 3\n"
    )


def test_the_report_has_all_evidence_and_what_is_left() -> None:
    report = report_markdown(every_verdict(), DOCS, NOON)
    assert report.startswith(
        "# Report: Acme-Labs/adk-agent-sim → PyPI\n"
        "\n"
        "As seen 2026-11-21 14:01 UTC. 2 of 6 facts done: 1 seen by primer, 1 on your word.\n"
        "\n"
        "## Evidence\n"
        "\n"
        "| package | fact | claim | how | source | when |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        f"| `adk-sim-protos` | [name allowed]({GUIDE}#name-allowed)"
        " |  | seen | PyPI | 2026-11-21 14:01 UTC |\n"
    )
    assert "  - [the page](https://pypi.example/manage/project/adk-sim-protos/releases/)\n" in report
    assert "- [ ] " in report
    assert "`git tag v0.2.0 && git push origin v0.2.0`" in report_markdown(after(), DOCS, NOON)


def test_the_report_names_a_token_by_its_whole_identifier_and_the_plan_by_its_beginning() -> None:
    dead = Done(seen("token 21394af6… refused since 2026-11-21 14:05 UTC", "PyPI", NOON))
    plan = replace(small(item("token-revoked", None, dead)), tokens=(used(), opaque()))
    report = report_markdown(plan, DOCS, NOON)
    assert f"| token {TOKEN_ID} refused since 2026-11-21 14:05 UTC |" in report
    assert "21394af6…" not in report
    assert OPAQUE_ID not in report
    assert TOKEN_ID not in plan_markdown(plan, DOCS)


def test_the_report_names_a_token_that_still_lives_in_the_same_way() -> None:
    living = Todo(Visit("PyPI still knows token 21394af6…", "https://pypi.example/manage/account/"))
    plan = replace(small(item("token-revoked", None, living)), tokens=(used(),))
    assert f"to do: PyPI still knows token {TOKEN_ID}\n" in report_markdown(plan, DOCS, NOON)


def test_a_complete_plan_says_so() -> None:
    done = small(item("claimed", "adk-sim-protos", Done(seen("0.0.1", "PyPI", NOON))))
    assert "1 of 1 done, complete." in plan_markdown(done, DOCS)
    assert "Everything is done: 1 seen by primer, 0 on your word." in report_markdown(done, DOCS, NOON)
