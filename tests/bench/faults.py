"""Faults of the stand-in on request: refused calls, slow answers, and watchers of calls."""

import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

# Called with phase, method and path of each call: "arrived" (not carried out yet), "done" (not answered yet).
Watcher = Callable[[str, str, str], Awaitable[None]]


@dataclass(slots=True)
class Faults:
    """Faults of the HTTP side. ``chance`` is the share of calls that are refused, 0 to 1, by seed."""

    chance: float = 0.0
    statuses: tuple[int, ...] = (500, 502, 503)
    slow: float = 0.0  # seconds that a slow answer takes
    slow_chance: float = 0.0
    codes: dict[str, int] = field(default_factory=dict)  # Discord's error code by pattern of "METHOD path"
    # Status and body by pattern of "METHOD path", instead of carrying the call out; the status 429 takes `retry_after`.
    answers: dict[str, tuple[int, dict[str, object]]] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)  # "METHOD path" of each call that got one of ``answers``
    given: Counter[str] = field(default_factory=Counter)
    watchers: list[Watcher] = field(default_factory=list)
    _random: random.Random = field(default_factory=lambda: random.Random(1))

    def refuses(self) -> int | None:
        """Return the HTTP status to refuse a call with, or None."""
        if self.chance and self._random.random() < self.chance:
            status = self._random.choice(self.statuses)
            self.given[str(status)] += 1
            return status
        return None

    def waits(self) -> float:
        """Return the extra delay of an answer, in seconds."""
        if self.slow_chance and self._random.random() < self.slow_chance:
            self.given["slow"] += 1
            return self.slow
        return 0.0

    def code_for(self, method: str, path: str) -> int | None:
        """Return Discord's error code for a call that has to fail, or None."""
        return next((code for pattern, code in self.codes.items() if re.fullmatch(pattern, f"{method} {path}")), None)

    def answer_for(self, method: str, path: str) -> tuple[int, dict[str, object]] | None:
        """Return the status and body for a call that is not carried out, or None."""
        for pattern, answer in self.answers.items():
            if re.fullmatch(pattern, f"{method} {path}"):
                self.given[str(answer[0])] += 1
                self.answered.append(f"{method} {path}")
                return answer
        return None

    async def tell(self, phase: str, method: str, path: str) -> None:
        """Call all watchers with a call and its phase."""
        for watcher in self.watchers:
            await watcher(phase, method, path)
