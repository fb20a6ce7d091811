"""The site's limit on new projects: attempts count, denied ones too, in a moving window."""

import math
from collections.abc import Callable
from datetime import datetime

from primer.core.registry import Quota


class CreationQuota:
    """Counts attempts to create a project; without a limit it counts nothing and says nothing."""

    def __init__(self, limit: Quota | None, clock: Callable[[], datetime]) -> None:
        self.limit = limit
        self._clock = clock
        self._attempts: list[float] = []

    def attempt(self) -> bool:
        """Counts one attempt; False when it was one too many."""
        if self.limit is None:
            return True
        allowed = self.remaining() > 0
        self._attempts.append(self._now())
        return allowed

    def remaining(self) -> int:
        """How many new projects are still possible now."""
        limit = self.limit
        if limit is None:
            return 0
        since = self._now() - limit.window_seconds
        self._attempts = [at for at in self._attempts if at > since]
        return max(0, limit.projects - len(self._attempts))

    def reset(self) -> int:
        """Seconds until the next new project is possible, or until all are when one is possible now."""
        limit = self.limit
        if limit is None or not self._attempts:
            return 0
        blocking = self._attempts[max(0, len(self._attempts) - limit.projects)]
        return max(0, math.ceil(blocking + limit.window_seconds - self._now()))

    def headers(self) -> dict[str, str]:
        """The two headers that every creating upload is answered with."""
        if self.limit is None:
            return {}
        left, reset = self.remaining(), self.reset()
        policy = f"q={self.limit.projects};w={self.limit.window_seconds}"
        user, address = '"project.create.user"', '"project.create.ip"'
        return {
            "RateLimit-Policy": f"{user};{policy};pk=:user:, {address};{policy};pk=:ip:",
            "RateLimit": f"{user};r={left};t={reset}, {address};r={left};t={reset}",
        }

    def _now(self) -> float:
        return self._clock().timestamp()
