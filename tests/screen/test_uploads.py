"""Files filling up, as a tally that any display shows."""

from datetime import UTC, datetime, timedelta

from primer.terminal.layout import as_text
from primer.terminal.surface import Surface
from primer.terminal.tally import Tally, bar

START = datetime(2026, 11, 21, 14, 0, 0, tzinfo=UTC)
LEASE_ENDS = START + timedelta(minutes=24)


def test_every_package_has_a_row_and_the_whole_has_rate_time_left_and_the_tokens_time() -> None:
    tally = Tally(8, LEASE_ENDS, START)
    tally.begin("adk-sim-protos", "adk_sim_protos-0.0.1.tar.gz")
    tally.finish("adk-sim-protos", "adk_sim_protos-0.0.1.tar.gz", "uploaded")
    tally.begin("adk-sim-protos", "adk_sim_protos-0.0.1-py3-none-any.whl")
    tally.finish("adk-sim-protos", "adk_sim_protos-0.0.1-py3-none-any.whl", "was there")
    tally.begin("adk-cli", "adk_cli-0.0.1.tar.gz")
    assert as_text(tally.blocks(START + timedelta(seconds=4), Surface(80)), Surface(80)) == (
        "  ✓ adk-sim-protos  sdist wheel (was there)\n"
        "  ⠋ adk-cli         sdist …\n"
        "  ▓▓░░░░░░░░  2 of 8 files · 0.5 a second · 12 s left · token good for 23 min\n"
    )


def test_before_the_first_file_there_is_no_rate() -> None:
    tally = Tally(8, LEASE_ENDS, START)
    assert as_text(tally.blocks(START, Surface(80, ascii=True)), Surface(80, ascii=True)) == (
        "  ..........  0 of 8 files - token good for 24 min\n"
    )


def test_when_nothing_moves_that_is_said() -> None:
    tally = Tally(8, LEASE_ENDS, START)
    tally.begin("adk-cli", "adk_cli-0.0.1.tar.gz")
    tally.blocks(START, Surface(80))
    assert "nothing new for 12 s" in as_text(
        tally.blocks(START + timedelta(seconds=12), Surface(80)), Surface(80)
    )
    tally.finish("adk-cli", "adk_cli-0.0.1.tar.gz", "uploaded")
    assert "nothing" not in as_text(tally.blocks(START + timedelta(seconds=13), Surface(80)), Surface(80))


def test_settled_rows_leave_in_order_and_still_count() -> None:
    tally = Tally(4, LEASE_ENDS, START)
    for name in ("a", "b", "c"):
        tally.begin(name, f"{name}-0.0.1.tar.gz")
    for name in ("a", "b"):
        tally.finish(name, f"{name}-0.0.1.tar.gz", "uploaded")
    assert as_text(tally.settled(1), Surface(80)) == "  ✓ a  sdist\n  ✓ b  sdist\n"
    assert as_text(tally.last(START + timedelta(seconds=3)), Surface(80)) == (
        "  … c  sdist …\n  2 of 4 files in 3 s\n"
    )


def test_a_refused_file_is_a_problem_and_does_not_count_as_arrived() -> None:
    tally = Tally(4, LEASE_ENDS, START)
    tally.begin("a", "a-0.0.1.tar.gz")
    tally.fail("a", "a-0.0.1.tar.gz", "refused")
    assert as_text(tally.last(START + timedelta(seconds=3)), Surface(80)) == (
        "  ✗ a  sdist (refused)\n  0 of 4 files in 3 s\n"
    )


def test_a_tarball_that_has_to_be_approved_first_stays_on_its_way() -> None:
    tally = Tally(1, LEASE_ENDS, START)
    tally.begin("@adk-sim/protos", "adk-sim-protos-0.0.1.tgz")
    assert as_text(tally.last(START + timedelta(seconds=3)), Surface(80)) == (
        "  … @adk-sim/protos  tarball …\n  0 of 1 file in 3 s\n"
    )


def test_a_row_with_a_file_on_its_way_never_settles() -> None:
    tally = Tally(4, LEASE_ENDS, START)
    tally.begin("a", "a-0.0.1.tar.gz")
    assert tally.settled(0) == ()


def test_a_bar_is_full_only_at_the_end() -> None:
    assert [bar(done, 3, 5, ascii_only=True) for done in range(4)] == [".....", "#....", "###..", "#####"]
    assert bar(0, 0, 2, ascii_only=True) == "##"
