"""What goes wrong on request in the stand-in: refused calls, slow answers, and a hand on the bot at a chosen call."""

import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

# Told of each call of the bot and of its phase: "arrived" (nothing is done yet), "done" (done, not answered).
Watcher = Callable[[str, str, str], Awaitable[None]]


@dataclass(slots=True)
class Faults:
    """Faults of the HTTP side. ``chance`` is how many of the calls are refused, from 0 to 1, by seed."""

    chance: float = 0.0
    statuses: tuple[int, ...] = (500, 502, 503)
    slow: float = 0.0  # seconds that a slow answer takes
    slow_chance: float = 0.0
    codes: dict[str, int] = field(default_factory=dict)  # Discord's error for calls that match a pattern
    given: Counter[str] = field(default_factory=Counter)
    watchers: list[Watcher] = field(default_factory=list)
    _random: random.Random = field(default_factory=lambda: random.Random(1))

    def refuses(self) -> int | None:
        """The status to refuse a call with, or None."""
        if self.chance and self._random.random() < self.chance:
            status = self._random.choice(self.statuses)
            self.given[str(status)] += 1
            return status
        return None

    def waits(self) -> float:
        """How many seconds more the answer to a call takes."""
        if self.slow_chance and self._random.random() < self.slow_chance:
            self.given["slow"] += 1
            return self.slow
        return 0.0

    def code_for(self, method: str, path: str) -> int | None:
        """Discord's error code for a call that is to fail, or None."""
        return next((code for pattern, code in self.codes.items() if re.fullmatch(pattern, f"{method} {path}")), None)

    async def tell(self, phase: str, method: str, path: str) -> None:
        """Let the watchers know of a call."""
        for watcher in self.watchers:
            await watcher(phase, method, path)
