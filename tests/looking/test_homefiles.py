"""Tokens in a home folder: names and places, never values."""

from pathlib import Path

import pytest

from primer.adapters.files.homefiles import home_tokens

VALUE = "made-up-" + "value"


def write(home: Path, name: str, text: str) -> None:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def found(home: Path) -> list[str]:
    tokens = home_tokens(home)
    assert VALUE not in repr(tokens)
    return [f"{token.name} in {token.source}" for token in tokens]


def test_an_empty_home_has_none(tmp_path: Path) -> None:
    assert found(tmp_path) == []
    assert found(tmp_path / "missing") == []


def test_passwords_of_a_pypirc(tmp_path: Path) -> None:
    text = f"[distutils]\nindex-servers =\n  pypi\n  mine\n[pypi]\npassword = {VALUE}\n"
    write(tmp_path, ".pypirc", f"{text}[mine]\nusername: kim\npassword:\n")
    assert found(tmp_path) == ["password of pypi in ~/.pypirc:6"]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (".bashrc", f"export TWINE_PASSWORD={VALUE}"),
        (".zshenv", f"  TWINE_PASSWORD='{VALUE}'"),
        (".profile", "export TWINE_PASSWORD=$(pass show pypi)"),
        (".config/fish/config.fish", f"set -gx TWINE_PASSWORD {VALUE}"),
        (".config/fish/conf.d/a.fish", f"set --export --global TWINE_PASSWORD {VALUE}"),
        (".cshrc", f"setenv TWINE_PASSWORD {VALUE}"),
        (".config/environment.d/a.conf", f"TWINE_PASSWORD={VALUE}"),
    ],
)
def test_variables_in_shell_profiles(tmp_path: Path, file: str, line: str) -> None:
    write(tmp_path, file, f"# mine\n{line}\n")
    assert found(tmp_path) == [f"TWINE_PASSWORD in ~/{file}:2"]


@pytest.mark.parametrize(
    "line",
    [
        f"# export TWINE_PASSWORD={VALUE}",
        "unset TWINE_PASSWORD",
        "export TWINE_PASSWORD=",
        "export TWINE_PASSWORD=''",
        "export TWINE_PASSWORD",
        "export TWINE_USERNAME=__token__",
        f"echo TWINE_PASSWORD={VALUE}",
    ],
)
def test_lines_that_set_none(tmp_path: Path, line: str) -> None:
    write(tmp_path, ".bashrc", f"{line}\n")
    assert found(tmp_path) == []


def test_settings_of_poetry_uv_hatch_pdm_and_netrc(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".config/pypoetry/auth.toml",
        f'[pypi-token]\npypi = "{VALUE}"\n[http-basic.mine]\nusername = "kim"\npassword = "{VALUE}"\n',
    )
    write(
        tmp_path,
        ".local/share/uv/credentials/credentials.toml",
        f'[[credential]]\nservice = "https://upload.pypi.org/legacy/"\ntoken = "{VALUE}"\n'
        f'[[credential]]\nservice = "https://example.org"\ntoken = "{VALUE}"\n',
    )
    write(tmp_path, ".config/hatch/config.toml", f'[publish.index]\nuser = "__token__"\nauth = "{VALUE}"\n')
    write(tmp_path, ".config/pdm/config.toml", f'repository.pypi.password = "{VALUE}"\n')
    write(
        tmp_path, ".netrc", f"machine upload.pypi.org login a\n  password {VALUE}\nmachine x.org password b\n"
    )
    assert sorted(found(tmp_path)) == [
        "auth of publish.index in ~/.config/hatch/config.toml:3",
        "password of repository.pypi in ~/.config/pdm/config.toml:1",
        "password of upload.pypi.org in ~/.netrc:2",
        "token of credential in ~/.local/share/uv/credentials/credentials.toml:3",
        "token of pypi in ~/.config/pypoetry/auth.toml:2",
    ]


def test_every_file_of_a_folder_is_searched_in_its_order(tmp_path: Path) -> None:
    for name in ("b.fish", "a.fish", "c.txt"):
        write(tmp_path, f".config/fish/conf.d/{name}", f"set TWINE_PASSWORD {VALUE}\n")
    assert found(tmp_path) == [
        f"TWINE_PASSWORD in ~/.config/fish/conf.d/{name}.fish:1" for name in ("a", "b")
    ]


def test_folders_loops_and_bytes_are_no_tracebacks(tmp_path: Path) -> None:
    (tmp_path / ".pypirc").mkdir()
    (tmp_path / ".bashrc").symlink_to(tmp_path / ".bashrc")
    (tmp_path / ".zshrc").write_bytes(b"\xff\xfe export TWINE_PASSWORD=x\nTWINE_PASSWORD=\xff\n")
    assert found(tmp_path) == ["TWINE_PASSWORD in ~/.zshrc:2"]


@pytest.mark.parametrize("text", ["", "# none yet\n", "version = 1\n"])
def test_credentials_of_uv_that_hold_none(tmp_path: Path, text: str) -> None:
    write(tmp_path, ".local/share/uv/credentials/credentials.toml", text)
    assert found(tmp_path) == []
