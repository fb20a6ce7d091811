"""What Node can import of a package, by the `exports` and `main` of its package.json."""

from collections.abc import Mapping

_USABLE = ("import", "require", "node", "default", "module-sync", "node-addons")
_NO_CODE = (".json", ".css", ".d.ts", ".d.mts", ".d.cts")


def importable(name: str, manifest: Mapping[str, object]) -> tuple[str, ...] | None:
    """The names that `import()` takes; None where neither `exports` nor `main` is there to say."""
    exports = manifest.get("exports")
    if exports is None:
        main = manifest.get("main")
        return None if main is None else (name,) if _is_code(main) else ()
    if isinstance(exports, dict) and exports and all(str(key).startswith(".") for key in exports):
        paths = [str(key) for key, target in exports.items() if _is_code(target)]
        return tuple(name + path[1:] for path in paths if "*" not in path)
    return (name,) if _is_code(exports) else ()


def _is_code(target: object) -> bool:
    """Whether Node could load it; a table of conditions counts when one of them could."""
    if isinstance(target, dict):
        return any(_is_code(target.get(one)) for one in _USABLE)
    if isinstance(target, list):
        return any(_is_code(one) for one in target)
    return isinstance(target, str) and not target.endswith(_NO_CODE)
