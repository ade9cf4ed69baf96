"""Ids of Discord in what people typed, and what its readers see in their place: names, channels, emoji and times."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from bot.core.words.text import Text, _
from bot.core.words.typed import Typed

# Returns the name of a "person", "role" or "channel" with this id; None where it is not known or not to be shown.
Known = Callable[[str, int], str | None]
_ID = re.compile(
    r"<(?:@!?(?P<person>\d+)|@&(?P<role>\d+)|\#(?P<channel>\d+)|a?(?P<emoji>:\w+:)\d+|/(?P<command>[^:<>]+):\d+"
    r"|id:(?P<place>\w+)|t:(?P<moment>-?\d{1,17})(?::(?P<style>[tTdDfFsSR]))?)>"
    r"|https?://(?:\w+\.)?discord(?:app)?\.com/channels/(?:\d+|@me)(?:/(?P<linked>\d+)(?:/\d+)?)?(?![\w/])",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"<@!?(\d+)>")
_STYLES = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%d-%m-%Y", "D": "%d-%m-%Y"}


def people_in(words: Typed) -> set[int]:
    """Return the ids of the people that are mentioned."""
    return {int(id) for id in _PEOPLE.findall(words.raw)}


def has_ids(words: Typed) -> bool:
    """True where an id stands in the words, which ``readable`` would replace."""
    return bool(_ID.search(words.raw))


def readable(words: Typed, known: Known, say: Callable[[Text], str], zone: tzinfo) -> Typed:
    """Return the words as their reader sees them: "@Sem", "#plenair", ":hart:", "/morgen", times in ``zone``.

    Who is not known is "somebody". A link to a message names its channel, without "#", so that it is no tag.
    """

    def word(match: re.Match[str]) -> str:
        if person := match["person"]:
            name = known("person", int(person))
            return f"@{name}" if name else say(_("somebody"))
        if role := match["role"]:
            name = known("role", int(role))
            return f"@{name}" if name else say(_("@a role"))
        if channel := match["channel"]:
            name = known("channel", int(channel))
            return f"#{name}" if name else say(_("a channel"))
        if moment := match["moment"]:
            return _time(int(moment), match["style"], zone)
        if match["command"]:
            return f"/{match['command']}"
        return match["emoji"] or (match["linked"] and known("channel", int(match["linked"]))) or say(_("a channel"))

    return Typed(_ID.sub(word, words.raw)) if "<" in words.raw or "://" in words.raw else words


def _time(seconds: int, style: str | None, zone: tzinfo) -> str:
    try:
        moment = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return str(seconds)
    return moment.strftime(_STYLES.get(style or "f", "%d-%m-%Y %H:%M"))
