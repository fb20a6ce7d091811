import pytest

from primer.reading.ci.upload import Upload
from primer.reading.ci.uploads import Shell


def uploads(script: str, **variables: str) -> list[Upload]:
    return Shell(dict(variables)).uploads(script)


def only(script: str, **variables: str) -> Upload:
    (found,) = uploads(script, **variables)
    return found


@pytest.mark.parametrize(
    ("script", "tool"),
    [
        ("twine upload dist/*", "twine upload"),
        ("python -m twine upload dist/*", "twine upload"),
        ("python3.12 -I -m twine upload dist/*", "twine upload"),
        ("uvx twine@6.1 upload dist/*", "twine upload"),
        ("uvx --from 'twine>=6' twine upload dist/*", "twine upload"),
        ("uv tool run twine upload dist/*", "twine upload"),
        ("uv run --with twine -- twine upload dist/*", "twine upload"),
        ("uv run --with twine python -m twine upload dist/*", "twine upload"),
        ("uv run -m twine upload dist/*", "twine upload"),
        ("pipx run --spec twine==6 twine upload dist/*", "twine upload"),
        ("pipx run twine==6 upload dist/*", "twine upload"),
        ("hatch run release:twine upload dist/*", "twine upload"),
        ("poetry run twine upload dist/*", "twine upload"),
        ("./venv/bin/twine upload dist/*", "twine upload"),
        (r"'C:\tools\twine.exe' upload dist/*", "twine upload"),
        ("sudo -u ci env A=1 twine upload dist/*", "twine upload"),
        ("bash -euxc 'twine upload dist/*'", "twine upload"),
        ("uv publish", "uv publish"),
        ("uv --quiet --directory a publish", "uv publish"),
        ("hatch -v publish", "hatch publish"),
        ("flit publish", "flit publish"),
        ("poetry publish --build", "poetry publish"),
        ("pdm publish --no-build", "pdm publish"),
        ("maturin publish", "maturin publish"),
        ("maturin upload target/wheels/*", "maturin upload"),
        ("rye publish --yes", "rye publish"),
    ],
)
def test_tools_are_found_however_they_are_started(script: str, tool: str) -> None:
    assert only(script).tool == tool


@pytest.mark.parametrize(
    "script",
    [
        'echo "twine upload dist/*"',
        "echo twine upload dist/*",
        "# twine upload dist/*",
        "twine check dist/*",
        "twine upload --help",
        "uv publish --dry-run",
        "poetry publish --dry-run --build",
        "uv pip install publish",
        "git commit -m 'uv publish'",
        "npm publish --dry-run",
        "npm run publish",
        "cargo publish",
        "hatch run publish",
        "cat <<EOF\ntwine upload dist/*\nEOF",
        "gh release upload v1 dist/*",
        "pip install twine && ls upload",
    ],
)
def test_what_only_looks_like_an_upload_is_none(script: str) -> None:
    assert uploads(script) == []


@pytest.mark.parametrize(
    ("script", "folder"),
    [
        ("twine upload dist/*", "dist"),
        ("twine upload ./dist/*.whl dist/*.tar.gz", "dist"),
        ("twine upload dist/acme_core-*", "dist/acme_core-*"),
        ("twine upload packages/core/dist/*", "packages/core/dist"),
        ("uv publish", ""),
        ("uv publish dist", "dist"),
        ("cd packages/core && uv publish", "packages/core/dist"),
        ("pushd packages/core\nuv publish ../../dist/core/*\npopd", "dist/core"),
        ("(cd packages/core; ls); uv publish", ""),
        ("uv publish --directory packages/core", "packages/core/dist"),
        ("poetry publish -C packages/core", "packages/core/dist"),
        ("poetry publish --dist-dir out", "out"),
        ("pdm publish -p packages/core -d out", "packages/core/out"),
        ("hatch publish out", "out"),
        ("maturin publish -m rust/core/Cargo.toml", "rust/core/dist"),
        ("for p in a b; do uv publish packages/$p/dist/*; done", "packages/$p/dist"),
    ],
)
def test_the_folder_is_as_the_command_and_its_working_folder_say(script: str, folder: str) -> None:
    assert only(script).folder == folder


def test_a_folder_each_is_an_upload_each() -> None:
    assert [one.folder for one in uploads("twine upload a/dist/* b/dist/*")] == ["a/dist", "b/dist"]


def test_variables_of_the_file_are_put_in() -> None:
    assert only("twine upload $env:OUT/*", OUT="dist").folder == "dist"
    assert only("cd $PKG; twine upload ${OUT}/*", PKG="core", OUT="dist").folder == "core/dist"


@pytest.mark.parametrize(
    ("script", "repository"),
    [
        ("twine upload -r testpypi dist/*", "testpypi"),
        ("twine upload --repository-url https://a.example/x/ -r pypi dist/*", "https://a.example/x/"),
        ("TWINE_REPOSITORY=testpypi twine upload dist/*", "testpypi"),
        ("export TWINE_REPOSITORY_URL=https://a.example/\ntwine upload dist/*", "https://a.example/"),
        ("uv publish --publish-url=https://a.example/", "https://a.example/"),
        ("uv publish --index internal", "internal"),
        ("hatch publish -r test", "testpypi"),
        ("hatch publish -r main", "pypi"),
        ("flit publish --repository testpypi", "testpypi"),
        ("FLIT_INDEX_URL=https://a.example/ flit publish", "https://a.example/"),
        ("pdm publish -r testpypi", "testpypi"),
        ("poetry publish -r mine", "mine"),
        ("poetry config repositories.mine https://a.example/\npoetry publish -r mine", "https://a.example/"),
    ],
)
def test_the_index_is_as_options_variables_and_settings_say(script: str, repository: str) -> None:
    assert only(script).repository == repository


@pytest.mark.parametrize(
    "script",
    [
        "twine upload -p $SECRET dist/*",
        "twine upload -u __token__ -p$SECRET dist/*",
        "TWINE_PASSWORD=$SECRET twine upload dist/*",
        "uv publish --token=$SECRET",
        "export UV_PUBLISH_TOKEN=$SECRET; uv publish",
        "hatch publish -u __token__ -a $SECRET",
        "FLIT_PASSWORD=$SECRET flit publish",
        "poetry publish -u __token__ -p $SECRET",
        "poetry config pypi-token.pypi $SECRET && poetry publish",
        "poetry config http-basic.pypi $SECRET && poetry publish",
        "POETRY_PYPI_TOKEN_PYPI=$SECRET poetry publish",
        "pdm publish -P $SECRET",
        "hatch config set publish.index.auth $SECRET; hatch publish",
        "MATURIN_PYPI_TOKEN=$SECRET maturin publish",
    ],
)
def test_a_secret_is_seen_wherever_it_is_handed_over(script: str) -> None:
    assert only(script, SECRET="${{ secrets.PYPI }}").secret == "${{ secrets.PYPI }}"


def test_only_twine_uv_pdm_and_maturin_exchange_an_identity() -> None:
    able = ("twine upload d/*", "uv publish", "pdm publish", "maturin publish", "maturin upload")
    unable = ("hatch publish", "flit publish", "poetry publish", "rye publish")
    assert all(only(script).identity for script in able)
    assert not any(only(script).identity for script in unable)


def test_uv_can_be_told_not_to() -> None:
    assert not only("uv publish --trusted-publishing never").identity
    assert only("uv publish --trusted-publishing always").identity
