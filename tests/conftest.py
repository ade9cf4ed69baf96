"""Fixtures that several rings use."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.evening import Evening, open_evening

settings.register_profile("klassen", deadline=None)  # no test fails on a clock
settings.load_profile("klassen")


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    """A simulated server with the bot, a moderator and two participants."""
    async with open_evening(tmp_path) as world:
        yield world
