"""Messages as their readers see them: names, channels and times in place of the ids that Discord writes."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import discord

from bot.core.evening.meetup import Meetup
from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.platform.members import as_member
from bot.platform.text import name_of, speaking

_MENTION = re.compile(
    r"<(?:@!?(?P<person>\d+)|@&(?P<role>\d+)|#(?P<channel>\d+)|a?(?P<emoji>:\w+:)\d+|/(?P<command>[^:>]+):\d+"
    r"|id:(?P<place>\w+)|t:(?P<moment>-?\d{1,12})(?::(?P<style>[tTdDfFRsS]))?)>"
)
_STYLES = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%d-%m-%Y", "D": "%d-%m-%Y"}


async def as_seen(message: discord.Message, meetup: Meetup, zone: ZoneInfo) -> Typed:
    """Return the text of a message as people read it; times in ``zone``.

    Where a programme hides names, who is mentioned is "iemand". What Discord doesn't know any more is named so.
    """
    people = [await as_member(message.guild, person) for person in message.mentions]
    return in_words(message.content, message.guild, meetup, zone, people)


def in_words(
    content: str, guild: discord.Guild | None, meetup: Meetup, zone: ZoneInfo, people: Sequence[discord.abc.User] = ()
) -> Typed:
    """Do the same for any text of a server; ``people`` are those known to be mentioned."""
    known = {person.id: person for person in people}
    say = speaking(meetup.language)

    def word(match: re.Match[str]) -> str:
        if person := match["person"]:
            someone = known.get(int(person)) or (guild.get_member(int(person)) if guild else None)
            return f"@{name_of(someone).raw}" if someone and meetup.shows_names else say(_("somebody"))
        if role := match["role"]:
            found = guild.get_role(int(role)) if guild else None
            return f"@{found.name}" if found else say(_("@a role"))
        if channel := match["channel"]:
            place = guild.get_channel_or_thread(int(channel)) if guild else None
            return f"#{place.name}" if place else say(_("a channel"))
        if moment := match["moment"]:
            return _time(int(moment), match["style"], zone)
        return match["emoji"] or f"/{match['command']}" if match["emoji"] or match["command"] else say(_("a channel"))

    return Typed(_MENTION.sub(word, content))


def _time(seconds: int, style: str | None, zone: ZoneInfo) -> str:
    try:
        moment = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return str(seconds)
    return moment.strftime(_STYLES.get(style or "f", "%d-%m-%Y %H:%M"))
