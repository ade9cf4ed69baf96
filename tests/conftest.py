"""Fixtures that several rings use, and in which order the tests run on several cores."""

import os
from collections.abc import AsyncIterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import settings

from bot.harvest import typesetting
from tests.evening import Evening, open_evening

settings.register_profile("klassen", deadline=None)  # no test fails on a clock
settings.load_profile("klassen")


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: a bench waits most of the time."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the benches first, the longest before all, and a short test behind each: a worker is given two at a time."""
    benches = sorted((item for item in items if _waits(item)), key=_waits, reverse=True)
    short = [item for item in items if not _waits(item)]
    beside, after = short[: len(benches)], short[len(benches) :]
    items[:] = [*chain.from_iterable(zip(benches, beside, strict=False)), *benches[len(beside) :], *after]


def _waits(item: pytest.Item) -> int:
    """About how many seconds a test waits for processes of its own."""
    bench = item.get_closest_marker("bench")
    return int(bench.kwargs["seconds"]) if bench else 0


@pytest.fixture(autouse=True)
def without_paper(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out files for paper, which take a second at the end of every evening, where a test is not about them."""
    if not request.node.get_closest_marker("printing"):
        monkeypatch.setattr(typesetting, "can_print", lambda: False)


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    """A simulated server with the bot, a moderator and two participants."""
    async with open_evening(tmp_path) as world:
        yield world
