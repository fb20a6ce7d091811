"""The Python jobs of the GitLab pipeline, run one after the other as they stand in the written text."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from primer.core.release import Builder, Forge, Tags
from primer.core.value import replace
from primer.providers.gitlab import PIPELINE
from primer.registries.addresses import TESTPYPI
from primer.writing.gitlab import pipeline
from releases import python, release
from writing.python_monorepo import NAMES, Index, its_release, monorepo, serving_index
from written_pipeline import PipelineJob, WrittenPipeline


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout after the first job, with what it hands on."""
    folder = monorepo(tmp_path_factory.mktemp("gitlab") / "mono", Builder.UV)
    ran = job("build-python").play(folder, **offline(folder))
    assert ran.ok, ran.out
    assert "imported acme_cli" in ran.out
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "mono"))


def test_the_tag_of_what_was_built_passes_and_any_other_fails(folder: Path) -> None:
    right = job("check").play(folder, **offline(folder), CI_COMMIT_TAG="v0.2.0")
    wrong = job("check").play(folder, **offline(folder), CI_COMMIT_TAG="v0.3.0")
    assert right.ok, right.out
    assert not wrong.ok
    assert "The tag v0.3.0 does not fit what was built" in wrong.out


def test_a_tag_of_one_package_hands_on_only_that_one(folder: Path) -> None:
    ran = job("check", Tags.EACH).play(folder, **offline(folder), CI_COMMIT_TAG="acme-core-v0.2.0")
    assert ran.ok, ran.out
    assert {path.name for path in (folder / "dist").iterdir() if path.is_dir()} == {"acme-core"}


def test_what_is_served_ends_the_waiting_and_what_is_missing_is_named(folder: Path) -> None:
    index = Index()
    with serving_index(index) as url:
        bounds = {"INDEX": url, "MINUTES": "0"}
        missing = job("served-0").play(folder, **offline(folder), **bounds)
        index.take(folder / "dist", *NAMES)
        ran = job("served-0").play(folder, **offline(folder), **bounds)
        live = job("live").play(folder, **offline(folder), **bounds)
    assert not missing.ok
    assert "acme_wire-0.2.0-py3-none-any.whl" in missing.out
    assert ran.ok, ran.out
    assert live.ok, live.out


def test_one_package_is_signed_and_uploaded_with_its_attestations(folder: Path) -> None:
    ran = job("acme-wire").play(folder, **offline(folder))
    assert ran.ok, ran.out
    wheel, source = "acme_wire-0.2.0-py3-none-any.whl", "acme_wire-0.2.0.tar.gz"
    files = [f"dist/acme-wire/{name}" for name in (wheel, source)]
    proven = [name for file in files for name in (file, f"{file}.publish.attestation")]
    assert (folder.parent / "said").read_text().splitlines() == [
        "pip install --quiet twine==7.0.0 pypi-attestations==0.0.30",
        f"pypi_attestations sign {' '.join(files)}",
        f"twine upload --non-interactive --attestations {' '.join(proven)}",
    ]


def test_testpypi_is_called_by_the_name_that_twine_has_for_it() -> None:
    made = replace(release(python("wire", registry=TESTPYPI)), forge=Forge.GITLAB, file=PIPELINE)
    last = WrittenPipeline.read(pipeline(made)).jobs["wire"].script.splitlines()[-1]
    assert last == "twine upload --non-interactive --attestations --repository testpypi dist/wire/*"


def job(name: str, tags: Tags = Tags.ONE) -> PipelineJob:
    made = replace(its_release(tags=tags), forge=Forge.GITLAB, file=PIPELINE)
    return WrittenPipeline.read(pipeline(made)).jobs[name]


def offline(folder: Path) -> dict[str, str]:
    """uv without any index, and stand-ins for what would be installed or would leave this machine."""
    tools, said = folder.parent / "tools", folder.parent / "said"
    tools.mkdir(exist_ok=True)
    sign = 'shift 2; for file in "$@"; do echo proof > "$file.publish.attestation"; done'
    scripts = {
        "uvx": f'tool="${{1%@*}}"; shift; exec {sys.executable} -m "$tool" "$@"',
        "python": f'shift; echo "$@" >> {said}; if [ "$1" = pypi_attestations ]; then {sign}; fi',
        "twine": f'echo twine "$@" >> {said}',
    }
    for name, script in scripts.items():
        (tools / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    return {
        "PATH": os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "UV_PYTHON": sys.executable,
        "UV_OFFLINE": "1",
        "UV_NO_INDEX": "1",
        "UV_CACHE_DIR": str(folder.parent / "cache"),
    }
