"""A fifth and an eighth kind work by their row alone. The bot reads the table at its start, so this is a process."""

import subprocess
import sys

from bot.content import DATA

TESTS = (
    "tests/cogs/with_more_kinds.py",
    "tests/core/test_kinds.py",
    "tests/cogs/test_contributions.py::test_the_four_doors_lead_to_one_store",
    "tests/cogs/test_save_message.py::test_the_list_has_every_kind_with_what_it_asks",
)


def test_kinds_that_are_added_to_the_table_come_in_by_every_door() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-p", "tests.more_kinds", *TESTS]
    result = subprocess.run(command, cwd=DATA.parent, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
