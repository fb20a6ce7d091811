"""Answers asked for once: whoever asks again, or meanwhile, gets the same answer."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Answers of one kind by their key, safe between threads; a look that raises is not remembered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, ...], Future[T]] = {}

    def once(self, key: tuple[str, ...], look: Callable[[], T]) -> T:
        """The answer to this key; `look` is called by the first who asks."""
        with self._lock:
            known = self._answers.get(key)
            mine: Future[T] = Future()
            if known is None:
                self._answers[key] = mine
        if known is not None:
            return known.result()
        try:
            answer = look()
        except BaseException as error:
            with self._lock:
                del self._answers[key]
            mine.set_exception(error)
            raise
        mine.set_result(answer)
        return answer
