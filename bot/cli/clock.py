"""The clock of the program."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current time in UTC. The only clock of the program: all other code is given the time."""
    return datetime.now(UTC)
