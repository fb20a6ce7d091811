"""What a person has to run after versions were set, because only a lock file's own tool can write it."""

from collections.abc import Collection, Iterator, Mapping

from primer.core.versions import PackageKey
from primer.reading.packages.manifest import folder_of
from primer.reading.versions.lock_files import is_lock_file
from primer.reading.versions.python_locks import takes_from_index

_AFTER_NEEDS = {
    "poetry.lock": ("pyproject.toml", "poetry lock"),
    "pdm.lock": ("pyproject.toml", "pdm lock --update-reuse"),
    "pnpm-lock.yaml": ("package.json", "pnpm install --lockfile-only"),
    "yarn.lock": ("package.json", "yarn install"),
    "bun.lock": ("package.json", "bun install --lockfile-only"),
}


def lock_advice(
    texts: Mapping[str, str],
    changed: Mapping[str, str],
    needing: Collection[str],
    own: Mapping[str, PackageKey],
) -> Iterator[str]:
    """A sentence for each lock file that is behind now.

    `texts` are all files before, `changed` those with new texts, `needing` those of them in which a
    requirement moved; `own` are the packages by `folder_key`.
    """
    for file in filter(is_lock_file, texts):
        folder, name = folder_of(file), file.rpartition("/")[2]
        manifest, command = _AFTER_NEEDS.get(name, ("", ""))
        if manifest and any(_is_below(one, folder, manifest) for one in needing):
            yield f"{file} holds what was needed before: run `{command}`{_where(folder)}"
        elif name == "uv.lock" and needing and takes_from_index(texts.get(file, ""), own):
            yield f"{file} takes packages of this repository from an index: run `uv lock`{_where(folder)}"
        elif name == "Cargo.lock" and any(_is_below(one, folder, "Cargo.toml") for one in changed):
            yield f"{file} holds the version of before: run `cargo update --workspace`{_where(folder)}"


def _is_below(file: str, folder: str, name: str) -> bool:
    inside = folder == "." or file.startswith(f"{folder}/")
    return inside and file.rpartition("/")[2] == name


def _where(folder: str) -> str:
    return "" if folder == "." else f" in {folder}"
