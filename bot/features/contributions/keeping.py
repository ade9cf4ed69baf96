"""Storing a contribution, for commands, forms, chat and menu alike."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import discord

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.slots import Cue
from bot.core.kinds import ContributionKind, Source
from bot.core.people import privacy
from bot.core.people.contributions import Contribution, Origin
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed
from bot.platform.app import App
from bot.platform.text import name_of
from bot.storage import contributions, timelines
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)

LONGEST_GIVEN_BACK = 1800  # characters; with the sentence before them, they fit in one message


async def keep(
    bot: App,
    meetup: Meetup,
    author: discord.abc.User,
    channel: int | None,
    kind: ContributionKind,
    text: Typed,
    source: Source,
    origin: Origin | None = None,
    said_at: datetime | None = None,
) -> Contribution:
    """Store a contribution with the table and theme of its channel, and return it; on disk when this returns.

    ``said_at`` is now, unless it was said while the bot was away. The same words from the same person by command or
    form are a retry by somebody whose answer never came: then the stored contribution is returned. Raises
    Unavailable with the words in it where the database fails.
    """
    item = Contribution(
        id=0,
        meetup=meetup.id,
        kind=kind,
        text=text,
        author=author.id,
        author_name=name_of(author) if meetup.shows_names else Typed(""),  # what nobody may see is not kept either
        theme=None,  # and the table: see contributions.add
        table=None,
        source=source,
        said_at=said_at or bot.clock(),
        origin=origin,
    )
    with giving_back(text):
        async with bot.db.transaction(one_statement=True) as db:
            kept = await contributions.add(db, item, channel)
    await _count(bot, meetup.id)
    return kept


async def _count(bot: App, meetup: int) -> None:
    """Let the moderators' panel count it too; what was kept is kept, also when this fails.

    Costs nothing while the panel is about to count: when everybody writes, nobody waits for that.
    """
    now = bot.clock()
    if now - bot.counted.get(meetup, now - PANEL_CALM) < PANEL_CALM:
        return
    bot.counted[meetup] = now
    with suppress(Unavailable):
        async with bot.db.transaction() as db:
            await timelines.wake(db, meetup, CueKind.PANEL, now, PANEL_CALM)


async def tell_what_is_kept(bot: App, meetup: int) -> None:
    """Plan the notice on what is kept, if somebody contributed by chat at this meetup and was never told.

    It comes within ``privacy.TELL_WITHIN``. A failure of the database is only logged.
    """
    db = bot.db.read
    try:
        # When everybody writes, one of them plans it, and nobody else waits for the disk.
        if await timelines.waits(db, meetup, CueKind.PRIVACY) or not await contributions.untold(db, meetup):
            return
        async with bot.db.transaction() as transaction:
            due = bot.clock() + privacy.TELL_WITHIN
            await timelines.plan_once(transaction, meetup, Cue(CueKind.PRIVACY, 0, due))
    except Unavailable:  # the words themselves are saved; the next that are, bring it up again
        log.warning("meetup %s: could not keep that people are to be told what is kept", meetup)


@contextmanager
def giving_back(text: Typed) -> Iterator[None]:
    """Context manager that adds a person's words to an Unavailable raised in it, so that they can send them again.

    A form that was sent is gone from the screen.
    """
    try:
        yield
    except Unavailable as failure:
        told = _(
            "This was not saved: I can't write to my database now. Copy your words and try again in a few minutes:\n"
            "{words}",
            words=Text.quote(text, LONGEST_GIVEN_BACK),
        )
        raise Unavailable(told, failure.error) from failure
