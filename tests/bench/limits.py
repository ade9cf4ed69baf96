"""Discord's rate limits: windows per route and a global one, with headers and 429s."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """At most ``count`` calls of ``method`` per ``seconds`` on each path that differs in the groups of ``pattern``.

    ``concerns`` says by the body whether a call counts.
    """

    name: str
    method: str
    pattern: str
    count: int
    seconds: float
    concerns: Callable[[Mapping[str, Any]], bool] = lambda body: True


def renames(body: Mapping[str, Any]) -> bool:
    """Return True if a change of a channel touches its name or topic."""
    return "name" in body or "topic" in body


# The figures of PLATFORM.md, "Limits that shape the design".
DISCORDS = (
    Rule("message", "POST", r"/channels/(\d+)/messages", 5, 5.0),
    Rule("member", "PATCH", r"/guilds/(\d+)/members/\d+", 10, 10.0),
    Rule("rename", "PATCH", r"/channels/(\d+)", 2, 600.0, renames),
)
# About four a second in a channel (issue 10), for the benches that are about it.
REACTIONS = Rule("reaction", "PUT", r"/channels/(\d+)/messages/\d+/reactions/.+", 1, 0.25)
IN_ALL, IN_ALL_SECONDS = 50, 1.0
UNCOUNTED = ("/interactions/", "/webhooks/")  # answers to interactions do not count for the global limit


@dataclass(slots=True)
class Window:
    """One window of a rate limit; it begins with its first call."""

    ends: float = 0.0
    used: int = 0


@dataclass(slots=True)
class RateLimits:
    """Rate limits of the stand-in. ``too_many``: 429s by name of rule, "everything" for the global one."""

    rules: tuple[Rule, ...] = DISCORDS
    in_all: int = IN_ALL
    too_many: Counter[str] = field(default_factory=Counter)
    _windows: dict[tuple[str, ...], Window] = field(default_factory=dict)

    def take(self, method: str, path: str, body: Any, now: float) -> tuple[dict[str, str], float | None]:
        """Count a call. Returns the headers of the answer, and the seconds to wait if it gets a 429, else None."""
        headers = {"Via": "1.1 stand-in"}
        if not path.startswith(UNCOUNTED):
            everything = self._window(("*",), IN_ALL_SECONDS, now)
            if everything.used >= self.in_all:
                self.too_many["everything"] += 1
                wait = everything.ends - now
                return headers | _refusal(wait, "global") | {"X-RateLimit-Global": "true"}, wait
            everything.used += 1
        for rule in self.rules:
            match = re.fullmatch(rule.pattern, path) if rule.method == method else None
            if match is None or not rule.concerns(body if isinstance(body, Mapping) else {}):
                continue
            window = self._window((rule.name, *match.groups()), rule.seconds, now)
            left = rule.count - window.used - 1
            if left < 0:
                self.too_many[rule.name] += 1
                return headers | _refusal(window.ends - now, "user"), window.ends - now
            window.used += 1
            headers |= {
                "X-RateLimit-Limit": str(rule.count),
                "X-RateLimit-Remaining": str(left),
                "X-RateLimit-Reset-After": f"{window.ends - now:.3f}",
                "X-RateLimit-Reset": f"{window.ends:.3f}",
                "X-RateLimit-Bucket": rule.name,
            }
        return headers, None

    def _window(self, key: tuple[str, ...], seconds: float, now: float) -> Window:
        window = self._windows.setdefault(key, Window())
        if now >= window.ends:
            window.ends, window.used = now + seconds, 0
        return window


def _refusal(wait: float, scope: str) -> dict[str, str]:
    return {"Retry-After": f"{wait:.3f}", "X-RateLimit-Scope": scope}
