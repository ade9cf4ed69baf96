"""Short form of the bench of load; `make bench` runs the long one, with its ratios."""

from pathlib import Path

import pytest

from tests.bench import load

pytestmark = pytest.mark.bench(seconds=10)


async def test_a_crowd_by_four_doors_is_acknowledged_and_nothing_is_lost_or_double(tmp_path: Path) -> None:
    loaded = await load.ours(tmp_path, size=160, seconds=8.0, delay=0.01)
    assert loaded.answers.refused == []
    assert loaded.answers.acknowledged == dict.fromkeys(load.DOORS, 40)
    assert len(loaded.kept) == 160
    assert set(loaded.kept.values()) == {1}
    assert "Traceback" not in loaded.log
    assert "bellen" not in loaded.log
