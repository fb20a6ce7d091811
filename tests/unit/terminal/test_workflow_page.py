"""The page of a written workflow: whole, at every width."""

from primer.core.registry import Ecosystem
from primer.core.release import Forge, Part, Release, ReleasedPackage, Tags
from primer.core.value import replace
from primer.registries.addresses import HOMES
from primer.terminal.layout import as_text
from primer.terminal.lines import Block
from primer.terminal.surface import Surface
from primer.terminal.workflow_next import Gate, Standing, approvals, step_blocks
from primer.terminal.workflow_page import (
    Outcome,
    difference_blocks,
    next_blocks,
    outcome_blocks,
    release_blocks,
)

FILE = ".github/workflows/publish.yaml"


def released(name: str, tier: int = 0, environment: str = "pypi") -> ReleasedPackage:
    return ReleasedPackage(name, Ecosystem.PYTHON, name, tier, (), environment, "pypi", "", "")


def release(*packages: ReleasedPackage, forge: Forge = Forge.GITHUB, parts: tuple[Part, ...] = ()) -> Release:
    return Release(forge, "acme/mono", FILE, packages, parts=frozenset(parts))


def page(of: Release, surface: Surface, asked: tuple[str, ...] = ()) -> str:
    blocks: tuple[Block, ...] = (
        *outcome_blocks(FILE, Outcome.WRITTEN),
        *release_blocks(of),
        *next_blocks(of, Standing((FILE, "a b.md")), asked),
    )
    return as_text(blocks, surface)


TWO = release(released("acme-core"), released("acme-app", 1))


def test_the_page_at_full_width() -> None:
    assert (
        page(TWO, Surface(100))
        == """\
✓ .github/workflows/publish.yaml written
  2 packages, started by a tag v*; built and tried once, then published without any token, in this
  order:
    0  acme-core
    1  acme-app

  Next
    ○ commit it, and push
        git add .github/workflows/publish.yaml 'a b.md' && git commit
    ○ the environment pypi (run by you, never by primer)
        # make it, with you as the reviewer whom every run asks
        gh api user --jq '{reviewers: [{type: "User", id: .id}],
          prevent_self_review: false, deployment_branch_policy: null}' |
          gh api --method PUT repos/acme/mono/environments/pypi --input -
    ○ the publishers
        primer init
    ○ try the exchange, which publishes nothing: Actions → publish → Run workflow
        gh workflow run publish.yaml
    ○ after the exchange, not before: protect the environment pypi
        # you as the reviewer, and only release tags may use it
        gh api user --jq '{reviewers: [{type: "User", id: .id}],
          prevent_self_review: false, deployment_branch_policy:
          {protected_branches: false, custom_branch_policies: true}}' |
          gh api --method PUT repos/acme/mono/environments/pypi --input -
        gh api --method POST \\
          repos/acme/mono/environments/pypi/deployment-branch-policies \\
          --raw-field 'name=v*' --raw-field type=tag
        # look at it: the reviewer, and the tags; this changes nothing
        gh api repos/acme/mono/environments/pypi \\
          --jq '.protection_rules[] | select(.type == "required_reviewers")
          | .reviewers[].reviewer.login'
        gh api \\
          repos/acme/mono/environments/pypi/deployment-branch-policies \\
          --jq '.branch_policies[] | "\\(.type) \\(.name)"'
    ○ push the tag of the first release, v1.2.3 for instance; it asks for your yes 2 times: pypi,
      pypi

  Offered beside it
    --with attest      build provenance for every file, in a job of its own
    --with audit       a pip-audit gate before anything is published
    --with guard       a decision record: why there is no token, what has to change together
    --with release-pr  a release pull request: bump, sync, branch; started by a person
"""
    )


def test_the_page_at_40_columns_keeps_commands_as_they_are() -> None:
    shown = page(TWO, Surface(40))
    wide = page(TWO, Surface(100))
    commands = [line for line in wide.splitlines() if line.startswith(" " * 8)]
    assert all(f"\n{line}\n" in shown for line in commands)
    assert "    --with guard\n      a decision record: why there is no\n" in shown
    assert all(len(line) <= 40 for line in shown.splitlines() if line not in commands)


def steps(of: Release, standing: Standing) -> str:
    return " ".join(as_text(step_blocks(of, standing), Surface(100)).split())


def web(name: str = "@acme/web", tier: int = 0) -> ReleasedPackage:
    return ReleasedPackage(name, Ecosystem.JAVASCRIPT, "web", tier, (), "npm", "npm", "", "")


def test_the_steps_stand_in_the_order_in_which_they_can_be_done() -> None:
    shown = steps(TWO, Standing((FILE,)))
    order = [
        "commit it",
        "make it, with you",
        "primer init",
        "try the exchange",
        "protect the",
        "push the tag",
    ]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)


def test_without_gh_the_page_is_named_and_no_command() -> None:
    shown = steps(TWO, Standing(gate=Gate.PAGE))
    assert "https://github.com/acme/mono/settings/environments" in shown
    assert "after the exchange, not before: let only the tags v* use the environment pypi" in shown
    assert "gh api" not in shown


def test_where_nothing_is_missing_one_line_says_where_to_read_on() -> None:
    shown = steps(TWO, Standing(gate=Gate.BRIEF))
    assert "of pypi, if not done: primer guide workflow" in shown
    assert "gh api" not in shown


def test_an_environment_that_no_exchange_is_tried_from_is_protected_at_once() -> None:
    shown = steps(release(web()), Standing())
    assert "exchange" not in shown
    assert shown.count("--method PUT") == shown.count("--method POST") == 1


def test_one_run_of_the_wizard_makes_every_publisher_at_the_usual_registries() -> None:
    shown = steps(release(released("acme-core"), web()), Standing())
    assert shown.count("primer init") == 1
    assert "primer init --registry" not in shown


def test_a_release_of_several_tiers_says_how_often_it_asks() -> None:
    several = release(released("acme-core"), web(), released("acme-app", 1))
    assert approvals(several) == ("pypi", "npm", "pypi")
    assert "asks for your yes 3 times: pypi, npm, pypi" in steps(several, Standing())
    assert "asks for" not in steps(release(released("acme-core")), Standing())


def test_nothing_is_registered_or_tried_at_a_registry_that_takes_no_part() -> None:
    pypi = HOMES[Ecosystem.PYTHON]
    shown = steps(release(released("acme-core")), Standing((FILE,), outside=pypi))
    assert "primer init" not in shown
    assert "exchange" not in shown
    assert shown.endswith("push no release tag before PyPI takes part, or a job of your own publishes there")
    mixed = steps(release(released("acme-core"), web()), Standing(outside=pypi))
    assert "○ the publishers primer init ○" in mixed
    assert "exchange" not in mixed


def test_what_is_outside_says_nothing_of_the_exchange_of_others() -> None:
    shown = steps(release(released("acme-core"), web()), Standing(outside=HOMES[Ecosystem.JAVASCRIPT]))
    assert "try the exchange" in shown
    assert "push no release tag before npm takes part" in shown


def test_secrets_that_nothing_needs_any_more_are_named_with_their_page() -> None:
    shown = steps(TWO, Standing(secrets=("PYPI_TOKEN", "NPM_TOKEN")))
    assert "revoke the old tokens at their registry, then delete the secrets PYPI_TOKEN, NPM_TOKEN" in shown
    assert "https://github.com/acme/mono/settings/secrets/actions" in shown
    assert "secrets" not in steps(TWO, Standing())


def test_a_gitlab_pipeline_that_is_not_taken_in_says_so_first_and_names_gitlabs_pages() -> None:
    lab = replace(release(released("acme-core"), forge=Forge.GITLAB), file=".gitlab/publish.yml")
    shown = steps(lab, Standing((".gitlab/publish.yml",), include=".gitlab/publish.yml"))
    assert shown.startswith("○ let .gitlab-ci.yml take it in")
    assert "include: - local: /.gitlab/publish.yml" in shown
    assert "git add .gitlab/publish.yml .gitlab-ci.yml" in shown
    assert "https://gitlab.com/acme/mono/-/settings/repository" in shown
    assert "https://gitlab.com/acme/mono/-/settings/ci_cd" in shown
    assert "gh " not in shown


def test_the_page_in_ascii() -> None:
    shown = page(TWO, Surface(80, ascii=True))
    assert shown.isascii()
    assert shown.startswith("[x] .github/workflows/publish.yaml written\n")


def test_environments_stand_beside_packages_where_there_are_several() -> None:
    several = release(released("acme-core"), released("acme-web", 0, "npm"), released("acme-app", 1, ""))
    shown = as_text(release_blocks(several), Surface(100))
    assert "0  acme-core (pypi), acme-web (npm)\n" in shown
    assert "1  acme-app (no environment)\n" in shown


def test_what_was_taken_is_not_offered_again() -> None:
    shown = page(release(released("acme-core"), parts=(Part.AUDIT,)), Surface(100), ("guard",))
    assert "--with attest" in shown
    assert "--with audit" not in shown
    assert "--with guard" not in shown


def test_gitlab_is_offered_what_a_part_is_there() -> None:
    shown = page(release(released("acme-core"), forge=Forge.GITLAB), Surface(100))
    assert "--with attest      GitLab's own statement of the build" in shown
    assert "--with release-pr  release.mk" in shown


def test_a_difference_keeps_its_columns() -> None:
    shown = as_text(difference_blocks(FILE, "a:\n    b: 1\nsame\n", "a:\n    b:  2\nsame\n"), Surface(40))
    assert (
        shown
        == f"""
--- {FILE}
+++ {FILE} (primer)
@@ -1,3 +1,3 @@
 a:
-    b: 1
+    b:  2
 same

{FILE}: 1 line
goes, 1 comes
"""
    )


def test_a_difference_of_the_last_line_end_alone_is_told_in_words() -> None:
    shown = as_text(difference_blocks(FILE, "a: 1", "a: 1\n"), Surface(80))
    assert "only the end of the last line differs" in shown


def test_control_characters_of_a_file_are_shown_and_do_nothing() -> None:
    shown = as_text(difference_blocks(FILE, "\x1b[2Ja\n", "b\n"), Surface(80))
    assert "\x1b" not in shown
    assert "-\\x1b[2Ja" in shown


def test_a_trial_says_what_it_leaves_out_and_whose_publishers_it_needs() -> None:
    trial = replace(released("acme-core"), registry="testpypi")
    of = replace(release(trial), left_out=("@acme/web",))
    shown = " ".join(page(of, Surface(100)).split())
    assert "Left out, since npm has no place for trials: @acme/web." in shown
    assert "primer init --registry testpypi" in shown
    assert "--registry" not in page(TWO, Surface(100))


def test_what_no_job_waits_for_is_said_where_each_package_has_tags_of_its_own() -> None:
    app = replace(released("acme-app", 1), beyond=("@acme/wire",))
    several = replace(release(released("acme-core"), app), tags=Tags.EACH)
    words = "acme-app needs @acme/wire; its job does not wait for that, so push its tag afterwards"
    assert words in as_text(release_blocks(several), Surface(120))
    assert words not in as_text(release_blocks(replace(several, tags=Tags.ONE)), Surface(120))
