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
from bot.core.people import edits, privacy
from bot.core.people.contributions import Contribution, Origin, whole
from bot.core.people.filling import Details
from bot.core.programme.shows import GROWS
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.platform import given_back
from bot.platform.app import App
from bot.platform.text import name_of
from bot.storage import adding, contributions, timelines
from bot.storage import messages as chat_messages
from bot.storage.database import Transaction
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)


async def keep(
    bot: App,
    meetup: Meetup,
    author: discord.abc.User,
    channel: int | None,
    kind: ContributionKind,
    text: Typed,
    source: Source,
    message: discord.Message | None = None,
    details: Details = (),
    parent: int | None = None,
) -> Contribution:
    """Store a contribution with the table and theme of its channel, and return it; on disk when this returns.

    ``message`` is the chat message that it stands in. The same words from the same person are a retry by somebody
    whose answer never came: then the stored contribution is returned. Raises Unavailable with the words in it where
    the database fails, and Refusal where this person has brought in enough or the message changed meanwhile.
    """
    edited_at, origin = (message.edited_at if message else None), None
    if message:
        origin = Origin(message.channel.id, message.id, 0, edits.fingerprint(text))
    item = new(
        bot, meetup, author, kind, text, source, origin, message.created_at if message else None, details, parent
    )
    with giving_back(whole(text, details)):
        async with bot.db.transaction(one_statement=True) as db:
            if origin and not bot.versions.is_latest(origin.message, edited_at):
                raise Refusal(_("This message was changed or deleted just now. Look at it and try again."))
            kept = await store(db, bot, item, channel)
    if kept is None:
        raise Refusal(Text.lines(enough(bot.settings.contributions_per_person), Text.quote(text, given_back.LONGEST)))
    await count(bot, meetup.id)
    return kept


def new(
    bot: App,
    meetup: Meetup,
    author: discord.abc.User,
    kind: ContributionKind,
    text: Typed,
    source: Source,
    origin: Origin | None = None,
    said_at: datetime | None = None,
    details: Details = (),
    parent: int | None = None,
) -> Contribution:
    """Return a contribution that is not stored yet; ``said_at`` is now, unless it was said before."""
    return Contribution(
        id=0,
        meetup=meetup.id,
        kind=kind,
        text=text,
        author=author.id,
        author_name=name_of(author) if meetup.shows_names else Typed(""),  # what nobody may see is not kept either
        theme=None,  # and the table: see adding.add
        table=None,
        source=source,
        said_at=said_at or bot.clock(),
        origin=origin,
        details=details,
        parent=parent,
    )


async def store(db: Transaction, bot: App, item: Contribution, channel: int | None) -> Contribution | None:
    """Store a contribution that was said in a channel; None where its author has brought in enough.

    Where it repeats one word for word, that one is returned.
    """
    mark_due = bot.marks.due() if item.origin else None
    kept = await adding.add(db, item, bot.settings.contributions_per_person, channel, mark_due)
    if kept and item.origin and not (kept.origin and kept.origin.message == item.origin.message):
        await chat_messages.repeat(db, kept, item.origin, mark_due)
    return kept


def enough(most: int) -> Text:
    """The sentence for somebody whose contributions are not kept any more."""
    return _(
        "How nice that you bring in so much: {n} things at this meetup, and more than that I don't keep of one person. "
        "With `/mijn bijdragen` you change or withdraw one, which makes room.",
        n=most,
    )


async def count(bot: App, meetup: int) -> None:
    """Let the moderators' panel and the plenary count it too; what was kept is kept, also when this fails.

    Costs nothing while the panel is about to count: when everybody writes, nobody waits for that.
    """
    now = bot.clock()
    if now - bot.counted.get(meetup, now - PANEL_CALM) < PANEL_CALM:
        return
    bot.counted[meetup] = now
    with suppress(Unavailable):
        async with bot.db.transaction() as db:
            await timelines.wake(db, meetup, CueKind.PANEL, now, PANEL_CALM)
            await timelines.wake(db, meetup, CueKind.TURNOUT, now, PANEL_CALM)
            await timelines.wake(db, meetup, CueKind.SHOW, now, PANEL_CALM, note=GROWS)
            await timelines.wake(db, meetup, CueKind.DOTS, now, PANEL_CALM)
            await timelines.wake(db, meetup, CueKind.READ_FIRST, now, PANEL_CALM)


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
            words=Text.quote(text, given_back.LONGEST),
        )
        raise Unavailable(told, failure.error) from failure
