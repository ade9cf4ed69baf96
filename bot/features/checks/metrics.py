"""How a bot is, in figures for Prometheus: its text format, version 0.0.4. No names and no words of anybody."""

from collections.abc import Iterator
from datetime import datetime

from bot import __version__
from bot.features.checks.health import Facts

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics(facts: Facts, now: datetime) -> str:
    """Return the figures, each with its help and type; what is not known is left out."""
    return "".join(
        f"# HELP klassen_{name} {told}\n# TYPE klassen_{name} gauge\nklassen_{name} {value}\n"
        for name, told, value in _figures(facts, now)
        if value is not None
    ) + (
        "# HELP klassen_build_info Version of the bot.\n# TYPE klassen_build_info gauge\n"
        f'klassen_build_info{{version="{__version__}"}} 1\n'
    )


def _figures(facts: Facts, now: datetime) -> Iterator[tuple[str, str, float | None]]:
    told = facts.told
    since = told.connected_since if told else None
    running = sum(meetup.is_running for meetup in facts.meetups)
    yield "up", "1 while the bot tells that it runs.", int(facts.runs(now))
    yield "connected", "1 while there is a connection to Discord.", int(since is not None)
    yield "started_timestamp_seconds", "When the bot started.", told.started.timestamp() if told else None
    yield "latency_seconds", "Delay of the gateway of Discord.", told.latency if told else None
    yield "servers", "Servers that the bot is on.", told.servers if told else None
    yield "meetups_running", "Meetups that have begun and are not over.", running
    yield "meetups_planned", "Meetups that are to begin.", len(facts.meetups) - running
    yield "meetups_unreadable", "Meetups whose row in the database is damaged.", len(facts.unreadable)
    yield "moments_late", "Moments that are more than a minute late.", facts.late
    yield "marks_waiting", "Check marks that people still wait for.", facts.marks
    yield "disk_free_bytes", "Room on the disk of the database.", facts.free
    yield "backup_failed", "1 if the last nightly copy failed.", int(facts.failed is not None)
    yield "backup_timestamp_seconds", "When the last copy was made.", facts.copied.timestamp() if facts.copied else None
