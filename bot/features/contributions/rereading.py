"""Words that were stored with ids of Discord in them, as earlier versions did, made as readers see them."""

from bot.core.evening.cues import CueKind
from bot.core.words.mentions import has_ids
from bot.platform.app import App
from bot.platform.seen import in_words
from bot.storage import meetups, timelines
from bot.storage import words as stored_words


async def make_readable(app: App) -> None:
    """Put names in place of the ids in everything that people typed; "somebody" where the name is not known.

    A server that can't be seen now has its turn when it is there again; one that the bot has left has no names.
    """
    waiting = await stored_words.meetups_with_ids(app.db.read)
    for id in waiting:
        meetup = await meetups.get(app.db.read, id)
        guild = app.get_guild(meetup.server) if meetup else None
        if meetup is None or (guild is not None and guild.unavailable):
            continue
        found = [stored for stored in await stored_words.of_meetup(app.db.read, id) if has_ids(stored.words)]
        readable = [(stored, await in_words(app, stored.words, guild, meetup)) for stored in found]
        async with app.db.transaction() as db:
            for stored, words in readable:
                await stored_words.reword(db, stored, words)
            await stored_words.without_ids(db, id)
            await timelines.wake(db, id, CueKind.WALL, app.clock())
    if waiting:
        await app.db.forget_log()
