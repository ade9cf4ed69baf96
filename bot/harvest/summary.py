"""Sentences about a harvest as Texts, which each format says in its own way."""

from datetime import tzinfo

from bot.content.times import clock, day
from bot.core.evening.meetup import Meetup
from bot.core.words.text import Text


def where_and_when(meetup: Meetup, zone: tzinfo) -> Text:
    """Return the line "Lelystad · dinsdag 24 november 2026 · 19:30–21:30"; without a place it begins with the day."""
    begun = meetup.started_at or meetup.planned_start
    hours = f"{clock(begun, zone)}–{clock(meetup.ended_at, zone)}"
    return Text.join(" · ", [*([meetup.place] if meetup.place else []), day(begun, meetup.language, zone), hours])
