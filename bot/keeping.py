"""Keeping a contribution, whichever door it came in by."""

from datetime import datetime

import discord

from bot.client import MeetupBot
from bot.core.contributions import Contribution, Origin, Source
from bot.core.meetup import Meetup
from bot.core.places import PlaceKind
from bot.core.programme import ContributionKind
from bot.storage import contributions, places


async def keep(
    bot: MeetupBot,
    meetup: Meetup,
    author: discord.abc.User,
    channel: int | None,
    kind: ContributionKind,
    text: str,
    source: Source,
    origin: Origin | None = None,
    said_at: datetime | None = None,
) -> Contribution:
    """Store a contribution, with the room and theme of where it was said; on disk when this returns.

    ``said_at`` is now, unless it was said while the bot was away. The same words from the same person by
    command or form are a retry by somebody whose answer never came: the one that stands is given back.
    """
    place = await places.at(bot.db.read, channel) if channel else None
    if place is not None and place.kind is not PlaceKind.ROOM:
        place = None
    item = Contribution(
        id=0,
        meetup=meetup.id,
        kind=kind,
        text=text,
        author=author.id,
        author_name=author.display_name if meetup.shows_names else "",  # what nobody may see is not kept either
        theme=place.theme if place else None,
        room=place.title if place else None,
        source=source,
        said_at=said_at or bot.clock(),
        origin=origin,
    )
    async with bot.db.transaction() as db:
        again = None if origin else await contributions.same_words(db, item)
        return again or await contributions.add(db, item)
