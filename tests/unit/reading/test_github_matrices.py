from textwrap import dedent

import pytest

from primer.core.workflow import PublishingJob, Unresolved
from primer.reading.ci.jobs import read_jobs


def jobs(text: str) -> tuple[PublishingJob, ...]:
    found, problems = read_jobs({".github/workflows/publish.yaml": dedent(text)})
    assert not problems
    return found


def only(text: str) -> PublishingJob:
    (found,) = jobs(text)
    return found


def test_a_literal_matrix_is_a_job_for_each_combination() -> None:
    found = jobs(
        """
        on: push
        jobs:
          publish:
            strategy:
              matrix:
                package: [core, server]
            environment: pypi-${{ matrix.package }}
            permissions: {id-token: write}
            steps:
              - uses: pypa/gh-action-pypi-publish@v1
                with:
                  packages-dir: dist/${{ matrix['package'] }}
        """
    )
    assert [(one.environment and one.environment.value, one.packages_dir) for one in found] == [
        ("pypi-core", "dist/core"),
        ("pypi-server", "dist/server"),
    ]


def test_combinations_that_come_to_the_same_are_one_job_with_all_their_words() -> None:
    found = only(
        """
        on: push
        jobs:
          publish:
            strategy: {matrix: {package: [core, server], python: ['3.11', '3.12']}}
            steps:
              - run: uv build --package acme-${{ matrix.package }}
              - run: uv publish
        """
    )
    assert {"acme-core", "acme-server"} <= set(found.mentions)


def test_a_matrix_of_mappings_with_include_and_exclude() -> None:
    found = jobs(
        """
        on: push
        jobs:
          publish:
            strategy:
              matrix:
                p: [{dir: a, env: one}, {dir: b, env: two}]
                os: [linux, mac]
                exclude: [{os: mac}]
                include:
                  - {p: {dir: c, env: three}, os: linux}
                  - {out: dist}
            environment: ${{ matrix.p.env }}
            steps: [{run: 'uv publish ${{ matrix.p.dir }}/${{ matrix.out }}/*'}]
        """
    )
    assert [(one.packages_dir, one.environment and one.environment.value) for one in found] == [
        ("a/dist", "one"),
        ("b/dist", "two"),
        (Unresolved("c/${{ matrix.out }}"), "three"),
    ]


def test_a_matrix_of_includes_alone() -> None:
    found = jobs(
        """
        on: push
        jobs:
          publish:
            strategy: {matrix: {include: [{d: a}, {d: b}]}}
            steps: [{run: 'uv publish ${{ matrix.d }}/*'}]
        """
    )
    assert [one.packages_dir for one in found] == ["a", "b"]


@pytest.mark.parametrize(
    "matrix",
    [
        "'${{ fromJson(needs.list.outputs.packages) }}'",
        "{d: '${{ fromJson(inputs.x) }}'}",
        "{include: '${{ fromJson(inputs.x) }}', d: [a]}",
        f"{{d: &d {list(range(40))}, e: *d, f: *d}}",
    ],
)
def test_a_matrix_that_only_a_run_knows_or_that_is_too_large_stays_unresolved(matrix: str) -> None:
    step = "{run: 'uv publish ${{ matrix.d }}/*'}"
    found = only(f"on: push\njobs: {{p: {{strategy: {{matrix: {matrix}}}, steps: [{step}]}}}}")
    assert found.packages_dir == Unresolved("${{ matrix.d }}")
