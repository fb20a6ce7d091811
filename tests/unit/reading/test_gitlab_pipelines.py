from textwrap import dedent

import pytest

from primer.core.workflow import Credential, PublishingJob, Unresolved
from primer.reading.ci.jobs import read_jobs

FILE = ".gitlab-ci.yml"


def jobs(text: str, **others: str) -> tuple[PublishingJob, ...]:
    found, problems = read_jobs({FILE: dedent(text), **others})
    assert not problems
    return found


def only(text: str, **others: str) -> PublishingJob:
    (found,) = jobs(text, **others)
    return found


def test_a_job_with_an_identity_and_an_environment() -> None:
    found = only(
        """
        stages: [build, publish]
        publish:
          stage: publish
          id_tokens:
            PYPI_ID_TOKEN:
              aud: pypi
          environment: release
          script:
            - pip install twine
            - twine upload dist/*
        """
    )
    assert (found.provider, found.file, found.line, found.job) == ("gitlab", FILE, 11, "publish")
    assert found.credential is Credential.OIDC
    assert found.environment is not None
    assert (found.environment.value, str(found.environment.source)) == ("release", f"{FILE}:8")
    assert found.packages_dir == "dist"


@pytest.mark.parametrize(
    ("job", "credential"),
    [
        ("{script: uv publish}", Credential.NOTHING),
        ("{script: uv publish, id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}}", Credential.OIDC),
        ("{script: poetry publish, id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}}", Credential.NOTHING),
        ("{script: 'uv publish -t $PYPI_TOKEN', id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}}", Credential.STORED),
        ("{script: uv publish, variables: {UV_PUBLISH_TOKEN: $PYPI_TOKEN}}", Credential.STORED),
        (
            "{script: ['T=$(curl x)', 'uv publish -t $T'], id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}}",
            Credential.OIDC,
        ),
    ],
)
def test_credentials(job: str, credential: Credential) -> None:
    assert only(f"publish: {job}").credential is credential


def test_defaults_templates_and_references_are_put_in() -> None:
    found = only(
        """
        default:
          id_tokens: {PYPI_ID_TOKEN: {aud: pypi}}
          before_script: [cd packages/core]
        .environment:
          environment: {name: $NAME, url: https://example.org}
        .upload:
          script:
            - - twine upload dist/*
        publish:
          extends: [.environment]
          variables: {NAME: {value: pypi, description: where}}
          script:
            - !reference [.upload, script]
        """
    )
    assert found.credential is Credential.OIDC
    assert found.packages_dir == "packages/core/dist"
    assert found.environment is not None
    assert (found.environment.value, str(found.environment.source)) == ("pypi", f"{FILE}:6")


def test_of_several_templates_the_last_wins_and_the_job_over_all() -> None:
    text = """
    .a: {environment: a, script: uv publish}
    .b: {environment: b}
    p: {extends: [.a, .b]}
    q: {extends: [.a, .b], environment: q}
    """
    assert [one.environment and one.environment.value for one in jobs(text)] == ["b", "q"]


def test_hidden_jobs_and_global_keys_are_no_jobs() -> None:
    assert jobs(".p: {script: uv publish}\nbefore_script: [uv publish]\ndefault: {script: uv publish}") == ()


def test_a_parallel_matrix_is_a_job_for_each_combination() -> None:
    found = jobs(
        """
        publish:
          parallel:
            matrix:
              - PACKAGE: [core, server]
                KIND: wheel
          environment: pypi-$PACKAGE
          script: uv publish dist/${PACKAGE}/*
        """
    )
    assert [(one.environment and one.environment.value, one.packages_dir) for one in found] == [
        ("pypi-core", "dist/core"),
        ("pypi-server", "dist/server"),
    ]


def test_variables_of_the_project_stay_unresolved() -> None:
    found = only("p: {environment: $CI_COMMIT_TAG, script: 'uv publish $DIR/*'}")
    assert found.environment is not None
    assert found.environment.value == Unresolved("$CI_COMMIT_TAG")
    assert found.packages_dir == Unresolved("$DIR")


def test_included_local_files_are_read_and_keep_their_own_place() -> None:
    found = only(
        "include: [{local: /ci/publish.yml}, {remote: https://example.org/x.yml}]\n.env: {environment: mine}",
        **{"ci/publish.yml": "publish:\n  extends: .env\n  script:\n    - uv publish\n"},
    )
    assert (found.file, found.line) == ("ci/publish.yml", 4)
    assert found.environment is not None
    assert str(found.environment.source) == f"{FILE}:2"


def test_files_that_include_each_other_end() -> None:
    text = "include: a.yml"
    assert jobs(text, **{"a.yml": "include: [a.yml, .gitlab-ci.yml]\np: {script: uv publish}"})


def test_a_header_document_before_the_pipeline_is_allowed() -> None:
    assert only("spec: {inputs: {}}\n---\np: {script: uv publish}").job == "p"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "p:",
        "p: []",
        "p: {script: {}}",
        "p: &p {extends: p, script: [*p, uv publish], variables: *p}",
        "p: {script: [!reference [p, script], !reference [], !reference [q, r, s], uv publish]}",
        "p: {extends: [q], script: uv publish}\nq: {extends: [p]}",
        "include: {local: [x]}\nvariables: []",
    ],
)
def test_odd_shapes_are_no_tracebacks(text: str) -> None:
    read_jobs({FILE: text})


@pytest.mark.parametrize(
    ("condition", "patterns"),
    [
        ("$CI_COMMIT_TAG =~ /^v[0-9]/", ("v*",)),
        (r"$CI_COMMIT_TAG =~ /^v\d+/", ("v*",)),
        ("$CI_COMMIT_TAG =~ /^(acme-core)-v[0-9]/", ("acme-core-v*",)),
        (
            r"$CI_COMMIT_TAG =~ /^(a\.b|kit)-v[0-9]/ && $CI_COMMIT_TAG !~ /^kit-v2-v[0-9]/",
            ("a.b-v*", "kit-v*"),
        ),
        ("$CI_COMMIT_TAG", ()),
        ("$CI_COMMIT_BRANCH == 'main'", ()),
    ],
)
def test_a_job_knows_the_tags_that_its_rules_let_in(condition: str, patterns: tuple[str, ...]) -> None:
    found = only(
        f"""
        publish:
          rules:
            - if: >-
                {condition}
          script: twine upload dist/*
        """
    )
    assert found.tags == patterns
