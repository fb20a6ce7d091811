"""The texts of a checkout's files, read when they are first asked for."""

from collections.abc import Iterable, Iterator, Mapping

from primer.adapters.repository.checkout import Checkout
from primer.core.problem import Problem


class Texts(Mapping[str, str]):
    """Path to text; a file that cannot be read is a key for which `get` gives None.

    `failed` has the problems of those, once they were asked for.
    """

    def __init__(self, checkout: Checkout, paths: Iterable[str]) -> None:
        self._checkout = checkout
        self._paths = dict.fromkeys(paths)
        self._texts: dict[str, str] = {}
        self.failed: dict[str, Problem] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._texts:
            self._read(path)
        return self._texts[path]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def readable(self) -> dict[str, str]:
        """Only those that can be read, all of them read now."""
        return {path: text for path in self._paths if (text := self.get(path)) is not None}

    def _read(self, path: str) -> None:
        if path not in self._paths or path in self.failed:
            return
        text = self._checkout.text(path)
        if isinstance(text, Problem):
            self.failed[path] = text
        else:
            self._texts[path] = text
