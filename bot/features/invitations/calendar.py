"""The file that puts a meetup in anybody's calendar (iCalendar, RFC 5545)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from bot.content.texts import bare
from bot.core.evening.meetup import Meetup


def calendar(meetup: Meetup, ends: datetime, link: str, revision: int, now: datetime) -> bytes:
    """Return the file of a meetup that ends at ``ends``. ``revision`` grows with each change of its times.

    Calendars know a meetup by its uid, and replace what they have by a higher revision.
    """
    event = Event()
    event.add("uid", f"{meetup.uid or meetup.id}@klassen-meetup-bot")
    event.add("sequence", revision)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meetup.begins.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("summary", bare(meetup.title))
    event.add("description", link)
    event.add("location", f"Discord, {bare(meetup.place)}" if meetup.place else "Discord")
    event.add("url", link)
    file = Calendar()
    file.add("prodid", "-//Klassen meetup bot//NL")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    return bytes(file.to_ical())
